package dwell.envs.families.agent;

import dwell.envs.families.Family;
import dwell.envs.families.FamilyContract;
import dwell.envs.families.Introspection;
import dwell.envs.random.RandomKey;
import java.util.ArrayList;
import java.util.List;

class AgentFamilyTest extends FamilyContract<AgentParameters> {
    @Override
    protected Family<AgentParameters> family() {
        return new AgentFamily();
    }

    @Override
    protected List<AgentParameters> small() {
        return List.of(
                new AgentParameters(
                        List.of(0.1, 0.6), List.of(), 2, 3, 0.7, 0.1, 2, 1, 2, 5, 4, 2, Introspection.FULL, 0.8),
                new AgentParameters(
                        List.of(0.0, 0.3), List.of(2.0, 1.0), 2, 2, 0.5, 0, 2, 1, 0, 9, 0, 1, Introspection.NOISY, 0.7),
                new AgentParameters(List.of(0.2), List.of(), 3, 4, 1, 0.2, 1, 0.5, 1, 3, 1, 1, Introspection.NONE, 0));
    }

    @Override
    protected AgentParameters random(long key) {
        List<Double> biases = new ArrayList<>();
        for (int level = 0; level <= RandomKey.below(key, 0, 4); level++) {
            biases.add(clamped(key, 20 + level));
        }
        int stages = 1 + RandomKey.below(key, 1, 4);
        return new AgentParameters(
                biases,
                List.of(),
                stages,
                2 + RandomKey.below(key, 2, 6),
                clamped(key, 3),
                clamped(key, 4),
                RandomKey.below(key, 5, stages == 4 ? 5 : 7),
                RandomKey.uniform(key, 6),
                3 * RandomKey.uniform(key, 7),
                10 * RandomKey.uniform(key, 8),
                5 * RandomKey.uniform(key, 9),
                1 + RandomKey.below(key, 10, 4),
                Introspection.values()[RandomKey.below(key, 11, 3)],
                clamped(key, 12));
    }

    /** Exactly 0 and 1 among them. */
    private static double clamped(long key, long counter) {
        return Math.max(0, Math.min(1, 1.4 * RandomKey.uniform(key, counter) - 0.2));
    }
}
