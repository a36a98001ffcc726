package dwell.envs.exact;

import dwell.envs.Action;
import dwell.envs.Verdict;
import dwell.envs.process.CompiledProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How long the episodes of a policy take and how they end, exactly, overall and by level. Accuracy against level is the
 * psychometric curve, mean time of right and of wrong answers against level the chronometric one.
 *
 * @param clock what time is measured in
 * @param overall over all items
 * @param levels by level, easiest first
 */
public record ResponseTimes(Clock clock, ResponseDistribution overall, List<ResponseDistribution> levels) {
    public ResponseTimes {
        levels = List.copyOf(levels);
    }

    /** Forward recursion over (state, time so far) for each hidden class. */
    public static ResponseTimes of(CompiledProcess process, PolicyTable policy, Clock clock) {
        NavigableMap<Double, double[]> overall = new TreeMap<>();
        List<NavigableMap<Double, double[]>> levels = new ArrayList<>();
        for (int level = 0; level < process.levelCount(); level++) {
            levels.add(new TreeMap<>());
        }
        for (int c = 0; c < process.classCount(); c++) {
            int level = process.levelOf(c);
            for (Map.Entry<Double, double[]> entry :
                    ofClass(process, policy, clock, c).entrySet()) {
                add(overall, entry.getKey(), entry.getValue(), process.prior(c));
                add(levels.get(level), entry.getKey(), entry.getValue(), process.prior(c) / process.levelWeight(level));
            }
        }
        return new ResponseTimes(
                clock,
                distribution(overall),
                levels.stream().map(ResponseTimes::distribution).toList());
    }

    private static ResponseDistribution distribution(NavigableMap<Double, double[]> ended) {
        List<ResponseDistribution.Point> points = new ArrayList<>();
        ended.forEach((time, mass) -> points.add(new ResponseDistribution.Point(
                time, mass[Verdict.CORRECT.ordinal()], mass[Verdict.WRONG.ordinal()], mass[Verdict.NONE.ordinal()])));
        return new ResponseDistribution(points);
    }

    private static void add(Map<Double, double[]> to, double time, double[] mass, double weight) {
        double[] sum = to.computeIfAbsent(time, key -> new double[mass.length]);
        for (int i = 0; i < mass.length; i++) {
            sum[i] += weight * mass[i];
        }
    }

    /** By time, the probability of each verdict given the class. */
    private static Map<Double, double[]> ofClass(
            CompiledProcess process, PolicyTable policy, Clock clock, int hiddenClass) {
        List<Map<Double, Double>> spent = new ArrayList<>();
        for (int s = 0; s < process.stateCount(); s++) {
            spent.add(null);
        }
        int[] starts = process.startStates(hiddenClass);
        for (int i = 0; i < starts.length; i++) {
            add(spent, starts[i], 0, process.startProbabilities(hiddenClass)[i]);
        }
        Map<Double, double[]> ended = new TreeMap<>();
        for (int s = 0; s < process.stateCount(); s++) {
            Map<Double, Double> here = spent.get(s);
            if (here == null) {
                continue;
            }
            for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                double p = policy.probability(k);
                if (p == 0) {
                    continue;
                }
                double passes = clock == Clock.COMPUTE ? process.compute(hiddenClass, k) : thinks(process, s, k);
                for (Map.Entry<Double, Double> entry : here.entrySet()) {
                    double time = rounded(entry.getKey() + passes);
                    for (int b = process.branchBegin(k); b < process.branchBegin(k + 1); b++) {
                        double mass = entry.getValue() * p * process.probability(hiddenClass, b);
                        if (mass == 0) {
                            continue;
                        }
                        int target = process.branchTarget(b);
                        if (target < 0) {
                            Verdict verdict = CompiledProcess.verdictOf(-1 - target);
                            ended.computeIfAbsent(time, key -> new double[Verdict.values().length])[
                                    verdict.ordinal()] += mass;
                        } else {
                            add(spent, target, time, mass);
                        }
                    }
                }
            }
            spent.set(s, null);
        }
        return ended;
    }

    private static double rounded(double time) {
        return Math.rint(time / ComputeDistribution.RESOLUTION) * ComputeDistribution.RESOLUTION;
    }

    private static double thinks(CompiledProcess process, int state, int choice) {
        List<Action> actions = process.actions();
        return process.isDecision(state)
                        && actions.get(process.actionOf(choice)).kind().deliberates()
                ? 1
                : 0;
    }

    private static void add(List<Map<Double, Double>> spent, int state, double time, double mass) {
        if (spent.get(state) == null) {
            spent.set(state, new TreeMap<>());
        }
        spent.get(state).merge(time, mass, Double::sum);
    }
}
