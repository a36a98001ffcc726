package dwell.policies.network;

import dwell.policies.HostTransfer;
import dwell.policies.LearnedPolicy;
import dwell.policies.ObservationBatch;
import dwell.policies.PolicyShape;
import dwell.policies.Precision;
import dwell.policies.Tensor;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A table of logits: {@code logits[i] = table[rows[i]]}. */
final class TabularPolicy implements LearnedPolicy {
    private final PolicyShape shape;
    private final Precision precision;
    private final INDArray parameters;
    private final INDArray gradient;
    private final double[] sums;
    private int[] rows = {};
    private int size;

    TabularPolicy(PolicyShape shape, Precision precision) {
        this.shape = shape;
        this.precision = precision;
        this.sums = new double[Math.multiplyExact(shape.rows(), shape.actions())];
        this.parameters = Nd4j.create(precision.type(), sums.length);
        this.gradient = Nd4j.create(precision.type(), sums.length);
    }

    @Override
    public PolicyShape shape() {
        return shape;
    }

    @Override
    public Precision precision() {
        return precision;
    }

    @Override
    public void logits(ObservationBatch batch, double[] logits) {
        size = batch.size();
        if (rows.length < size) {
            rows = new int[size];
        }
        System.arraycopy(batch.rows(), 0, rows, 0, size);
        double[] table = HostTransfer.readAll(parameters);
        int actions = shape.actions();
        for (int i = 0; i < size; i++) {
            if (rows[i] < 0 || rows[i] >= shape.rows()) {
                throw new IllegalArgumentException("a tabular policy of %d observations was given observation %d"
                        .formatted(shape.rows(), rows[i]));
            }
            System.arraycopy(table, rows[i] * actions, logits, i * actions, actions);
        }
    }

    @Override
    public void backward(double[] dLogits) {
        Arrays.fill(sums, 0);
        int actions = shape.actions();
        for (int i = 0; i < size; i++) {
            for (int a = 0; a < actions; a++) {
                sums[rows[i] * actions + a] += dLogits[i * actions + a];
            }
        }
        HostTransfer.writeAll(sums, gradient);
    }

    @Override
    public INDArray parameters() {
        return parameters;
    }

    @Override
    public INDArray gradient() {
        return gradient;
    }

    @Override
    public List<Tensor> tensors() {
        return List.of(new Tensor("table", List.of(shape.rows(), shape.actions()), 0));
    }

    @Override
    public void close() {
        parameters.close();
        gradient.close();
    }
}
