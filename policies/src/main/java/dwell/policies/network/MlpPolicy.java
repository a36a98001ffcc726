package dwell.policies.network;

import dwell.policies.LearnedPolicy;
import dwell.policies.ObservationBatch;
import dwell.policies.PolicyShape;
import dwell.policies.Precision;
import dwell.policies.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A fully connected network.
 *
 * <p>A batch is cut into blocks of rows by its size alone. Each block goes forward and backward by itself, on whichever thread
 * takes it, and the blocks' gradients are added in their order; so the result does not depend on the number of threads.
 * Native memory is kept from call to call and grows with the largest batch.
 */
final class MlpPolicy implements LearnedPolicy {
    /** Rows that go through the network together: their activations stay in the cache, and their number hides what a call costs. */
    private static final int BLOCK_ROWS = 1024;

    private final PolicyShape shape;
    private final Precision precision;
    private final Activation activation;
    private final List<Dense> layers;
    private final List<Tensor> tensors;
    private final FlatVector parameters;
    private final FlatVector gradient;
    private final List<MlpBlock> blocks = new ArrayList<>();
    private final List<MlpBlock.Scratch> scratches = new ArrayList<>();
    private final BlockRunner runner = new BlockRunner();
    private int blocksInUse;

    MlpPolicy(MlpParameters mlp, PolicyShape shape, Precision precision, long key) {
        this.shape = shape;
        this.precision = precision;
        this.activation = mlp.activation();
        this.layers = Dense.stack(shape.features(), mlp.hidden(), shape.actions());
        this.tensors = Dense.tensors(layers);
        this.parameters = new FlatVector(layers, precision.type());
        this.gradient = new FlatVector(layers, precision.type());
        InitialWeights.draw(layers, key, parameters.all());
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
        if (batch.featureCount() != shape.features()) {
            throw new IllegalArgumentException(
                    "the policy reads %d features, the batch has %d".formatted(shape.features(), batch.featureCount()));
        }
        int rows = batch.size();
        blocksInUse = (rows + BLOCK_ROWS - 1) / BLOCK_ROWS;
        while (blocks.size() < blocksInUse) {
            blocks.add(new MlpBlock(layers, BLOCK_ROWS, precision));
        }
        while (scratches.size() < runner.threads()) {
            scratches.add(new MlpBlock.Scratch(layers, activation, BLOCK_ROWS, precision));
        }
        for (MlpBlock.Scratch scratch : scratches) {
            scratch.kernels.loadBiases(parameters);
        }
        runner.run(blocksInUse, (worker, block) -> {
            int from = block * BLOCK_ROWS;
            int count = Math.min(BLOCK_ROWS, rows - from);
            blocks.get(block).forward(parameters, batch, from, count, logits, scratches.get(worker));
        });
    }

    @Override
    public void backward(double[] dLogits) {
        if (blocksInUse == 0) {
            gradient.all().assign(0);
            return;
        }
        runner.run(
                blocksInUse, (worker, block) -> blocks.get(block).backward(parameters, dLogits, scratches.get(worker)));
        List<INDArray> parts = new ArrayList<>(blocksInUse);
        for (MlpBlock block : blocks.subList(0, blocksInUse)) {
            parts.add(block.gradient());
        }
        scratches.get(0).kernels.sum(parts, gradient.all());
    }

    @Override
    public INDArray parameters() {
        return parameters.all();
    }

    @Override
    public INDArray gradient() {
        return gradient.all();
    }

    @Override
    public List<Tensor> tensors() {
        return tensors;
    }

    @Override
    public void parallel(Executor executor, int threads) {
        runner.use(executor, threads);
    }

    @Override
    public void close() {
        blocks.forEach(MlpBlock::close);
        blocks.clear();
        scratches.forEach(MlpBlock.Scratch::close);
        scratches.clear();
        parameters.close();
        gradient.close();
    }
}
