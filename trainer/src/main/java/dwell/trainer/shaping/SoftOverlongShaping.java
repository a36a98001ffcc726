package dwell.trainer.shaping;

import dwell.envs.Help;
import dwell.envs.Require;
import dwell.envs.Stakes;
import java.util.List;

/**
 * {@code soft-overlong}: 0 up to {@code cap - buffer}, then down along a line to {@code -weight} at the cap, and there beyond it (DAPO,
 * 2503.14476, equation 13; cap 20480 and buffer 4096 tokens, a fifth), added to the utility, or, with {@code priced: false} and
 * as in the paper, to the value of the verdict.
 */
public final class SoftOverlongShaping implements Shaping<SoftOverlongShaping.Parameters> {
    /** Parameters of the shaping. */
    public record Parameters(
            @Help("compute at which the scale ends, greater than 0; -1 for the largest compute of an episode")
            double cap,

            @Help("compute over which the ramp falls, greater than 0; -1 for a fifth of the cap")
            double buffer,

            @Help("reward lost at the cap, at least 0") double weight,

            @Help("whether compute is charged at the price as well")
            boolean priced) {
        public Parameters {
            Require.that(
                    cap == -1 || cap > 0 && !Double.isInfinite(cap),
                    "cap must be greater than 0, or -1 for the largest compute of an episode, was %s",
                    cap);
            Require.that(
                    buffer == -1 || buffer > 0 && !Double.isInfinite(buffer),
                    "buffer must be greater than 0, or -1 for a fifth of the cap, was %s",
                    buffer);
            Require.atLeast("weight", weight, 0);
        }
    }

    @Override
    public String id() {
        return "soft-overlong";
    }

    @Override
    public String summary() {
        return "utility minus a ramp over the last part of the cap";
    }

    @Override
    public Parameters defaults() {
        return new Parameters(-1, -1, 1, true);
    }

    @Override
    public List<String> terms() {
        return List.of("verdict", "compute", "overlong");
    }

    @Override
    public boolean groupRelative(Parameters parameters) {
        return false;
    }

    @Override
    public RewardRule start(Parameters parameters, ShapingContext context) {
        Stakes stakes = context.stakes();
        double cap = context.computeOr("cap", parameters.cap(), 1);
        double buffer = parameters.buffer() == -1 ? cap / 5 : parameters.buffer();
        Require.that(buffer <= cap, "trainer.shaping.buffer must be at most the cap (%s), was %s", cap, buffer);
        double price = parameters.priced() ? stakes.price() : 0;
        return (MemberRule) (group, i, terms) -> {
            terms[0][i] = stakes.value(group.verdict(i));
            terms[1][i] = -price * group.compute(i);
            double over = (group.compute(i) - (cap - buffer)) / buffer;
            terms[2][i] = -parameters.weight() * Math.max(0, Math.min(1, over));
        };
    }
}
