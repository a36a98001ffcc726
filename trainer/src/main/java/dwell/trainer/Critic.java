package dwell.trainer;

import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import dwell.policies.HostTransfer;
import dwell.policies.LearnedPolicy;
import dwell.policies.ObservationBatch;
import dwell.policies.PolicyShape;
import dwell.policies.network.Activation;
import dwell.policies.network.MlpFamily;
import dwell.policies.network.MlpParameters;
import dwell.trainer.config.TrainerConfig;
import dwell.trainer.rollout.Rollouts;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A value network: an MLP with one output, the mean reward of the episodes that make an observation. It goes forward once for
 * each row, however many decisions share it. Its loss is the mean over decisions of the squared distance to the lambda-returns of
 * the start of the update (PPO, 1707.06347, equation 9, without clipping and without a factor 1/2); its optimiser is Adam with
 * the run's decays and a constant step size. Confined to one thread.
 */
final class Critic implements AutoCloseable {
    private final LearnedPolicy network;
    private final PolicyUpdater updater;
    private final double learningRate;
    private final int steps;
    private final ObservationBatch batch;
    private double[] values = new double[0];
    private double[] counts = new double[0];
    private double[] sums = new double[0];
    private double[] spreads = new double[0];
    private double[] out = new double[0];
    private double[] slopes = new double[0];
    private int[] rows = new int[0];
    private int rowCount;

    /**
     * A critic with initial weights.
     *
     * @param shape of the policy beside it
     * @param seed of the run
     * @param workers that it computes on
     */
    Critic(TrainerConfig config, PolicyShape shape, long seed, Workers workers) {
        this.network = new MlpFamily()
                .create(
                        new MlpParameters(config.advantage().criticHidden(), Activation.TANH),
                        new PolicyShape(shape.features(), 1, shape.rows()),
                        config.precision(),
                        RandomKey.of(seed, Purpose.CRITIC));
        workers.lendTo(network);
        this.updater = PolicyUpdater.ofCritic(config, network);
        this.learningRate = config.advantage().criticLearningRate();
        this.steps = config.advantage().criticSteps();
        this.batch = new ObservationBatch(shape.features(), 1024);
    }

    /**
     * Values of what was observed.
     *
     * @param visited the rows that decisions refer to; the first {@code count} count
     * @return shape [rows of the rollouts], only those of visited rows are meaningful; owned by the critic, valid until the next
     *     call
     */
    double[] values(Rollouts rollouts, int[] visited, int count) {
        if (values.length < rollouts.rows().count()) {
            values = new double[2 * rollouts.rows().count()];
        }
        forward(rollouts, visited, count);
        for (int i = 0; i < count; i++) {
            values[visited[i]] = out[i];
        }
        NonFiniteException.check("critic", out, count);
        return values;
    }

    private void forward(Rollouts rollouts, int[] wanted, int count) {
        if (out.length < count) {
            out = new double[2 * count];
            slopes = new double[2 * count];
        }
        rollouts.rows().fill(wanted, count, batch);
        network.logits(batch, out);
    }

    /**
     * Takes the critic's optimiser steps on a minibatch.
     *
     * @param targets lambda-returns, shape [prompts][decisions], member after member
     * @param trained which episodes count, shape [episodes]
     * @param prompts the prompts of the minibatch are entries {@code from} to {@code to - 1}
     * @return mean squared error over decisions before the last step; NaN where nothing is trained on
     */
    double learn(Rollouts rollouts, double[][] targets, boolean[] trained, int[] prompts, int from, int to) {
        double decisions = gather(rollouts, targets, trained, prompts, from, to);
        if (decisions == 0) {
            return Double.NaN;
        }
        double loss = Double.NaN;
        for (int step = 0; step < steps; step++) {
            forward(rollouts, rows, rowCount);
            double squares = 0;
            for (int i = 0; i < rowCount; i++) {
                int row = rows[i];
                values[row] = out[i];
                // sum (v - t)^2 over the decisions of a row, by the deviation of its targets from their mean.
                double mean = sums[row] / counts[row];
                squares += counts[row] * (out[i] - mean) * (out[i] - mean) + spreads[row] - sums[row] * mean;
                slopes[i] = 2 * (counts[row] * out[i] - sums[row]) / decisions;
            }
            loss = squares / decisions;
            if (!Double.isFinite(loss)) {
                throw new NonFiniteException("critic", "its loss is " + loss);
            }
            network.backward(slopes);
            updater.stepAt(learningRate);
        }
        return loss;
    }

    /** Sums targets by row and lists the rows; number of decisions. */
    private double gather(Rollouts rollouts, double[][] targets, boolean[] trained, int[] prompts, int from, int to) {
        int all = rollouts.rows().count();
        if (counts.length < all) {
            counts = new double[2 * all];
            sums = new double[2 * all];
            spreads = new double[2 * all];
            rows = new int[2 * all];
        }
        Arrays.fill(counts, 0, all, 0);
        Arrays.fill(sums, 0, all, 0);
        Arrays.fill(spreads, 0, all, 0);
        double[] decisions = new double[1];
        forEach(rollouts, targets, trained, prompts, from, to, (row, target) -> {
            counts[row]++;
            sums[row] += target;
            spreads[row] += target * target;
            decisions[0]++;
        });
        rowCount = 0;
        for (int row = 0; row < all; row++) {
            if (counts[row] > 0) {
                rows[rowCount++] = row;
            }
        }
        return decisions[0];
    }

    interface Decision {
        void visit(int row, double target);
    }

    /** Visits the decisions of the episodes that are trained on, in order. */
    static void forEach(
            Rollouts rollouts,
            double[][] targets,
            boolean[] trained,
            int[] prompts,
            int from,
            int to,
            Decision visitor) {
        for (int i = from; i < to; i++) {
            int prompt = prompts[i];
            int[] decisions = rollouts.decisions(prompt);
            int at = 0;
            for (int e = prompt * rollouts.groupSize(); e < (prompt + 1) * rollouts.groupSize(); e++) {
                int length = rollouts.length(e);
                for (int t = 0; t < length && trained[e]; t++) {
                    visitor.visit(decisions[rollouts.begin(e) + t] / rollouts.actions(), targets[prompt][at + t]);
                }
                at += length;
            }
        }
    }

    /** Optimiser steps taken, weights, moments: all that has to be kept. */
    double[] state() {
        double[] weights = HostTransfer.readAll(network.parameters());
        double[] moments = HostTransfer.readAll(updater.state());
        double[] state = new double[1 + weights.length + moments.length];
        state[0] = updater.steps();
        System.arraycopy(weights, 0, state, 1, weights.length);
        System.arraycopy(moments, 0, state, 1 + weights.length, moments.length);
        return state;
    }

    /** Length of {@link #state()}. */
    int stateLength() {
        return Math.toIntExact(
                1 + network.parameters().length() + updater.state().length());
    }

    /** Takes back what {@link #state()} gave, from a place in an array on. */
    void restore(double[] state, int from) {
        INDArray weights = network.parameters();
        int middle = from + 1 + Math.toIntExact(weights.length());
        updater.restore((int) state[from]);
        HostTransfer.writeAll(Arrays.copyOfRange(state, from + 1, middle), weights);
        HostTransfer.writeAll(Arrays.copyOfRange(state, middle, from + stateLength()), updater.state());
    }

    @Override
    public void close() {
        updater.close();
        network.close();
    }
}
