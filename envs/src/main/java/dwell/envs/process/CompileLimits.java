package dwell.envs.process;

/**
 * How large a process may be. Exceeding a limit is an error that says which, never a hang.
 *
 * @param states reachable states
 * @param branches branches of all choices of all states
 * @param readings observation rows of all states together
 */
public record CompileLimits(int states, int branches, int readings) {
    /** What two cores and a few gigabytes take in seconds. */
    public static final CompileLimits DEFAULT = new CompileLimits(1_000_000, 10_000_000, 20_000_000);
}
