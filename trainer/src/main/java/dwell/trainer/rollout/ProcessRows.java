package dwell.trainer.rollout;

import dwell.envs.process.CompiledProcess;
import dwell.policies.LearnedPolicy;
import dwell.policies.ObservationBatch;
import dwell.trainer.objective.LogSoftmax;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** All observation rows of a compiled process at once: what exact evaluation needs of a network. */
public final class ProcessRows {
    private ProcessRows() {}

    /** A batch of all rows in order. */
    public static ObservationBatch all(CompiledProcess process) {
        return all(process, process);
    }

    /**
     * A batch of all rows in order, numbered as another process numbers the same observations; -1 where it has none.
     *
     * @param numbering the process that a policy was made for
     */
    public static ObservationBatch all(CompiledProcess process, CompiledProcess numbering) {
        ObservationBatch batch = new ObservationBatch(process.featureCount(), process.rowCount());
        batch.resize(process.rowCount());
        float[] features = process.rowFeatures();
        System.arraycopy(features, 0, batch.features(), 0, features.length);
        int width = process.featureCount();
        Map<List<Double>, Integer> numbers = new HashMap<>();
        for (int row = 0; row < numbering.rowCount(); row++) {
            numbers.put(observation(numbering, row, width), row);
        }
        for (int row = 0; row < process.rowCount(); row++) {
            batch.rows()[row] = numbers.getOrDefault(observation(process, row, width), -1);
        }
        return batch;
    }

    private static List<Double> observation(CompiledProcess process, int row, int width) {
        return IntStream.range(0, width).mapToObj(f -> process.feature(row, f)).toList();
    }

    /**
     * Action probabilities of a policy in all rows.
     *
     * @param batch from {@link #all} of the same process
     * @return shape [rows x actions], 0 where an action is not legal
     */
    public static double[] probabilities(CompiledProcess process, LearnedPolicy policy, ObservationBatch batch) {
        int actions = process.actionCount();
        double[] out = new double[process.rowCount() * actions];
        boolean[] legal = new boolean[actions];
        policy.logits(batch, out);
        for (int row = 0; row < process.rowCount(); row++) {
            for (int a = 0; a < actions; a++) {
                legal[a] = process.legal(row, a);
            }
            LogSoftmax.of(out, row * actions, actions, legal, 0, out, row * actions);
            for (int a = 0; a < actions; a++) {
                out[row * actions + a] = Math.exp(out[row * actions + a]);
            }
        }
        return out;
    }

    /**
     * The policy that takes the likeliest action of each row, the first of equals.
     *
     * @param probabilities shape [rows x actions]
     */
    public static double[] greedy(double[] probabilities, int actions) {
        double[] out = new double[probabilities.length];
        for (int from = 0; from < out.length; from += actions) {
            int best = 0;
            for (int a = 1; a < actions; a++) {
                best = probabilities[from + a] > probabilities[from + best] ? a : best;
            }
            out[from + best] = 1;
        }
        return out;
    }
}
