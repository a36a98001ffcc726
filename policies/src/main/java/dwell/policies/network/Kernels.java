package dwell.policies.network;

import dwell.policies.Precision;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a network does element by element, in plain Java on copies of a block's rows, fused into one pass each: for tens of
 * thousands of numbers that is several times faster than one ND4J operation for each step. Products stay in ND4J.
 *
 * <p>Holds scratch memory; one instance to a thread. Row counts named {@code padded} are multiples of {@link RowMatrix#STEP}.
 */
interface Kernels {
    static Kernels of(Precision precision, List<Dense> layers, Activation activation, int blockRows) {
        return precision == Precision.FLOAT
                ? new FloatKernels(layers, activation, blockRows)
                : new DoubleKernels(layers, activation, blockRows);
    }

    /** Takes the biases from the parameters. To be called before a forward pass. */
    void loadBiases(FlatVector parameters);

    /** Writes feature rows; rows added by padding are 0. */
    void loadFeatures(float[] features, int fromRow, int rows, int padded, RowMatrix out);

    /** Adds the layer's bias and applies the activation, in place. */
    void activate(int layer, int padded, RowMatrix z);

    /** Adds the last layer's bias and hands the logits out. */
    void storeLogits(int rows, RowMatrix z, double[] logits, int fromRow);

    /** Writes d loss / d logits, 0 in rows added by padding, and its sum over rows into the gradient of the last bias. */
    void loadLogitGradient(double[] dLogits, int fromRow, int rows, int padded, RowMatrix out, INDArray biasGradient);

    /**
     * Turns d loss / d h into d loss / d z in place, and writes its sum over rows.
     *
     * @param h what the layer's activation gave
     */
    void backThroughActivation(int padded, RowMatrix h, RowMatrix gradient, INDArray biasGradient);

    /** Writes the sum of flat vectors, added in their order. */
    void sum(List<INDArray> vectors, INDArray out);
}
