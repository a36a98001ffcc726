package dwell.trainer.objective;

import dwell.trainer.rollout.Rollouts;
import java.util.Arrays;

/**
 * The advantages of an update and which episodes are trained on. An episode that is not trained on is out of the loss, of every
 * mean and of every denominator, and has the advantage 0. Buffers are reused from update to update; confined to one thread.
 */
public final class Advantages {
    private final double[] episodes;
    private final boolean[] counted;
    private final boolean[] trained;
    private boolean[] equal = new boolean[0];
    private double[][] decisions;

    /** Advantages of 0 of trained episodes. */
    public Advantages(int episodeCount) {
        this.episodes = new double[episodeCount];
        this.counted = new boolean[episodeCount];
        this.trained = new boolean[episodeCount];
        trainAll();
    }

    /** Counts and trains every episode: what an update starts from. */
    public void trainAll() {
        Arrays.fill(counted, true);
        Arrays.fill(trained, true);
    }

    /** Takes a truncated episode out of everything, logs included. */
    void mask(int episode) {
        counted[episode] = false;
        trained[episode] = false;
    }

    /** One advantage an episode, shape [episodes], prompt-major; where decisions have their own, their mean over the episode. */
    public double[] episodes() {
        return episodes;
    }

    /**
     * Whether an episode is trained on, shape [episodes]: not masked as truncated, kept by the filter, and not of a group that is
     * skipped since its rewards are equal.
     */
    public boolean[] trained() {
        return trained;
    }

    /** Whether an episode counts in what is logged of rewards and advantages, shape [episodes]: not masked as truncated. */
    public boolean[] counted() {
        return counted;
    }

    /**
     * Whether the rewards of a group's members that compete (neither masked nor filtered out) have a range of exactly 0, shape
     * [prompts]; independent of baseline and scale.
     */
    public boolean[] equalGroups() {
        return equal;
    }

    /** Number of such groups. */
    public int equalGroupCount() {
        int count = 0;
        for (boolean one : equal) {
            count += one ? 1 : 0;
        }
        return count;
    }

    void describeGroups(int prompts) {
        if (equal.length != prompts) {
            equal = new boolean[prompts];
        }
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
        DecisionAdvantage.reserve(rollouts, decisions);
    }

    /**
     * The advantages of the decisions of a prompt's rollouts, member after member, each in order of its steps; only where {@link
     * #byDecision}. Those of episodes that are not trained on are 0.
     */
    public double[] decisions(int prompt) {
        return decisions[prompt];
    }
}
