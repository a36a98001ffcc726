package dwell.trainer.shaping;

import dwell.envs.Help;
import dwell.envs.Require;
import dwell.envs.Stakes;
import java.util.List;

/**
 * {@code kimi}: {@code r = value + weight * s}; with {@code lambda = 0.5 - (L - Lmin) / (Lmax - Lmin)} over the compute of the
 * group, {@code s = lambda} for a right answer and {@code min(0, lambda)} for any other; 0 where all are equally long (Kimi k1.5,
 * 2501.12599, section 2.3.3, length penalty). The weight is 0 during the first updates, as in the paper's warm-up. The paper does
 * not state the weight; 0.4 is that of the port in LASER's code.
 */
public final class KimiShaping implements Shaping<KimiShaping.Parameters> {
    /** Parameters of the shaping. */
    public record Parameters(
            @Help("of the length term, at least 0") double weight,

            @Help("updates without the length term, at least 0")
            int warmUp) {
        public Parameters {
            Require.atLeast("weight", weight, 0);
            Require.atLeast("warmUp", warmUp, 0);
        }
    }

    @Override
    public String id() {
        return "kimi";
    }

    @Override
    public String summary() {
        return "value of the verdict plus a rank between the shortest and the longest of the group";
    }

    @Override
    public Parameters defaults() {
        return new Parameters(0.4, 0);
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
        return new Rule(parameters, context.stakes());
    }

    /** {@code lambda} of a member for right answers, {@code min(0, lambda)} for others; 0 where all are equally long. */
    static double rank(OutcomeGroup group, GroupSpread spread, int member) {
        if (spread.most() == spread.least()) {
            return 0;
        }
        double lambda = 0.5 - (group.compute(member) - spread.least()) / (spread.most() - spread.least());
        return group.correct(member) ? lambda : Math.min(0, lambda);
    }

    private static final class Rule implements RewardRule {
        private final Parameters parameters;
        private final Stakes stakes;
        private double weight;

        Rule(Parameters parameters, Stakes stakes) {
            this.parameters = parameters;
            this.stakes = stakes;
            beginUpdate(0);
        }

        @Override
        public void beginUpdate(int update) {
            weight = update < parameters.warmUp() ? 0 : parameters.weight();
        }

        @Override
        public void reward(OutcomeGroup group, double[][] terms) {
            GroupSpread spread = GroupSpread.of(group);
            for (int i = 0; i < group.size(); i++) {
                terms[0][i] = stakes.value(group.verdict(i));
                terms[1][i] = weight * rank(group, spread, i);
            }
        }
    }
}
