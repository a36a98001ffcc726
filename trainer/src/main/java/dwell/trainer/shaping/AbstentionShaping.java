package dwell.trainer.shaping;

import dwell.envs.Help;
import dwell.envs.Require;
import java.util.List;

/**
 * {@code abstention}: 1 for a right answer, 0 for none, {@code -t / (1 - t)} for a wrong one, t the threshold, minus price times
 * compute: answering pays iff the probability of being right exceeds t (Chow 1970, On Optimum Recognition Error and Reject
 * Tradeoff; the three-valued rewards of TruthRL, 2509.25760, are t = 1/2). Compute is charged unless {@code priced: false}.
 */
public final class AbstentionShaping implements Shaping<AbstentionShaping.Parameters> {
    /** Parameters of the shaping. */
    public record Parameters(
            @Help("probability of being right above which answering pays, at least 0 and below 1")
            double threshold,

            @Help("whether compute is charged at the price as well")
            boolean priced) {
        public Parameters {
            Require.that(threshold >= 0 && threshold < 1, "threshold must lie in [0, 1), was %s", threshold);
        }
    }

    @Override
    public String id() {
        return "abstention";
    }

    @Override
    public String summary() {
        return "answering pays only above a confidence; abstaining earns nothing";
    }

    @Override
    public Parameters defaults() {
        return new Parameters(0.5, true);
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
        double price = parameters.priced() ? context.stakes().price() : 0;
        double wrong = -parameters.threshold() / (1 - parameters.threshold());
        return (MemberRule) (group, i, terms) -> {
            terms[0][i] = switch (group.verdict(i)) {
                case CORRECT -> 1;
                case WRONG -> wrong;
                case NONE -> 0;
            };
            terms[1][i] = -price * group.compute(i);
        };
    }
}
