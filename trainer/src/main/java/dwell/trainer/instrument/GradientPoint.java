package dwell.trainer.instrument;

import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessCompiler;
import dwell.policies.HostTransfer;
import dwell.policies.LearnedPolicy;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.RunConfig;
import dwell.trainer.evaluate.Declared;
import dwell.trainer.record.Checkpoint;
import dwell.trainer.record.CheckpointStore;
import dwell.trainer.record.RunFolder;
import java.util.function.UnaryOperator;

/**
 * The weights at which gradients are looked at.
 *
 * @param name for readers, such as {@code initial}
 * @param weights of the policy, given its initial ones
 * @param reference weights of the reference policy of a KL penalty, given its initial ones
 */
public record GradientPoint(String name, UnaryOperator<double[]> weights, UnaryOperator<double[]> reference) {
    /** The policy as training finds it. */
    public static GradientPoint initial() {
        return new GradientPoint("initial", UnaryOperator.identity(), UnaryOperator.identity());
    }

    /** All weights 0: the uniform policy, for the policies that Dwell brings along. The reference stays the initial policy. */
    public static GradientPoint uniform() {
        return new GradientPoint("uniform", initial -> new double[initial.length], UnaryOperator.identity());
    }

    /** Certain weights; the reference stays the initial policy. */
    static GradientPoint of(String name, double... weights) {
        return new GradientPoint(name, fitting(name, weights), UnaryOperator.identity());
    }

    /**
     * The newest checkpoint of a run, with its reference policy where it has one.
     *
     * @param config of the run
     * @throws IllegalArgumentException with one sentence, if there is none or it is damaged
     */
    public static GradientPoint ofRun(RunFolder folder, RunConfig config, Catalog catalog) {
        Checkpoint newest = new CheckpointStore(folder.checkpoints(), 1)
                .newest()
                .orElseThrow(
                        () -> new IllegalArgumentException("%s has no checkpoint to look at".formatted(folder.path())));
        CompiledProcess process =
                ProcessCompiler.compile(Declared.of(catalog, config).train());
        String name = "%s, update %d".formatted(folder.name(), newest.facts().updates());
        try (LearnedPolicy policy = GradientProbe.create(config, catalog, process)) {
            newest.restore(policy, null);
            double[] weights = HostTransfer.readAll(policy.parameters());
            double[] reference = newest.parts().getOrDefault("reference", new double[0]);
            return new GradientPoint(
                    name,
                    fitting(name, weights),
                    reference.length == 0 ? UnaryOperator.identity() : fitting(name, reference));
        }
    }

    private static UnaryOperator<double[]> fitting(String name, double[] weights) {
        return initial -> {
            if (weights.length != initial.length) {
                throw new IllegalArgumentException("the policy at '%s' has %d weights, that of the config has %d"
                        .formatted(name, weights.length, initial.length));
            }
            return weights.clone();
        };
    }
}
