package dwell.trainer.evaluate;

/**
 * Fixed budgets that follow each other and stop in one zone.
 *
 * @param zone by the return ratio, see {@link dwell.envs.exact.Zone#returnRatio}
 * @param from fewest thinks
 * @param to most thinks
 * @param ratioFrom return ratio of more thought after {@code from}, along the upper hull of fixed budgets
 * @param ratioTo return ratio of more thought after {@code to}
 */
public record ZoneRange(String zone, int from, int to, double ratioFrom, double ratioTo) {}
