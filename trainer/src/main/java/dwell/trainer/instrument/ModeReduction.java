package dwell.trainer.instrument;

import dwell.envs.Stakes;
import dwell.envs.exact.ComputeDistribution;
import dwell.envs.exact.Optimum;
import dwell.envs.process.CompiledProcess;
import dwell.trainer.shaping.Confidence;
import dwell.trainer.shaping.Items;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reduces a process to prompts with two modes, one for each item.
 *
 * <p>The <b>think decision</b> of an episode is the first state that offers both an action that deliberates (think, recheck, tool) and
 * one that does not (answer, abstain). Up to it the optimal policy acts, in both modes alike; episodes that end before it have no such
 * decision and are left out. From it on,
 *
 * <ul>
 *   <li><b>answer now</b> takes the best action that does not deliberate, there and wherever one is offered later;
 *   <li><b>think</b> takes the best action that does, and then acts optimally.
 * </ul>
 *
 * <p>"Best" and "optimal" are under the stakes and for a policy that sees the whole state but neither class nor level, as {@link
 * Optimum}. Given the item, verdict, compute and thinks of either mode have a distribution, found by an exact forward recursion; items of a
 * level with equal distributions are one prompt of their joint weight.
 *
 * <p>What is lost: where there are several ways to think, only the best is seen; later decisions do not learn; and every think
 * decision of a level shares one logit, whatever was seen before it.
 */
final class ModeReduction {
    /** Items whose probabilities differ by less are one prompt. */
    private static final double SAME = 1e-12;

    private final CompiledProcess process;
    private final Confidence confidence;
    private final boolean observed;
    private final int[] optimal;
    private final int[] answering;
    private final int[] thinking;

