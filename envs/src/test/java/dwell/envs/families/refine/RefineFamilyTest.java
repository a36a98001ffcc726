package dwell.envs.families.refine;

import dwell.envs.families.Family;
import dwell.envs.families.FamilyContract;
import dwell.envs.random.RandomKey;
import java.util.ArrayList;
import java.util.List;

class RefineFamilyTest extends FamilyContract<RefineParameters> {
    @Override
    protected Family<RefineParameters> family() {
        return new RefineFamily();
    }

    @Override
    protected List<RefineParameters> small() {
        return List.of(
                new RefineParameters(
                        List.of(0.95, 0.6),
                        List.of(-200.0, 300.0),
                        List.of(300.0, 900.0),
                        List.of(3000.0, 0.0),
                        List.of(2.0, 1.0),
                        0.6,
                        4,
                        400,
                        3,
                        1,
                        250,
                        List.of(0.4, 0.2),
                        0.1,
                        0.8),
                new RefineParameters(
                        List.of(0.9, 0.7, 0.1),
                        List.of(0.0, 100.0, 900.0),
                        List.of(300.0, 900.0, 800.0),
                        List.of(),
                        List.of(),
                        0.5,
                        5,
                        300,
                        4,
                        3,
                        200,
                        List.of(0.4, 0.3, 0.0),
                        0.05,
                        0.5),
                new RefineParameters(
                        List.of(1.0, 0.5),
                        List.of(-100.0, 400.0),
                        List.of(500.0, 700.0),
                        List.of(),
                        List.of(),
                        0,
                        5,
                        400,
                        0,
                        1,
                        0,
                        List.of(0.0, 0.0),
                        0,
                        1));
    }

    @Override
    protected RefineParameters random(long key) {
        int levels = 1 + RandomKey.below(key, 0, 4);
        List<Double> ceilings = new ArrayList<>();
        List<Double> offsets = new ArrayList<>();
        List<Double> scales = new ArrayList<>();
        List<Double> losses = new ArrayList<>();
        List<Double> repairs = new ArrayList<>();
        for (int level = 0; level < levels; level++) {
            // Ceilings and repair probabilities of exactly 0 and 1 among them.
            ceilings.add(Math.max(0, Math.min(1, 1.4 * RandomKey.uniform(key, 10 + level) - 0.2)));
            repairs.add(Math.max(0, Math.min(1, 1.4 * RandomKey.uniform(key, 20 + level) - 0.2)));
            offsets.add(2000 * RandomKey.uniform(key, 30 + level) - 800);
            scales.add(Math.exp(3 + 6 * RandomKey.uniform(key, 40 + level)));
            losses.add(RandomKey.below(key, 50 + level, 2) * Math.exp(4 + 6 * RandomKey.uniform(key, 60 + level)));
        }
        return new RefineParameters(
                ceilings,
                offsets,
                scales,
                RandomKey.below(key, 1, 3) == 0 ? List.of() : losses,
                List.of(),
                RandomKey.below(key, 2, 3) / 2.0,
                RandomKey.below(key, 3, 16),
                800 * RandomKey.uniform(key, 4),
                RandomKey.below(key, 5, 4),
                1 + RandomKey.below(key, 6, 5),
                800 * RandomKey.uniform(key, 7),
                repairs,
                Math.max(0, 1.2 * RandomKey.uniform(key, 8) - 0.2),
                RandomKey.below(key, 70, 4) == 0
                        ? 0.5
                        : RandomKey.below(key, 70, 4) == 1 ? 1 : 0.5 + RandomKey.uniform(key, 9) / 2);
    }
}
