package dwell.trainer.evaluate;

import dwell.envs.process.CompiledProcess;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.Feature;
import dwell.envs.process.ProcessCompiler;
import dwell.policies.LearnedPolicy;
import dwell.policies.ObservationBatch;
import dwell.policies.PolicyShape;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.ConfigLoader;
import dwell.trainer.config.RunConfig;
import dwell.trainer.rollout.ProcessRows;
import java.util.List;

/**
 * What a config asks a policy to do: the compiled process with its optimum, and those that the policy is only evaluated on.
 * Immutable.
 *
 * @param config where it comes from
 * @param training items to train on
 * @param heldOut held-out items; null where there are none
 * @param test the test task of {@code evaluation.test}; null where there is none
 */
public record Problem(RunConfig config, ExactEvaluator training, ExactEvaluator heldOut, ExactEvaluator test) {
    /**
     * Compiles and solves.
     *
     * @throws IllegalArgumentException with one sentence, if the config's task cannot be declared or compiled
     */
    public static Problem of(RunConfig config, Catalog catalog) {
        Declared declared = Declared.of(catalog, config);
        ExactEvaluator training = solved(declared.train(), config);
        ExactEvaluator heldOut =
                declared.heldOut().map(process -> solved(process, config)).orElse(null);
        ExactEvaluator test = new ConfigLoader(catalog)
                .testTask(config)
                .map(task -> solved(Declared.of(catalog, task).train(), task))
                .orElse(null);
        if (test != null) {
            requireSameInterface(declared.train(), test.process().declaration());
        }
        return new Problem(config, training, heldOut, test);
    }

    private static ExactEvaluator solved(DecisionProcess<?> declaration, RunConfig config) {
        return new ExactEvaluator(ProcessCompiler.compile(declaration), config.stakes());
    }

    private static void requireSameInterface(DecisionProcess<?> training, DecisionProcess<?> test) {
        TestInterface.requireSame("action", training.actions(), test.actions());
        TestInterface.requireSame("feature", names(training), names(test));
    }

    private static List<String> names(DecisionProcess<?> process) {
        return process.features().stream().map(Feature::name).toList();
    }

    public CompiledProcess process() {
        return training.process();
    }

    /** What a policy has to fit. */
    public PolicyShape shape() {
        CompiledProcess process = process();
        return new PolicyShape(process.featureCount(), process.actionCount(), process.rowCount());
    }

    /** All observations to train on. */
    public ObservationBatch rows() {
        return ProcessRows.all(process());
    }

    /**
     * Action probabilities of a policy in the observations of another task than it was made for, see
     * {@link ProcessRows#probabilities}.
     *
     * @param other {@link #heldOut} or {@link #test}; may be null
     * @return null where {@code other} is
     * @throws IllegalArgumentException with one sentence, if the policy has no weights for one of them
     */
    public double[] probabilities(LearnedPolicy policy, ExactEvaluator other) {
        if (other == null) {
            return null;
        }
        ObservationBatch batch = ProcessRows.all(other.process(), process());
        return ProcessRows.probabilities(other.process(), policy, batch);
    }
}
