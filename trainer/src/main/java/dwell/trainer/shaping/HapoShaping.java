package dwell.trainer.shaping;

import dwell.envs.Help;
import dwell.envs.Require;
import dwell.envs.Stakes;
import java.util.Arrays;
import java.util.List;

/**
 * {@code hapo}: {@code r = value + weight * s}; with h the least compute of a right answer to the item in earlier updates and
 * {@code f = cos(min(pi / 2 * L / h, pi))}, {@code s = max(f, floor)} for a right answer and {@code min(f, 0)} for any other; 0
 * without history (HAPO, 2505.11225, equations 4 and 5, weight 1, floor -0.7). The target is the luckiest episode ever, and
 * only falls. State: h of every item.
 *
 * <p>Differs from the paper: an item is a hidden class with a start state, so what is one item here can stand for many prompts.
 */
public final class HapoShaping implements Shaping<HapoShaping.Parameters> {
    /** Parameters of the shaping. */
    public record Parameters(
            @Help("of the length term, at least 0") double weight,

            @Help("least length term of a right answer, in [-1, 0]")
            double floor) {
        public Parameters {
            Require.atLeast("weight", weight, 0);
            Require.within("floor", floor, -1, 0);
        }
    }

    @Override
    public String id() {
        return "hapo";
    }

    @Override
    public String summary() {
        return "value of the verdict plus how the compute compares with the shortest right answer to the item so far";
    }

    @Override
    public Parameters defaults() {
        return new Parameters(1, -0.7);
    }

    @Override
    public List<String> terms() {
        return List.of("verdict", "length");
    }

    @Override
    public boolean groupRelative(Parameters parameters) {
        return true;
    }

    @Override
    public RewardRule start(Parameters parameters, ShapingContext context) {
        return new Rule(
                parameters, context.stakes(), context.process(id()).items().count());
    }

    private static final class Rule implements RewardRule {
        private static final double NONE = -1;

        private final Parameters parameters;
        private final Stakes stakes;
        private final double[] shortest;
        private final double[] next;

        Rule(Parameters parameters, Stakes stakes, int items) {
            this.parameters = parameters;
            this.stakes = stakes;
            this.shortest = new double[items];
            Arrays.fill(shortest, NONE);
            this.next = shortest.clone();
        }

        @Override
        public void reward(OutcomeGroup group, double[][] terms) {
            double history = shortest[group.item()];
            for (int i = 0; i < group.size(); i++) {
                terms[0][i] = stakes.value(group.verdict(i));
                terms[1][i] = history == NONE ? 0 : parameters.weight() * term(group, i, history);
            }
            GroupSpread spread = GroupSpread.of(group);
            if (spread.correct() > 0) {
                double before = next[group.item()];
                next[group.item()] = before == NONE ? spread.leastCorrect() : Math.min(before, spread.leastCorrect());
            }
        }

        private double term(OutcomeGroup group, int member, double history) {
            double spent = group.compute(member);
            double ratio = spent == history ? 1 : spent / history;
            double f = ratio == 1 ? 0 : Math.cos(Math.min(Math.PI / 2 * ratio, Math.PI));
            return group.correct(member) ? Math.max(f, parameters.floor()) : Math.min(f, 0);
        }

        @Override
        public void endUpdate() {
            System.arraycopy(next, 0, shortest, 0, next.length);
        }

        @Override
        public double[] state() {
            return shortest.clone();
        }

        @Override
        public void restore(double[] state) {
            RewardRule.requireLength(state, shortest.length);
            System.arraycopy(state, 0, shortest, 0, state.length);
            System.arraycopy(state, 0, next, 0, state.length);
        }
    }
}
