package dwell.trainer.config;

import dwell.envs.Help;
import dwell.envs.Require;
import java.util.List;

/** How a run is evaluated: always by utility; exactly, or by sampling where the environment is stepped. */
public record EvaluationConfig(
        @Help("updates between two evaluations during training, at least 1; the last update is always evaluated")
        int every,

        @Help(
                "which policy the headline figures are of: sampled (acts with its probabilities) or greedy (its likeliest action)")
        Mode mode,

        @Help("largest number of vertices of the accuracy-compute front, 2 to 1000")
        int paretoVertices,

        @Help(
                "episodes of a sampled evaluation, each of an item of its own, 2 to 10000000; during training at most as many as"
                        + " an update has; not used where evaluation is exact")
        int episodes,

        @Help("what is different in the test task that the policy is evaluated on as well, untrained: a list of"
                + " KEY=VALUE with keys of env, mixture, wrappers or stakes; empty for no test task")
        List<String> test) {

    /** How a learned policy acts when it is evaluated. */
    public enum Mode {
        /** With its own probabilities, as in training. */
        SAMPLED,
        /** With its likeliest action, the first of equals. */
        GREEDY;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public EvaluationConfig {
        Require.atLeast("every", every, 1);
        Require.within("paretoVertices", paretoVertices, 2, 1000);
        Require.within("episodes", episodes, 2, 10_000_000);
        test = List.copyOf(test);
    }

    public static EvaluationConfig defaults() {
        return new EvaluationConfig(10, Mode.SAMPLED, 64, 4096, List.of());
    }
}
