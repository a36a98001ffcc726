package dwell.trainer.evaluate;

import dwell.envs.Verdict;
import dwell.envs.exact.Clock;
import dwell.envs.exact.PolicyTable;
import dwell.envs.exact.ResponseDistribution;
import dwell.envs.exact.ResponseTimes;
import dwell.envs.process.CompiledProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * How long a policy's episodes take and how they end, exactly: what psychometric and chronometric curves, response time
 * distributions and conditional accuracy functions are drawn from. Response time is compute unless it says otherwise.
 *
 * @param overall over all items
 * @param levels by level, easiest first: accuracy is the psychometric curve, the mean times are the chronometric one
 * @param times probability of each verdict at each response time, over all items
 * @param conditionalAccuracy the answers in {@value #BINS} equal shares, the fastest first: mean time and accuracy of each;
 *     empty where nothing is answered
 */
public record Responses(
        Curve overall,
        List<Curve> levels,
        List<ResponseDistribution.Point> times,
        List<ResponseDistribution.Bin> conditionalAccuracy) {
    /** Shares of the answers that {@code conditionalAccuracy} cuts them into. */
    public static final int BINS = 5;

    private static final double[] QUANTILES = {0.1, 0.3, 0.5, 0.7, 0.9};

    public Responses {
        levels = List.copyOf(levels);
        times = List.copyOf(times);
        conditionalAccuracy = List.copyOf(conditionalAccuracy);
    }

    /**
     * One point of the curves; what cannot occur is null, or an empty list.
     *
     * @param level name of the level; {@code all} for all items
     * @param correct probability of a correct answer
     * @param wrong probability of a wrong answer
     * @param none probability of ending without an answer
     * @param timeCorrect mean compute of correct answers
     * @param timeWrong mean compute of wrong answers
     * @param timeNone mean compute of endings without an answer
     * @param thinksCorrect mean thinks of correct answers
     * @param thinksWrong mean thinks of wrong answers
     * @param quantilesCorrect compute by which 10, 30, 50, 70 and 90 % of the correct answers are given
     * @param quantilesWrong the same of the wrong answers
     */
    public record Curve(
            String level,
            double correct,
            double wrong,
            double none,
            Double timeCorrect,
            Double timeWrong,
            Double timeNone,
            Double thinksCorrect,
            Double thinksWrong,
            List<Double> quantilesCorrect,
            List<Double> quantilesWrong) {}

    /** The curves of a policy. */
    public static Responses of(CompiledProcess process, PolicyTable policy) {
        return of(process, policy, ResponseTimes.of(process, policy, Clock.COMPUTE));
    }

    /** @param compute the policy's response times in compute */
    static Responses of(CompiledProcess process, PolicyTable policy, ResponseTimes compute) {
        ResponseTimes thinks = ResponseTimes.of(process, policy, Clock.THINKS);
        List<Curve> levels = new ArrayList<>();
        for (int level = 0; level < process.levelCount(); level++) {
            levels.add(curve(
                    process.levels().get(level),
                    compute.levels().get(level),
                    thinks.levels().get(level)));
        }
        return new Responses(
                curve("all", compute.overall(), thinks.overall()),
                levels,
                compute.overall().points(),
                compute.overall().conditionalAccuracy(BINS));
    }

    private static Curve curve(String level, ResponseDistribution compute, ResponseDistribution thinks) {
        return new Curve(
                level,
                compute.probability(Verdict.CORRECT),
                compute.probability(Verdict.WRONG),
                compute.probability(Verdict.NONE),
                orNull(compute.mean(Verdict.CORRECT)),
                orNull(compute.mean(Verdict.WRONG)),
                orNull(compute.mean(Verdict.NONE)),
                orNull(thinks.mean(Verdict.CORRECT)),
                orNull(thinks.mean(Verdict.WRONG)),
                quantiles(compute, Verdict.CORRECT),
                quantiles(compute, Verdict.WRONG));
    }

    private static List<Double> quantiles(ResponseDistribution compute, Verdict verdict) {
        return compute.probability(verdict) > 0
                ? DoubleStream.of(QUANTILES)
                        .mapToObj(share -> compute.quantile(verdict, share))
                        .toList()
                : List.of();
    }

    private static Double orNull(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
