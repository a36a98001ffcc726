package dwell.envs;

/**
 * What one episode did. Facts only: an environment never computes a reward, and a reward never sees more than this.
 *
 * @param level index of the item's level, easiest 0
 * @param ending why the episode ended
 * @param verdict what was answered
 * @param compute compute spent, in the process's compute units
 * @param thinks number of deliberate actions chosen
 */
public record Outcome(int level, Ending ending, Verdict verdict, double compute, int thinks) {
    /** Value of the verdict minus the price of the compute. */
    public double utility(Stakes stakes) {
        return stakes.value(verdict) - stakes.price() * compute;
    }
}
