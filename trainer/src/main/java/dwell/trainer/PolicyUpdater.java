package dwell.trainer;

import dwell.policies.HostTransfer;
import dwell.policies.LearnedPolicy;
import dwell.trainer.config.TrainerConfig;
import dwell.trainer.config.TrainerConfig.Schedule;
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
    private final double gradientClip;
    private final LearnedPolicy policy;
    private final IUpdater rule;
    private final INDArray state;
    private final GradientUpdater<?> updater;
    private final INDArray row;
    private final double[] host;
    private double[] added;
    private int steps;

    /** The optimiser and gradient clip of a config, with no steps behind it. */
    public PolicyUpdater(TrainerConfig config, LearnedPolicy policy) {
        this(
                config,
                policy,
                switch (config.optimizer()) {
                    case ADAM -> adam(config);
                    case SGD -> new Sgd(config.learningRate());
                },
                config.gradientClip());
    }

    private PolicyUpdater(TrainerConfig config, LearnedPolicy policy, IUpdater rule, double gradientClip) {
        this.config = config;
        this.gradientClip = gradientClip;
        this.policy = policy;
        this.rule = rule;
        long size = rule.stateSize(policy.parameters().length());
        this.state = size == 0 ? null : Nd4j.zeros(policy.precision().type(), 1, size);
        this.updater = rule.instantiate(state, true);
        this.row = policy.gradient().reshape(1, policy.gradient().length());
        this.host = new double[Math.toIntExact(policy.parameters().length())];
    }

    private static Adam adam(TrainerConfig config) {
        return new Adam(config.learningRate(), config.adamBeta1(), config.adamBeta2(), config.adamEpsilon());
    }

    /** Adam for a critic, with the run's decays and without a limit on the gradient; to be stepped by {@link #stepAt}. */
    static PolicyUpdater ofCritic(TrainerConfig config, LearnedPolicy critic) {
        return new PolicyUpdater(config, critic, adam(config), 0);
    }

    /** Step size of an update: constant, or falling to 0 after the last update. */
    static double learningRate(TrainerConfig config, int update) {
        double done = config.updates() == 0 ? 0 : (double) update / config.updates();
        return config.learningRate() * remaining(config.schedule(), done);
    }

    /**
     * What a schedule leaves of the first step size.
     *
     * @param done share of the training that is done, in [0, 1]
     */
    public static double remaining(Schedule schedule, double done) {
        return switch (schedule) {
            case CONSTANT -> 1;
            case LINEAR -> 1 - done;
            case COSINE -> (1 + StrictMath.cos(Math.PI * done)) / 2;
        };
    }

    /**
     * Takes note of the policy's gradient as a part of the next step's.
     *
     * @param kept whether other parts belong to the step; the sum is then held here, in double precision
     */
    void add(boolean kept) {
        if (!kept) {
            return;
        }
        HostTransfer.readAll(policy.gradient(), host);
        if (added == null) {
            added = host.clone();
            return;
        }
        for (int i = 0; i < host.length; i++) {
            added[i] += host[i];
        }
    }

    /** Makes the sum of the parts that were added, if any were, the policy's gradient. */
    void gather() {
        if (added != null) {
            HostTransfer.writeAll(added, policy.gradient());
            added = null;
        }
    }

    /**
     * Takes a step along the policy's gradient, or the sum of the parts that were added, of the size that the schedule has for an
     * update.
     *
     * @return norm of the gradient before clipping
     * @throws NonFiniteException if it is not finite; the weights are then as they were
     */
    double step(int update) {
        return stepAt(learningRate(config, update));
    }

    /** Takes a step of a size along the policy's gradient; as {@link #step} otherwise. */
    public double stepAt(double learningRate) {
        gather();
        INDArray gradient = policy.gradient();
        double norm = norm(gradient);
        if (!Double.isFinite(norm)) {
            throw new NonFiniteException("gradient", "its norm is " + norm);
        }
        if (gradientClip > 0 && norm > gradientClip) {
            gradient.muli(gradientClip / norm);
        }
        rule.setLrAndSchedule(learningRate, null);
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
