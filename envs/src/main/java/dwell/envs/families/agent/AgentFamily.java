package dwell.envs.families.agent;

import dwell.envs.families.Family;
import dwell.envs.families.Introspection;
import dwell.envs.process.DecisionProcess;
import java.util.List;

/** {@code agent-v1}: act, simulate in the head, or submit. See {@link AgentProcess}. */
public final class AgentFamily implements Family<AgentParameters> {
    @Override
    public String id() {
        return "agent-v1";
    }

    @Override
    public String summary() {
        return "act in a drifting world, simulate it in the head with a biased model, or submit; levels differ in the model's bias";
    }

    @Override
    public String description() {
        return "A task of several stages, each with one right move. Simulating a stage in the head is cheap and finds the move, as"
                + " far as the internal model is not biased there and the picture of the world is not out of date: the world"
                + " drifts away from it with every step until feedback is read. An act may be read, which says how far all went"
                + " well and puts the first mistake right, or be followed by the next one unread, which then builds on it. The"
                + " task can be submitted at any time, with what is predicted for the rest. Simulating on without acting (analysis"
                + " paralysis), acting on unread acts (rogue actions) and submitting what the world has not confirmed (premature"
                + " disengagement) are counted (the danger of overthinking, Cuadron et al. 2025). With a good model they can be"
                + " worth it, with a biased one they are not.";
    }

    @Override
    public AgentParameters defaults() {
        return new AgentParameters(
                List.of(0.05, 0.2, 0.5, 0.8), List.of(), 3, 4, 0.9, 0.02, 3, 1, 2, 12, 6, 3, Introspection.FULL, 0.8);
    }

    @Override
    public DecisionProcess<?> declare(AgentParameters parameters) {
        return new AgentProcess(parameters);
    }
}
