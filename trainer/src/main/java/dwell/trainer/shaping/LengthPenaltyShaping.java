package dwell.trainer.shaping;

import dwell.envs.Help;
import dwell.envs.Stakes;
import java.util.List;

/**
 * {@code length-penalty}: the additive length penalty {@code r = value - coefficient * compute}, whose coefficient need not
 * be the price. Right or wrong, every unit is charged the same.
 */
public final class LengthPenaltyShaping implements Shaping<LengthPenaltyShaping.Parameters> {
    /** Parameters of the penalty. */
    public record Parameters(
            @Help("reward lost per compute unit; negative for a length bonus")
            double coefficient) {
        public Parameters {
            if (!Double.isFinite(coefficient)) {
                throw new IllegalArgumentException("coefficient must be a finite number, was " + coefficient);
            }
        }
    }

    @Override
    public String id() {
        return "length-penalty";
    }

    @Override
    public String summary() {
        return "value of the verdict minus a coefficient, which need not be the price, times compute";
    }

    @Override
    public Parameters defaults() {
        return new Parameters(0.02);
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
        return (MemberRule) (group, i, terms) -> {
            terms[0][i] = stakes.value(group.verdict(i));
            terms[1][i] = -parameters.coefficient() * group.compute(i);
        };
    }
}
