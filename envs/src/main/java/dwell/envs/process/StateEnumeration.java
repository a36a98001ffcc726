package dwell.envs.process;

import dwell.envs.Action;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Breadth-first enumeration of the states of a declaration, with the posterior at each and the checks of both. */
final class StateEnumeration<S> {
    private static final double SUM_TOLERANCE = 1e-9;
    private static final double POSTERIOR_TOLERANCE = 1e-9;

    private final DecisionProcess<S> declaration;
    private final CompileLimits limits;
    private final List<HiddenClass> classes;
    private final Map<Action, Integer> actionIndex = new HashMap<>();
    private final Map<S, Integer> stateIndex = new HashMap<>();
    private final StateGraph<S> graph;
    private int branches;

    StateEnumeration(DecisionProcess<S> declaration, CompileLimits limits) {
        this.declaration = declaration;
        this.limits = limits;
        this.classes = declaration.hiddenClasses();
        if (classes.isEmpty()) {
            throw new ProcessException("a process needs at least one hidden class");
        }
        if (declaration.actions().isEmpty()) {
            throw new ProcessException("a process needs at least one action");
        }
        for (HiddenClass hidden : classes) {
            if (hidden.level() < 0 || hidden.level() >= declaration.levels().size()) {
                throw new ProcessException("hidden class %s names level %d, but there are %d levels"
                        .formatted(
                                hidden.name(),
                                hidden.level(),
                                declaration.levels().size()));
            }
        }
        Set<String> names = new HashSet<>();
        for (Action action : declaration.actions()) {
            if (!names.add(action.name())) {
                throw new ProcessException("two actions are named " + action.name());
            }
            actionIndex.put(action, actionIndex.size());
        }
        double total = classes.stream().mapToDouble(HiddenClass::weight).sum();
        this.graph = new StateGraph<>(
                classes.stream().mapToDouble(c -> c.weight() / total).toArray());
    }

    StateGraph<S> enumerate() {
        discoverStarts();
        // Expanding a state appends the states it discovers: the list is the queue.
        for (int s = 0; s < graph.states.size(); s++) {
            expand(s);
        }
        return graph;
    }

