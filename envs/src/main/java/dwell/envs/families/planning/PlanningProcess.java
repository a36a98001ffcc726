package dwell.envs.families.planning;

import dwell.envs.Action;
import dwell.envs.ActionKind;
import dwell.envs.Ending;
import dwell.envs.families.LevelCue;
import dwell.envs.process.Branch;
import dwell.envs.process.Chance;
import dwell.envs.process.Choice;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.Feature;
import dwell.envs.process.HiddenClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Planning as a choice of what to look at: the mouselab task.
 *
 * <p><b>Task.</b> Every node of a tree hides a reward, drawn independently: one of {@code values}, times the factor of its depth,
 * times the level's factor. Each think reveals a node. Answering takes the path from root to leaf with the best expected sum x of
 * rewards; paths of equal expectation are drawn from alike.
 *
 * <p><b>Payoff.</b> x is paid as a lottery between the worst and the best sum that any path of any level can have:
 * {@code P(correct) = (x - worst) / (best - worst)}, so that with stakes 1 and -1 the expected payoff is {@code 2 (x - worst) /
 * (best - worst) - 1}. Where rewards are symmetric about 0 this is x / best: the price of a node in reward units is price times
 * best.
 *
 * <p><b>Hidden class.</b> The level. <b>State.</b> What is known of each node and the cue. Subtrees that hang from one node can be
 * exchanged, so a state stands for all rearrangements: the subtree with the best path comes first (a hidden node counts with the
 * base mean at its depth), and among equally good ones the one with larger rewards. The cue is dropped as soon as the rewards seen
 * leave one level only.
 *
 * <p><b>Observation</b> (in this order; rewards are divided by the largest reward that a node can hide at the expected spread):
 * for each node in preorder whether it is revealed; for each node its reward, 0 if hidden; for each node the gain expected of
 * revealing it and then answering, 0 if revealed; expected sum of the best path and of the second best, on the scale of P(correct);
 * the posterior probability of each level; the cue, one-hot, all 0 once it is dropped; the constant 1. The third are the myopic
 * values of information that Callaway et al. 2018 give to their policies.
 *
 * <p><b>Actions.</b> answer and one for each node, reveal0 and on. Of nodes that symmetry makes equal only the first is offered.
 * <b>Episode end.</b> ANSWERED, or BUDGET_EXHAUSTED with a forced answer once nothing is left to reveal.
 *
 * <p><b>Source.</b> Callaway, Lieder, Das, Gul, Krueger and Griffiths 2018; Callaway et al. 2022 (mouselab); Hay, Russell, Tolpin
 * and Shimony 2012 (metalevel decision processes). Differs from the paper: rewards scale with a hidden level, and are paid as a
 * lottery.
 *
 * <p><b>Version history.</b> v1: first version.
 */
final class PlanningProcess implements DecisionProcess<PlanningProcess.State> {
    private static final Action ANSWER = new Action("answer", ActionKind.ANSWER);
    private static final int HIDDEN = -1;
    private static final double TIE = 1e-12;

    private final PlanningParameters parameters;
    private final int levels;
    private final RewardTree tree;
    /** The nodes of each path, by depth. */
    private final int[][] paths;

    private final LevelCue cue;
    private final List<Action> reveals;
    /** Rewards that can be seen at each depth, rising; a node's mark is an index into them, or {@link #HIDDEN}. */
    private final double[][] rewards;
    /** Probability of a mark, by level, depth and mark. */
    private final double[][][] chances;
    /** Mean reward by level and depth. */
    private final double[][] means;

    private final double worst;
    private final double best;
    /** Largest absolute reward at a spread of 1. */
    private final double largest;

    PlanningProcess(PlanningParameters parameters) {
        this.parameters = parameters;
        this.levels = parameters.spreads().size();
        this.tree = new RewardTree(parameters.branching());
        this.paths = tree.paths().stream()
                .map(path -> path.stream().mapToInt(node -> node).toArray())
                .toArray(int[][]::new);
        this.cue = new LevelCue(levels, parameters.cueReliability());
        this.reveals = IntStream.range(0, tree.nodes())
                .mapToObj(node -> new Action("reveal" + node, ActionKind.THINK))
                .toList();
        this.rewards = new double[tree.depths()][];
        this.chances = new double[levels][tree.depths()][];
        this.means = new double[levels][tree.depths()];
        double[] low = new double[levels];
        double[] high = new double[levels];
        double most = 0;
        int base = parameters.values().size();
        for (int d = 0; d < tree.depths(); d++) {
            int depth = d;
            rewards[d] = IntStream.range(0, levels)
                    .boxed()
                    .flatMapToDouble(level -> IntStream.range(0, base).mapToDouble(i -> reward(level, depth, i)))
                    .sorted()
                    .distinct()
                    .toArray();
            for (int level = 0; level < levels; level++) {
                chances[level][d] = new double[rewards[d].length];
                for (int i = 0; i < base; i++) {
                    double reward = reward(level, d, i);
                    chances[level][d][Arrays.binarySearch(rewards[d], reward)] += parameters.chance(i);
                    means[level][d] += parameters.chance(i) * reward;
                }
                low[level] += reward(level, d, 0);
                high[level] += reward(level, d, base - 1);
            }
            most = Math.max(
                    most,
                    parameters.depthSpread(d)
                            * Math.max(
                                    -parameters.values().get(0),
                                    parameters.values().get(base - 1)));
        }
        this.largest = most;
        this.worst = Arrays.stream(low).min().orElseThrow();
        this.best = Arrays.stream(high).max().orElseThrow();
    }

