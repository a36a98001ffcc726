package dwell.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.random.RandomKey;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every learned policy must do. A test of a policy extends this. */
public abstract class PolicyContract {
    protected static final PolicyShape SHAPE = new PolicyShape(5, 3, 40);

    private LearnedPolicy made;

    /** A policy of shape {@link #SHAPE}. */
    protected abstract LearnedPolicy create(Precision precision, long key);

    private LearnedPolicy policy(Precision precision) {
        made = create(precision, 7);
        return made;
    }

    @AfterEach
    void close() {
        if (made != null) {
            made.close();
        }
    }

    /** Numbers in [-1, 1) that depend on the key alone. */
    public static double[] numbers(long key, int count) {
        double[] result = new double[count];
        for (int i = 0; i < count; i++) {
            result[i] = 2 * RandomKey.uniform(key, i) - 1;
        }
        return result;
    }

    /** A batch of that many rows; the same row index always has the same features. */
    public static ObservationBatch batch(PolicyShape shape, int size) {
        ObservationBatch batch = new ObservationBatch(shape.features(), 1);
        batch.resize(size);
        double[] values = numbers(3, size * shape.features());
        for (int i = 0; i < size; i++) {
            batch.rows()[i] = i % Math.max(shape.rows(), 1);
            for (int f = 0; f < shape.features(); f++) {
                batch.features()[i * shape.features() + f] = (float) (2 * values[i * shape.features() + f]);
            }
        }
        return batch;
    }

