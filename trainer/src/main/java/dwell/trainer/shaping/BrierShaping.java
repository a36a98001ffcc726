package dwell.trainer.shaping;

import dwell.envs.Help;
import dwell.envs.Require;
import dwell.envs.Stakes;
import dwell.envs.Verdict;
import java.util.List;

/**
 * {@code brier}: {@code r = value - weight * (q - c)^2 - price * L}, q the stated confidence and c 1 for a right answer and 0 for a
 * wrong one (RLCR, Beyond Binary Rewards, 2507.16806, equation 2, weight 1). A proper score: it is best to report the true
 * posterior, and that is what is taken here. It pays for certainty: thinking pays beyond its accuracy.
 *
 * <p>Differs from the paper: the confidence is the exact posterior of a policy that reports the truth; it is not learned. An
 * abstention has no confidence term. Compute is charged unless {@code priced: false}.
 */
public final class BrierShaping implements Shaping<BrierShaping.Parameters> {
    /** Parameters of the shaping. */
    public record Parameters(
            @Help("of the score, at least 0") double weight,

            @Help("whether compute is charged at the price as well")
            boolean priced) {
        public Parameters {
            Require.atLeast("weight", weight, 0);
        }
    }

    @Override
    public String id() {
        return "brier";
    }

    @Override
    public String summary() {
        return "value of the verdict plus the Brier score of the confidence in the answer, minus price times compute";
    }

    @Override
    public Parameters defaults() {
        return new Parameters(1, true);
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
                    : parameters.weight() * score(group.confidence(i), group.correct(i) ? 1 : 0);
            terms[2][i] = -price * group.compute(i);
        };
    }

    private static double score(double q, int c) {
        return -(q - c) * (q - c);
    }
}
