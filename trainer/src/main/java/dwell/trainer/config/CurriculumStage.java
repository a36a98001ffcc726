package dwell.trainer.config;

import dwell.envs.Help;
import dwell.envs.Require;
import java.util.List;

/**
 * A mix of levels to train on, from an update on.
 *
 * @param update updates done before the mix is first drawn from, at least 0
 * @param mix relative share of each level, easiest first; at least 0, one of them positive
 */
public record CurriculumStage(
        @Help("updates done before the mix is first drawn from, at least 0")
        int update,

        @Help("relative share of each level, easiest first, at least 0 and one of them positive")
        List<Double> mix) {
    public CurriculumStage {
        mix = List.copyOf(mix);
        Require.atLeast("update", update, 0);
        mix.forEach(weight -> Require.within("mix", weight, 0, 1e9));
        Require.that(mix.stream().anyMatch(weight -> weight > 0), "mix must have a number greater than 0, was %s", mix);
    }
}
