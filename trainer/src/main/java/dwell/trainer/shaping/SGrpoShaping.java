package dwell.trainer.shaping;

import dwell.envs.Help;
import dwell.envs.Require;
import java.util.List;

/**
 * {@code s-grpo}: the right answers of the group in order of compute earn {@code decay^(k - 1)}, k = 1 for the shortest; anything
 * else 0 (S-GRPO, 2505.07686, equation 3, decay 1/2). Equally long ones earn the same.
 *
 * <p>Differs from the paper: there a group is one full trace cut off at 8 places; here its members are episodes of their own.
 */
public final class SGrpoShaping implements Shaping<SGrpoShaping.Parameters> {
    /** Parameters of the shaping. */
    public record Parameters(
            @Help("what the next longer right answer earns of the one before, in [0, 1]")
            double decay) {
        public Parameters {
            Require.within("decay", decay, 0, 1);
        }
    }

    @Override
    public String id() {
        return "s-grpo";
    }

    @Override
    public String summary() {
        return "right answers of the group in order of compute earn 1, 1/2, 1/4 and so on";
    }

    @Override
    public Parameters defaults() {
        return new Parameters(0.5);
    }

    @Override
    public List<String> terms() {
        return List.of("exit");
    }

    @Override
    public boolean groupRelative(Parameters parameters) {
        return true;
    }

    @Override
    public RewardRule start(Parameters parameters, ShapingContext context) {
        return (group, terms) -> {
            for (int i = 0; i < group.size(); i++) {
                int before = 0;
                for (int j = 0; j < group.size(); j++) {
                    before += group.correct(j) && group.compute(j) < group.compute(i) ? 1 : 0;
                }
                terms[0][i] = group.correct(i) ? Math.pow(parameters.decay(), before) : 0;
            }
        };
    }
}
