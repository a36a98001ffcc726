package dwell.envs.families.exceptions;

import dwell.envs.families.Family;
import dwell.envs.families.FamilyContract;
import dwell.envs.random.RandomKey;
import java.util.ArrayList;
import java.util.List;

class ExceptionsFamilyTest extends FamilyContract<ExceptionsParameters> {
    @Override
    protected Family<ExceptionsParameters> family() {
        return new ExceptionsFamily();
    }

    @Override
    protected List<ExceptionsParameters> small() {
        return List.of(
                new ExceptionsParameters(
                        List.of(0.95, 0.5, 0.6), List.of(0.6, 0.9, 0.6), List.of(), 0.6, 5, 0.5, 1, 0.7, false),
                new ExceptionsParameters(
                        List.of(0.9, 0.4), List.of(0.5, 0.8), List.of(1.0, 3.0), 0, 4, 0.7, 0.5, 0.8, true),
                new ExceptionsParameters(List.of(0.9, 0.4), List.of(0.5, 0.8), List.of(), 1, 1, 1, 1, 0.5, false));
    }

    @Override
    protected ExceptionsParameters random(long key) {
        List<Double> direct = new ArrayList<>();
        List<Double> rule = new ArrayList<>();
        for (int level = 0; level <= RandomKey.below(key, 1, 5); level++) {
            direct.add(edged(key, 10 + level));
            rule.add(edged(key, 20 + level));
        }
        return new ExceptionsParameters(
                direct,
                rule,
                List.of(),
                RandomKey.below(key, 2, 3) / 2.0,
                RandomKey.below(key, 3, 20),
                edged(key, 4),
                RandomKey.uniform(key, 5),
                edged(key, 6),
                RandomKey.below(key, 7, 2) == 0);
    }

    /** A probability, 0 and 1 among them. */
    private static double edged(long key, int counter) {
        return Math.max(0, Math.min(1, 1.4 * RandomKey.uniform(key, counter) - 0.2));
    }
}
