package dwell.policies;

import java.util.List;
import java.util.concurrent.Executor;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A policy with weights. It owns its native memory and is closed by whoever created it. Confined to one
 * thread.
 *
 * <p>The result of {@link #logits} for a row does not depend on the other rows of the batch beyond rounding.
 */
public interface LearnedPolicy extends AutoCloseable {
    PolicyShape shape();

    Precision precision();

    /**
     * Computes logits and keeps what {@link #backward} needs until the next call.
     *
     * @param batch the observations; read only during the call
     * @param logits shape [rows x actions], row-major, written; owned by the caller
     */
    void logits(ObservationBatch batch, double[] logits);

    /**
     * Overwrites {@link #gradient()} with the gradient of a loss in the weights, summed over the rows of the last
     * {@link #logits} call.
     *
     * @param dLogits d loss / d logits, shape [rows x actions], row-major; owned by the caller
     */
    void backward(double[] dLogits);

    /**
     * The weights as one flat vector, rank 1, contiguous; live: writing to it changes the policy. The same array at every
     * call. Owned by the policy.
     */
    INDArray parameters();

    /**
     * The gradient of the last {@link #backward}, laid out as {@link #parameters()}, contiguous; the same array at every call,
     * as the optimiser keeps a view of it. The optimiser overwrites it with its step. Owned by the policy.
     */
    INDArray gradient();

    /** The named parts of the parameter vector, in order, without gaps. */
    List<Tensor> tensors();

    /**
     * Lets the policy spread a batch over threads. What it computes does not depend on it, to the last bit. Until this is
     * called, and for policies that do not override it, everything runs on the calling thread.
     *
     * @param executor runs the helpers; owned by the caller, used only during calls to this policy
     * @param threads how many threads work at once, the calling one included; at least 1
     */
    default void parallel(Executor executor, int threads) {}

    @Override
    void close();
}
