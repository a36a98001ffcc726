package dwell.trainer;

import dwell.policies.HostTransfer;
import dwell.policies.LearnedPolicy;
import dwell.trainer.config.TrainerConfig;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Gradient clipping, learning-rate schedule and optimiser step, with ND4J's updaters. Owns the optimiser's state; confined to
 * one thread.
 */
public final class PolicyUpdater implements AutoCloseable {
    private final TrainerConfig config;
    private final double initialRate;
    private final int updates;
    private final LearnedPolicy policy;
    private final IUpdater rule;
    private final INDArray state;
    private final GradientUpdater<?> updater;
    private final INDArray row;
    private final double[] host;
    private int steps;

    PolicyUpdater(TrainerConfig config, LearnedPolicy policy) {
        this(config, config.learningRate(), config.updates(), policy);
    }

    /**
     * An updater with the optimiser, schedule and gradient clip of a config.
     *
     * @param initialRate step size of the first update
     * @param updates over which the schedule runs
     */
    public PolicyUpdater(TrainerConfig config, double initialRate, int updates, LearnedPolicy policy) {
        this.config = config;
        this.initialRate = initialRate;
        this.updates = updates;
        this.policy = policy;
        this.rule = switch (config.optimizer()) {
            case ADAM -> new Adam(initialRate, config.adamBeta1(), config.adamBeta2(), config.adamEpsilon());
            case SGD -> new Sgd(initialRate);
        };
        long size = rule.stateSize(policy.parameters().length());
        this.state = size == 0 ? null : Nd4j.zeros(policy.precision().type(), 1, size);
        this.updater = rule.instantiate(state, true);
        this.row = policy.gradient().reshape(1, policy.gradient().length());
        this.host = new double[Math.toIntExact(policy.parameters().length())];
    }

    /** Step size of an update: constant, or falling to 0 after the last update. */
    static double learningRate(TrainerConfig config, int update) {
        return learningRate(config, config.learningRate(), config.updates(), update);
    }

    private static double learningRate(TrainerConfig config, double initialRate, int updates, int update) {
        double done = updates == 0 ? 0 : (double) update / updates;
        return initialRate
                * switch (config.schedule()) {
                    case CONSTANT -> 1;
                    case LINEAR -> 1 - done;
                    case COSINE -> (1 + StrictMath.cos(Math.PI * done)) / 2;
                };
    }

    /**
     * Takes a step along the policy's gradient.
     *
     * @param update which the step belongs to, from 0; the schedule goes by it
     * @return norm of the gradient before clipping
     * @throws NonFiniteException if it is not finite; the weights are then as they were
     */
    public double step(int update) {
        INDArray gradient = policy.gradient();
        double norm = norm(gradient);
        if (!Double.isFinite(norm)) {
            throw new NonFiniteException("gradient", "its norm is " + norm);
        }
        if (config.gradientClip() > 0 && norm > config.gradientClip()) {
            gradient.muli(config.gradientClip() / norm);
        }
        rule.setLrAndSchedule(learningRate(config, initialRate, updates, update), null);
        updater.applyUpdater(row, steps++, 0);
        policy.parameters().subi(gradient);
        return norm;
    }

    /** In plain Java, where a few thousand numbers take a fraction of an ND4J operation's overhead. */
    private double norm(INDArray vector) {
        HostTransfer.readAll(vector, host);
        double squares = 0;
        for (double value : host) {
            squares += value * value;
        }
        return Math.sqrt(squares);
    }

    /** Optimiser steps taken. */
    int steps() {
        return steps;
    }

    /** The optimiser's moments, a live row vector; null where the optimiser has none. */
    INDArray state() {
        return state;
    }

    /** Takes the place of an earlier run's updater; {@link #state()} is written by the caller. */
    void restore(int stepsTaken) {
        steps = stepsTaken;
    }

    @Override
    public void close() {
        if (state != null) {
            state.close();
        }
    }
}
