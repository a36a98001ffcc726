package dwell.envs.exact;

import dwell.envs.Action;
import dwell.envs.Ending;
import dwell.envs.Stakes;
import dwell.envs.Verdict;
import dwell.envs.process.Branch;
import dwell.envs.process.Chance;
import dwell.envs.process.Choice;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.DecisionProcess;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A second implementation of everything exact, for small processes: it walks every trajectory of every hidden class of a
 * declaration, and knows nothing of the compiled tables. A policy is the probability of each option of each node, shape
 * [nodes][options].
 */
public final class Trajectories<S> {
    final DecisionProcess<S> process;
    final List<Node> nodes = new ArrayList<>();
    final double[] prior;
    private final Map<S, Node> nodeOf = new LinkedHashMap<>();

    final class Node {
        final S state;
        final int index;
        final List<Option> options = new ArrayList<>();

        Node(S state, int index) {
            this.state = state;
            this.index = index;
        }
    }

    final class Option {
        final Action action;
        final double[] compute;
        final List<List<Branch<S>>> branches = new ArrayList<>();

        Option(Choice<S> choice) {
            this.action = choice.action();
            this.compute = new double[prior.length];
            for (int c = 0; c < prior.length; c++) {
                compute[c] = choice.compute().applyAsDouble(c);
                branches.add(choice.branches().apply(c));
            }
        }
    }

    /** What happens to the items of a class, or of some classes. */
    public static final class Totals {
        public final double[] verdicts = new double[Verdict.values().length];
        public final double[] endings = new double[Ending.values().length];
        public final double[] actions;
        final NavigableMap<Double, Double> computes = new TreeMap<>();
        /** Probability by compute, thinks and ordinal of the verdict. */
        final Map<List<Double>, Double> joint = new LinkedHashMap<>();

        final double[] tallies;
        public double thinks;
        public double compute;

        Totals(int actions, int tallies) {
            this.actions = new double[actions];
            this.tallies = new double[tallies];
        }

        public double utility(Stakes stakes) {
            return verdicts[0] * stakes.correct()
                    + verdicts[1] * stakes.wrong()
                    + verdicts[2] * stakes.abstain()
                    - stakes.price() * compute;
        }

        void add(Totals other, double weight) {
            for (int i = 0; i < verdicts.length; i++) {
                verdicts[i] += weight * other.verdicts[i];
            }
            for (int i = 0; i < endings.length; i++) {
                endings[i] += weight * other.endings[i];
            }
            for (int i = 0; i < actions.length; i++) {
                actions[i] += weight * other.actions[i];
            }
            for (int i = 0; i < tallies.length; i++) {
                tallies[i] += weight * other.tallies[i];
            }
            other.joint.forEach((key, p) -> joint.merge(key, weight * p, Double::sum));
            other.computes.forEach((units, p) -> computes.merge(units, weight * p, Double::sum));
            thinks += weight * other.thinks;
            compute += weight * other.compute;
        }
    }

    public Trajectories(DecisionProcess<S> process) {
        this.process = process;
        double total =
                process.hiddenClasses().stream().mapToDouble(c -> c.weight()).sum();
        this.prior = process.hiddenClasses().stream()
                .mapToDouble(c -> c.weight() / total)
                .toArray();
        for (int c = 0; c < prior.length; c++) {
            for (Chance<S> start : process.start(c)) {
                if (start.probability() > 0) {
                    discover(start.value());
                }
            }
        }
    }

    private void discover(S state) {
        if (nodeOf.containsKey(state)) {
            return;
        }
        Node node = new Node(state, nodes.size());
        nodeOf.put(state, node);
        nodes.add(node);
        for (Choice<S> choice : process.choices(state)) {
            Option option = new Option(choice);
            node.options.add(option);
            for (List<Branch<S>> branches : option.branches) {
                for (Branch<S> branch : branches) {
                    if (branch.next() != null && branch.probability() > 0) {
                        discover(branch.next());
                    }
                }
            }
        }
    }

    /** The first option everywhere. */
    double[][] firstOptions() {
        double[][] policy = new double[nodes.size()][];
        for (Node node : nodes) {
            policy[node.index] = new double[node.options.size()];
            policy[node.index][0] = 1;
        }
        return policy;
    }

