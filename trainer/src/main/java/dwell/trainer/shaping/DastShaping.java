package dwell.trainer.shaping;

import dwell.envs.Help;
import dwell.envs.Require;
import java.util.List;

/**
 * {@code dast}: the budget is {@code Lb = p * mean + (1 - p) * cap}, p the share of the group that is right and mean the compute of
 * those; with {@code lambda = (L - Lb) / Lb} a right answer earns {@code max(0.5 - 0.5 lambda, 0.1)} and any other
 * {@code min(0.9 lambda - 0.1, -0.1)} (DAST, 2503.04472, equations 2 to 4). Wrong answers are drawn to be longer, up to the
 * budget. The cap is the paper's largest generation length.
 *
 * <p>Differs from the paper: the score is the reward; there it ranks samples for preference pairs (SimPO).
 */
public final class DastShaping implements Shaping<DastShaping.Parameters> {
    /** Parameters of the shaping. */
    public record Parameters(
            @Help("compute at which the scale ends, greater than 0; -1 for the largest compute of an episode")
            double cap) {
        public Parameters {
            Require.that(
                    cap == -1 || cap > 0 && !Double.isInfinite(cap),
                    "cap must be greater than 0, or -1 for the largest compute of an episode, was %s",
                    cap);
        }
    }

    @Override
    public String id() {
        return "dast";
    }

    @Override
    public String summary() {
        return "how far an episode is from a budget that is longer the rarer the group is right";
    }

    @Override
    public Parameters defaults() {
        return new Parameters(-1);
    }

    @Override
    public List<String> terms() {
        return List.of("budget");
    }

    @Override
    public boolean groupRelative(Parameters parameters) {
        return true;
    }

    @Override
    public RewardRule start(Parameters parameters, ShapingContext context) {
        double cap = context.computeOr("cap", parameters.cap(), 1);
        return (group, terms) -> {
            GroupSpread spread = GroupSpread.of(group);
            double solved = spread.solved();
            double budget = spread.correct() == 0 ? cap : solved * spread.meanCorrect() + (1 - solved) * cap;
            for (int i = 0; i < group.size(); i++) {
                // A budget of 0 leaves nothing to be shorter than.
                double lambda = budget > 0 ? (group.compute(i) - budget) / budget : 0;
                terms[0][i] = group.correct(i) ? Math.max(0.5 - 0.5 * lambda, 0.1) : Math.min(0.9 * lambda - 0.1, -0.1);
            }
        };
    }
}
