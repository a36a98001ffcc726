package dwell.trainer.rollout;

import dwell.envs.Action;
import dwell.trainer.config.SamplingConfig;
import dwell.trainer.config.SamplingConfig.Degenerate;
import dwell.trainer.config.SamplingConfig.FirstDecision;
import dwell.trainer.objective.LogSoftmax;
import java.util.List;

/**
 * What rollouts are drawn from, given logits: the policy at a temperature, mixed with the uniform policy over legal actions,
 *
 * <pre>
 * b(a) = (1 - epsilon) softmax(logits / temperature)(a) + epsilon / legal actions
 * </pre>
 *
 * and, where first decisions are forced, at the first decision of an episode a fixed share of each group from the actions that
 * do not deliberate and the rest from those that do, each in the proportions of b (AdaptThink, 2505.13417, section 2.2):
 *
 * <pre>
 * b_first(a) = share b(a | not deliberating)  or  (1 - share) b(a | deliberating)
 * </pre>
 *
 * Differs from the paper: a mode is all actions of its kind in the policy's own proportions, not one token, so that its
 * behaviour probability is exact for any number of actions. Immutable and thread-safe.
 */
final class Behaviour {
    private final double temperature;
    private final double logKept;
    private final double epsilon;
    private final boolean forced;
    private final boolean onPolicy;
    private final int leading;
    private final double share;
    private final boolean[] deliberates;

    /**
     * The behaviour of a config.
     *
     * @param actions of the task
     * @param groupSize rollouts of each prompt
     */
    Behaviour(SamplingConfig config, List<Action> actions, int groupSize) {
        this.temperature = config.temperature();
        this.epsilon = config.epsilon();
        this.logKept = Math.log1p(-epsilon);
        this.forced = config.firstDecision() == FirstDecision.FORCED;
        this.onPolicy = temperature == 1
                && epsilon == 0
                && !forced
                && config.lag() == 0
                && config.degenerate() != Degenerate.REPLAY;
        this.leading = leading(config.forcedShare(), groupSize);
        this.share = (double) leading / groupSize;
        this.deliberates = new boolean[actions.size()];
        for (int a = 0; a < deliberates.length; a++) {
            deliberates[a] = actions.get(a).kind().deliberates();
        }
    }

    /** Members of a group that are forced not to deliberate: at least one, and not all, so that both modes are drawn. */
    private static int leading(double forcedShare, int groupSize) {
        return (int) Math.max(1, Math.min(groupSize - 1.0, Math.round(groupSize * forcedShare)));
    }

    /** Whether every row is drawn from the policy as it is. */
    boolean onPolicy() {
        return onPolicy;
    }

    /** Whether first decisions are forced. */
    boolean forced() {
        return forced;
    }

    /** Members, from 0 on, whose first decision does not deliberate. */
    int leading() {
        return leading;
    }

    boolean deliberates(int action) {
        return deliberates[action];
    }

    /** Log-probabilities of b in one row; arguments as {@link LogSoftmax#of}. */
    void of(double[] logits, int from, boolean[] legal, int legalFrom, double[] out, int to) {
        int actions = deliberates.length;
        if (temperature == 1) {
            LogSoftmax.of(logits, from, actions, legal, legalFrom, out, to);
        } else {
            for (int a = 0; a < actions; a++) {
                out[to + a] = logits[from + a] / temperature;
            }
            LogSoftmax.of(out, to, actions, legal, legalFrom, out, to);
        }
        if (epsilon == 0) {
            return;
        }
        int choices = 0;
        for (int a = 0; a < actions; a++) {
            choices += legal[legalFrom + a] ? 1 : 0;
        }
        double floor = Math.log(epsilon / choices);
        for (int a = 0; a < actions; a++) {
            if (legal[legalFrom + a]) {
                out[to + a] = logSum(logKept + out[to + a], floor);
            }
        }
    }

    /** Whether a row has legal actions of both modes; elsewhere a first decision is drawn as any other. */
    boolean hasBothModes(boolean[] legal, int from) {
        boolean thinking = false;
        boolean direct = false;
        for (int a = 0; a < deliberates.length; a++) {
            thinking |= legal[from + a] && deliberates[a];
            direct |= legal[from + a] && !deliberates[a];
        }
        return thinking && direct;
    }

    /**
     * Log-probabilities of b given a mode.
     *
     * @param deliberate the mode
     * @param b log-probabilities of b, read from {@code from}
     * @param legal read from {@code from} as well
     * @param out written from {@code to}; negative infinity outside the mode
     */
    void ofMode(boolean deliberate, double[] b, boolean[] legal, int from, double[] out, int to) {
        double max = Double.NEGATIVE_INFINITY;
        int choices = 0;
        for (int a = 0; a < deliberates.length; a++) {
            if (legal[from + a] && deliberates[a] == deliberate) {
                max = Math.max(max, b[from + a]);
                choices++;
            }
        }
        // Log-probabilities keep their differences where the probabilities are all 0; only where they are lost too is
        // it uniform.
        boolean lost = max == Double.NEGATIVE_INFINITY;
        double sum = 0;
        for (int a = 0; a < deliberates.length; a++) {
            if (!lost && legal[from + a] && deliberates[a] == deliberate) {
                sum += Math.exp(b[from + a] - max);
            }
        }
        double logSum = max + Math.log(sum);
        for (int a = 0; a < deliberates.length; a++) {
            boolean in = legal[from + a] && deliberates[a] == deliberate;
            out[to + a] = in ? lost ? -Math.log(choices) : b[from + a] - logSum : Double.NEGATIVE_INFINITY;
        }
    }

    /**
     * Log-probabilities of b_first over the group, in a row with both modes.
     *
     * @param direct log-probabilities given the mode that does not deliberate, read from {@code directFrom}
     * @param thinking those given the other mode
     */
    void first(double[] direct, int directFrom, double[] thinking, int thinkingFrom, double[] out, int to) {
        for (int a = 0; a < deliberates.length; a++) {
            out[to + a] = deliberates[a]
                    ? Math.log1p(-share) + thinking[thinkingFrom + a]
                    : Math.log(share) + direct[directFrom + a];
        }
    }

    private static double logSum(double x, double y) {
        double max = Math.max(x, y);
        return max + Math.log1p(Math.exp(Math.min(x, y) - max));
    }
}