    /** A policy over the rows of a compiled process, looked up by features. */
    public double[][] ofRows(CompiledProcess compiled, double[] rows) {
        Map<List<Double>, Integer> rowOf = new LinkedHashMap<>();
        for (int row = 0; row < compiled.rowCount(); row++) {
            List<Double> features = new ArrayList<>();
            for (int f = 0; f < compiled.featureCount(); f++) {
                features.add(compiled.feature(row, f));
            }
            rowOf.put(features, row);
        }
        double[][] policy = firstOptions();
        double[] features = new double[compiled.featureCount()];
        for (Node node : nodes) {
            if (node.options.size() == 1) {
                continue;
            }
            double[] mixed = new double[node.options.size()];
            boolean seen = true;
            for (Chance<S> reading : process.readings(node.state)) {
                process.observe(reading.value(), features);
                List<Double> key = new ArrayList<>();
                for (double feature : features) {
                    key.add(feature);
                }
                // A node that no class can reach has no row.
                Integer row = rowOf.get(key);
                seen &= row != null;
                for (int o = 0; o < mixed.length && seen; o++) {
                    int action = process.actions().indexOf(node.options.get(o).action);
                    mixed[o] += reading.probability() * rows[row * compiled.actionCount() + action];
                }
            }
            if (seen) {
                policy[node.index] = mixed;
            }
        }
        return policy;
    }

    /** Number of deterministic policies; at most {@code Integer.MAX_VALUE}. */
    public int policyCount() {
        long count = 1;
        for (Node node : nodes) {
            count = Math.min(count * node.options.size(), Integer.MAX_VALUE);
        }
        return (int) count;
    }

    /** The deterministic policy of a number below {@link #policyCount}. */
    public double[][] policy(int number) {
        double[][] policy = new double[nodes.size()][];
        int left = number;
        for (Node node : nodes) {
            policy[node.index] = new double[node.options.size()];
            policy[node.index][left % node.options.size()] = 1;
            left /= node.options.size();
        }
        return policy;
    }

    /** Walks all trajectories of the items of a class. */
    Totals ofClass(double[][] policy, int hiddenClass) {
        Totals totals = new Totals(process.actions().size(), process.tallies().size());
        for (Chance<S> start : process.start(hiddenClass)) {
            if (start.probability() > 0) {
                walk(policy, hiddenClass, nodeOf.get(start.value()), start.probability(), 0, 0, totals);
            }
        }
        return totals;
    }

    private void walk(double[][] policy, int c, Node node, double p, double spent, int thinks, Totals totals) {
        boolean decision = node.options.size() > 1;
        for (int o = 0; o < node.options.size(); o++) {
            Option option = node.options.get(o);
            double taken = p * policy[node.index][o];
            if (taken == 0) {
                continue;
            }
            boolean think = decision && option.action.kind().deliberates();
            if (option.action != null) {
                double[] counts = new double[totals.tallies.length];
                process.tally(node.state, option.action, c, counts);
                for (int i = 0; i < counts.length; i++) {
                    totals.tallies[i] += taken * counts[i];
                }
            }
            if (decision) {
                totals.actions[process.actions().indexOf(option.action)] += taken;
            }
            for (Branch<S> branch : option.branches.get(c)) {
                double reached = taken * branch.probability();
                if (reached == 0) {
                    continue;
                }
                double units = spent + option.compute[c];
                if (branch.next() != null) {
                    walk(policy, c, nodeOf.get(branch.next()), reached, units, thinks + (think ? 1 : 0), totals);
                    continue;
                }
                totals.verdicts[branch.verdict().ordinal()] += reached;
                totals.endings[branch.ending().ordinal()] += reached;
                totals.computes.merge(units, reached, Double::sum);
                double chosen = thinks + (think ? 1 : 0);
                totals.joint.merge(
                        List.of(units, chosen, (double) branch.verdict().ordinal()), reached, Double::sum);
                totals.compute += reached * units;
                totals.thinks += reached * chosen;
            }
        }
    }

    /** All items. */
    public Totals overall(double[][] policy) {
        Totals totals = new Totals(process.actions().size(), process.tallies().size());
        for (int c = 0; c < prior.length; c++) {
            totals.add(ofClass(policy, c), prior[c]);
        }
        return totals;
    }

    /** The items of a level. */
    public Totals ofLevel(double[][] policy, int level) {
        Totals totals = new Totals(process.actions().size(), process.tallies().size());
        double weight = 0;
        for (int c = 0; c < prior.length; c++) {
            weight += process.hiddenClasses().get(c).level() == level ? prior[c] : 0;
        }
        for (int c = 0; c < prior.length; c++) {
            if (process.hiddenClasses().get(c).level() == level) {
                totals.add(ofClass(policy, c), prior[c] / weight);
            }
        }
        return totals;
    }

    /** A compiled policy as one over nodes. */
    public double[][] ofTable(CompiledProcess compiled, PolicyTable table) {
        double[][] policy = firstOptions();
        for (int s = 0; s < compiled.stateCount(); s++) {
            Node node = nodeOf.get(compiled.state(s));
            for (int o = 0; o < node.options.size(); o++) {
                policy[node.index][o] = table.probability(compiled.choiceBegin(s) + o);
            }
        }
        return policy;
    }
}
