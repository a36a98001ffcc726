package dwell.envs.exact;

import dwell.envs.Stakes;
import dwell.envs.process.CompiledProcess;

/**
 * The best memoryless policy for what the observation shows, approached by exact gradient ascent where the observation hides
 * part of the state. Its distance to {@link Optimum} is the value of introspection. It is a lower bound: ascent can end in
 * a local optimum.
 *
 * <p>Steps follow the natural gradient (Kakade 2001) of a softmax table: each row's logits move by the mean advantage of its
 * actions, times a step size that doubles after a gain and halves until there is one. Utility therefore never falls.
 *
 * @param utility expected utility of the policy reached
 * @param rowProbabilities shape [rows x actions]
 * @param steps ascent steps taken
 */
public record BestObserver(double utility, double[] rowProbabilities, int steps) {
    private static final int MOST_STEPS = 2000;
    private static final double GAIN = 1e-11;

    /** Ascends from the uniform policy. */
    public static BestObserver of(CompiledProcess process, Stakes stakes) {
        int actions = process.actionCount();
        double[] logits = new double[process.rowCount() * actions];
        double[] probabilities = softmax(process, logits);
        double utility = utility(process, stakes, probabilities);
        double step = 1;
        int taken = 0;
        int idle = 0;
        while (taken < MOST_STEPS && idle < 10) {
            double[] direction = ExactGradient.natural(process, stakes, probabilities);
            double gain = 0;
            for (int halvings = 0; halvings < 60 && gain <= 0; halvings++) {
                double[] moved = logits.clone();
                for (int i = 0; i < moved.length; i++) {
                    moved[i] += step * direction[i];
                }
                double[] candidate = softmax(process, moved);
                double reached = utility(process, stakes, candidate);
                gain = reached - utility;
                if (gain > 0) {
                    logits = moved;
                    probabilities = candidate;
                    utility = reached;
                    step *= 2;
                } else {
                    step /= 2;
                }
            }
            idle = gain > GAIN ? 0 : idle + 1;
            if (gain <= 0) {
                break;
            }
            taken++;
        }
        return new BestObserver(utility, probabilities, taken);
    }

    private static double utility(CompiledProcess process, Stakes stakes, double[] probabilities) {
        return PolicyValue.of(process, stakes, PolicyTable.ofRows(process, probabilities))
                .utility();
    }

    private static double[] softmax(CompiledProcess process, double[] logits) {
        int actions = process.actionCount();
        double[] out = new double[logits.length];
        for (int row = 0; row < process.rowCount(); row++) {
            double max = Double.NEGATIVE_INFINITY;
            for (int a = 0; a < actions; a++) {
                max = process.legal(row, a) ? Math.max(max, logits[row * actions + a]) : max;
            }
            double sum = 0;
            for (int a = 0; a < actions; a++) {
                out[row * actions + a] = process.legal(row, a) ? Math.exp(logits[row * actions + a] - max) : 0;
                sum += out[row * actions + a];
            }
            for (int a = 0; a < actions; a++) {
                out[row * actions + a] /= sum;
            }
        }
        return out;
    }
}
