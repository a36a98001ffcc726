package dwell.trainer.compare;

import dwell.trainer.statistics.Interval;
import dwell.trainer.statistics.PairedDifference;
import java.util.List;

/**
 * What a comparison found: the content of {@code comparison.json}, and what the report and the table are drawn from. Intervals are at
 * 95 %; those of interquartile means, probabilities, profiles and curves are percentiles of a stratified bootstrap, those of means are
 * Student's. Failed trials are counted and in no figure.
 *
 * @param format version of this layout, now 1
 * @param name of the comparison
 * @param dwell version
 * @param baseline the first arm, which the others are compared with
 * @param arms names, in the order of the file
 * @param seeds of every arm on every process
 * @param processes in the order of the file
 * @param cells by process, then arm
 * @param overall by arm, over processes
 * @param contrasts by process, then arm, the baseline left out
 * @param differences keys whose values differ between arms
 * @param verdict sentences
 * @param notes what a reader has to know about the figures, sentences
 */
public record ComparisonSummary(
        int format,
        String name,
        String dwell,
        String baseline,
        List<String> arms,
        List<Long> seeds,
        List<ProcessFacts> processes,
        List<Cell> cells,
        List<Overall> overall,
        List<Contrast> contrasts,
        List<Difference> differences,
        List<String> verdict,
        List<String> notes) {
    /**
     * A process. Of one on which arms face different tasks these are those of the first arm.
     *
     * @param task in a few words
     * @param computeUnit what a unit of compute is; null, as all that follows, where no trial of it ended well
     * @param deliberates whether thinks are what a policy decides on
     * @param optimalUtility null where it is not known
     * @param neverThinking utility of the policy that never thinks
     * @param bestFixed name of the fixed policy that is worth most
     * @param bestFixedUtility its utility
     * @param normalised whether scores on it can be put on a common scale
     * @param equalUpdates whether all trials that sample episodes sample as many an update, so that updates can be compared
     */
    public record ProcessFacts(
            String process,
            String task,
            String computeUnit,
            boolean deliberates,
            Double optimalUtility,
            Double neverThinking,
            String bestFixed,
            Double bestFixedUtility,
            boolean normalised,
            boolean equalUpdates) {}

    /**
     * An arm on a process. Intervals are null where there are not two results, or where the figure is not known.
     *
     * @param results trials that ended well
     * @param failed trials that failed
     * @param failures seed and reason of each of them
     * @param utility interquartile mean
     * @param regret interquartile mean
     * @param overthinkingLoss interquartile mean
     * @param underthinkingLoss interquartile mean
     * @param meanUtility mean, with its t interval
     * @param meanRegret mean, with its t interval
     * @param accuracy mean
     * @param thinks mean
     * @param compute mean
     * @param regrets of the results, in the order of the seeds; empty where not known
     * @param utilities of the results, in the order of the seeds
     * @param neverThink results that collapsed to never thinking; null where the optimum is not known
     * @param alwaysThink results that collapsed to always thinking; null likewise
     * @param near results that came within {@link TrialResult#NEAR} of the optimum; null likewise
     * @param medianDecisionsToNear median of the decisions until then, those that never came counting as never; null where that is never
     * @param seconds mean wall time of a trial
     * @param levels means, easiest first
     * @param byUpdates learning curve on the common grid of updates
     * @param byDecisions learning curve on the common grid of training decisions
     */
    public record Cell(
            String process,
            String arm,
            int results,
            int failed,
            List<String> failures,
            Interval utility,
            Interval regret,
            Interval overthinkingLoss,
            Interval underthinkingLoss,
            Interval meanUtility,
            Interval meanRegret,
            Double accuracy,
            Double thinks,
            Double compute,
            List<Double> regrets,
            List<Double> utilities,
            Integer neverThink,
            Integer alwaysThink,
            Integer near,
            Double medianDecisionsToNear,
            Double seconds,
            List<LevelShare> levels,
            List<CurvePoint> byUpdates,
            List<CurvePoint> byDecisions) {}

    /** Mean thinking of an arm on a level; thinks, or compute where modes are chosen between. */
    public record LevelShare(String level, double thinking, Double optimal, double accuracy) {}

    /**
     * A learning curve at one point of the common grid.
     *
     * @param at updates, or training decisions
     * @param regret interquartile mean; null where not known
     * @param utility interquartile mean
     */
    public record CurvePoint(double at, Interval regret, Interval utility) {}

    /**
     * An arm over all processes whose scores can be put on a common scale; scores are {@link TrialResult#normalisedScore}. All but the name
     * are null where the arm has no result on one of them, or there is none.
     *
     * @param processes how many
     * @param interquartileMean of scores
     * @param mean over processes of the mean score
     * @param median over processes of the mean score
     * @param optimalityGap at 1
     * @param meanScore mean score with its t interval; null but for a single process
     * @param improvement probability that a run is worth more than one of the baseline on the same process, over all processes; null for the
     *     baseline
     * @param profile share of runs with a score above each threshold
     */
    public record Overall(
            String arm,
            int processes,
            Interval interquartileMean,
            Interval mean,
            Interval median,
            Interval optimalityGap,
            Interval meanScore,
            Interval improvement,
            List<ProfilePoint> profile) {}

    /** The performance profile at a threshold of the score. */
    public record ProfilePoint(double threshold, Interval share) {}

    /**
     * An arm against the baseline on a process, by utility. Null where there are not two results of both.
     *
     * @param improvement probability that a run is worth more than one of the baseline
     * @param paired what the arm gains on the same seed; its p-value is not adjusted
     * @param pairedHolm that p-value, adjusted for all contrasts
     * @param welch p-value of Welch's t-test, which does not use the pairs, adjusted for all contrasts
     * @param mannWhitney p-value of the Mann-Whitney test, which does not either, adjusted for all contrasts
     */
    public record Contrast(
            String process,
            String arm,
            Interval improvement,
            PairedDifference paired,
            Double pairedHolm,
            Double welch,
            Double mannWhitney) {}

    /**
     * A key whose value differs between arms.
     *
     * @param key dotted
     * @param values by arm; a dash where the key does not exist; values on different processes are set apart by a bar
     */
    public record Difference(String key, List<String> values) {}

    /** The figures of an arm on a process. */
    public Cell cell(String process, String arm) {
        return cells.stream()
                .filter(cell -> cell.process().equals(process) && cell.arm().equals(arm))
                .findFirst()
                .orElseThrow();
    }

    /** An arm over all processes. */
    public Overall overall(String arm) {
        return overall.stream().filter(one -> one.arm().equals(arm)).findFirst().orElseThrow();
    }

    /** Trials that failed. */
    public int failedTrials() {
        return cells.stream().mapToInt(Cell::failed).sum();
    }
}
