package dwell.envs.process;

import java.util.ArrayList;
import java.util.List;

/**
 * One episode step by step, forced moves included: the same draws as {@link Simulator#run}, kept to be looked at.
 *
 * @param item whose episode it is
 * @param steps in order
 * @param terminal how it ended, see {@link CompiledProcess#endingOf} and {@link CompiledProcess#verdictOf}
 */
public record Episode(Item item, List<Step> steps, int terminal) {
    public Episode {
        steps = List.copyOf(steps);
    }

    /**
     * One choice carried out.
     *
     * @param state where
     * @param row what was observed; -1 in a forced move
     * @param choice what was chosen, or forced
     * @param branch what followed
     */
    public record Step(int state, int row, int choice, int branch) {}

    /** Who acts. */
    @FunctionalInterface
    public interface Behaviour {
        /**
         * Probability of an action; the legal actions of a state sum to 1.
         *
         * @param state a decision state
         * @param row what is observed there
         * @param choice of the state
         */
        double probability(int state, int row, int choice);
    }

    /**
     * Walks an episode.
     *
     * @param simulator of {@code process}
     * @param key the episode's stream
     */
    public static Episode walk(CompiledProcess process, Simulator simulator, Item item, long key, Behaviour behaviour) {
        List<Step> steps = new ArrayList<>();
        int state = item.startState();
        while (state >= 0) {
            int number = steps.size();
            int row = -1;
            int choice = process.choiceBegin(state);
            if (process.isDecision(state)) {
                row = simulator.rowAt(state, key, number);
                choice = drawn(process, state, row, Simulator.actionDraw(key, number), behaviour);
            }
            int branch = simulator.branchAt(choice, item.hiddenClass(), key, number);
            steps.add(new Step(state, row, choice, branch));
            state = process.branchTarget(branch);
        }
        return new Episode(item, steps, -1 - state);
    }

    private static int drawn(CompiledProcess process, int state, int row, double u, Behaviour behaviour) {
        double cumulative = 0;
        int last = -1;
        for (int action = 0; action < process.actionCount(); action++) {
            int choice = process.choiceOf(state, action);
            double p = choice < 0 ? 0 : behaviour.probability(state, row, choice);
            if (p > 0) {
                cumulative += p;
                last = choice;
                if (u < cumulative) {
                    break;
                }
            }
        }
        if (last < 0) {
            throw new IllegalArgumentException(
                    "no action has a positive probability in state %s".formatted(process.state(state)));
        }
        return last;
    }
}
