package dwell.trainer.record;

import dwell.policies.HostTransfer;
import dwell.policies.LearnedPolicy;
import dwell.policies.PolicyFile;
import dwell.policies.Precision;
import dwell.policies.Safetensors;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a run needs to go on: weights, optimiser moments, and the collector's state, with the counts that belong to them. There
 * is no generator state, since random streams are keyed, and no time, so that two runs of one seed have the same bytes.
 */
public final class Checkpoint {
    private static final String FACTS = "facts";
    private static final String POLICY = "policy.";
    private static final String MOMENTS = "optimiser.moments";
    private static final String COLLECTOR = "collector.rows";
    private static final String PART = "part.";

    /**
     * The counts of a checkpoint.
     *
     * @param updates done
     * @param optimiserSteps done
     * @param decisions trained on
     * @param metricsLength bytes of {@code metrics.jsonl} that belong to it
     * @param loss what the best checkpoint is chosen by, see {@link dwell.trainer.evaluate.Standing#loss}: the exact regret of
     *     its policy, or minus its sampled utility
     * @param task fingerprint of the task that it was trained on, see {@link dwell.trainer.evaluate.Task#fingerprint}
     */
    public record Facts(
            int updates, int optimiserSteps, long decisions, long metricsLength, double loss, String task) {}

    private final Path file;
    private final Facts facts;
    private final Safetensors tensors;

    Checkpoint(Path file, Facts facts, Safetensors tensors) {
        this.file = file;
        this.facts = facts;
        this.tensors = tensors;
    }

    /** The tensors of a checkpoint; {@code moments} may be null, {@code parts} are as those of {@link #parts()}. */
    static Safetensors tensors(
            Facts facts, LearnedPolicy policy, INDArray moments, int[] collector, Map<String, double[]> parts) {
        Safetensors tensors = new Safetensors();
        tensors.metadata().put(FACTS, JsonFile.line(facts));
        PolicyFile.putWeights(policy, tensors, POLICY);
        if (moments != null) {
            double[] values = HostTransfer.readAll(moments);
            tensors.put(MOMENTS, List.of(values.length), values, policy.precision());
        }
        tensors.put(COLLECTOR, List.of(collector.length), collector);
        parts.forEach((name, state) -> tensors.put(PART + name, List.of(state.length), state));
        return tensors;
    }

    /** Whether the facts stand in the data as they stand beside it. */
    boolean agrees() {
        return JsonFile.line(facts).equals(tensors.metadata().get(FACTS));
    }

    public Facts facts() {
        return facts;
    }

    /** State of the collector, see {@link dwell.trainer.rollout.Collector#state()}. */
    public int[] collector() {
        return tensors.ints(COLLECTOR);
    }

    /** States of the parts of the trainer that remember something, see {@link dwell.trainer.Resumable}, by name. */
    public Map<String, double[]> parts() {
        Map<String, double[]> parts = new LinkedHashMap<>();
        for (String name : tensors.names()) {
            if (name.startsWith(PART)) {
                parts.put(name.substring(PART.length()), tensors.numbers(name, Precision.DOUBLE));
            }
        }
        return parts;
    }

    /**
     * Writes the weights into a policy and the moments into an optimiser's state.
     *
     * @param moments null where the optimiser has none
     * @throws IllegalArgumentException with one sentence, if the checkpoint does not fit them
     */
    public void restore(LearnedPolicy policy, INDArray moments) {
        try {
            PolicyFile.takeWeights(tensors, POLICY, policy);
            if (moments != null) {
                double[] values = tensors.numbers(MOMENTS, policy.precision());
                if (values.length != moments.length()) {
                    throw new IllegalArgumentException(
                            "it has %d optimiser moments, the run needs %d".formatted(values.length, moments.length()));
                }
                HostTransfer.writeAll(values, moments);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "checkpoint %s does not fit the run: %s".formatted(file, e.getMessage()), e);
        }
    }
}
