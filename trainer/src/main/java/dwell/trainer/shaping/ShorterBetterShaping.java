package dwell.trainer.shaping;

import dwell.envs.Help;
import dwell.envs.Require;
import dwell.envs.Stakes;
import java.util.List;

/**
 * {@code shorter-better}: {@code r = alpha * value - coefficient * |L - target|}; the target is the least compute of a right answer
 * in the group, its mean compute where none is right (ShorterBetter, 2504.21370, equations 2 and 3). Wrong answers are drawn to
 * the target too.
 */
public final class ShorterBetterShaping implements Shaping<ShorterBetterShaping.Parameters> {
    /** Parameters of the shaping. */
    public record Parameters(
            @Help("weight of the value of the verdict, at least 0")
            double alpha,

            @Help("reward lost per unit of distance, at least 0; -1 for 1 over the largest compute of an episode")
            double coefficient) {
        public Parameters {
            Require.atLeast("alpha", alpha, 0);
            Require.that(
                    coefficient == -1 || coefficient >= 0 && !Double.isInfinite(coefficient),
                    "coefficient must be at least 0, or -1 for the default, was %s",
                    coefficient);
        }
    }

    @Override
    public String id() {
        return "shorter-better";
    }

    @Override
    public String summary() {
        return "value of the verdict minus the distance from the shortest right answer of the group";
    }

    @Override
    public Parameters defaults() {
        return new Parameters(1, -1);
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
        Stakes stakes = context.stakes();
        double coefficient = context.rateOr("coefficient", parameters.coefficient(), 1);
        return (group, terms) -> {
            GroupSpread spread = GroupSpread.of(group);
            double target = spread.correct() > 0 ? spread.leastCorrect() : spread.mean();
            for (int i = 0; i < group.size(); i++) {
                terms[0][i] = parameters.alpha() * stakes.value(group.verdict(i));
                terms[1][i] = -coefficient * Math.abs(group.compute(i) - target);
            }
        };
    }
}
