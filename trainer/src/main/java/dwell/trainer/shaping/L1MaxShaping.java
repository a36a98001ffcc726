package dwell.trainer.shaping;

import dwell.envs.Help;
import dwell.envs.Require;
import dwell.envs.Stakes;
import java.util.List;

/**
 * {@code l1-max}: a right answer earns {@code value * clip(coefficient * (target - L) + 0.5, 0, 1)}, L the compute; anything else
 * the value of its verdict (L1, 2503.04697, LCPO-Max, equation 2). At the target half of a right answer is paid. The paper's
 * coefficient is 3e-4 a token for targets up to 4000: 1.2 over the largest, the default here.
 *
 * <p>Differs from the paper: the target is one for the run, not drawn for each item and shown in the prompt.
 */
public final class L1MaxShaping implements Shaping<L1MaxShaping.Parameters> {
    /** Parameters of the shaping. */
    public record Parameters(
            @Help("compute that is asked for, at least 0; -1 for half of the largest compute of an episode")
            double target,

            @Help(
                    "share of a right answer gained per unit below the target, at least 0; -1 for 1.2 over the largest compute of an episode")
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
        return "l1-max";
    }

    @Override
    public String summary() {
        return "a right answer times a ramp that is 1 well below a budget and 0 well above it";
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
            double share = Math.max(0, Math.min(1, coefficient * (target - group.compute(i)) + 0.5));
            terms[1][i] = group.correct(i) ? terms[0][i] * (share - 1) : 0;
        };
    }
}