    private ModeReduction(CompiledProcess process, Stakes stakes) {
        this.process = process;
        this.confidence = Confidence.of(process);
        this.observed = process.fullyObserved();
        Optimum optimum = Optimum.of(process, stakes);
        int states = process.stateCount();
        this.optimal = new int[states];
        this.answering = new int[states];
        this.thinking = new int[states];
        double[] value = new double[states];
        for (int s = states - 1; s >= 0; s--) {
            optimal[s] = optimum.best(s);
            int answer = -1;
            int think = -1;
            for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                if (deliberates(s, k)) {
                    think = think < 0 || optimum.q(k) > optimum.q(think) ? k : think;
                } else {
                    answer = answer < 0 || q(k, stakes, value) > q(answer, stakes, value) ? k : answer;
                }
            }
            thinking[s] = answer < 0 ? -1 : think;
            answering[s] = answer < 0 ? optimum.best(s) : answer;
            value[s] = q(answering[s], stakes, value);
        }
    }

    private boolean deliberates(int state, int choice) {
        return process.isDecision(state)
                && process.actions().get(process.actionOf(choice)).kind().deliberates();
    }

    private double q(int choice, Stakes stakes, double[] value) {
        double q = -stakes.price() * process.meanCompute(choice);
        for (int b = process.branchBegin(choice); b < process.branchBegin(choice + 1); b++) {
            int target = process.branchTarget(b);
            q += process.meanProbability(b)
                    * (target < 0 ? stakes.value(CompiledProcess.verdictOf(-1 - target)) : value[target]);
        }
        return q;
    }

    /**
     * The prompts of each level, easiest first, with all kinds of episodes; a level without a think decision has none.
     *
     * @param stakes that "best" is judged by
     */
    static List<List<TwoModePrompt>> of(CompiledProcess process, Stakes stakes) {
        return new ModeReduction(process, stakes).prompts();
    }

    private List<List<TwoModePrompt>> prompts() {
        List<List<TwoModePrompt>> levels = new ArrayList<>();
        for (int level = 0; level < process.levelCount(); level++) {
            levels.add(new ArrayList<>());
        }
        Items items = Items.of(process);
        for (int c = 0; c < process.classCount(); c++) {
            int[] starts = process.startStates(c);
            for (int i = 0; i < starts.length; i++) {
                double weight = process.prior(c) * process.startProbabilities(c)[i];
                if (weight > 0) {
                    add(levels.get(process.levelOf(c)), c, starts[i], items.number(c, starts[i]), weight);
                }
            }
        }
        levels.replaceAll(ModeReduction::normalised);
        return levels;
    }

    private void add(List<TwoModePrompt> level, int hiddenClass, int start, int item, double weight) {
        List<OutcomeKind> direct = walk(hiddenClass, start, answering);
        List<OutcomeKind> think = walk(hiddenClass, start, optimal);
        double decided = direct.stream().mapToDouble(OutcomeKind::probability).sum();
        if (decided > 0) {
            join(
                    level,
                    new TwoModePrompt(
                            process.levelOf(hiddenClass),
                            item,
                            weight * decided,
                            conditional(direct),
                            conditional(think)));
        }
    }

    /** What an episode has been through. */
    private record Path(double compute, int thinks, int decisions, int last, boolean decided) {}

    /** An episode that ended after its think decision. */
    private record End(int terminal, double compute, int thinks, int decisions, double confidence) {}

    /**
     * The kinds of episodes that get to a think decision, with their probabilities given the item.
     *
     * @param later choice of each state after the think decision; {@link #answering} says that it is to be answered there, too
     */
    private List<OutcomeKind> walk(int hiddenClass, int start, int[] later) {
        Map<Integer, Map<Path, Double>> here = new HashMap<>();
        here.put(start, Map.of(new Path(0, 0, 0, -1, false), 1.0));
        Map<End, Double> ends = new LinkedHashMap<>();
        for (int s = start; s < process.stateCount(); s++) {
            Map<Path, Double> paths = here.remove(s);
            if (paths == null) {
                continue;
            }
            int state = s;
            paths.forEach((path, probability) -> {
                boolean first = !path.decided && thinking[state] >= 0;
                int choice;
                if (first) {
                    choice = later == answering ? answering[state] : thinking[state];
                } else {
                    choice = path.decided ? later[state] : optimal[state];
                }
                step(hiddenClass, state, choice, path, path.decided || first, probability, here, ends);
            });
        }
        List<OutcomeKind> kinds = new ArrayList<>();
        ends.forEach((end, probability) -> kinds.add(new OutcomeKind(
                probability,
                CompiledProcess.verdictOf(end.terminal),
                CompiledProcess.endingOf(end.terminal),
                end.compute,
                end.thinks,
                end.decisions,
                end.confidence)));
        return kinds;
    }

    private void step(
            int hiddenClass,
            int state,
            int choice,
            Path path,
            boolean decided,
            double probability,
            Map<Integer, Map<Path, Double>> here,
            Map<End, Double> ends) {
        double spent = path.compute + process.compute(hiddenClass, choice);
        double compute = Math.rint(spent / ComputeDistribution.RESOLUTION) * ComputeDistribution.RESOLUTION;
        boolean decision = process.isDecision(state);
        Path next = new Path(
                compute,
                path.thinks + (deliberates(state, choice) ? 1 : 0),
                path.decisions + (decision ? 1 : 0),
                decision ? choice : path.last,
                decided);
        for (int b = process.branchBegin(choice); b < process.branchBegin(choice + 1); b++) {
            double p = probability * process.probability(hiddenClass, b);
            int target = process.branchTarget(b);
            if (p > 0 && target >= 0) {
                here.computeIfAbsent(target, key -> new LinkedHashMap<>()).merge(next, p, Double::sum);
            } else if (p > 0 && decided) {
                double known = observed ? confidence.ofChoice(next.last) : Double.NaN;
                ends.merge(new End(-1 - target, compute, next.thinks, next.decisions, known), p, Double::sum);
            }
        }
    }

    private static List<OutcomeKind> conditional(List<OutcomeKind> kinds) {
        double sum = kinds.stream().mapToDouble(OutcomeKind::probability).sum();
        return kinds.stream()
                .map(kind -> kind.withProbability(kind.probability() / sum))
                .toList();
    }

    /** Adds a prompt, or its weight to one that is like it. */
    private static void join(List<TwoModePrompt> level, TwoModePrompt prompt) {
        for (int i = 0; i < level.size(); i++) {
            TwoModePrompt other = level.get(i);
            if (same(other.direct(), prompt.direct()) && same(other.think(), prompt.think())) {
                level.set(i, other.withWeight(other.weight() + prompt.weight()));
                return;
            }
        }
        level.add(prompt);
    }

    private static boolean same(List<OutcomeKind> one, List<OutcomeKind> other) {
        if (one.size() != other.size()) {
            return false;
        }
        for (int i = 0; i < one.size(); i++) {
            OutcomeKind a = one.get(i);
            OutcomeKind b = other.get(i);
            boolean equal = Math.abs(a.probability() - b.probability()) < SAME
                    && a.withProbability(1).equals(b.withProbability(1));
            if (!equal) {
                return false;
            }
        }
        return true;
    }

    private static List<TwoModePrompt> normalised(List<TwoModePrompt> level) {
        double sum = level.stream().mapToDouble(TwoModePrompt::weight).sum();
        return level.stream()
                .map(prompt -> prompt.withWeight(prompt.weight() / sum))
                .toList();
    }
}
