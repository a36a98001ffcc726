package example;

import dwell.envs.Help;
import dwell.envs.Require;
import java.util.List;

/** Parameters of {@link DraftsFamily}; they become the keys {@code env.*} of a config by themselves. */
public record DraftsParameters(
        @Help("probability that a draft is good, one for each level, easiest first; each in [0, 1]")
        List<Double> good,

        @Help("probability that a good draft is a correct answer, in [0, 1]")
        double goodCorrect,

        @Help("probability that a poor draft is a correct answer, in [0, 1]")
        double poorCorrect,

        @Help("most drafts after the first one, 1 to 100")
        int most) {
    public DraftsParameters {
        good = List.copyOf(good);
        Require.that(!good.isEmpty(), "good must name at least one level, was empty");
        good.forEach(p -> Require.probability("good", p));
        Require.probability("goodCorrect", goodCorrect);
        Require.probability("poorCorrect", poorCorrect);
        Require.within("most", most, 1, 100);
    }
}
