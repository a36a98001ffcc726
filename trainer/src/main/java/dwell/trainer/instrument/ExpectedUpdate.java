package dwell.trainer.instrument;

import java.util.List;

/**
 * The exact expected update of the think logit of a level, as a function of the think probability p, by enumeration over all
 * compositions of the group: {@code E[sum_i w_i A_i d ln pi(mode_i) / d logit]}, the gradient that an ascent step follows.
 *
 * <p>Given the number m of members that think, nothing else depends on p. So the enumeration is done once, for each m apart, and the
 * update is the polynomial {@code sum_m Bin(m; G, p) [(1 - p) T_m - p D_m]}, with T and D the expected {@link BatchUpdate#think()} and
 * {@link BatchUpdate#direct()} given m. It has a factor p (1 - p), since T_0 = D_G = 0, which {@link #at} leaves away: under a mean
 * baseline without a scale what stays is (G - 1) / G times the net reward of thinking, whatever p is.
 *
 * <p>Immutable.
 */
final class ExpectedUpdate {
    private static final int THINK = 0;
    private static final int DIRECT = 1;
    private static final int TRAINED = 2;
    private static final int REWARD = 3;
    private static final int SQUARES = 4;
    private static final int DECISIONS = 5;
    private static final int ADVANTAGE_SQUARES = 6;
    private static final int SUMS = 7;

    private final int groupSize;
    private final double[][] given;
    private final double[] binomial;

    private ExpectedUpdate(int groupSize, double[][] given) {
        this.groupSize = groupSize;
        this.given = given;
        this.binomial = new double[groupSize + 1];
        double[] log = Compositions.logFactorials(groupSize);
        for (int m = 0; m <= groupSize; m++) {
            binomial[m] = Math.exp(log[groupSize] - log[m] - log[groupSize - m]);
        }
    }

    /**
     * Enumerates.
     *
     * @param prompts of one level; their weights sum to 1
     * @param group of one prompt, written
     * @param update of that group, in the limit of a large batch
     */
    static ExpectedUpdate of(List<TwoModePrompt> prompts, SyntheticBatch group, BatchUpdate update) {
        int groupSize = group.groupSize();
        double[][] given = new double[SUMS][groupSize + 1];
        double[] log = Compositions.logFactorials(groupSize);
        for (TwoModePrompt prompt : prompts) {
            add(prompt, group, log, update, given);
        }
        return new ExpectedUpdate(groupSize, given);
    }

    private static void add(
            TwoModePrompt prompt, SyntheticBatch group, double[] log, BatchUpdate update, double[][] given) {
        List<OutcomeKind> direct = prompt.direct();
        List<OutcomeKind> think = prompt.think();
        group.of(0, prompt);
        int kinds = direct.size() + think.size();
        double[] logProbability = new double[kinds];
        double[] moments = new double[SUMS - TRAINED];
        for (int k = 0; k < kinds; k++) {
            logProbability[k] = Math.log(kind(direct, think, k).probability());
        }
        Compositions.visit(group.groupSize(), kinds, counts -> {
            int member = 0;
            double logWeight = 0;
            for (int k = 0; k < kinds; k++) {
                logWeight += counts[k] * logProbability[k] - log[counts[k]];
                OutcomeKind kind = kind(direct, think, k);
                for (int n = 0; n < counts[k]; n++) {
                    group.set(member++, kind, k >= direct.size());
                }
            }
            int thinking = 0;
            for (int k = direct.size(); k < kinds; k++) {
                thinking += counts[k];
            }
            double weight = prompt.weight() * Math.exp(logWeight + log[thinking] + log[group.groupSize() - thinking]);
            update.compute();
            update.moments(moments);
            given[THINK][thinking] += weight * update.think();
            given[DIRECT][thinking] += weight * update.direct();
            for (int i = 0; i < moments.length; i++) {
                given[TRAINED + i][thinking] += weight * moments[i];
            }
        });
    }

    private static OutcomeKind kind(List<OutcomeKind> direct, List<OutcomeKind> think, int k) {
        return k < direct.size() ? direct.get(k) : think.get(k - direct.size());
    }

    /** The expected update divided by p (1 - p), at a think probability in [0, 1]. */
    double at(double p) {
        double[] think = powers(p);
        double[] direct = powers(1 - p);
        double sum = 0;
        for (int m = 0; m <= groupSize; m++) {
            if (m > 0) {
                sum += binomial[m] * think[m - 1] * direct[groupSize - m] * given[THINK][m];
            }
            if (m < groupSize) {
                sum -= binomial[m] * think[m] * direct[groupSize - m - 1] * given[DIRECT][m];
            }
        }
        return sum;
    }

    private double[] powers(double base) {
        double[] powers = new double[groupSize + 1];
        powers[0] = 1;
        for (int i = 1; i <= groupSize; i++) {
            powers[i] = powers[i - 1] * base;
        }
        return powers;
    }

    /** Share of members that are trained on. */
    double trained(double p) {
        return mean(TRAINED, p);
    }

    /** Reward of the members that are trained on, by members. */
    double reward(double p) {
        return mean(REWARD, p);
    }

    /** Squared reward, likewise. */
    double squaredReward(double p) {
        return mean(SQUARES, p);
    }

    /** Decisions, likewise. */
    double decisions(double p) {
        return mean(DECISIONS, p);
    }

    /** Squared advantage before anything of the batch divides it, likewise. */
    double squaredAdvantage(double p) {
        return mean(ADVANTAGE_SQUARES, p);
    }

    private double mean(int what, double p) {
        double[] think = powers(p);
        double[] direct = powers(1 - p);
        double sum = 0;
        for (int m = 0; m <= groupSize; m++) {
            sum += binomial[m] * think[m] * direct[groupSize - m] * given[what][m];
        }
        return sum / groupSize;
    }
}