    /** Rounded, so that factors which give the same reward on paper give the same number. */
    private double reward(int level, int depth, int i) {
        double exact = parameters.values().get(i)
                * parameters.depthSpread(depth)
                * parameters.spreads().get(level);
        return Math.rint(exact * 1e9) / 1e9 + 0.0;
    }

    /**
     * @param cue the level that the cue shows; -1 once it tells nothing more
     * @param marks for each node the rank of its reward among those possible at its depth, from 0; -1 while it is hidden
     */
    record State(int cue, List<Integer> marks) {}

    private State state(int shown, List<Integer> marks) {
        double[] likelihood = likelihood(marks);
        boolean settled = Arrays.stream(likelihood).filter(p -> p > 0).count() == 1;
        return new State(settled ? -1 : shown, tree.canonical(marks, this::worth));
    }

    private double worth(int depth, int mark) {
        return mark >= 0 && mark < rewards[depth].length ? rewards[depth][mark] : means[0][depth];
    }

    private double[] likelihood(List<Integer> marks) {
        double[] likelihood = new double[levels];
        for (int level = 0; level < levels; level++) {
            likelihood[level] = 1;
            for (int node = 0; node < marks.size(); node++) {
                int mark = marks.get(node);
                likelihood[level] *= mark == HIDDEN ? 1 : chances[level][tree.depth(node)][mark];
            }
        }
        return likelihood;
    }

    private double[] belief(State state) {
        double[] weights = likelihood(state.marks());
        for (int level = 0; level < levels; level++) {
            weights[level] *= HiddenClass.weightOf(parameters.weights(), level);
        }
        if (state.cue() >= 0) {
            return cue.belief(state.cue(), weights);
        }
        for (int level = 0; level < levels; level++) {
            weights[level] = weights[level] > 0 ? 1 : 0;
        }
        return weights;
    }

    /** Expected sum of each path by level. Many are asked for while a process is compiled: hence loops. */
    private double[][] sums(State state) {
        int[] marks = state.marks().stream().mapToInt(mark -> mark).toArray();
        double[][] sums = new double[levels][tree.paths().size()];
        for (int level = 0; level < levels; level++) {
            for (int path = 0; path < paths.length; path++) {
                for (int node : paths[path]) {
                    int depth = tree.depth(node);
                    sums[level][path] += marks[node] == HIDDEN ? means[level][depth] : rewards[depth][marks[node]];
                }
            }
        }
        return sums;
    }

    /** Expected sum of each path. */
    private double[] expectations(double[] belief, double[][] sums) {
        double[] expectations = new double[paths.length];
        for (int level = 0; level < levels; level++) {
            for (int path = 0; path < paths.length && belief[level] > 0; path++) {
                expectations[path] += belief[level] * sums[level][path];
            }
        }
        return expectations;
    }

    /** Expected gain of the best path by revealing one node and no more, in reward units. */
    private double gain(double[] belief, double[][] sums, double stop, int node) {
        int depth = tree.depth(node);
        double after = 0;
        double[] likely = new double[levels];
        for (int mark = 0; mark < rewards[depth].length; mark++) {
            double probability = 0;
            for (int level = 0; level < levels; level++) {
                likely[level] = belief[level] * chances[level][depth][mark];
                probability += likely[level];
            }
            if (probability == 0) {
                continue;
            }
            double most = Double.NEGATIVE_INFINITY;
            for (int path = 0; path < paths.length; path++) {
                boolean leads = paths[path][depth] == node;
                double expected = 0;
                for (int level = 0; level < levels; level++) {
                    double changed = leads ? rewards[depth][mark] - means[level][depth] : 0;
                    expected += likely[level] * (sums[level][path] + changed);
                }
                most = Math.max(most, expected);
            }
            after += most;
        }
        return Math.max(0, after - stop);
    }

    @Override
    public List<String> levels() {
        return parameters.spreads().stream().map(spread -> "spread=" + spread).toList();
    }

    @Override
    public List<HiddenClass> hiddenClasses() {
        return HiddenClass.ofLevels(levels(), parameters.weights());
    }

    @Override
    public List<Action> actions() {
        List<Action> actions = new ArrayList<>(List.of(ANSWER));
        actions.addAll(reveals);
        return actions;
    }

    @Override
    public String computeUnit() {
        return "reveals";
    }

    @Override
    public List<Chance<State>> start(int hiddenClass) {
        List<Integer> hidden = Collections.nCopies(tree.nodes(), HIDDEN);
        return cue.of(hiddenClass).stream()
                .map(chance -> new Chance<>(chance.probability(), state(chance.value(), hidden)))
                .toList();
    }

