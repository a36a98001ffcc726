package dwell.envs.families.bandit;

import dwell.envs.Help;
import dwell.envs.Require;
import dwell.envs.process.HiddenClass;
import java.util.List;
import java.util.Objects;

/** Parameters of {@link BanditFamily}. */
public record BanditParameters(
        @Help(
                "arms (sample, then choose an arm or the alternative), boxes (open, then keep the best prize) or control (observe,"
                        + " then bet in the rounds that are left)")
        BanditGame game,

        @Help("probability that the cue shows the level, in [0, 1]; otherwise it shows a uniformly drawn level")
        double cueReliability,

        @Help("weight of each level of the game, positive; empty for equal weights")
        List<Double> weights,

        @Help("the game of arms") ArmsParameters arms,

        @Help("the game of boxes") BoxesParameters boxes,

        @Help("the game of control") ControlParameters control) {
    public BanditParameters {
        Objects.requireNonNull(game, "game");
        weights = List.copyOf(weights);
        Require.probability("cueReliability", cueReliability);
        Require.weights(
                "weights",
                weights,
                switch (game) {
                    case ARMS -> arms.alternatives().size();
                    case BOXES -> boxes.scales().size();
                    case CONTROL -> control.controllabilities().size();
                });
    }

    double weight(int level) {
        return HiddenClass.weightOf(weights, level);
    }

    /** One hidden class for each level. */
    List<HiddenClass> classes(List<String> levels) {
        return HiddenClass.ofLevels(levels, weights);
    }
}
