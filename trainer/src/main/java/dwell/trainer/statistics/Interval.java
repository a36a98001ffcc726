package dwell.trainer.statistics;

/**
 * An estimate with its interval.
 *
 * @param estimate from the data themselves
 * @param low lower end
 * @param high upper end; a percentile interval need not hold the estimate
 */
public record Interval(double estimate, double low, double high) {}
