package dwell.envs.families.recall;

import dwell.envs.families.Family;
import dwell.envs.families.FamilyContract;
import dwell.envs.random.RandomKey;
import java.util.ArrayList;
import java.util.List;

class RecallFamilyTest extends FamilyContract<RecallParameters> {
    @Override
    protected Family<RecallParameters> family() {
        return new RecallFamily();
    }

    @Override
    protected List<RecallParameters> small() {
        return List.of(
                new RecallParameters(
                        List.of(0.8, 0.2),
                        List.of(),
                        0.7,
                        0.9,
                        0.1,
                        0.5,
                        0.3,
                        0.8,
                        0.7,
                        3,
                        0.7,
                        1,
                        1,
                        0.7,
                        0.05,
                        1.5,
                        true),
                new RecallParameters(
                        List.of(1.0, 0.4, 0.0),
                        List.of(1.0, 2.0, 1.0),
                        0.5,
                        1,
                        0,
                        1,
                        0.25,
                        0.5,
                        0.5,
                        2,
                        0.8,
                        0.5,
                        2,
                        0.6,
                        0,
                        1,
                        false),
                new RecallParameters(List.of(0.6), List.of(), 1, 1, 0.2, 0, 0, 1, 0.9, 0, 0.5, 1, 0, 0, 0, 0, true));
    }

    @Override
    protected RecallParameters random(long key) {
        List<Double> shares = new ArrayList<>();
        for (int level = 0; level <= RandomKey.below(key, 1, 4); level++) {
            shares.add(edged(key, 30 + level));
        }
        return new RecallParameters(
                shares,
                List.of(),
                RandomKey.below(key, 2, 3) / 2.0,
                edged(key, 3),
                edged(key, 4),
                edged(key, 5),
                edged(key, 6),
                edged(key, 7),
                edged(key, 8),
                RandomKey.below(key, 9, 9),
                edged(key, 10),
                RandomKey.uniform(key, 11),
                RandomKey.below(key, 12, 4),
                edged(key, 13),
                edged(key, 14),
                RandomKey.uniform(key, 15),
                RandomKey.below(key, 16, 2) == 0);
    }

    /** A probability, 0 and 1 among them. */
    private static double edged(long key, int counter) {
        return Math.max(0, Math.min(1, 1.4 * RandomKey.uniform(key, counter) - 0.2));
    }
}