    private static double loss(LearnedPolicy policy, ObservationBatch batch, double[] weights) {
        double[] logits = new double[weights.length];
        policy.logits(batch, logits);
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * logits[i];
        }
        return sum;
    }

    @Test
    void gradientIsThatOfFiniteDifferences() {
        LearnedPolicy policy = policy(Precision.DOUBLE);
        ObservationBatch batch = batch(SHAPE, 70);
        double[] weights = numbers(5, 70 * SHAPE.actions());
        loss(policy, batch, weights);
        policy.backward(weights);
        double[] gradient = HostTransfer.readAll(policy.gradient());
        double norm = Math.sqrt(Arrays.stream(gradient).map(g -> g * g).sum());
        double step = 1e-5;
        for (int i = 0; i < gradient.length; i++) {
            double value = policy.parameters().getDouble(i);
            policy.parameters().putScalar(i, value + step);
            double up = loss(policy, batch, weights);
            policy.parameters().putScalar(i, value - step);
            double down = loss(policy, batch, weights);
            policy.parameters().putScalar(i, value);
            assertThat(gradient[i])
                    .as("parameter %d", i)
                    .isCloseTo((up - down) / (2 * step), within(1e-8 * (1 + norm)));
        }
    }

    @Test
    void singlePrecisionIsDoublePrecisionRounded() {
        try (LearnedPolicy single = create(Precision.FLOAT, 7)) {
            LearnedPolicy exact = policy(Precision.DOUBLE);
            HostTransfer.writeAll(HostTransfer.readAll(single.parameters()), exact.parameters());
            ObservationBatch batch = batch(SHAPE, 300);
            double[] weights = numbers(5, 300 * SHAPE.actions());
            double[] logits = new double[weights.length];
            double[] exactLogits = new double[weights.length];
            single.logits(batch, logits);
            exact.logits(batch, exactLogits);
            assertThat(logits).containsExactly(exactLogits, within(5e-6));
            single.backward(weights);
            exact.backward(weights);
            double[] gradient = HostTransfer.readAll(single.gradient());
            assertThat(gradient).containsExactly(HostTransfer.readAll(exact.gradient()), within(2e-4));
        }
    }

    @ParameterizedTest
    @EnumSource
    void rowDoesNotDependOnTheOthers(Precision precision) {
        LearnedPolicy policy = policy(precision);
        int size = 1500;
        ObservationBatch all = batch(SHAPE, size);
        double[] logits = new double[size * SHAPE.actions()];
        policy.logits(all, logits);
        ObservationBatch one = new ObservationBatch(SHAPE.features(), 1);
        one.resize(1);
        double[] alone = new double[SHAPE.actions()];
        for (int i = 0; i < size; i += 97) {
            System.arraycopy(all.features(), i * SHAPE.features(), one.features(), 0, SHAPE.features());
            one.rows()[0] = all.rows()[i];
            policy.logits(one, alone);
            double[] together = Arrays.copyOfRange(logits, i * SHAPE.actions(), (i + 1) * SHAPE.actions());
            assertThat(together).containsExactly(alone, within(precision == Precision.FLOAT ? 2e-6 : 1e-14));
        }
    }

    @ParameterizedTest
    @EnumSource
    void threadsDoNotChangeABit(Precision precision) {
        LearnedPolicy policy = policy(precision);
        int size = 5000;
        ObservationBatch batch = batch(SHAPE, size);
        double[] weights = numbers(5, size * SHAPE.actions());
        double[] logits = new double[weights.length];
        policy.logits(batch, logits);
        policy.backward(weights);
        double[] gradient = HostTransfer.readAll(policy.gradient());
        for (int threads : new int[] {2, 4}) {
            ExecutorService helpers = Executors.newFixedThreadPool(threads - 1);
            try {
                policy.parallel(helpers, threads);
                for (int repetition = 0; repetition < 3; repetition++) {
                    double[] again = new double[weights.length];
                    policy.logits(batch, again);
                    policy.backward(weights);
                    assertThat(again).containsExactly(logits);
                    assertThat(HostTransfer.readAll(policy.gradient())).containsExactly(gradient);
                }
            } finally {
                helpers.shutdown();
            }
        }
    }

    @Test
    void gradientIsTheSumOverRowsOfTheLastBatch() {
        LearnedPolicy policy = policy(Precision.DOUBLE);
        ObservationBatch large = batch(SHAPE, 2000);
        double[] weights = numbers(5, 2000 * SHAPE.actions());
        policy.logits(large, new double[weights.length]);
        policy.backward(weights);
        double[] whole = HostTransfer.readAll(policy.gradient());
        double[] sum = new double[whole.length];
        int chunk = 125;
        for (int from = 0; from < 2000; from += chunk) {
            ObservationBatch part = new ObservationBatch(SHAPE.features(), chunk);
            part.resize(chunk);
            System.arraycopy(large.features(), from * SHAPE.features(), part.features(), 0, chunk * SHAPE.features());
            System.arraycopy(large.rows(), from, part.rows(), 0, chunk);
            policy.logits(part, new double[chunk * SHAPE.actions()]);
            policy.backward(Arrays.copyOfRange(weights, from * SHAPE.actions(), (from + chunk) * SHAPE.actions()));
            double[] of = HostTransfer.readAll(policy.gradient());
            for (int i = 0; i < sum.length; i++) {
                sum[i] += of[i];
            }
        }
        assertThat(sum).containsExactly(whole, within(1e-10));
    }

    @Test
    void emptyBatchHasNoGradient() {
        LearnedPolicy policy = policy(Precision.FLOAT);
        policy.logits(batch(SHAPE, 50), new double[50 * SHAPE.actions()]);
        policy.backward(numbers(5, 50 * SHAPE.actions()));
        policy.logits(batch(SHAPE, 0), new double[0]);
        policy.backward(new double[0]);
        assertThat(HostTransfer.readAll(policy.gradient())).containsOnly(0);
    }

    @ParameterizedTest
    @EnumSource
    void parametersAreLive(Precision precision) {
        LearnedPolicy policy = policy(precision);
        ObservationBatch batch = batch(SHAPE, 33);
        double[] logits = new double[33 * SHAPE.actions()];
        policy.parameters().assign(0);
        policy.logits(batch, logits);
        assertThat(logits).containsOnly(0);
        policy.parameters().assign(0.25);
        policy.logits(batch, logits);
        assertThat(Arrays.stream(logits).filter(x -> x == 0).count()).isZero();
    }

    @Test
    void tensorsCoverTheParametersInOrder() {
        LearnedPolicy policy = policy(Precision.FLOAT);
        int end = 0;
        for (Tensor tensor : policy.tensors()) {
            assertThat(tensor.offset()).as(tensor.name()).isEqualTo(end);
            end += tensor.length();
        }
        assertThat(policy.parameters().length()).isEqualTo(end);
        assertThat(policy.gradient().length()).isEqualTo(end);
        assertThat(policy.parameters().rank()).isEqualTo(1);
    }

    @Test
    void sameKeyGivesTheSameWeights() {
        LearnedPolicy policy = policy(Precision.FLOAT);
        try (LearnedPolicy again = create(Precision.FLOAT, 7)) {
            assertThat(HostTransfer.readAll(again.parameters()))
                    .containsExactly(HostTransfer.readAll(policy.parameters()));
        }
    }

    @Test
    void closeReleasesTheParameters() {
        LearnedPolicy policy = create(Precision.FLOAT, 7);
        policy.logits(batch(SHAPE, 10), new double[10 * SHAPE.actions()]);
        policy.close();
        assertThat(policy.parameters().data().wasClosed()).isTrue();
    }
}
