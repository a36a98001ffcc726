package dwell.envs.process;

import dwell.envs.families.Introspection;
import dwell.envs.families.evidence.EvidenceFamily;
import dwell.envs.families.evidence.EvidenceParameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Processes that between them use every part of a declaration, by name. */
public final class VariedProcesses {
    private VariedProcesses() {}

    public static Map<String, CompiledProcess> all() {
        Map<String, CompiledProcess> all = new LinkedHashMap<>();
        all.putAll(evidence());
        for (int i = 0; i < 4; i++) {
            for (RandomProcess.Sight sight : RandomProcess.Sight.values()) {
                all.put("random " + i + " " + sight, ProcessCompiler.compile(new RandomProcess(i, 3, sight)));
            }
        }
        return all;
    }

    /** Variants of {@code evidence-v1}. */
    public static Map<String, CompiledProcess> evidence() {
        Map<String, CompiledProcess> all = new LinkedHashMap<>();
        all.put("plain", evidence(2, 12, 0, false, Introspection.FULL));
        all.put("rising price", evidence(2, 12, 0.25, false, Introspection.FULL));
        all.put("abstain", evidence(2, 12, 0, true, Introspection.FULL));
        all.put("noisy", evidence(2, 10, 0, false, Introspection.NOISY));
        all.put("no introspection", evidence(2, 10, 0, false, Introspection.NONE));
        all.put("three alternatives", evidence(3, 6, 0, false, Introspection.FULL));
        all.put("three alternatives, all of it", evidence(3, 5, 0.5, true, Introspection.NOISY));
        return all;
    }

    private static CompiledProcess evidence(
            int alternatives, int maxThinks, double rise, boolean abstain, Introspection introspection) {
        return ProcessCompiler.compile(new EvidenceFamily()
                .declare(new EvidenceParameters(
                        List.of(0.9, 0.7, 0.5),
                        List.of(1.0, 2.0, 1.5),
                        alternatives,
                        0.6,
                        1,
                        maxThinks,
                        1,
                        rise,
                        abstain,
                        introspection,
                        0.8)));
    }
}
