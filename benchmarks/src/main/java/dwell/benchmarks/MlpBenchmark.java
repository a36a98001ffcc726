package dwell.benchmarks;

import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import dwell.policies.Backend;
import dwell.policies.LearnedPolicy;
import dwell.policies.ObservationBatch;
import dwell.policies.PolicyShape;
import dwell.policies.Precision;
import dwell.policies.network.MlpFamily;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The network of the standard work, 9-64-64-2 tanh in single precision on one thread, in microseconds a batch: about the rows
 * of an update with state sharing, and about those of a minibatch without.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class MlpBenchmark {
    private static final int FEATURES = 9;
    private static final int ACTIONS = 2;

    @Param({"512", "40000"})
    private int rows;

    private LearnedPolicy policy;
    private ObservationBatch batch;
    private double[] logits;
    private double[] dLogits;

    @Setup
    public void setUp() {
        Backend.CPU.start();
        MlpFamily family = new MlpFamily();
        PolicyShape shape = new PolicyShape(FEATURES, ACTIONS, -1);
        policy = family.create(family.defaults(), shape, Precision.FLOAT, RandomKey.of(0, Purpose.WEIGHTS));
        batch = new ObservationBatch(FEATURES, rows);
        batch.resize(rows);
        Arrays.fill(batch.rows(), -1);
        long key = RandomKey.of(0, Purpose.CHECK);
        for (int i = 0; i < rows * FEATURES; i++) {
            batch.features()[i] = (float) (2 * RandomKey.uniform(key, i) - 1);
        }
        logits = new double[rows * ACTIONS];
        dLogits = new double[rows * ACTIONS];
        for (int i = 0; i < dLogits.length; i++) {
            dLogits[i] = (2 * RandomKey.uniform(key, rows * FEATURES + i) - 1) / rows;
        }
    }

    @Benchmark
    public double[] logits() {
        policy.logits(batch, logits);
        return logits;
    }

    @Benchmark
    public INDArray logitsAndBackward() {
        policy.logits(batch, logits);
        policy.backward(dLogits);
        return policy.gradient();
    }

    @TearDown
    public void tearDown() {
        policy.close();
    }
}
