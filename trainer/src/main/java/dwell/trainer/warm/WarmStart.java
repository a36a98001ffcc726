package dwell.trainer.warm;

import dwell.envs.exact.Optimum;
import dwell.envs.exact.PolicyTable;
import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import dwell.policies.LearnedPolicy;
import dwell.trainer.PolicyUpdater;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.RunConfig;
import dwell.trainer.config.TrainerConfig;
import dwell.trainer.config.TrainerConfig.Schedule;
import dwell.trainer.config.WarmStartConfig;
import dwell.trainer.config.WarmStartConfig.Edit;
import dwell.trainer.config.WarmStartConfig.Kind;
import dwell.trainer.evaluate.ExactTask;
import dwell.trainer.evaluate.Standing;
import dwell.trainer.evaluate.SteppedTask;
import dwell.trainer.evaluate.Task;
import dwell.trainer.metrics.MetricValues;
import dwell.trainer.warm.WarmStartReport.Point;
import dwell.trainer.warm.WarmStartReport.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Imitation before the first update: full-batch steps on the cross-entropy to a teacher's traces, or to the exact action values.
 * A pure function of the config and the initial weights: a run that is resumed can do it again, to the same bytes. The optimiser
 * starts anew, and its moments are dropped at the end. Items are the task's own, whatever the curriculum.
 */
public final class WarmStart {
    private static final int FORMAT = 1;
    private static final int NOTICES = 4;

    private final Schedule schedule;
    private final WarmStartConfig config;
    private final Task task;
    private final LearnedPolicy policy;
    private final Imitation imitation;

    private WarmStart(TrainerConfig trainer, Task task, LearnedPolicy policy, Imitation imitation) {
        this.schedule = trainer.schedule();
        this.config = trainer.warmStart();
        this.task = task;
        this.policy = policy;
        this.imitation = imitation;
    }

    /**
     * Teaches a policy.
     *
     * @param config whose {@code trainer.warmStart.kind} is not none
     * @param policy with its initial weights; changed, owned by the caller
     * @param notice hears how it goes on, a few sentences in all
     * @throws IllegalArgumentException with one sentence, if the warm start does not fit the task
     * @throws dwell.trainer.NonFiniteException if a number is not finite
     */
    public static WarmStartReport run(
            RunConfig config, Catalog catalog, Task task, LearnedPolicy policy, Consumer<String> notice) {
        WarmStartConfig warm = config.trainer().warmStart();
        Imitation imitation = imitation(config, catalog, task, policy);
        try (PolicyUpdater updater = new PolicyUpdater(config.trainer(), policy)) {
            return new WarmStart(config.trainer(), task, policy, imitation).steps(updater, notice);
        }
    }

    private static Imitation imitation(RunConfig config, Catalog catalog, Task task, LearnedPolicy policy) {
        WarmStartConfig warm = config.trainer().warmStart();
        long key = RandomKey.of(config.run().seed(), Purpose.WARM_START);
        if (task instanceof ExactTask exact) {
            Optimum optimum = exact.problem().training().optimum();
            return ProcessImitation.of(
                    optimum, warm, () -> teacher(() -> table(catalog, warm.teacher(), optimum)), policy, key);
        }
        SteppedTask stepped = (SteppedTask) task;
        String env = config.env().id();
        refuse(warm.kind() == Kind.DISTILL, "kind must be none or clone", env, "action values", warm.kind());
        refuse(warm.traces() == 0, "traces must be at least 1", env, "expectation over all traces", warm.traces());
        refuse(
                warm.edit() == Edit.SELF_BRAKING,
                "edit must not be self-braking",
                env,
                "probability of an answer being right",
                warm.edit());
        return SteppedImitation.of(stepped.environment(), teacher(() -> stepped.rule(warm.teacher())), warm, key);
    }

    private static <T> T teacher(Supplier<T> make) {
        try {
            return make.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("trainer.warmStart.teacher: " + e.getMessage(), e);
        }
    }

    private static PolicyTable table(Catalog catalog, String name, Optimum optimum) {
        String[] parts = name.split(":", 2);
        return catalog.fixedPolicy(name).table(optimum, parts.length > 1 ? parts[1] : "");
    }

    private static void refuse(boolean wrong, String rule, String env, String missing, Object was) {
        if (wrong) {
            throw new IllegalArgumentException(
                    "trainer.warmStart.%s with env %s, which is stepped and has no exact %s, was %s"
                            .formatted(rule, env, missing, was));
        }
    }

    private WarmStartReport steps(PolicyUpdater updater, Consumer<String> notice) {
        List<Point> curve = new ArrayList<>();
        Snapshot before = snapshot();
        int rows = 0;
        int every = (config.steps() - 1) / WarmStartReport.POINTS + 1;
        for (int step = 0; step < config.steps(); step++) {
            ImitationTargets targets = imitation.targets().apply(step);
            double loss = targets.backward(policy);
            if (step % every == 0) {
                curve.add(new Point(step, loss, targets.floor()));
            }
            if (step == 0 || quarter(step) != quarter(step - 1)) {
                notice.accept(text(step, loss, targets));
            }
            updater.stepAt(config.learningRate() * PolicyUpdater.remaining(schedule, (double) step / config.steps()));
            rows = targets.rows();
        }
        ImitationTargets last = imitation.targets().apply(config.steps());
        double loss = last.loss(policy);
        curve.add(new Point(config.steps(), loss, last.floor()));
        Snapshot after = snapshot();
        notice.accept(String.format(
                Locale.ROOT,
                "%s; %s, not thinking at first %.3f",
                text(config.steps(), loss, last),
                task.standing(policy).text(),
                after.notThinking()));
        boolean clone = config.kind() == Kind.CLONE;
        return new WarmStartReport(
                FORMAT,
                config.kind().toString(),
                clone ? config.teacher() : null,
                clone ? config.traces() : 0,
                rows,
                curve,
                before,
                after);
    }

    private long quarter(int step) {
        return (long) step * NOTICES / config.steps();
    }

    private String text(int step, double loss, ImitationTargets targets) {
        return String.format(
                Locale.ROOT, "warm start %d/%d: loss %.4f, at least %.4f", step, config.steps(), loss, targets.floor());
    }

    private Snapshot snapshot() {
        Standing standing = task.standing(policy);
        MetricValues metrics = new MetricValues();
        standing.describe(metrics);
        return new Snapshot(imitation.starts().notThinking(policy), metrics.measured());
    }
}
