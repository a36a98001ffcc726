package dwell.trainer.shaping;

import dwell.envs.Help;
import dwell.envs.Require;
import dwell.envs.Stakes;
import java.util.List;

/**
 * {@code convex-length-penalty}: {@code r = value - coefficient * (L / cap)^exponent}, L the compute. The first units are nearly
 * free and the last ones dear; right or wrong, every unit is charged. The general form of the additive penalties of the
 * literature, which have exponent 1 ({@code length-penalty}).
 */
public final class ConvexLengthShaping implements Shaping<ConvexLengthShaping.Parameters> {
    /** Parameters of the shaping. */
    public record Parameters(
            @Help("reward lost at the cap, at least 0") double coefficient,

            @Help("power of the share of the cap, at least 1")
            double exponent,

            @Help("compute at which the scale ends, greater than 0; -1 for the largest compute of an episode")
            double cap) {
        public Parameters {
            Require.atLeast("coefficient", coefficient, 0);
            Require.atLeast("exponent", exponent, 1);
            Require.that(
                    cap == -1 || cap > 0 && !Double.isInfinite(cap),
                    "cap must be greater than 0, or -1 for the largest compute of an episode, was %s",
                    cap);
        }
    }

    @Override
    public String id() {
        return "convex-length-penalty";
    }

    @Override
    public String summary() {
        return "value of the verdict minus a penalty that grows faster than compute";
    }

    @Override
    public Parameters defaults() {
        return new Parameters(0.5, 2, -1);
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
        double cap = context.computeOr("cap", parameters.cap(), 1);
        return (MemberRule) (group, i, terms) -> {
            terms[0][i] = stakes.value(group.verdict(i));
            terms[1][i] = -parameters.coefficient() * Math.pow(group.compute(i) / cap, parameters.exponent());
        };
    }
}
