package dwell.trainer.warm;

import dwell.envs.exact.Evaluation;
import dwell.envs.exact.Optimum;
import dwell.envs.exact.PolicyTable;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.Item;
import dwell.envs.random.RandomKey;
import dwell.policies.LearnedPolicy;
import dwell.policies.ObservationBatch;
import dwell.trainer.config.WarmStartConfig;
import dwell.trainer.config.WarmStartConfig.Kind;
import dwell.trainer.config.WarmStartConfig.Visits;
import dwell.trainer.rollout.ProcessRows;
import java.util.function.Supplier;

/** What is imitated on a compiled process. */
final class ProcessImitation {
    private static final int ITEM = 0;
    private static final int EPISODE = 1;
    private static final int EDIT = 2;

    private ProcessImitation() {}

    /**
     * Puts it together.
     *
     * @param teacher gives the table of the teacher that the config names; asked where it is cloned
     * @param policy that learns
     * @param key of all that is drawn
     */
    static Imitation of(
            Optimum optimum, WarmStartConfig config, Supplier<PolicyTable> teacher, LearnedPolicy policy, long key) {
        CompiledProcess process = optimum.process();
        FirstDecisions starts = FirstDecisions.of(process);
        if (config.kind() == Kind.DISTILL && config.visits() == Visits.POLICY) {
            ObservationBatch rows = ProcessRows.all(process);
            return new Imitation(
                    step -> {
                        double[] probabilities = ProcessRows.probabilities(process, policy, rows);
                        return distilled(optimum, PolicyTable.ofRows(process, probabilities), config);
                    },
                    starts);
        }
        ImitationTargets targets = config.kind() == Kind.DISTILL
                ? distilled(optimum, optimum.policy(), config)
                : cloned(new Teacher(optimum, teacher.get()), config, key);
        return new Imitation(step -> targets, starts);
    }

    private static ImitationTargets distilled(Optimum optimum, PolicyTable visitor, WarmStartConfig config) {
        double[] visits = Evaluation.visits(optimum.process(), visitor);
        return ImitationTargets.of(optimum.process(), Distillation.weights(optimum, visits, config.valueTemperature()));
    }

    private static ImitationTargets cloned(Teacher teacher, WarmStartConfig config, long key) {
        double[] weights = config.traces() == 0 ? ExactTraces.weights(teacher, config) : sampled(teacher, config, key);
        return ImitationTargets.of(teacher.process(), weights);
    }

    /**
     * How often each action is imitated in each row by {@code config.traces()} traces.
     *
     * @param key parent of the keys of traces: trace n draws item, episode and edit from children 0, 1 and 2 of child n
     * @return shape [rows x actions]
     */
    static double[] sampled(Teacher teacher, WarmStartConfig config, long key) {
        CompiledProcess process = teacher.process();
        int actions = process.actionCount();
        double[] weights = new double[process.rowCount() * actions];
        TeacherWalk walk = new TeacherWalk(teacher);
        TraceEditor editor = new TraceEditor(config, process.actions());
        Trace trace = walk.room();
        for (int n = 0; n < config.traces(); n++) {
            long own = RandomKey.child(key, n);
            walk.walk(Item.of(process, RandomKey.child(own, ITEM)), RandomKey.child(own, EPISODE), trace);
            editor.edit(
                    trace,
                    RandomKey.child(own, EDIT),
                    (decision, action) -> weights[trace.row(decision) * actions + action]++);
        }
        return weights;
    }
}
