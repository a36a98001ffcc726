package dwell.envs.families.bandit;

import dwell.envs.Help;
import dwell.envs.Require;
import java.util.List;

/** Parameters of {@link BanditGame#CONTROL}. */
public record ControlParameters(
        @Help(
                "probability that the bet decides a round, which is a coin flip otherwise, one for each level, easiest first; each"
                        + " in [0, 1]")
        List<Double> controllabilities,

        @Help(
                "probability that the source shows its favoured side, in [0.5, 1]; either side is favoured with probability 1/2")
        double bias,

        @Help("rounds, each spent on observing or on betting, 1 to 256")
        int rounds,

        @Help("compute units of observing a round, at least 0, beside the bet that is given up")
        double observeCompute) {
    public ControlParameters {
        controllabilities = List.copyOf(controllabilities);
        Require.that(!controllabilities.isEmpty(), "controllabilities must name at least one level, was empty");
        controllabilities.forEach(share -> Require.probability("controllabilities", share));
        Require.within("bias", bias, 0.5, 1);
        Require.within("rounds", rounds, 1, 256);
        Require.within("observeCompute", observeCompute, 0, 1e9);
    }
}
