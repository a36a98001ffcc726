package dwell.envs.families.tools;

import dwell.envs.families.Family;
import dwell.envs.families.FamilyContract;
import dwell.envs.random.RandomKey;
import java.util.ArrayList;
import java.util.List;

class ToolsFamilyTest extends FamilyContract<ToolsParameters> {
    @Override
    protected Family<ToolsParameters> family() {
        return new ToolsFamily();
    }

    @Override
    protected List<ToolsParameters> small() {
        return List.of(
                new ToolsParameters(List.of(0.9, 0.4), List.of(), 0.7, 2, 0.8, 0.95, 0.2, 0.1, 2, 1, false, false),
                new ToolsParameters(
                        List.of(0.9, 0.5, 0.1), List.of(1.0, 2.0, 1.0), 0.5, 2, 0.7, 0.9, 0, 0.3, 1, 1, true, true),
                new ToolsParameters(List.of(0.6), List.of(), 1, 3, 1, 1, 1, 0, 1, 0.5, false, true));
    }

    @Override
    protected ToolsParameters random(long key) {
        List<Double> memory = new ArrayList<>();
        for (int level = 0; level <= RandomKey.below(key, 1, 4); level++) {
            memory.add(edged(key, 20 + level));
        }
        return new ToolsParameters(
                memory,
                List.of(),
                RandomKey.below(key, 2, 3) / 2.0,
                1 + RandomKey.below(key, 3, 4),
                edged(key, 4),
                edged(key, 5),
                edged(key, 6),
                edged(key, 7),
                RandomKey.below(key, 8, 4),
                RandomKey.uniform(key, 9),
                RandomKey.below(key, 10, 2) == 0,
                RandomKey.below(key, 11, 2) == 0);
    }

    /** A probability, 0 and 1 among them. */
    private static double edged(long key, int counter) {
        return Math.max(0, Math.min(1, 1.4 * RandomKey.uniform(key, counter) - 0.2));
    }
}
