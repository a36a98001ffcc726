package dwell.trainer.evaluate;

/**
 * What an evaluation report says of the training behind it.
 *
 * @param run name of the run's folder; for a fixed policy its name
 * @param policy id of the learned policy, or the fixed policy
 * @param updates done
 * @param decisions training decisions
 * @param seconds training wall time, evaluation excluded
 * @param decisionsPerSecond after the first 10 updates; 0 without training
 */
public record RunFacts(
        String run, String policy, int updates, long decisions, double seconds, double decisionsPerSecond) {}
