package dwell.trainer.objective;

import dwell.trainer.rollout.Rollouts;
import java.util.Arrays;

/**
 * The advantages of an update and which episodes are trained on. An episode that is not trained on is out of the loss, of every
 * mean and of every denominator. Buffers are reused from update to update; confined to one thread.
 */
public final class Advantages {
    private final double[] episodes;
    private final boolean[] trained;
    private double[][] decisions;

    /** Advantages of 0 of trained episodes. */
    public Advantages(int episodeCount) {
        this.episodes = new double[episodeCount];
        this.trained = new boolean[episodeCount];
        Arrays.fill(trained, true);
    }

    /** One advantage an episode, shape [episodes], prompt-major; where decisions have their own, their mean over the episode. */
    public double[] episodes() {
        return episodes;
    }

    /** Whether an episode is trained on, shape [episodes]. */
    public boolean[] trained() {
        return trained;
    }

    /** Whether decisions of one episode have advantages of their own. */
    public boolean byDecision() {
        return decisions != null;
    }

    /**
     * Makes room for an advantage of each decision.
     *
     * @param rollouts whose decisions they belong to
     */
    public void useDecisions(Rollouts rollouts) {
        if (decisions == null || decisions.length != rollouts.prompts()) {
            decisions = new double[rollouts.prompts()][];
        }
        for (int p = 0; p < rollouts.prompts(); p++) {
            int count = 0;
            for (int e = p * rollouts.groupSize(); e < (p + 1) * rollouts.groupSize(); e++) {
                count += rollouts.length(e);
            }
            if (decisions[p] == null || decisions[p].length < count) {
                decisions[p] = new double[2 * count];
            }
        }
    }

    /**
     * The advantages of the decisions of a prompt's rollouts, member after member, each in order of its steps; only where {@link
     * #byDecision}.
     */
    public double[] decisions(int prompt) {
        return decisions[prompt];
    }
}