    @Override
    public List<Choice<State>> choices(State state) {
        List<Integer> offered = offered(state);
        double[] correct = correct(state);
        Ending ending = offered.isEmpty() ? Ending.BUDGET_EXHAUSTED : Ending.ANSWERED;
        List<Choice<State>> choices = new ArrayList<>();
        choices.add(Choice.answer(ANSWER, ending, 0, hiddenClass -> correct[hiddenClass]));
        for (int node : offered) {
            choices.add(Choice.of(
                    reveals.get(node), parameters.revealCompute(), hiddenClass -> reveal(state, node, hiddenClass)));
        }
        return choices;
    }

    private List<Integer> offered(State state) {
        Set<List<Integer>> seen = new HashSet<>();
        List<Integer> offered = new ArrayList<>();
        for (int node = 0; node < tree.nodes(); node++) {
            int parent = tree.parent(node);
            boolean open = !parameters.forward() || parent < 0 || state.marks().get(parent) != HIDDEN;
            int unused = rewards[tree.depth(node)].length;
            if (state.marks().get(node) == HIDDEN
                    && open
                    && seen.add(tree.canonical(marked(state.marks(), node, unused), this::worth))) {
                offered.add(node);
            }
        }
        return offered;
    }

    private static List<Integer> marked(List<Integer> marks, int node, int mark) {
        List<Integer> changed = new ArrayList<>(marks);
        changed.set(node, mark);
        return changed;
    }

    private List<Branch<State>> reveal(State state, int node, int hiddenClass) {
        int depth = tree.depth(node);
        return IntStream.range(0, rewards[depth].length)
                .filter(mark -> chances[hiddenClass][depth][mark] > 0)
                .mapToObj(mark -> Branch.to(
                        chances[hiddenClass][depth][mark], state(state.cue(), marked(state.marks(), node, mark))))
                .toList();
    }

    /** P(correct) of taking the best path now, by level. */
    private double[] correct(State state) {
        double[][] sums = sums(state);
        double[] expected = expectations(belief(state), sums);
        double most = Arrays.stream(expected).max().orElseThrow();
        int[] taken = IntStream.range(0, expected.length)
                .filter(path -> expected[path] >= most - TIE * (best - worst))
                .toArray();
        return Arrays.stream(sums)
                .mapToDouble(ofLevel -> scaled(Arrays.stream(taken)
                        .mapToDouble(path -> ofLevel[path])
                        .average()
                        .orElseThrow()))
                .toArray();
    }

    private double scaled(double sum) {
        return Math.min(1, Math.max(0, (sum - worst) / (best - worst)));
    }

    @Override
    public List<Feature> features() {
        List<Feature> features = new ArrayList<>();
        double unexpected = Collections.max(parameters.spreads()) / Collections.min(parameters.spreads());
        for (int node = 0; node < tree.nodes(); node++) {
            features.add(new Feature("seen" + node, 0, 1, "whether node %d is revealed".formatted(node)));
        }
        for (int node = 0; node < tree.nodes(); node++) {
            features.add(new Feature(
                    "reward" + node,
                    -unexpected,
                    unexpected,
                    "reward of node %d / largest expected reward".formatted(node)));
        }
        for (int node = 0; node < tree.nodes(); node++) {
            features.add(new Feature(
                    "gain" + node,
                    0,
                    2 * unexpected * tree.depths(),
                    "gain of revealing only node %d / largest expected reward".formatted(node)));
        }
        features.add(new Feature("best", 0, 1, "expected sum of the best path, scaled as P(correct)"));
        features.add(new Feature("second", 0, 1, "expected sum of the second best path, scaled as P(correct)"));
        for (int level = 0; level < levels; level++) {
            features.add(new Feature("belief" + level, 0, 1, "posterior probability of level " + level));
        }
        features.addAll(cue.features());
        features.add(Feature.ONE);
        return features;
    }

    @Override
    public void observe(State state, double[] out) {
        int nodes = tree.nodes();
        double[] belief = belief(state);
        double[][] sums = sums(state);
        double[] expected = expectations(belief, sums);
        double stop = Arrays.stream(expected).max().orElseThrow();
        double scale = 0;
        for (int level = 0; level < levels; level++) {
            scale += belief[level] * largest * parameters.spreads().get(level);
        }
        for (int node = 0; node < nodes; node++) {
            int mark = state.marks().get(node);
            boolean hidden = mark == HIDDEN;
            out[node] = hidden ? 0 : 1;
            out[nodes + node] = hidden ? 0 : rewards[tree.depth(node)][mark] / scale;
            out[2 * nodes + node] = hidden ? gain(belief, sums, stop, node) / scale : 0;
        }
        Arrays.sort(expected);
        int f = 3 * nodes;
        out[f++] = scaled(expected[expected.length - 1]);
        out[f++] = scaled(expected[expected.length - 2]);
        for (double probability : belief) {
            out[f++] = probability;
        }
        out[cue.write(state.cue(), out, f)] = 1;
    }
}
