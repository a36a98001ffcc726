package dwell.trainer.instrument;

import dwell.envs.exact.Optimum;
import dwell.envs.exact.PolicyTable;
import dwell.envs.process.CompiledProcess;
import dwell.trainer.shaping.Confidence;
import dwell.trainer.shaping.Items;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A process whose states also hold what a shaped reward can depend on: the start state, thinks and compute so far, and, on the
 * way through forced moves, the last decision. On it every reward of an episode's outcome is a reward of its last step, so that
 * backward induction finds the exact optimum under any shaping. Immutable once built.
 *
 * <p>The posterior over hidden classes in such a node is that of its state, since a state is sufficient. So a policy over nodes
 * and the policy over states that takes each choice as often, given the state, visit the same.
 */
final class ShapedStates {
    /** Nodes, and outcomes of choices, beyond which an audit is refused. */
    private static final int MOST = 4_000_000;

    final CompiledProcess process;
    final Items items;
    /** By item: hidden class, and probability. */
    final int[] classOfItem;

    final double[] probabilityOfItem;
    final List<ShapedOutcome> outcomes = new ArrayList<>();
    /** By node. */
    int[] state;

    int[] start;
    int[] thinks;
    /** Probability of starting in each node. */
    double[] begins;
    /** First edge of each node's first choice, and of the choices after it; edges lie in the order of the process's branches. */
    int[] edgeBegin;
    /** By edge: the node that follows, or -1 where the episode ends. */
    int[] target;
    /** By edge: first entry of those that end; entries give outcomes with their probability under the posterior. */
    int[] entryBegin;

    int[] entryOutcome;
    double[] entryProbability;
    private final Map<ShapedOutcome, Integer> numbers = new HashMap<>();

    private record Node(int state, int start, int thinks, List<Double> spent, int last) {}

    private ShapedStates(CompiledProcess process) {
        this.process = process;
        this.items = Items.of(process);
        this.classOfItem = new int[items.count()];
        this.probabilityOfItem = new double[items.count()];
    }

    /**
     * Builds the nodes that can be reached.
     *
     * @throws IllegalArgumentException with one sentence, if there are too many
     */
    static ShapedStates of(CompiledProcess process) {
        ShapedStates states = new ShapedStates(process);
        states.build();
        return states;
    }

