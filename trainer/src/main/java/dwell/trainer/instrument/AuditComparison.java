package dwell.trainer.instrument;

import dwell.envs.exact.Optimum;
import dwell.envs.exact.PolicyTable;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.Episode;
import dwell.envs.process.Item;
import dwell.envs.process.Simulator;
import dwell.trainer.config.Catalog;
import dwell.trainer.evaluate.WhichEpisode;
import dwell.trainer.instrument.AuditReport.CounterExample;
import dwell.trainer.instrument.AuditReport.Option;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Two shapings on the same states. The same policies are optimal under both iff in every state that optimal choices of the first
 * lead to, the same choices are optimal: a policy is optimal iff it takes optimal choices wherever it comes.
 */
final class AuditComparison {
    /** Values within so much are equal; far above rounding, far below what matters. */
    private static final double EQUAL = 1e-10;

    private static final int REPLAYED_ITEMS = 5000;

    private final Catalog catalog;
    private final Optimum truth;
    private final ShapedStates states;
    private final CompiledProcess process;
    private final ShapedOptimum one;
    private final ShapedOptimum other;
    private final int node;
    private final double probability;

    AuditComparison(Catalog catalog, Optimum truth, ShapedStates states, ShapedSolution one, ShapedSolution other) {
        this.catalog = catalog;
        this.truth = truth;
        this.states = states;
        this.process = states.process;
        this.one = one.optimum;
        this.other = other.optimum;
        double[] visits = states.visits(anyOptimal(this.one));
        int found = -1;
        for (int n = 0; n < visits.length; n++) {
            boolean differs = visits[n] > 0 && !this.one.optimal(n, EQUAL).equals(this.other.optimal(n, EQUAL));
            if (differs && (found < 0 || visits[n] > visits[found])) {
                found = n;
            }
        }
        this.node = found;
        this.probability = found < 0 ? 0 : visits[found];
    }

    /** Every optimal choice alike. */
    private static double[][] anyOptimal(ShapedOptimum optimum) {
        double[][] policy = new double[optimum.q.length][];
        for (int n = 0; n < policy.length; n++) {
            BitSet optimal = optimum.optimal(n, EQUAL);
            policy[n] = new double[optimum.q[n].length];
            for (int i = optimal.nextSetBit(0); i >= 0; i = optimal.nextSetBit(i + 1)) {
                policy[n][i] = 1.0 / optimal.cardinality();
            }
        }
        return policy;
    }

    /** The likeliest node where they differ; -1 where they do not. */
    int counterNode() {
        return node;
    }

    /** Largest difference of {@code V - Q} between the two, over all nodes and choices. */
    double advantageDifference() {
        double most = 0;
        for (int n = 0; n < one.q.length; n++) {
            for (int i = 0; i < one.q[n].length; i++) {
                double own = one.value[n] - one.q[n][i];
                double others = other.value[n] - other.q[n][i];
                most = Math.max(most, Math.abs(own - others));
            }
        }
        return most;
    }

    /** Where they differ; null where they do not. */
    CounterExample counterExample() {
        if (node < 0) {
            return null;
        }
        int state = states.state[node];
        int first = process.choiceBegin(state);
        BitSet own = one.optimal(node, EQUAL);
        BitSet others = other.optimal(node, EQUAL);
        List<Option> options = new ArrayList<>();
        for (int i = 0; i < one.q[node].length; i++) {
            options.add(new Option(
                    process.actions().get(process.actionOf(first + i)).name(),
                    one.q[node][i],
                    own.get(i),
                    other.q[node][i],
                    others.get(i)));
        }
        return new CounterExample(
                probability,
                process.state(states.start[node]).toString(),
                process.state(state).toString(),
                belief(state),
                observed(state),
                states.thinks[node],
                options,
                replay(state));
    }

    private Map<String, Double> belief(int state) {
        Map<String, Double> belief = new LinkedHashMap<>();
        process.levels().forEach(level -> belief.put(level, 0.0));
        for (int c = 0; c < process.classCount(); c++) {
            belief.merge(process.levels().get(process.levelOf(c)), process.posterior(state, c), Double::sum);
        }
        return belief;
    }

    private Map<String, Double> observed(int state) {
        Map<String, Double> observed = new LinkedHashMap<>();
        int reading = process.readingBegin(state);
        if (process.readingBegin(state + 1) == reading + 1) {
            for (int f = 0; f < process.featureCount(); f++) {
                observed.put(
                        process.declaration().features().get(f).name(),
                        process.feature(process.readingRow(reading), f));
            }
        }
        return observed;
    }

    private String replay(int state) {
        for (String policy : policies()) {
            String[] parts = policy.split(":", 2);
            PolicyTable table = catalog.fixedPolicy(policy).table(truth, parts.length > 1 ? parts[1] : "");
            Episode.Behaviour behaviour = (at, row, choice) -> table.probability(choice);
            Simulator simulator = new Simulator(process);
            for (int number = 0; number < REPLAYED_ITEMS; number++) {
                Item item = WhichEpisode.item(process, number);
                if (item.startState() == states.start[node]) {
                    Episode episode =
                            Episode.walk(process, simulator, item, WhichEpisode.episodeKey(number, 0), behaviour);
                    if (episode.steps().stream().anyMatch(step -> step.state() == state)) {
                        return "--policy %s --item %d".formatted(policy, number);
                    }
                }
            }
        }
        return null;
    }

    /** The optimum, and thinking once more than was thought there, where thinks follow from the state as that policy asks. */
    private List<String> policies() {
        List<String> names = new ArrayList<>(List.of("optimal"));
        int[] thinks = new int[process.stateCount()];
        java.util.Arrays.fill(thinks, -1);
        for (int n = 0; n < states.count(); n++) {
            int known = thinks[states.state[n]];
            if (known >= 0 && known != states.thinks[n]) {
                return names;
            }
            thinks[states.state[n]] = states.thinks[n];
        }
        names.add("think:" + (states.thinks[node] + 1));
        names.add("think:" + states.thinks[node]);
        return names;
    }
}
