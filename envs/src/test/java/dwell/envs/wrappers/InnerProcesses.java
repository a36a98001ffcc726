package dwell.envs.wrappers;

import dwell.envs.families.Introspection;
import dwell.envs.families.evidence.EvidenceFamily;
import dwell.envs.families.evidence.EvidenceParameters;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.RandomProcess;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Processes to be wrapped in tests. */
final class InnerProcesses {
    private InnerProcesses() {}

    /** {@code evidence-v1} with two alternatives, without abstention. */
    static DecisionProcess<?> evidence(List<Double> reliabilities, double cue, int freeVotes, int maxThinks) {
        return evidence(reliabilities, cue, freeVotes, maxThinks, false, Introspection.FULL);
    }

    static DecisionProcess<?> evidence(
            List<Double> reliabilities,
            double cue,
            int freeVotes,
            int maxThinks,
            boolean abstain,
            Introspection sight) {
        return new EvidenceFamily()
                .declare(new EvidenceParameters(
                        reliabilities, List.of(), 2, cue, freeVotes, maxThinks, 1, 0, abstain, sight, 0.8));
    }

    /** The plain vote process of one level: no free vote, a cue that says nothing. */
    static DecisionProcess<?> votes(double reliability, int maxThinks) {
        return evidence(List.of(reliability), 0, 0, maxThinks);
    }

    /** Processes so small that all histories of what is made of them can be walked. */
    static Map<String, DecisionProcess<?>> small() {
        Map<String, DecisionProcess<?>> all = new LinkedHashMap<>();
        all.put("evidence", evidence(List.of(0.9, 0.6), 0.6, 1, 3));
        all.put("evidence, noisy, abstain", evidence(List.of(0.8, 0.5), 0.5, 0, 2, true, Introspection.NOISY));
        all.put("random 1", new RandomProcess(1, 2, RandomProcess.Sight.FULL));
        all.put("random 2", new RandomProcess(2, 2, RandomProcess.Sight.NOISY));
        all.put("random 3", new RandomProcess(3, 3, RandomProcess.Sight.NONE));
        return all;
    }
}
