package dwell.trainer.shaping;

import dwell.envs.Help;
import dwell.envs.Require;
import dwell.envs.Stakes;
import java.util.List;

/**
 * {@code gated-length-penalty}: a right answer earns {@code value * max(floor, 1 - coefficient * L)}, L the compute; anything
 * else the value of its verdict. Wrong answers pay nothing for their length, so thinking is cheaper where it is likely to fail:
 * it pays while {@code p1 (1 - coefficient L) > p0}. With {@code coefficient: 1 / 1000} and floor 0 this is what the easy half of
 * OptimalThinkingBench scores (2508.13141): a token costs accuracy / 1000, and beyond 1000 a right answer is worth nothing.
 */
public final class GatedLengthShaping implements Shaping<GatedLengthShaping.Parameters> {
    /** Parameters of the shaping. */
    public record Parameters(
            @Help("share of a right answer lost per compute unit, at least 0; -1 for half at the largest compute")
            double coefficient,

            @Help("least share of a right answer that is paid, in [0, 1]")
            double floor) {
        public Parameters {
            Require.that(
                    coefficient == -1 || coefficient >= 0 && !Double.isInfinite(coefficient),
                    "coefficient must be at least 0, or -1 for half at the largest compute, was %s",
                    coefficient);
            Require.within("floor", floor, 0, 1);
        }
    }

    @Override
    public String id() {
        return "gated-length-penalty";
    }

    @Override
    public String summary() {
        return "a right answer is worth less the longer it took, never below a floor; a wrong one costs no compute";
    }

    @Override
    public Parameters defaults() {
        return new Parameters(-1, 0);
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
        double coefficient = context.rateOr("coefficient", parameters.coefficient(), 0.5);
        return (MemberRule) (group, i, terms) -> {
            terms[0][i] = stakes.value(group.verdict(i));
            double share = Math.max(parameters.floor(), 1 - coefficient * group.compute(i));
            terms[1][i] = group.correct(i) ? terms[0][i] * (share - 1) : 0;
        };
    }
}
