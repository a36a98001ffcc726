package dwell.trainer.shaping;

import dwell.envs.Stakes;
import java.util.List;

/** {@code utility}: the reward is what evaluation scores, value of the verdict minus price times compute. */
public final class UtilityShaping implements Shaping<UtilityShaping.Parameters> {
    /** Nothing to choose. */
    public record Parameters() {}

    @Override
    public String id() {
        return "utility";
    }

    @Override
    public String summary() {
        return "value of the verdict minus price times compute: what evaluation scores";
    }

    @Override
    public Parameters defaults() {
        return new Parameters();
    }

    @Override
    public List<String> terms() {
        return List.of("verdict", "compute");
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
            terms[1][i] = -stakes.price() * group.compute(i);
        };
    }
}
