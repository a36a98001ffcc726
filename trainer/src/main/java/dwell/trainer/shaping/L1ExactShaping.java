package dwell.trainer.shaping;

import dwell.envs.Help;
import dwell.envs.Require;
import dwell.envs.Stakes;
import java.util.List;

/**
 * {@code l1-exact}: {@code r = value - coefficient * |target - L|}, L the compute (L1, 2503.04697, LCPO-Exact, equation 1; there
 * the coefficient is 3e-4 a token and targets lie in 100 to 4000, so that 1.2 over the largest target, the default here, takes
 * more than a right answer is worth). Too short is charged like too long, and a wrong answer is drawn to the target too.
 *
 * <p>Differs from the paper: the target is one for the run, not drawn for each item and shown in the prompt.
 */
public final class L1ExactShaping implements Shaping<L1ExactShaping.Parameters> {
    /** Parameters of the shaping. */
    public record Parameters(
            @Help("compute that is asked for, at least 0; -1 for half of the largest compute of an episode")
            double target,

            @Help("reward lost per unit of distance, at least 0; -1 for 1.2 over the largest compute of an episode")
            double coefficient) {
        public Parameters {
            Require.that(
                    target == -1 || target >= 0 && !Double.isInfinite(target),
                    "target must be at least 0, or -1 for half of the largest compute, was %s",
                    target);
            Require.that(
                    coefficient == -1 || coefficient >= 0 && !Double.isInfinite(coefficient),
                    "coefficient must be at least 0, or -1 for the default, was %s",
                    coefficient);
        }
    }

    @Override
    public String id() {
        return "l1-exact";
    }

    @Override
    public String summary() {
        return "value of the verdict minus the distance from a target compute";
    }

    @Override
    public Parameters defaults() {
        return new Parameters(-1, -1);
    }

    @Override
    public List<String> terms() {
        return List.of("verdict", "length");
    }

    @Override
    public boolean groupRelative(Parameters parameters) {
        return false;
    }

    @Override
    public RewardRule start(Parameters parameters, ShapingContext context) {
        Stakes stakes = context.stakes();
        double target = context.computeOr("target", parameters.target(), 0.5);
        double coefficient = context.rateOr("coefficient", parameters.coefficient(), 1.2);
        return (MemberRule) (group, i, terms) -> {
            terms[0][i] = stakes.value(group.verdict(i));
            terms[1][i] = -coefficient * Math.abs(target - group.compute(i));
        };
    }
}
