package dwell.trainer.rollout;

/** The training rewards of an update's rollouts, as {@link DegenerateGroups} mends them. */
public interface GroupRewards {
    /** Reward of each episode, shape [episodes], prompt-major; live: what is written here is what is trained on. */
    double[] rewards();

    /** The terms of the rewards, shape [terms][episodes], live. */
    double[][] terms();

    /**
     * Writes rewards and terms of some prompts anew, from their present outcomes.
     *
     * @param prompts the first {@code count}, ascending
     */
    void reward(Rollouts rollouts, int[] prompts, int count);
}
