package dwell.trainer.shaping;

import dwell.envs.Help;
import dwell.envs.Require;
import dwell.envs.Verdict;
import java.util.List;

/**
 * {@code ton}: {@code r = accuracy * 1[right] + format * 1[answered]} (TON, 2505.16854, section 3.2: accuracy and format, no term for
 * length or skipping). Every unit of compute is free: that thoughts are skipped in the paper comes from the loss and from dropout
 * at the start, not from the reward.
 *
 * <p>Differs from the paper: every answer here is well formed; format is not paid where there is none.
 */
public final class TonShaping implements Shaping<TonShaping.Parameters> {
    /** Parameters of the shaping. */
    public record Parameters(
            @Help("reward of a right answer, at least 0") double accuracy,

            @Help("reward of any answer, at least 0") double format) {
        public Parameters {
            Require.atLeast("accuracy", accuracy, 0);
            Require.atLeast("format", format, 0);
        }
    }

    @Override
    public String id() {
        return "ton";
    }

    @Override
    public String summary() {
        return "accuracy plus format: no price on compute at all";
    }

    @Override
    public Parameters defaults() {
        return new Parameters(1, 1);
    }

    @Override
    public List<String> terms() {
        return List.of("accuracy", "format");
    }

    @Override
    public boolean groupRelative(Parameters parameters) {
        return false;
    }

    @Override
    public RewardRule start(Parameters parameters, ShapingContext context) {
        return (MemberRule) (group, i, terms) -> {
            terms[0][i] = group.correct(i) ? parameters.accuracy() : 0;
            terms[1][i] = group.verdict(i) == Verdict.NONE ? 0 : parameters.format();
        };
    }
}
