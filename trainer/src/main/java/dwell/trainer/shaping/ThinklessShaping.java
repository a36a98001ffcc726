package dwell.trainer.shaping;

import dwell.envs.Help;
import dwell.envs.Require;
import java.util.List;

/**
 * {@code thinkless}: a right answer earns 1 without a think and {@code 1 - gamma} after one; anything else {@code wrong} (Thinkless,
 * 2505.13379, equation 3; gamma 0.5 and wrong -1, variants 0.2 and 0.1). Thinking pays iff
 * {@code p1 (1 - gamma - wrong) > p0 (1 - wrong)}: at the defaults iff {@code p1 > 4/3 p0}, and never above {@code p0 = 3/4}.
 */
public final class ThinklessShaping implements Shaping<ThinklessShaping.Parameters> {
    /** Parameters of the shaping. */
    public record Parameters(
            @Help("what a right answer loses by thinking, in [0, 1]")
            double gamma,

            @Help("reward of anything but a right answer, finite")
            double wrong) {
        public Parameters {
            Require.within("gamma", gamma, 0, 1);
            Require.that(Double.isFinite(wrong), "wrong must be a finite number, was %s", wrong);
        }
    }

    @Override
    public String id() {
        return "thinkless";
    }

    @Override
    public String summary() {
        return "a right answer without thinking earns 1, one after thinking less, anything else is punished";
    }

    @Override
    public Parameters defaults() {
        return new Parameters(0.5, -1);
    }

    @Override
    public List<String> terms() {
        return List.of("table");
    }

    @Override
    public boolean groupRelative(Parameters parameters) {
        return false;
    }

    @Override
    public RewardRule start(Parameters parameters, ShapingContext context) {
        return (MemberRule) (group, i, terms) -> {
            double right = group.direct(i) ? 1 : 1 - parameters.gamma();
            terms[0][i] = group.correct(i) ? right : parameters.wrong();
        };
    }
}
