package dwell.envs.process;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The states of a process in the order in which they were discovered, with what leads where. Filled by
 * {@link StateEnumeration}; confined to one thread.
 */
final class StateGraph<S> {
    final List<S> states = new ArrayList<>();
    /** Natural logarithm of the posterior over hidden classes by state: odds after many readings leave the range of a double. */
    final List<double[]> logPosteriors = new ArrayList<>();
    /** State and choice from which a state was first reached; -1 for a start state. */
    final List<int[]> parents = new ArrayList<>();
    /** Choices by state. */
    final List<List<CompiledChoice>> choices = new ArrayList<>();

    final double[] prior;
    final int[][] startState;
    final double[][] startProbability;

    StateGraph(double[] prior) {
        this.prior = prior;
        this.startState = new int[prior.length][];
        this.startProbability = new double[prior.length][];
    }

    /**
     * A choice with its branches merged over hidden classes.
     *
     * @param action index of the action, -1 for nature
     * @param compute shape [classes]
     * @param targets shape [branches], a discovered state or -1 - terminal
     * @param probability shape [classes][branches]; null for a class that cannot reach the state
     */
    record CompiledChoice(int action, String name, double[] compute, int[] targets, double[][] probability) {}

    /** The first discovered path into a state, in words. */
    String path(int state) {
        List<String> steps = new ArrayList<>();
        int current = state;
        steps.add(states.get(current).toString());
        while (parents.get(current)[0] >= 0) {
            int[] parent = parents.get(current);
            steps.add(states.get(parent[0]) + " -"
                    + choices.get(parent[0]).get(parent[1]).name() + "-> ");
            current = parent[0];
        }
        StringBuilder text = new StringBuilder();
        int shown = 0;
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (steps.size() > 8 && shown == 2) {
                text.append("... -> ");
                i = 3;
            }
            text.append(steps.get(i));
            shown++;
        }
        return text.toString();
    }

    /**
     * Lays the graph out as tables.
     *
     * @param order shape [states]: the discovered state at each topological position
     */
    StateTables tables(DecisionProcess<S> declaration, int[] order) {
        int count = order.length;
        int classes = prior.length;
        int[] position = new int[count];
        for (int i = 0; i < count; i++) {
            position[order[i]] = i;
        }
        int choiceCount = choices.stream().mapToInt(List::size).sum();
        int branchCount = choices.stream()
                .flatMap(List::stream)
                .mapToInt(choice -> choice.targets().length)
                .sum();
        List<S> ordered = new ArrayList<>(count);
        int[] choiceBegin = new int[count + 1];
        int[] choiceAction = new int[choiceCount];
        int[] branchBegin = new int[choiceCount + 1];
        int[] branchTarget = new int[branchCount];
        double[][] probability = new double[classes][branchCount];
        double[][] compute = new double[classes][choiceCount];
        double[] posterior = new double[count * classes];
        int k = 0;
        int b = 0;
        for (int i = 0; i < count; i++) {
            ordered.add(states.get(order[i]));
            for (int c = 0; c < classes; c++) {
                posterior[i * classes + c] = Math.exp(logPosteriors.get(order[i])[c]);
            }
            choiceBegin[i] = k;
            for (CompiledChoice choice : choices.get(order[i])) {
                choiceAction[k] = choice.action();
                branchBegin[k] = b;
                for (int c = 0; c < classes; c++) {
                    compute[c][k] = choice.compute()[c];
                    if (choice.probability()[c] != null) {
                        System.arraycopy(choice.probability()[c], 0, probability[c], b, choice.targets().length);
                    }
                }
                for (int target : choice.targets()) {
                    branchTarget[b++] = target < 0 ? target : position[target];
                }
                k++;
            }
        }
        choiceBegin[count] = k;
        branchBegin[choiceCount] = b;
        int[][] starts = Arrays.stream(startState)
                .map(list -> Arrays.stream(list).map(s -> position[s]).toArray())
                .toArray(int[][]::new);
        return new StateTables(
                List.copyOf(ordered),
                prior,
                choiceBegin,
                choiceAction,
                branchBegin,
                branchTarget,
                probability,
                compute,
                posterior,
                starts,
                startProbability);
    }
}
