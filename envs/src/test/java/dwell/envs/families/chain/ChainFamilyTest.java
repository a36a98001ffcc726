package dwell.envs.families.chain;

import dwell.envs.families.Family;
import dwell.envs.families.FamilyContract;
import dwell.envs.families.Introspection;
import dwell.envs.random.RandomKey;
import java.util.ArrayList;
import java.util.List;

class ChainFamilyTest extends FamilyContract<ChainParameters> {
    @Override
    protected Family<ChainParameters> family() {
        return new ChainFamily();
    }

    @Override
    protected List<ChainParameters> small() {
        return List.of(
                new ChainParameters(
                        List.of(1, 3),
                        List.of(0.9),
                        List.of(),
                        0.8,
                        0.2,
                        0.97,
                        0,
                        0,
                        1,
                        2,
                        0.4,
                        0.7,
                        2,
                        0.2,
                        Introspection.FULL,
                        0.8),
                new ChainParameters(
                        List.of(2, 3),
                        List.of(0.9, 0.6),
                        List.of(1.0, 2.0),
                        0.5,
                        0.5,
                        0.8,
                        3,
                        0.4,
                        1,
                        3,
                        1,
                        0.5,
                        1,
                        0.1,
                        Introspection.NONE,
                        0.8),
                new ChainParameters(
                        List.of(2, 4),
                        List.of(0.8),
                        List.of(),
                        1,
                        0,
                        1,
                        0,
                        0,
                        1,
                        1.5,
                        0,
                        1,
                        1,
                        0.5,
                        Introspection.NOISY,
                        0.6));
    }

    @Override
    protected ChainParameters random(long key) {
        List<Integer> lengths = new ArrayList<>();
        List<Double> accuracies = new ArrayList<>();
        boolean alike = RandomKey.below(key, 0, 2) == 0;
        for (int level = 0; level <= RandomKey.below(key, 1, 4); level++) {
            lengths.add(1 + RandomKey.below(key, 20 + level, 24));
            if (level == 0 || !alike) {
                // Accuracies of exactly 0 and 1 among them.
                accuracies.add(clamped(key, 30 + level));
            }
        }
        return new ChainParameters(
                lengths,
                accuracies,
                List.of(),
                clamped(key, 2),
                clamped(key, 3),
                clamped(key, 4),
                RandomKey.below(key, 5, 20),
                clamped(key, 6),
                RandomKey.uniform(key, 7),
                3 * RandomKey.uniform(key, 8),
                RandomKey.uniform(key, 9),
                clamped(key, 10),
                RandomKey.below(key, 11, 4),
                RandomKey.uniform(key, 12),
                Introspection.values()[RandomKey.below(key, 13, 3)],
                clamped(key, 14));
    }

    private static double clamped(long key, long counter) {
        return Math.max(0, Math.min(1, 1.4 * RandomKey.uniform(key, counter) - 0.2));
    }
}
