package dwell.trainer.shaping;

import dwell.envs.Help;
import dwell.envs.Require;
import dwell.envs.Stakes;
import dwell.envs.Verdict;
import java.util.List;

/**
 * {@code log-confidence}: {@code r = value + weight * max(-most, ln P) - price * L}, P the stated confidence in what turned out: q for a
 * right answer, 1 - q for a wrong one (the logarithmic score, Good 1952; a proper score, as {@link BrierShaping}'s, but without
 * bound, so it is held to {@code most}).
 *
 * <p>Differs from the paper: the confidence is the exact posterior of a policy that reports the truth; it is not learned. An
 * abstention has no confidence term. Compute is charged unless {@code priced: false}.
 */
public final class LogConfidenceShaping implements Shaping<LogConfidenceShaping.Parameters> {
    /** Parameters of the shaping. */
    public record Parameters(
            @Help("of the score, at least 0") double weight,

            @Help("largest loss by the score, greater than 0")
            double most,

            @Help("whether compute is charged at the price as well")
            boolean priced) {
        public Parameters {
            Require.atLeast("weight", weight, 0);
            Require.positive("most", most);
        }
    }

    @Override
    public String id() {
        return "log-confidence";
    }

    @Override
    public String summary() {
        return "value of the verdict plus the logarithmic score of the confidence in the answer, minus price times compute";
    }

    @Override
    public Parameters defaults() {
        return new Parameters(1, 5, true);
    }

    @Override
    public List<String> terms() {
        return List.of("verdict", "confidence", "compute");
    }

    @Override
    public boolean groupRelative(Parameters parameters) {
        return false;
    }

    @Override
    public RewardRule start(Parameters parameters, ShapingContext context) {
        context.requireConfidence(id());
        Stakes stakes = context.stakes();
        double price = parameters.priced() ? stakes.price() : 0;
        return (MemberRule) (group, i, terms) -> {
            terms[0][i] = stakes.value(group.verdict(i));
            terms[1][i] = group.verdict(i) == Verdict.NONE
                    ? 0
                    : parameters.weight() * score(parameters, group.confidence(i), group.correct(i) ? 1 : 0);
            terms[2][i] = -price * group.compute(i);
        };
    }

    private static double score(Parameters parameters, double q, int c) {
        return Math.max(-parameters.most(), Math.log(c == 1 ? q : 1 - q));
    }
}
