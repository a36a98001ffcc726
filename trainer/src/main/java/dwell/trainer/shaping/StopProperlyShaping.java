package dwell.trainer.shaping;

import dwell.envs.Ending;
import dwell.envs.Help;
import dwell.envs.Require;
import dwell.envs.Stakes;
import java.util.List;

/**
 * {@code stop-properly}: the value of the verdict of an episode that used up its budget is multiplied by {@code coefficient} where that
 * is in [0, 1], and replaced by it where it is negative (ProRL v2, stop-properly penalty, as in OpenRLHF); compute is charged
 * on top unless {@code priced: false}.
 *
 * <p>Differs from the paper: there a response without an end has no answer; here the forced answer may be right, and the
 * coefficient says what it is worth.
 */
public final class StopProperlyShaping implements Shaping<StopProperlyShaping.Parameters> {
    /** Parameters of the shaping. */
    public record Parameters(
            @Help("share of the value that is kept, in [0, 1], or a negative reward in its place")
            double coefficient,

            @Help("whether compute is charged at the price as well")
            boolean priced) {
        public Parameters {
            Require.that(
                    coefficient <= 1 && !Double.isInfinite(coefficient),
                    "coefficient must be at most 1, was %s",
                    coefficient);
        }
    }

    @Override
    public String id() {
        return "stop-properly";
    }

    @Override
    public String summary() {
        return "utility, of which an episode cut off at the budget keeps a share, or a fixed penalty instead";
    }

    @Override
    public Parameters defaults() {
        return new Parameters(0, true);
    }

    @Override
    public List<String> terms() {
        return List.of("verdict", "truncation", "compute");
    }

    @Override
    public boolean groupRelative(Parameters parameters) {
        return false;
    }

    @Override
    public RewardRule start(Parameters parameters, ShapingContext context) {
        Stakes stakes = context.stakes();
        double price = parameters.priced() ? stakes.price() : 0;
        double coefficient = parameters.coefficient();
        return (MemberRule) (group, i, terms) -> {
            double value = stakes.value(group.verdict(i));
            double kept = coefficient < 0 ? coefficient : coefficient * value;
            terms[0][i] = value;
            terms[1][i] = group.ending(i) == Ending.BUDGET_EXHAUSTED ? kept - value : 0;
            terms[2][i] = -price * group.compute(i);
        };
    }
}