    private void build() {
        boolean one = oneCost();
        int width = one ? 1 : process.classCount();
        List<Map<Node, Integer>> byState = new ArrayList<>();
        for (int s = 0; s < process.stateCount(); s++) {
            byState.add(null);
        }
        List<Node> nodes = new ArrayList<>();
        List<Double> beginning = new ArrayList<>();
        List<Double> nothing = Arrays.asList(new Double[width]);
        java.util.Collections.fill(nothing, 0.0);
        for (int c = 0; c < process.classCount(); c++) {
            int[] starts = process.startStates(c);
            for (int i = 0; i < starts.length; i++) {
                double p = process.prior(c) * process.startProbabilities(c)[i];
                int item = items.number(c, starts[i]);
                classOfItem[item] = c;
                probabilityOfItem[item] += p;
                if (p > 0) {
                    int node = number(byState, nodes, beginning, new Node(starts[i], starts[i], 0, nothing, -1));
                    beginning.set(node, beginning.get(node) + p);
                }
            }
        }
        Confidence confidence = Confidence.of(process);
        boolean confident = process.fullyObserved();
        Edges edges = new Edges();
        // Nodes are made state by state, which is an order in which every node comes after those that lead to it.
        List<int[]> firstEdge = new ArrayList<>();
        List<Integer> order = new ArrayList<>();
        for (int s = 0; s < process.stateCount(); s++) {
            if (byState.get(s) == null) {
                continue;
            }
            for (Map.Entry<Node, Integer> entry : byState.get(s).entrySet()) {
                Node node = entry.getKey();
                order.add(entry.getValue());
                firstEdge.add(new int[] {edges.count});
                for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                    expand(byState, nodes, beginning, edges, node, k, one, confidence, confident);
                }
            }
        }
        settle(nodes, beginning, order, firstEdge, edges);
    }

    private boolean oneCost() {
        for (int c = 1; c < process.classCount(); c++) {
            for (int k = 0; k < process.choiceCount(); k++) {
                if (process.compute(c, k) != process.compute(0, k)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static int number(List<Map<Node, Integer>> byState, List<Node> nodes, List<Double> beginning, Node node) {
        Map<Node, Integer> own = byState.get(node.state());
        if (own == null) {
            own = new java.util.LinkedHashMap<>();
            byState.set(node.state(), own);
        }
        Integer known = own.get(node);
        if (known == null) {
            if (nodes.size() >= MOST) {
                throw tooLarge();
            }
            known = nodes.size();
            own.put(node, known);
            nodes.add(node);
            beginning.add(0.0);
        }
        return known;
    }

    private static IllegalArgumentException tooLarge() {
        return new IllegalArgumentException(
                "an audit of this process would need more than %,d states that hold what was spent; make the process smaller, for example by a shorter horizon"
                        .formatted(MOST));
    }

    private void expand(
            List<Map<Node, Integer>> byState,
            List<Node> nodes,
            List<Double> beginning,
            Edges edges,
            Node node,
            int k,
            boolean one,
            Confidence confidence,
            boolean confident) {
        int s = node.state();
        boolean decision = process.isDecision(s);
        int action = process.actionOf(k);
        boolean thought = decision && process.actions().get(action).kind().deliberates();
        int thinksAfter = node.thinks() + (thought ? 1 : 0);
        List<Double> spent = spent(node.spent(), s, k, one);
        int last = decision ? k : node.last();
        double stated = Double.NaN;
        for (int b = process.branchBegin(k); b < process.branchBegin(k + 1); b++) {
            int to = process.branchTarget(b);
            if (to >= 0) {
                int kept = process.isDecision(to) ? -1 : last;
                boolean possible = process.meanProbability(b) > 0;
                edges.on(
                        possible
                                ? number(
                                        byState, nodes, beginning, new Node(to, node.start(), thinksAfter, spent, kept))
                                : -1);
                continue;
            }
            edges.on(-1);
            if (confident && Double.isNaN(stated)) {
                stated = last >= 0 ? confidence.ofChoice(last) : confidence.ofState(node.start());
            }
            for (int c = 0; c < process.classCount(); c++) {
                double p = process.posterior(s, c) * process.probability(c, b);
                if (p > 0 && startsIn(c, node.start())) {
                    edges.end(
                            outcome(new ShapedOutcome(
                                    items.number(c, node.start()),
                                    -1 - to,
                                    spent.get(one ? 0 : c),
                                    thinksAfter,
                                    stated)),
                            p);
                }
            }
        }
    }

    private boolean startsIn(int hiddenClass, int state) {
        for (int start : process.startStates(hiddenClass)) {
            if (start == state) {
                return true;
            }
        }
        return false;
    }

    private List<Double> spent(List<Double> before, int state, int choice, boolean one) {
        if (one) {
            double cost = process.compute(0, choice);
            return cost == 0 ? before : List.of(rounded(before.get(0) + cost));
        }
        Double[] after = new Double[before.size()];
        for (int c = 0; c < after.length; c++) {
            boolean possible = process.posterior(state, c) > 0;
            after[c] = possible ? rounded(before.get(c) + process.compute(c, choice)) : 0.0;
        }
        return Arrays.asList(after);
    }

    /** So that sums in another order are the same amount. */
    private static double rounded(double compute) {
        double scale = Math.scalb(1.0, 44 - Math.getExponent(Math.max(compute, Double.MIN_NORMAL)));
        return compute == 0 ? 0 : Math.rint(compute * scale) / scale;
    }

    private int outcome(ShapedOutcome outcome) {
        return numbers.computeIfAbsent(outcome, added -> {
            outcomes.add(added);
            return outcomes.size() - 1;
        });
    }

    private void settle(
            List<Node> nodes, List<Double> beginning, List<Integer> order, List<int[]> firstEdge, Edges edges) {
        int count = nodes.size();
        int[] place = new int[count];
        for (int i = 0; i < count; i++) {
            place[order.get(i)] = i;
        }
        state = new int[count];
        start = new int[count];
        thinks = new int[count];
        begins = new double[count];
        edgeBegin = new int[count + 1];
        for (int i = 0; i < count; i++) {
            Node node = nodes.get(order.get(i));
            state[i] = node.state();
            start[i] = node.start();
            thinks[i] = node.thinks();
            begins[i] = beginning.get(order.get(i));
            edgeBegin[i] = firstEdge.get(i)[0];
        }
        edgeBegin[count] = edges.count;
        target = Arrays.copyOf(edges.target, edges.count);
        for (int e = 0; e < target.length; e++) {
            target[e] = target[e] < 0 ? -1 : place[target[e]];
        }
        entryBegin = Arrays.copyOf(edges.entryBegin, edges.count + 1);
        entryBegin[edges.count] = edges.entries;
        entryOutcome = Arrays.copyOf(edges.outcome, edges.entries);
        entryProbability = Arrays.copyOf(edges.probability, edges.entries);
    }

    /** Edges as they are found. */
    private static final class Edges {
        int count;
        int entries;
        int[] target = new int[1024];
        int[] entryBegin = new int[1024];
        int[] outcome = new int[1024];
        double[] probability = new double[1024];

        void on(int node) {
            if (count + 1 >= target.length) {
                target = Arrays.copyOf(target, 2 * count);
                entryBegin = Arrays.copyOf(entryBegin, 2 * count);
            }
            target[count] = node;
            entryBegin[count++] = entries;
        }

        void end(int number, double p) {
            if (entries == outcome.length) {
                if (entries >= MOST) {
                    throw tooLarge();
                }
                outcome = Arrays.copyOf(outcome, 2 * entries);
                probability = Arrays.copyOf(probability, 2 * entries);
            }
            outcome[entries] = number;
            probability[entries++] = p;
        }
    }

    int count() {
        return state.length;
    }

    /** First edge of a choice of a node. */
    int edge(int node, int choice) {
        return edgeBegin[node] + process.branchBegin(choice) - process.branchBegin(process.choiceBegin(state[node]));
    }

    /** Value of a choice in a node, given rewards of outcomes and values of nodes. */
    double q(int node, int choice, double[] reward, double[] value) {
        double q = 0;
        int edge = edge(node, choice);
        for (int b = process.branchBegin(choice); b < process.branchBegin(choice + 1); b++, edge++) {
            if (target[edge] >= 0) {
                q += process.meanProbability(b) * value[target[edge]];
            }
            for (int i = entryBegin[edge]; i < entryBegin[edge + 1]; i++) {
                q += entryProbability[i] * reward[entryOutcome[i]];
            }
        }
        return q;
    }

    /**
     * Probability of visiting each node.
     *
     * @param policy shape [nodes][choices of the node's state]
     */
    double[] visits(double[][] policy) {
        double[] visits = begins.clone();
        for (int n = 0; n < visits.length; n++) {
            int first = process.choiceBegin(state[n]);
            for (int k = first; k < process.choiceBegin(state[n] + 1); k++) {
                double flow = visits[n] * policy[n][k - first];
                if (flow == 0) {
                    continue;
                }
                int edge = edge(n, k);
                for (int b = process.branchBegin(k); b < process.branchBegin(k + 1); b++, edge++) {
                    if (target[edge] >= 0) {
                        visits[target[edge]] += flow * process.meanProbability(b);
                    }
                }
            }
        }
        return visits;
    }

    /** Probability of each outcome under a policy, items drawn as the process draws them. */
    double[] ends(double[][] policy) {
        double[] visits = visits(policy);
        double[] ends = new double[outcomes.size()];
        for (int n = 0; n < visits.length; n++) {
            int first = process.choiceBegin(state[n]);
            for (int k = first; k < process.choiceBegin(state[n] + 1); k++) {
                double flow = visits[n] * policy[n][k - first];
                if (flow == 0) {
                    continue;
                }
                int edge = edge(n, k);
                for (int i = entryBegin[edge];
                        i < entryBegin[edge + process.branchBegin(k + 1) - process.branchBegin(k)];
                        i++) {
                    ends[entryOutcome[i]] += flow * entryProbability[i];
                }
            }
        }
        return ends;
    }

    /** The policy that takes every choice alike. */
    double[][] uniform() {
        double[][] policy = new double[count()][];
        for (int n = 0; n < policy.length; n++) {
            policy[n] = new double[process.choiceBegin(state[n] + 1) - process.choiceBegin(state[n])];
            Arrays.fill(policy[n], 1.0 / policy[n].length);
        }
        return policy;
    }

    /** A policy over states, in every node of them. */
    double[][] of(PolicyTable table) {
        double[][] policy = new double[count()][];
        for (int n = 0; n < policy.length; n++) {
            int first = process.choiceBegin(state[n]);
            policy[n] = new double[process.choiceBegin(state[n] + 1) - first];
            for (int i = 0; i < policy[n].length; i++) {
                policy[n][i] = table.probability(first + i);
            }
        }
        return policy;
    }

    /**
     * The policy over states that visits the same as some policies over nodes do on average; the optimum's where none comes.
     *
     * @param taken shape [choices], how often each choice is taken in an episode
     */
    PolicyTable marginal(double[] taken, Optimum optimum) {
        double[] probability = new double[process.choiceCount()];
        for (int s = 0; s < process.stateCount(); s++) {
            double sum = 0;
            for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                sum += taken[k];
            }
            for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                probability[k] = sum > 0 ? taken[k] / sum : k == optimum.best(s) ? 1 : 0;
            }
        }
        return PolicyTable.ofChoices(process, probability);
    }

    /** How often each choice is taken in an episode under a policy, shape [choices]. */
    double[] taken(double[][] policy) {
        double[] visits = visits(policy);
        double[] taken = new double[process.choiceCount()];
        for (int n = 0; n < visits.length; n++) {
            int first = process.choiceBegin(state[n]);
            for (int i = 0; i < policy[n].length; i++) {
                taken[first + i] += visits[n] * policy[n][i];
            }
        }
        return taken;
    }
}
