package dwell.trainer;

/** Hears of a run as it goes on. Called on the training thread; must return quickly. */
public interface Progress {
    /** Hears nothing. */
    Progress SILENT = (update, updates, reward, standing, decisionsPerSecond) -> {};

    /**
     * An update is done.
     *
     * @param update updates done
     * @param updates updates in all
     * @param reward mean training reward of the update
     * @param standing the last evaluation in a few words, such as {@code regret 0.0042}; empty before the first
     * @param decisionsPerSecond training decisions by training time so far
     */
    void updated(int update, int updates, double reward, String standing, double decisionsPerSecond);

    /** Something that the user should know, one sentence. */
    default void notice(String sentence) {}
}
