package dwell.trainer.objective;

import dwell.envs.Ending;
import dwell.trainer.config.TruncationConfig;
import dwell.trainer.config.TruncationConfig.Mode;
import dwell.trainer.rollout.Rollouts;

/**
 * What happens to episodes whose answer was forced at the budget ({@link Ending#BUDGET_EXHAUSTED}), before baselines.
 *
 * <ul>
 *   <li>{@code keep}: nothing.
 *   <li>{@code mask}: they are out of baseline, loss, denominators and the logs of rewards and advantages (overlong filtering of
 *       DAPO, 2503.14476, section 3.4).
 *   <li>{@code penalise}: {@code penalty} off their reward.
 *   <li>{@code ramp}: {@code penalty} times {@code clamp((L - (Lmax - Lcache)) / Lcache, 0, 1)} off the reward of every episode, L its
 *       compute, Lmax the largest compute of any episode, Lcache the share {@code rampShare} of it (soft overlong punishment,
 *       equation 13 there).
 *   <li>{@code bootstrap}: their reward is the value of their last observation; as that is the mean of the whole reward after it,
 *       compute included, it takes the place of the whole reward. An episode without a decision keeps its own.
 * </ul>
 *
 * <p>Buffers are reused; confined to one thread.
 */
public final class Truncation {
    private final TruncationConfig config;
    private final double mostCompute;
    private double[] changed = new double[0];
    private double[] penalties = new double[0];

    /**
     * Chooses what happens.
     *
     * @param mostCompute largest compute of an episode; read under {@code ramp} only
     */
    public Truncation(TruncationConfig config, double mostCompute) {
        this.config = config;
        this.mostCompute = mostCompute;
    }

    /**
     * Masks truncated episodes or changes rewards.
     *
     * @param rewards shape [episodes], prompt-major; not changed
     * @param values of each row of {@link Rollouts#rows} that was visited; read under {@code bootstrap} only
     * @param out whose episodes are masked
     * @return the rewards that count: {@code rewards}, or an array owned by this object, valid until the next call
     */
    public double[] of(double[] rewards, Rollouts rollouts, double[] values, Advantages out) {
        if (config.mode() != Mode.BOOTSTRAP) {
            return of(rewards, rollouts, out);
        }
        reserve(rewards.length);
        for (int e = 0; e < rewards.length; e++) {
            int length = rollouts.length(e);
            changed[e] = rewards[e];
            if (length > 0 && rollouts.ending(e) == Ending.BUDGET_EXHAUSTED) {
                int last = rollouts.decisions(e / rollouts.groupSize())[rollouts.begin(e) + length - 1];
                changed[e] = values[last / rollouts.actions()];
            }
        }
        return changed;
    }

    /** The same without values: every mode but {@code bootstrap}. */
    public double[] of(double[] rewards, EpisodeFacts facts, Advantages out) {
        if (config.mode() == Mode.MASK) {
            for (int e = 0; e < rewards.length; e++) {
                if (facts.ending(e) == Ending.BUDGET_EXHAUSTED) {
                    out.mask(e);
                }
            }
        }
        if (!penalises()) {
            return rewards;
        }
        reserve(rewards.length);
        for (int e = 0; e < rewards.length; e++) {
            penalties[e] = 0 - config.penalty() * share(facts, e);
            changed[e] = rewards[e] + penalties[e];
        }
        return changed;
    }

    /** Share of the penalty that an episode pays, in [0, 1]. */
    private double share(EpisodeFacts facts, int episode) {
        if (config.mode() == Mode.PENALISE) {
            return facts.ending(episode) == Ending.BUDGET_EXHAUSTED ? 1 : 0;
        }
        double cache = config.rampShare() * mostCompute;
        // Where no episode computes anything, none is too long.
        return cache == 0 ? 0 : Math.max(0, Math.min(1, (facts.compute(episode) - (mostCompute - cache)) / cache));
    }

    private void reserve(int episodes) {
        if (changed.length != episodes) {
            changed = new double[episodes];
            penalties = new double[episodes];
        }
    }

    /** Whether rewards get a penalty, which is a term of its own under {@code scale-then-sum}. */
    public boolean penalises() {
        return config.mode() == Mode.PENALISE || config.mode() == Mode.RAMP;
    }

    /** What the last call added to each reward, at most 0, shape [episodes]; only where {@link #penalises}. */
    public double[] penalties() {
        return penalties;
    }
}
