package dwell.trainer.shaping;

import dwell.envs.Help;
import dwell.envs.Require;
import dwell.envs.Stakes;
import java.util.List;

/**
 * {@code arora-zanette}: a right answer earns {@code value * (1 - alpha * sigmoid((L - mean) / (std + 1e-7)))}, mean and deviation
 * (n) of the compute of the group's right answers; anything else the value of its verdict (Training Language Models to Reason
 * Efficiently, 2502.04463, equations 3 to 5; alpha 0.05 to 0.4 there). A right answer never falls below {@code 1 - alpha}.
 *
 * <p>Differs from the paper: an answer that was forced at the budget counts as an answer; there, one without an end earns 0.
 */
public final class AroraZanetteShaping implements Shaping<AroraZanetteShaping.Parameters> {
    /** Parameters of the shaping. */
    public record Parameters(
            @Help("largest share of a right answer that is lost, in [0, 1]")
            double alpha) {
        public Parameters {
            Require.within("alpha", alpha, 0, 1);
        }
    }

    @Override
    public String id() {
        return "arora-zanette";
    }

    @Override
    public String summary() {
        return "a right answer loses up to a share of its value by how long it is among the right answers of the group";
    }

    @Override
    public Parameters defaults() {
        return new Parameters(0.1);
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
                terms[0][i] = stakes.value(group.verdict(i));
                double z = (group.compute(i) - spread.meanCorrect()) / (spread.deviationCorrect() + 1e-7);
                terms[1][i] = group.correct(i) ? -parameters.alpha() * terms[0][i] / (1 + Math.exp(-z)) : 0;
            }
        };
    }
}
