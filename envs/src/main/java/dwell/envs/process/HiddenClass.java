package dwell.envs.process;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What the policy cannot see about an item, for example "level 3, truth is the second side".
 *
 * @param name shown in messages
 * @param level index into {@link DecisionProcess#levels()}
 * @param weight prior weight, positive and finite; weights are normalised over the classes of a process
 */
public record HiddenClass(String name, int level, double weight) {
    public HiddenClass {
        if (!(weight > 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException("weight of hidden class " + name + " must be positive, was " + weight);
        }
    }

    /**
     * One class for each level, named as it.
     *
     * @param weights as {@link #weightOf}
     */
    public static List<HiddenClass> ofLevels(List<String> levels, List<Double> weights) {
        return IntStream.range(0, levels.size())
                .mapToObj(level -> new HiddenClass(levels.get(level), level, weightOf(weights, level)))
                .toList();
    }

    /**
     * The weight of a level.
     *
     * @param weights one for each level, or none for equal weights
     */
    public static double weightOf(List<Double> weights, int level) {
        return weights.isEmpty() ? 1 : weights.get(level);
    }
}
