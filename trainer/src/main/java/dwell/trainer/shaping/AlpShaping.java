package dwell.trainer.shaping;

import dwell.envs.Help;
import dwell.envs.Require;
import dwell.envs.Stakes;
import java.util.List;

/**
 * {@code alp}: {@code r = value - coefficient * L * max(p, 1 / G)}, p the share of the group that is right (Adaptive Length Penalty,
 * 2506.05256, equation 2; the coefficient is beta / N there, with beta 1e-7 under advantages divided by the group's deviation,
 * which blow it up where all are right). Easy items pay more for a unit than hard ones.
 */
public final class AlpShaping implements Shaping<AlpShaping.Parameters> {
    /** Parameters of the shaping. */
    public record Parameters(
            @Help(
                    "reward lost per compute unit where all are right, at least 0; -1 for 0.5 over the largest compute of an episode")
            double coefficient) {
        public Parameters {
            Require.that(
                    coefficient == -1 || coefficient >= 0 && !Double.isInfinite(coefficient),
                    "coefficient must be at least 0, or -1 for the default, was %s",
                    coefficient);
        }
    }

    @Override
    public String id() {
        return "alp";
    }

    @Override
    public String summary() {
        return "value of the verdict minus compute at a price that is higher the oftener the group is right";
    }

    @Override
    public Parameters defaults() {
        return new Parameters(-1);
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
        double coefficient = context.rateOr("coefficient", parameters.coefficient(), 0.5);
        return (group, terms) -> {
            double solved = Math.max(GroupSpread.of(group).solved(), 1.0 / group.size());
            for (int i = 0; i < group.size(); i++) {
                terms[0][i] = stakes.value(group.verdict(i));
                terms[1][i] = -coefficient * group.compute(i) * solved;
            }
        };
    }
}
