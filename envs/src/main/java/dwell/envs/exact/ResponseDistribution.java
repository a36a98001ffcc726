package dwell.envs.exact;

import dwell.envs.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * The exact joint distribution of the response time of an episode and its verdict. From it follow the curves that decision
 * scientists draw: response time distributions of right and wrong answers, defective cumulative distributions, quantiles, the
 * conditional accuracy function.
 *
 * @param points in order of time, all times that can occur; their probabilities sum to 1 over all verdicts
 */
public record ResponseDistribution(List<Point> points) {
    private static final double ROUNDING = 1e-12;

    public ResponseDistribution {
        points = List.copyOf(points);
    }

    /**
     * What ends at one time.
     *
     * @param time in units of the clock
     * @param correct probability of a correct answer at this time
     * @param wrong probability of a wrong answer at this time
     * @param none probability of ending without an answer at this time
     */
    public record Point(double time, double correct, double wrong, double none) {
        /** Probability of an episode that ends so at this time. */
        public double probability(Verdict verdict) {
            return switch (verdict) {
                case CORRECT -> correct;
                case WRONG -> wrong;
                case NONE -> none;
            };
        }

        /** Accuracy of the answers given at this time; NaN where there are none. */
        public double accuracy() {
            return correct / (correct + wrong);
        }
    }

    /**
     * A share of the answers, the fastest first.
     *
     * @param time mean response time of these answers
     * @param accuracy share of them that is correct
     */
    public record Bin(double time, double accuracy) {}

    /** Probability of a verdict. */
    public double probability(Verdict verdict) {
        double sum = 0;
        for (Point point : points) {
            sum += point.probability(verdict);
        }
        return sum;
    }

    /** Mean response time of the episodes with a verdict; NaN where there are none. */
    public double mean(Verdict verdict) {
        double sum = 0;
        for (Point point : points) {
            sum += point.time() * point.probability(verdict);
        }
        return sum / probability(verdict);
    }

    /** Mean response time of all episodes. */
    public double mean() {
        double sum = 0;
        for (Point point : points) {
            sum += point.time() * (point.correct() + point.wrong() + point.none());
        }
        return sum;
    }

    /** Variance of the response time of all episodes. */
    public double variance() {
        double mean = mean();
        double sum = 0;
        for (Point point : points) {
            double distance = point.time() - mean;
            sum += distance * distance * (point.correct() + point.wrong() + point.none());
        }
        return sum;
    }

    /** Defective cumulative distribution: probability of ending with a verdict at a time or before. */
    public double cumulative(Verdict verdict, double time) {
        double sum = 0;
        for (Point point : points) {
            sum += point.time() <= time ? point.probability(verdict) : 0;
        }
        return sum;
    }

    /**
     * Smallest time by which a share of the episodes with a verdict has ended; NaN where there are none. With
     * {@link #probability} this is what quantile-probability plots show.
     *
     * @param share in (0, 1]
     */
    public double quantile(Verdict verdict, double share) {
        double wanted = share * probability(verdict);
        double sum = 0;
        double last = Double.NaN;
        for (Point point : points) {
            double p = point.probability(verdict);
            if (p > 0) {
                sum += p;
                last = point.time();
                if (sum >= wanted - ROUNDING) {
                    break;
                }
            }
        }
        return last;
    }

    /**
     * The conditional accuracy function by quantile bins: the answers in order of response time, cut into equal shares. Answers
     * of one time that fall into two bins are divided between them, so every bin holds the same share exactly.
     *
     * @param bins at least 1
     * @return empty where nothing is answered
     */
    public List<Bin> conditionalAccuracy(int bins) {
        double share = (probability(Verdict.CORRECT) + probability(Verdict.WRONG)) / bins;
        List<Bin> out = new ArrayList<>();
        if (!(share > 0)) {
            return out;
        }
        double mass = 0;
        double time = 0;
        double correct = 0;
        for (Point point : points) {
            double all = point.correct() + point.wrong();
            double left = all;
            while (left > 0) {
                boolean lastBin = out.size() == bins - 1;
                double taken = lastBin ? left : Math.min(left, share - mass);
                mass += taken;
                time += taken * point.time();
                correct += taken * (point.correct() / all);
                left -= taken;
                if (!lastBin && mass >= share - ROUNDING * share) {
                    out.add(new Bin(time / mass, correct / mass));
                    mass = 0;
                    time = 0;
                    correct = 0;
                }
            }
        }
        if (mass > 0) {
            out.add(new Bin(time / mass, correct / mass));
        }
        return out;
    }
}