    private void discoverStarts() {
        Map<S, double[]> weights = new LinkedHashMap<>();
        for (int c = 0; c < classes.size(); c++) {
            List<Chance<S>> starts = declaration.start(c);
            double sum = 0;
            for (Chance<S> start : starts) {
                double p = checked(start.probability(), () -> "a start state");
                sum += p;
                weights.computeIfAbsent(start.value(), s -> new double[classes.size()])[c] += graph.prior[c] * p;
            }
            if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
                throw new ProcessException(
                        "the probabilities of the start states of hidden class %s sum to %s; they must sum to 1"
                                .formatted(classes.get(c).name(), sum));
            }
        }
        weights.forEach((state, weight) -> {
            if (sum(weight) > 0) {
                for (int c = 0; c < weight.length; c++) {
                    weight[c] = Math.log(weight[c]);
                }
                discover(state, normalised(weight), -1, -1);
            }
        });
        for (int c = 0; c < classes.size(); c++) {
            List<Chance<S>> starts = declaration.start(c).stream()
                    .filter(start -> start.probability() > 0)
                    .toList();
            graph.startState[c] = starts.stream()
                    .mapToInt(start -> stateIndex.get(start.value()))
                    .toArray();
            graph.startProbability[c] =
                    starts.stream().mapToDouble(Chance::probability).toArray();
        }
    }

    private int discover(S state, double[] logPosterior, int parent, int parentChoice) {
        int index = graph.states.size();
        if (index >= limits.states()) {
            throw new ProcessException(String.format(
                    Locale.ROOT,
                    "the process has more than %,d reachable states; make its horizon or its number of alternatives smaller",
                    limits.states()));
        }
        stateIndex.put(state, index);
        graph.states.add(state);
        graph.logPosteriors.add(logPosterior);
        graph.parents.add(new int[] {parent, parentChoice});
        return index;
    }

    private void expand(int s) {
        S state = graph.states.get(s);
        List<Choice<S>> declared = declaration.choices(state);
        if (declared.isEmpty()) {
            throw new ProcessException("state %s has no choices; an episode must end by a branch".formatted(state));
        }
        List<StateGraph.CompiledChoice> compiled = new ArrayList<>(declared.size());
        // Published before it is filled, so that a path into a state discovered here can name its choice.
        graph.choices.add(compiled);
        Set<Integer> taken = new HashSet<>();
        for (Choice<S> choice : declared) {
            int action = actionOf(state, choice, declared.size());
            if (action >= 0 && !taken.add(action)) {
                throw new ProcessException("state %s declares the action %s twice"
                        .formatted(state, choice.action().name()));
            }
            compile(s, choice, action, compiled);
        }
    }

    private int actionOf(S state, Choice<S> choice, int siblings) {
        if (choice.action() == null) {
            if (siblings > 1) {
                throw new ProcessException(
                        "state %s offers a move of nature beside other choices; nature must move alone"
                                .formatted(state));
            }
            return -1;
        }
        Integer action = actionIndex.get(choice.action());
        if (action == null) {
            throw new ProcessException("state %s uses the action %s, which is not among the actions of the process"
                    .formatted(state, choice.action().name()));
        }
        return action;
    }

    private void compile(int s, Choice<S> choice, int action, List<StateGraph.CompiledChoice> compiled) {
        S state = graph.states.get(s);
        double[] logPosterior = graph.logPosteriors.get(s);
        String name = choice.action() == null ? "nature" : choice.action().name();
        double[] compute = new double[classes.size()];
        Map<S, Integer> slotOfState = new LinkedHashMap<>();
        Map<Integer, Integer> slotOfTerminal = new LinkedHashMap<>();
        // By slot: the next state, or null and the terminal.
        List<S> nexts = new ArrayList<>();
        List<Integer> terminals = new ArrayList<>();
        double[][] mass = new double[classes.size()][];
        for (int c = 0; c < classes.size(); c++) {
            if (logPosterior[c] == Double.NEGATIVE_INFINITY) {
                continue;
            }
            compute[c] = choice.compute().applyAsDouble(c);
            if (!(compute[c] >= 0) || Double.isInfinite(compute[c])) {
                throw new ProcessException(
                        "state %s, choice %s: compute given hidden class %s is %s; it must be at least 0"
                                .formatted(state, name, classes.get(c).name(), compute[c]));
            }
            List<Branch<S>> declared = choice.branches().apply(c);
            double[] p = new double[nexts.size() + declared.size()];
            double sum = 0;
            for (Branch<S> branch : declared) {
                double probability = checked(branch.probability(), () -> "state %s, choice %s".formatted(state, name));
                sum += probability;
                if (probability == 0) {
                    continue;
                }
                int slot = branch.next() != null
                        ? slotOfState.computeIfAbsent(branch.next(), next -> slot(nexts, next, terminals, 0))
                        : slotOfTerminal.computeIfAbsent(
                                CompiledProcess.terminal(branch.ending(), branch.verdict()),
                                terminal -> slot(nexts, null, terminals, terminal));
                p[slot] += probability;
            }
            if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
                throw new ProcessException(
                        "state %s, choice %s: the probabilities given hidden class %s sum to %s; they must sum to 1"
                                .formatted(state, name, classes.get(c).name(), sum));
            }
            mass[c] = p;
        }
        int[] index = new int[nexts.size()];
        double[][] probability = new double[classes.size()][];
        for (int c = 0; c < classes.size(); c++) {
            if (mass[c] != null) {
                probability[c] = Arrays.copyOf(mass[c], nexts.size());
            }
        }
        branches += nexts.size();
        long most = Math.min(limits.branches(), 2L * limits.branches() / classes.size());
        if (branches > most) {
            throw new ProcessException(String.format(
                    Locale.ROOT,
                    "the process has more than %,d branches over %d hidden classes; make it smaller",
                    most,
                    classes.size()));
        }
        compiled.add(new StateGraph.CompiledChoice(action, name, compute, index, probability));
        for (int slot = 0; slot < index.length; slot++) {
            S next = nexts.get(slot);
            index[slot] = next == null
                    ? -1 - terminals.get(slot)
                    : reach(s, compiled.size() - 1, name, next, posteriorAfter(logPosterior, probability, slot));
        }
    }

    private static <S> int slot(List<S> nexts, S next, List<Integer> terminals, int terminal) {
        nexts.add(next);
        terminals.add(terminal);
        return nexts.size() - 1;
    }

    private int reach(int from, int choice, String name, S next, double[] logPosterior) {
        Integer known = stateIndex.get(next);
        if (known == null) {
            return discover(next, logPosterior, from, choice);
        }
        double[] first = graph.logPosteriors.get(known);
        for (int c = 0; c < first.length; c++) {
            double here = Math.exp(logPosterior[c]);
            double there = Math.exp(first[c]);
            // A class that one path rules out and another does not is an error however unlikely the class is.
            boolean sameSupport = Double.isInfinite(first[c]) == Double.isInfinite(logPosterior[c]);
            if (!sameSupport || !(Math.abs(there - here) <= POSTERIOR_TOLERANCE)) {
                throw new ProcessException(
                        ("state %s is not a sufficient statistic: the posterior of hidden class %s is %s along the path [%s]"
                                        + " and %s along the path [%s -%s-> %s]")
                                .formatted(
                                        next,
                                        classes.get(c).name(),
                                        there,
                                        graph.path(known),
                                        here,
                                        graph.path(from),
                                        name,
                                        next));
            }
        }
        return known;
    }

    private static double[] posteriorAfter(double[] logPosterior, double[][] probability, int slot) {
        double[] weight = new double[logPosterior.length];
        for (int c = 0; c < weight.length; c++) {
            weight[c] = probability[c] == null
                    ? Double.NEGATIVE_INFINITY
                    : logPosterior[c] + Math.log(probability[c][slot]);
        }
        return normalised(weight);
    }

    /** Log weights shifted so that their exponentials sum to 1. */
    private static double[] normalised(double[] logWeight) {
        double max = Double.NEGATIVE_INFINITY;
        for (double weight : logWeight) {
            max = Math.max(max, weight);
        }
        double total = 0;
        for (double weight : logWeight) {
            total += Math.exp(weight - max);
        }
        double shift = max + Math.log(total);
        double[] result = new double[logWeight.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = logWeight[i] - shift;
        }
        return result;
    }

    private static double sum(double[] values) {
        double total = 0;
        for (double value : values) {
            total += value;
        }
        return total;
    }

    private static double checked(double probability, Supplier<String> where) {
        if (!(probability >= 0 && probability <= 1 + SUM_TOLERANCE)) {
            throw new ProcessException(
                    "%s: a probability is %s; it must lie in [0, 1]".formatted(where.get(), probability));
        }
        return probability;
    }
}
