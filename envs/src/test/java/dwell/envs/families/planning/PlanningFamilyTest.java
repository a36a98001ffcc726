package dwell.envs.families.planning;

import dwell.envs.families.Family;
import dwell.envs.families.FamilyContract;
import dwell.envs.random.RandomKey;
import java.util.ArrayList;
import java.util.List;

class PlanningFamilyTest extends FamilyContract<PlanningParameters> {
    private static final List<List<Integer>> TREES = List.of(
            List.of(2), List.of(5), List.of(2, 1), List.of(2, 2), List.of(3, 1), List.of(1, 3), List.of(2, 1, 1));

    @Override
    protected Family<PlanningParameters> family() {
        return new PlanningFamily();
    }

    @Override
    protected List<PlanningParameters> small() {
        return List.of(
                new PlanningParameters(
                        List.of(3),
                        List.of(-1.0, 0.0, 2.0),
                        List.of(1.0, 2.0, 1.0),
                        List.of(),
                        List.of(1.0, 0.5),
                        List.of(),
                        0.6,
                        1,
                        false),
                new PlanningParameters(
                        List.of(2, 1),
                        List.of(-1.0, 1.0),
                        List.of(),
                        List.of(1.0, 3.0),
                        List.of(3.0, 1.0),
                        List.of(2.0, 1.0),
                        0,
                        0.5,
                        false),
                new PlanningParameters(
                        List.of(1, 2),
                        List.of(0.5, 1.0, 2.0),
                        List.of(),
                        List.of(0.0, 1.0),
                        List.of(2.0, 1.0),
                        List.of(),
                        0.5,
                        1,
                        true));
    }

    @Override
    protected PlanningParameters random(long key) {
        List<Integer> branching = TREES.get(RandomKey.below(key, 0, TREES.size()));
        List<Double> values = new ArrayList<>();
        List<Double> chances = new ArrayList<>();
        double value = -2 * RandomKey.uniform(key, 1);
        for (int i = 0; i < 2 + RandomKey.below(key, 2, 2); i++) {
            values.add(value);
            chances.add(0.1 + RandomKey.uniform(key, 10 + i));
            value += 0.5 + RandomKey.below(key, 20 + i, 3) / 2.0;
        }
        List<Double> depths = new ArrayList<>();
        for (int depth = 0; depth < branching.size(); depth++) {
            // Depths without rewards among them, but not all.
            depths.add(depth == 0 ? 1.0 : RandomKey.below(key, 30 + depth, 4) / 2.0);
        }
        List<Double> spreads = new ArrayList<>();
        for (int level = 0; level <= RandomKey.below(key, 3, 3); level++) {
            // Equal spreads and rewards shared by levels among them.
            spreads.add((1 + RandomKey.below(key, 40 + level, 4)) / 2.0);
        }
        return new PlanningParameters(
                branching,
                values,
                RandomKey.below(key, 4, 2) == 0 ? List.of() : chances,
                depths,
                spreads,
                List.of(),
                RandomKey.below(key, 5, 3) / 2.0,
                RandomKey.uniform(key, 6),
                RandomKey.below(key, 7, 2) == 0);
    }
}
