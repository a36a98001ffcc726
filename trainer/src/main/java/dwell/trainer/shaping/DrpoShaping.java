package dwell.trainer.shaping;

import dwell.envs.Help;
import dwell.envs.Require;
import dwell.envs.Stakes;
import java.util.List;

/**
 * {@code drpo}: a right answer earns {@code value * w / mean(w)} with {@code w = exp(-L / (temperature * cap))} and the mean over the
 * right answers of the group; anything else the value of its verdict. Right answers earn together what they would without the
 * length term, so that length moves reward among them only (DRPO, 2510.04474, the weights of positive samples).
 *
 * <p>Differs from the paper: it maximises a discriminative objective in which a right answer never counts against itself; as a
 * reward under a group's mean, a long right answer can still have a negative advantage.
 */
public final class DrpoShaping implements Shaping<DrpoShaping.Parameters> {
    /** Parameters of the shaping. */
    public record Parameters(
            @Help("compute over which the weight falls to 1/e, as a share of the cap, greater than 0")
            double temperature,

            @Help("compute at which the scale ends, greater than 0; -1 for the largest compute of an episode")
            double cap) {
        public Parameters {
            Require.positive("temperature", temperature);
            Require.that(
                    cap == -1 || cap > 0 && !Double.isInfinite(cap),
                    "cap must be greater than 0, or -1 for the largest compute of an episode, was %s",
                    cap);
        }
    }

    @Override
    public String id() {
        return "drpo";
    }

    @Override
    public String summary() {
        return "right answers share out what they earn together by their compute; wrong ones stay out of it";
    }

    @Override
    public Parameters defaults() {
        return new Parameters(0.5, -1);
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
        double scale = parameters.temperature() * context.computeOr("cap", parameters.cap(), 1);
        return (group, terms) -> {
            GroupSpread spread = GroupSpread.of(group);
            double sum = 0;
            for (int i = 0; i < group.size(); i++) {
                // Against the shortest, so that the weights of long answers do not all underflow.
                sum += group.correct(i) ? Math.exp((spread.leastCorrect() - group.compute(i)) / scale) : 0;
            }
            for (int i = 0; i < group.size(); i++) {
                terms[0][i] = stakes.value(group.verdict(i));
                double weight = Math.exp((spread.leastCorrect() - group.compute(i)) / scale) / sum * spread.correct();
                terms[1][i] = group.correct(i) ? terms[0][i] * (weight - 1) : 0;
            }
        };
    }
}
