package dwell.trainer.shaping;

import dwell.envs.Help;
import dwell.envs.Require;
import dwell.envs.Stakes;
import java.util.List;

/**
 * {@code self-braking}: {@code r = value - weight * max(0, S - threshold)}, with the overthinking score
 * {@code S = 0.9 (1 - eta) + 0.1 kappa} of Self-Braking Tuning (2505.14604, equations 1 to 3; threshold 0.2). eta is the place of the
 * first right answer over the length, kappa the share of words that mark hesitation.
 *
 * <p>Differs from the paper: it selects training traces by the score; here the score is charged. An outcome does not tell when its
 * answer was first right, so eta is the least compute of a right answer in the group over the episode's own (at most 1; 1 where
 * none is right), and kappa the share of the episode's thinks that go beyond that member's.
 */
public final class SelfBrakingShaping implements Shaping<SelfBrakingShaping.Parameters> {
    /** Parameters of the shaping. */
    public record Parameters(
            @Help("reward lost per unit of score, at least 0")
            double weight,

            @Help("score that is free, in [0, 1]") double threshold) {
        public Parameters {
            Require.atLeast("weight", weight, 0);
            Require.within("threshold", threshold, 0, 1);
        }
    }

    @Override
    public String id() {
        return "self-braking";
    }

    @Override
    public String summary() {
        return "value of the verdict minus how much longer than the first right answer of the group an episode went on";
    }

    @Override
    public Parameters defaults() {
        return new Parameters(1, 0.2);
    }

    @Override
    public List<String> terms() {
        return List.of("verdict", "overthinking");
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
                double excess = scoreOf(group, spread, i) - parameters.threshold();
                terms[1][i] = excess > 0 ? -parameters.weight() * excess : 0;
            }
        };
    }

    private static double scoreOf(OutcomeGroup group, GroupSpread spread, int member) {
        if (spread.correct() == 0 || group.compute(member) <= spread.leastCorrect()) {
            return 0;
        }
        double eta = spread.leastCorrect() / group.compute(member);
        int beyond = Math.max(0, group.thinks(member) - spread.leastThinksCorrect());
        return score(eta, group.thinks(member) == 0 ? 0 : (double) beyond / group.thinks(member));
    }

    /** The overthinking score. */
    static double score(double eta, double kappa) {
        return 0.9 * (1 - eta) + 0.1 * kappa;
    }
}
