package dwell.trainer.objective;

import dwell.trainer.config.AdvantageConfig.Baseline;
import dwell.trainer.config.AdvantageConfig.Scale;

/**
 * Rewards to advantages: {@code A = (r - baseline) / scale}.
 *
 * <p>Baselines: {@code mean} subtracts the mean of the group, the episode included (GRPO, DeepSeekMath 2402.03300 section
 * 4.1.2); {@code leave-one-out} that of the other members (RLOO, 2402.14740), which is G / (G - 1) times the former;
 * {@code none} subtracts nothing. Scales: {@code none}; {@code group-std} divides by the sample deviation (n - 1) of the
 * group's rewards plus epsilon; {@code batch-std} by that of all rewards of the update plus epsilon.
 *
 * <p>Differs from the paper: the paper always divides by the group's deviation; here that is an option and not the default,
 * because with a price on compute it flips the sign of the price where the group's answers are all right or all wrong.
 *
 * <p>Under a group baseline, a group whose rewards are all equal has advantage exactly 0.
 */
public final class Advantage {
    private final Baseline baseline;
    private final Scale scale;
    private final double epsilon;

    /** Chooses the formula; {@code epsilon} is added to a deviation before it divides. */
    public Advantage(Baseline baseline, Scale scale, double epsilon) {
        this.baseline = baseline;
        this.scale = scale;
        this.epsilon = epsilon;
    }

    /**
     * Writes advantages.
     *
     * @param rewards shape [prompts x groupSize], prompt-major
     * @param advantages shape as rewards, written
     * @return number of groups whose rewards are all equal
     */
    public int of(double[] rewards, int groupSize, double[] advantages) {
        double batchDivisor = scale == Scale.BATCH_STD ? deviation(rewards, 0, rewards.length) + epsilon : 1;
        int equalGroups = 0;
        for (int from = 0; from < rewards.length; from += groupSize) {
            boolean equal = allEqual(rewards, from, groupSize);
            equalGroups += equal ? 1 : 0;
            double mean = mean(rewards, from, groupSize);
            double divisor = scale == Scale.GROUP_STD ? deviation(rewards, from, groupSize) + epsilon : batchDivisor;
            for (int i = from; i < from + groupSize; i++) {
                double centred = centred(rewards[i], mean, groupSize, equal);
                // 0 stays 0, also where a deviation of 0 and an epsilon of 0 would divide it.
                advantages[i] = centred == 0 ? 0 : centred / divisor;
            }
        }
        return equalGroups;
    }

    private double centred(double reward, double mean, int groupSize, boolean equal) {
        if (baseline == Baseline.NONE) {
            return reward;
        }
        if (equal) {
            return 0;
        }
        double centred = reward - mean;
        return baseline == Baseline.MEAN ? centred : centred * groupSize / (groupSize - 1.0);
    }

    private static double mean(double[] values, int from, int count) {
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += values[i];
        }
        return sum / count;
    }

    private static boolean allEqual(double[] values, int from, int count) {
        for (int i = from + 1; i < from + count; i++) {
            if (values[i] != values[from]) {
                return false;
            }
        }
        return true;
    }

    /** Sample standard deviation (n - 1), two passes; 0 for equal values. */
    public static double deviation(double[] values, int from, int count) {
        if (allEqual(values, from, count)) {
            return 0;
        }
        double mean = mean(values, from, count);
        double squares = 0;
        for (int i = from; i < from + count; i++) {
            squares += (values[i] - mean) * (values[i] - mean);
        }
        return Math.sqrt(squares / (count - 1));
    }
}
