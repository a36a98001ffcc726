package dwell.trainer.shaping;

import dwell.envs.Help;
import dwell.envs.Require;
import java.util.List;

/**
 * {@code cosine}: {@code r = end + (start - end) (1 + cos(pi L / cap)) / 2}, L the compute, from {@code start} at 0 to {@code end} at
 * the cap: 2 to 1 for a right answer, -10 to 0 for any other; beyond the cap -10 (Demystifying Long Chain-of-Thought,
 * 2502.03373, equation 1, T = 14336 tokens). Wrong answers are paid for being long.
 *
 * <p>Differs from the paper: no repetition penalty, since there are no tokens to repeat; a length of exactly the cap is not
 * beyond it.
 */
public final class CosineShaping implements Shaping<CosineShaping.Parameters> {
    /** Parameters of the shaping. */
    public record Parameters(
            @Help("reward of a right answer at no compute, finite")
            double correctShort,

            @Help("reward of a right answer at the cap, finite")
            double correctLong,

            @Help("reward of any other end at no compute, finite")
            double wrongShort,

            @Help("reward of any other end at the cap, finite")
            double wrongLong,

            @Help("reward beyond the cap, finite") double exceeded,

            @Help("compute at which the scale ends, greater than 0; -1 for the largest compute of an episode")
            double cap) {
        public Parameters {
            Require.that(Double.isFinite(correctShort), "correctShort must be a finite number, was %s", correctShort);
            Require.that(Double.isFinite(correctLong), "correctLong must be a finite number, was %s", correctLong);
            Require.that(Double.isFinite(wrongShort), "wrongShort must be a finite number, was %s", wrongShort);
            Require.that(Double.isFinite(wrongLong), "wrongLong must be a finite number, was %s", wrongLong);
            Require.that(Double.isFinite(exceeded), "exceeded must be a finite number, was %s", exceeded);
            Require.that(
                    cap == -1 || cap > 0 && !Double.isInfinite(cap),
                    "cap must be greater than 0, or -1 for the largest compute of an episode, was %s",
                    cap);
        }
    }

    @Override
    public String id() {
        return "cosine";
    }

    @Override
    public String summary() {
        return "right answers are worth more the shorter, wrong ones more the longer, along half a cosine";
    }

    @Override
    public Parameters defaults() {
        return new Parameters(2, 1, -10, 0, -10, -1);
    }

    @Override
    public List<String> terms() {
        return List.of("cosine");
    }

    @Override
    public boolean groupRelative(Parameters parameters) {
        return false;
    }

    @Override
    public RewardRule start(Parameters parameters, ShapingContext context) {
        double cap = context.computeOr("cap", parameters.cap(), 1);
        return (MemberRule) (group, i, terms) -> {
            double share = group.compute(i) / cap;
            if (share > 1) {
                terms[0][i] = parameters.exceeded();
            } else if (group.correct(i)) {
                terms[0][i] = between(parameters.correctShort(), parameters.correctLong(), share);
            } else {
                terms[0][i] = between(parameters.wrongShort(), parameters.wrongLong(), share);
            }
        };
    }

    private static double between(double start, double end, double share) {
        return end + (start - end) * (1 + Math.cos(Math.PI * share)) / 2;
    }
}
