package dwell.trainer.shaping;

import dwell.envs.Help;
import dwell.envs.Require;
import dwell.envs.Stakes;
import java.util.Arrays;
import java.util.List;

/**
 * {@code adathink-med}: {@code r = value + weight * s}. An item's difficulty is {@code 1 - mean(alpha y c + (1 - alpha) y)}, y 1 for a right
 * answer and c the certainty; items above a threshold are hard. On easy items a right answer has
 * {@code s = max(0, 1 - L / Lx (0.5 + 0.5 c))}, on hard ones a wrong answer {@code s = min(1, L / Lx (0.5 + 0.5 c) - 1)}, else 0; Lx is the
 * expected compute of easy and of hard items (AdaThink-Med, 2509.24560, equations 4 to 9: alpha 0.5, weight 0.5). Threshold (the 0.7
 * quantile of the difficulties of an update) and expected compute are moving averages with decay 0.9, of earlier updates; before the
 * first there is no length term, nor during the warm-up. State: these three.
 *
 * <p>Differs from the paper: certainty is 1 minus the entropy, in bits, of the exact confidence in the answer, not of tokens and not
 * rescaled over the batch; no terms for format and repetition.
 */
public final class AdaThinkMedShaping implements Shaping<AdaThinkMedShaping.Parameters> {
    /** Parameters of the shaping. */
    public record Parameters(
            @Help("of the length term, at least 0") double weight,

            @Help("share of certainty in difficulty, in [0, 1]")
            double alpha,

            @Help("of the moving averages, at least 0 and below 1")
            double decay,

            @Help("of difficulties that is the threshold, in [0, 1]")
            double quantile,

            @Help("updates without the length term, at least 0")
            int warmUp) {
        public Parameters {
            Require.atLeast("weight", weight, 0);
            Require.within("alpha", alpha, 0, 1);
            Require.that(decay >= 0 && decay < 1, "decay must lie in [0, 1), was %s", decay);
            Require.within("quantile", quantile, 0, 1);
            Require.atLeast("warmUp", warmUp, 0);
        }
    }

    @Override
    public String id() {
        return "adathink-med";
    }

    @Override
    public String summary() {
        return "short right answers are paid on easy items, long wrong ones on hard items";
    }

    @Override
    public Parameters defaults() {
        return new Parameters(0.5, 0.5, 0.9, 0.7, 0);
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
        context.requireConfidence(id());
        return new Rule(parameters, context.stakes());
    }

    /** 1 minus the entropy of a confidence in bits. */
    static double certainty(double confidence) {
        if (confidence <= 0 || confidence >= 1) {
            return 1;
        }
        double other = 1 - confidence;
        return 1 + (confidence * Math.log(confidence) + other * Math.log(other)) / Math.log(2);
    }

    /** The length term of an episode, its compute given as a share of the expected. */
    static double length(boolean hard, boolean correct, double share, double certainty) {
        double felt = share * (0.5 + 0.5 * certainty);
        if (hard) {
            return correct ? 0 : Math.min(1, felt - 1);
        }
        return correct ? Math.max(0, 1 - felt) : 0;
    }

    private static final class Rule implements RewardRule {
        private static final double NONE = -1;

        private final Parameters parameters;
        private final Stakes stakes;
        private final double[] averages = {NONE, NONE, NONE};
        private double[] difficulties = new double[64];
        private double[] computes = new double[64];
        private int groups;
        private boolean warm;

        Rule(Parameters parameters, Stakes stakes) {
            this.parameters = parameters;
            this.stakes = stakes;
            beginUpdate(0);
        }

        @Override
        public void beginUpdate(int update) {
            warm = update >= parameters.warmUp();
        }

        @Override
        public void reward(OutcomeGroup group, double[][] terms) {
            double solved = 0;
            for (int i = 0; i < group.size(); i++) {
                double alpha = parameters.alpha();
                solved += group.correct(i) ? alpha * certainty(group.confidence(i)) + 1 - alpha : 0;
            }
            double difficulty = 1 - solved / group.size();
            boolean hard = difficulty > averages[0];
            double expected = averages[hard ? 2 : 1];
            boolean paid = warm && averages[0] != NONE && expected > 0;
            for (int i = 0; i < group.size(); i++) {
                terms[0][i] = stakes.value(group.verdict(i));
                terms[1][i] = !paid
                        ? 0
                        : parameters.weight()
                                * length(
                                        hard,
                                        group.correct(i),
                                        group.compute(i) / expected,
                                        certainty(group.confidence(i)));
            }
            remember(difficulty, GroupSpread.of(group).mean());
        }

        private void remember(double difficulty, double compute) {
            if (groups == difficulties.length) {
                difficulties = Arrays.copyOf(difficulties, 2 * groups);
                computes = Arrays.copyOf(computes, 2 * groups);
            }
            difficulties[groups] = difficulty;
            computes[groups++] = compute;
        }

        @Override
        public void endUpdate() {
            if (groups == 0) {
                return;
            }
            double[] sorted = Arrays.copyOf(difficulties, groups);
            Arrays.sort(sorted);
            double at = parameters.quantile() * (groups - 1);
            int below = (int) at;
            int above = Math.min(groups - 1, below + 1);
            average(0, sorted[below] + (at - below) * (sorted[above] - sorted[below]));
            double[] sums = new double[2];
            int[] counts = new int[2];
            for (int g = 0; g < groups; g++) {
                int bin = difficulties[g] > averages[0] ? 1 : 0;
                sums[bin] += computes[g];
                counts[bin]++;
            }
            for (int bin = 0; bin < 2; bin++) {
                if (counts[bin] > 0) {
                    average(1 + bin, sums[bin] / counts[bin]);
                }
            }
            groups = 0;
        }

        private void average(int which, double now) {
            double decay = averages[which] == NONE ? 0 : parameters.decay();
            averages[which] = decay * averages[which] + (1 - decay) * now;
        }

        @Override
        public double[] state() {
            return averages.clone();
        }

        @Override
        public void restore(double[] state) {
            RewardRule.requireLength(state, averages.length);
            System.arraycopy(state, 0, averages, 0, state.length);
            groups = 0;
        }
    }
}
