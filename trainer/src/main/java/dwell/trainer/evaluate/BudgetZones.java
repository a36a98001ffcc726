package dwell.trainer.evaluate;

import dwell.envs.exact.Evaluation;
import dwell.envs.exact.Optimum;
import dwell.envs.exact.Performance;
import dwell.envs.exact.Zone;
import dwell.envs.process.CompiledProcess;
import dwell.policies.FixedPolicy;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@link Zone} in which each fixed number of thinks stops. Return ratios are those of the upper hull of value against compute
 * over the budgets: one think alone can repay nothing where two repay a lot, as a second vote that can only make a tie.
 */
final class BudgetZones {
    /** Longer budgets are left out. */
    private static final int MOST = 64;

    private BudgetZones() {}

    /** A budget and what it does. */
    private record Budget(int thinks, Performance performance) {
        double compute() {
            return performance.compute();
        }
    }

    /**
     * From answering at once to the longest budget that can be followed by another think.
     *
     * @param think the fixed policy that deliberates a given number of times
     * @return empty where thinking is free, or a state does not tell how often was thought
     */
    static List<ZoneRange> of(Optimum optimum, FixedPolicy think) {
        CompiledProcess process = optimum.process();
        List<ZoneRange> ranges = new ArrayList<>();
        if (!(optimum.stakes().price() > 0)) {
            return ranges;
        }
        List<Budget> hull = hull(optimum, think, Math.min(Yardstick.mostThinks(process), MOST));
        for (int i = 0; i + 1 < hull.size(); i++) {
            Budget here = hull.get(i);
            Budget next = hull.get(i + 1);
            double ratio = Zone.returnRatio(here.performance(), next.performance(), optimum.stakes());
            ZoneRange range =
                    new ZoneRange(Zone.ofReturn(ratio).toString(), here.thinks(), next.thinks() - 1, ratio, ratio);
            int last = ranges.size() - 1;
            if (last >= 0 && ranges.get(last).zone().equals(range.zone())) {
                ZoneRange before = ranges.get(last);
                ranges.set(last, new ZoneRange(before.zone(), before.from(), range.to(), before.ratioFrom(), ratio));
            } else {
                ranges.add(range);
            }
        }
        return ranges;
    }

    /** Budgets on the upper hull, shortest first; those that spend no more than the one before are left out. */
    private static List<Budget> hull(Optimum optimum, FixedPolicy think, int most) {
        List<Budget> hull = new ArrayList<>();
        for (int thinks = 0; thinks <= most; thinks++) {
            Performance performance = Evaluation.overall(
                    optimum.process(), optimum.stakes(), think.table(optimum, Integer.toString(thinks)));
            Budget budget = new Budget(thinks, performance);
            if (!hull.isEmpty()
                    && !(budget.compute() > hull.get(hull.size() - 1).compute())) {
                continue;
            }
            while (hull.size() > 1
                    && slope(hull.get(hull.size() - 2), hull.get(hull.size() - 1))
                            <= slope(hull.get(hull.size() - 2), budget)) {
                hull.remove(hull.size() - 1);
            }
            hull.add(budget);
        }
        return hull;
    }

    private static double slope(Budget from, Budget to) {
        return (to.performance().utility() - from.performance().utility()) / (to.compute() - from.compute());
    }
}
