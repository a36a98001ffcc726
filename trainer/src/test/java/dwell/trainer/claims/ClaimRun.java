package dwell.trainer.claims;

import dwell.envs.exact.Evaluation;
import dwell.envs.exact.Optimum;
import dwell.envs.exact.PolicyTable;
import dwell.envs.exact.Regret;
import dwell.envs.families.TaskFamily;
import dwell.envs.process.CompiledProcess;
import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import dwell.policies.LearnedPolicy;
import dwell.policies.PolicyFamily;
import dwell.trainer.Trainer;
import dwell.trainer.Workers;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.ConfigLoader;
import dwell.trainer.config.ConfigSources;
import dwell.trainer.config.RunConfig;
import dwell.trainer.config.WarmStartConfig;
import dwell.trainer.evaluate.ExactTask;
import dwell.trainer.evaluate.Task;
import dwell.trainer.rollout.ProcessRows;
import dwell.trainer.warm.WarmStart;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A training run in memory, measured exactly before and after: what `./dwell train` does, without its files.
 *
 * @param process that was trained on
 * @param optimum of utility under the config's stakes
 * @param untrained the policy with its initial weights
 * @param start the policy before the first update, after a warm start or initial weights of the test's own
 * @param end the policy after the last update
 */
record ClaimRun(CompiledProcess process, Optimum optimum, Measured untrained, Measured start, Measured end) {
    /**
     * A policy at one time.
     *
     * @param regret its utility below the optimum's
     */
    record Measured(PolicyTable policy, Evaluation evaluation, double regret) {
        /** Share of items answered without thinking, in a task of which thinking is one decision. */
        double direct() {
            return 1 - evaluation.overall().thinks();
        }

        double direct(int level) {
            return 1 - evaluation.levels().get(level).thinks();
        }
    }

    /** A run on a world of the tests, named in the config by {@link TwoModes#ID}. */
    static ClaimRun of(TwoModes world, long seed, Consumer<LearnedPolicy> initial, String... settings) {
        Catalog installed = Catalog.installed();
        List<TaskFamily<?>> tasks = new ArrayList<>(installed.tasks());
        tasks.add(world);
        Catalog catalog = new Catalog(
                tasks, installed.wrappers(), installed.policies(), installed.fixedPolicies(), installed.shapings());
        return of(catalog, ConfigSources.none().with("env.id=" + TwoModes.ID).with(settings), seed, initial);
    }

    /** A run on what a preset names. */
    static ClaimRun ofPreset(String preset, long seed, String... settings) {
        return of(Catalog.installed(), ConfigSources.ofPresets(preset).with(settings), seed, policy -> {});
    }

    private static ClaimRun of(Catalog catalog, ConfigSources sources, long seed, Consumer<LearnedPolicy> initial) {
        RunConfig config = new ConfigLoader(catalog).load(sources.with("seed=" + seed, "trainer.threads=1"));
        try (Workers workers = new Workers(config.trainer().threads())) {
            ExactTask task = (ExactTask) Task.of(config, catalog, workers);
            try (LearnedPolicy policy = create(config, catalog, task)) {
                workers.lendTo(policy);
                Measured untrained = measure(task, policy);
                initial.accept(policy);
                if (config.trainer().warmStart().kind() != WarmStartConfig.Kind.NONE) {
                    WarmStart.run(config, catalog, task, policy, text -> {});
                }
                Measured start = measure(task, policy);
                train(config, catalog, task, policy, workers);
                return new ClaimRun(
                        task.problem().process(),
                        task.problem().training().optimum(),
                        untrained,
                        start,
                        measure(task, policy));
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static LearnedPolicy create(RunConfig config, Catalog catalog, Task task) {
        PolicyFamily<Record> family =
                (PolicyFamily<Record>) catalog.policy(config.policy().id());
        return family.create(
                config.policy().parameters(),
                task.shape(),
                config.trainer().precision(),
                RandomKey.of(config.run().seed(), Purpose.WEIGHTS));
    }

    private static void train(RunConfig config, Catalog catalog, Task task, LearnedPolicy policy, Workers workers) {
        try (Trainer trainer = Trainer.of(
                config.trainer(),
                config.run().seed(),
                task.actions(),
                task.collector(policy),
                config.stakes(),
                catalog.shaping(config.trainer().shaping().id()),
                policy,
                null,
                workers)) {
            for (int update = 0; update < config.trainer().updates(); update++) {
                trainer.update();
            }
        }
    }

    private static Measured measure(ExactTask task, LearnedPolicy policy) {
        CompiledProcess process = task.problem().process();
        Optimum optimum = task.problem().training().optimum();
        double[] rows = ProcessRows.probabilities(process, policy, ProcessRows.all(process));
        PolicyTable table = PolicyTable.ofRows(process, rows);
        return new Measured(
                table,
                Evaluation.of(process, optimum.stakes(), table),
                Regret.overall(optimum, table).total());
    }

    /** Prints what was measured: the numbers of docs/claims.md. */
    static void print(String what, String measured) {
        System.out.println(what + ": " + measured);
    }
}
