package dwell.trainer.rollout;

import dwell.envs.process.CompiledProcess;
import dwell.trainer.Resumable;
import dwell.trainer.metrics.MetricValues;
import java.util.List;
import java.util.Optional;

/** Another collector's rollouts, the members of each group in reverse order. */
public final class ReversedCollector implements Collector {
    private final Collector collector;
    private Rollouts rollouts;

    /** @param collector drawn from; closed and remembered by its owner */
    public ReversedCollector(Collector collector) {
        this.collector = collector;
    }

    @Override
    public Rollouts collect(int update) {
        rollouts = collector.collect(update);
        for (int p = 0; p < rollouts.prompts(); p++) {
            reverse(p);
        }
        return rollouts;
    }

    private void reverse(int prompt) {
        int group = rollouts.groupSize();
        for (int i = 0; i < group / 2; i++) {
            int a = prompt * group + i;
            int b = prompt * group + group - 1 - i;
            swap(rollouts.begin, a, b);
            swap(rollouts.length, a, b);
            swap(rollouts.terminal, a, b);
            swap(rollouts.thinks, a, b);
            double compute = rollouts.compute[a];
            rollouts.compute[a] = rollouts.compute[b];
            rollouts.compute[b] = compute;
        }
    }

    private static void swap(int[] values, int a, int b) {
        int value = values[a];
        values[a] = values[b];
        values[b] = value;
    }

    @Override
    public void redraw(int update, int attempt, int[] prompts, int count) {
        collector.redraw(update, attempt, prompts, count);
        for (int i = 0; i < count; i++) {
            reverse(prompts[i]);
        }
    }

    @Override
    public void replay(int[] prompts, List<StoredGroup> groups) {
        collector.replay(prompts, groups);
    }

    @Override
    public Rollouts greedy() {
        return collector.greedy();
    }

    @Override
    public void describe(MetricValues metrics) {
        collector.describe(metrics);
    }

    @Override
    public Optional<CompiledProcess> process() {
        return collector.process();
    }

    @Override
    public List<String> levels() {
        return collector.levels();
    }

    @Override
    public int[] state() {
        return collector.state();
    }

    @Override
    public void restore(int[] state) {
        collector.restore(state);
    }

    @Override
    public Resumable memory() {
        return collector.memory();
    }
}
