package dwell.trainer.shaping;

import dwell.envs.Help;
import dwell.envs.Require;
import dwell.envs.Stakes;
import java.util.List;

/**
 * {@code open-r1-length}: {@code r = accuracy * value + s}, with s as in {@link KimiShaping}: {@code lambda} for a right answer,
 * {@code min(0, lambda)} for any other (open-r1, reward function {@code len_reward}, after Kimi k1.5, 2501.12599). With accuracy 0,
 * the default and what the function pays by itself, the longest right answer earns -0.5 and the shortest wrong one 0: above some
 * length, being wrong and short beats being right and long (open-r1 issue 360). {@code accuracy: 1} adds its accuracy reward.
 */
public final class OpenR1LengthShaping implements Shaping<OpenR1LengthShaping.Parameters> {
    /** Parameters of the shaping. */
    public record Parameters(
            @Help("weight of the value of the verdict, at least 0")
            double accuracy) {
        public Parameters {
            Require.atLeast("accuracy", accuracy, 0);
        }
    }

    @Override
    public String id() {
        return "open-r1-length";
    }

    @Override
    public String summary() {
        return "a rank between the shortest and the longest of the group, by itself";
    }

    @Override
    public Parameters defaults() {
        return new Parameters(0);
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
        return (group, terms) -> {
            GroupSpread spread = GroupSpread.of(group);
            for (int i = 0; i < group.size(); i++) {
                terms[0][i] = parameters.accuracy() * stakes.value(group.verdict(i));
                terms[1][i] = KimiShaping.rank(group, spread, i);
            }
        };
    }
}
