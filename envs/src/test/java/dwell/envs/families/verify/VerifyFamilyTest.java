package dwell.envs.families.verify;

import dwell.envs.families.Family;
import dwell.envs.families.FamilyContract;
import dwell.envs.random.RandomKey;
import java.util.ArrayList;
import java.util.List;

class VerifyFamilyTest extends FamilyContract<VerifyParameters> {
    @Override
    protected Family<VerifyParameters> family() {
        return new VerifyFamily();
    }

    @Override
    protected List<VerifyParameters> small() {
        return List.of(
                new VerifyParameters(
                        List.of(0.9, 0.5, 0.2),
                        List.of(0.0, 0.3, 0.9),
                        List.of(2.0, 1.0, 1.0),
                        0.6,
                        7,
                        1,
                        0.4,
                        0.1,
                        0.7,
                        false),
                new VerifyParameters(List.of(0.8, 0.4), List.of(0.2, 0.5), List.of(), 0, 6, 0.5, 0.6, 0.05, 0.8, true),
                new VerifyParameters(List.of(0.7, 0.3), List.of(0.0, 0.4), List.of(), 1, 5, 2, 1, 0, 1, false));
    }

    @Override
    protected VerifyParameters random(long key) {
        List<Double> accuracies = new ArrayList<>();
        List<Double> undetectable = new ArrayList<>();
        for (int level = 0; level <= RandomKey.below(key, 0, 5); level++) {
            accuracies.add(wide(key, 10 + level));
            undetectable.add(wide(key, 20 + level));
        }
        return new VerifyParameters(
                accuracies,
                undetectable,
                List.of(),
                RandomKey.below(key, 1, 3) / 2.0,
                RandomKey.below(key, 2, 21),
                3 * RandomKey.uniform(key, 3),
                wide(key, 4),
                wide(key, 5),
                wide(key, 6),
                RandomKey.below(key, 7, 2) == 0);
    }

    /** Uniform in [0, 1], exactly 0 or exactly 1. */
    private static double wide(long key, int counter) {
        return Math.max(0, Math.min(1, 1.4 * RandomKey.uniform(key, counter) - 0.2));
    }
}
