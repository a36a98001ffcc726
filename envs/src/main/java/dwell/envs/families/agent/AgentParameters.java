package dwell.envs.families.agent;

import dwell.envs.Help;
import dwell.envs.Require;
import dwell.envs.families.Introspection;
import java.util.List;

/** Parameters of {@link AgentFamily}. */
public record AgentParameters(
        @Help(
                "probability that the internal model is wrong about a stage, one for each level, easiest first; each in [0, 1]")
        List<Double> biases,

        @Help("weight of each level, positive; empty for equal weights")
        List<Double> weights,

        @Help("stages of the task, 1 to 6; each has one right move")
        int stages,

        @Help("moves to choose from at a stage, 2 to 1000; a move that is not known is guessed")
        int moves,

        @Help("probability that a simulation works the stage out, if none before did, in [0, 1]")
        double gain,

        @Help("probability that the right move of a stage changes in a step, in [0, 1]")
        double hazard,

        @Help("simulations that are allowed of a stage, 0 to 32")
        int maxSimulations,

        @Help("compute units of a simulation, at least 0") double simulateCompute,

        @Help("compute units of an act, at least 0") double actCompute,

        @Help("compute units of waiting for the feedback and reading it, at least 0")
        double readCompute,

        @Help("compute units of putting a mistake right that the feedback shows, at least 0")
        double repairCompute,

        @Help("simulations in a row that count as analysis paralysis, 1 to 32")
        int paralysis,

        @Help(
                "what the observation shows of the model's bias, and of predictions that follow from it: full, noisy or none")
        Introspection introspection,

        @Help(
                "probability that a noisy reading shows the model's bias, in [0, 1]; otherwise it shows that of a uniformly drawn"
                        + " level")
        double readingReliability) {
    public AgentParameters {
        biases = List.copyOf(biases);
        weights = List.copyOf(weights);
        Require.that(!biases.isEmpty(), "biases must name at least one level, was empty");
        biases.forEach(bias -> Require.probability("biases", bias));
        Require.weights("weights", weights, biases.size());
        Require.within("stages", stages, 1, 6);
        Require.within("moves", moves, 2, 1000);
        Require.probability("gain", gain);
        Require.probability("hazard", hazard);
        Require.within("maxSimulations", maxSimulations, 0, 32);
        Require.within("simulateCompute", simulateCompute, 0, 1e9);
        Require.within("actCompute", actCompute, 0, 1e9);
        Require.within("readCompute", readCompute, 0, 1e9);
        Require.within("repairCompute", repairCompute, 0, 1e9);
        Require.within("paralysis", paralysis, 1, 32);
        Require.probability("readingReliability", readingReliability);
    }

    /**
     * Probability that the move chosen at a stage is right.
     *
     * @param simulations simulations of the stage
     * @param age steps since the world was last seen
     */
    double right(int level, int simulations, int age) {
        double known = (1 - biases.get(level)) * (1 - Math.pow(1 - gain, simulations)) * Math.pow(1 - hazard, age);
        return known + (1 - known) / moves;
    }
}
