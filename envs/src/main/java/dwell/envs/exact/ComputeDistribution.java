package dwell.envs.exact;

import dwell.envs.process.CompiledProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The exact distribution of the compute that a policy spends on an item.
 *
 * @param overall probability by compute units, over all items
 * @param levels the same by level, easiest first
 */
public record ComputeDistribution(NavigableMap<Double, Double> overall, List<NavigableMap<Double, Double>> levels) {
    /** Amounts of compute that differ by less than this many units count as one. */
    public static final double RESOLUTION = 1e-6;

    /** Forward recursion over (state, compute spent) for each hidden class. */
    public static ComputeDistribution of(CompiledProcess process, PolicyTable policy) {
        NavigableMap<Double, Double> overall = new TreeMap<>();
        List<NavigableMap<Double, Double>> levels = new ArrayList<>();
        for (int level = 0; level < process.levelCount(); level++) {
            levels.add(new TreeMap<>());
        }
        for (int c = 0; c < process.classCount(); c++) {
            int level = process.levelOf(c);
            for (Map.Entry<Double, Double> entry : ofClass(process, policy, c).entrySet()) {
                double p = process.prior(c) * entry.getValue();
                overall.merge(entry.getKey(), p, Double::sum);
                levels.get(level).merge(entry.getKey(), p / process.levelWeight(level), Double::sum);
            }
        }
        return new ComputeDistribution(overall, List.copyOf(levels));
    }

    private static Map<Double, Double> ofClass(CompiledProcess process, PolicyTable policy, int hiddenClass) {
        List<Map<Double, Double>> spent = new ArrayList<>();
        for (int s = 0; s < process.stateCount(); s++) {
            spent.add(null);
        }
        int[] starts = process.startStates(hiddenClass);
        for (int i = 0; i < starts.length; i++) {
            add(spent, starts[i], 0, process.startProbabilities(hiddenClass)[i]);
        }
        Map<Double, Double> ended = new TreeMap<>();
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
                double compute = process.compute(hiddenClass, k);
                for (Map.Entry<Double, Double> entry : here.entrySet()) {
                    double total = Math.rint((entry.getKey() + compute) / RESOLUTION) * RESOLUTION;
                    for (int b = process.branchBegin(k); b < process.branchBegin(k + 1); b++) {
                        double mass = entry.getValue() * p * process.probability(hiddenClass, b);
                        if (mass == 0) {
                            continue;
                        }
                        int target = process.branchTarget(b);
                        if (target < 0) {
                            ended.merge(total, mass, Double::sum);
                        } else {
                            add(spent, target, total, mass);
                        }
                    }
                }
            }
            spent.set(s, null);
        }
        return ended;
    }

    private static void add(List<Map<Double, Double>> spent, int state, double compute, double mass) {
        if (spent.get(state) == null) {
            spent.set(state, new TreeMap<>());
        }
        spent.get(state).merge(compute, mass, Double::sum);
    }
}
