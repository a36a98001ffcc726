package dwell.trainer.compare;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dwell.trainer.evaluate.PolicyScore;
import java.util.List;

/**
 * What a trial gives. Holds no times: one trial has one result, whatever else the machine does.
 *
 * @param updates done
 * @param episodes of training
 * @param decisions of training
 * @param score of the policy at the end
 * @param curve evaluated updates in rising order, the untrained policy first, the last update last
 */
public record TrialResult(int updates, long episodes, long decisions, PolicyScore score, List<Point> curve) {
    /** Regret from which on a policy counts as near the optimum. */
    public static final double NEAR = 0.01;

    private static final double COLLAPSED = 0.05;

    public TrialResult {
        curve = List.copyOf(curve);
    }

    /**
     * An evaluation during training; of a stepped environment sampled, and what is then not known is null.
     *
     * @param update updates done
     * @param decisions training decisions so far
     */
    public record Point(
            int update,
            long decisions,
            double utility,
            Double regret,
            Double overthinkingLoss,
            Double underthinkingLoss,
            Double accuracy,
            Double thinks,
            Double compute) {}

    /** How the policy's thinking has died out or run away. */
    public enum Collapse {
        NONE,
        NEVER_THINK,
        ALWAYS_THINK;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /** Training decisions at the first evaluated update whose regret is at most {@value #NEAR}; null if there was none. */
    @JsonIgnore
    public Long decisionsToNear() {
        return curve.stream()
                .filter(point -> point.regret() != null && point.regret() <= NEAR)
                .map(Point::decisions)
                .findFirst()
                .orElse(null);
    }

    /**
     * Whether the policy at the end has collapsed. Its amount of thinking is thinks per item, or compute per item where modes are
     * chosen between. Never-think: less than 5 % of the way from the policy that never thinks to the optimum, where the optimum thinks.
     * Always-think: less than 5 % of the way from the fixed policy that thinks most back to the optimum, where the optimum thinks less.
     *
     * @return null where the optimum is not known
     */
    @JsonIgnore
    public Collapse collapse() {
        if (score.optimalThinks() == null) {
            return null;
        }
        boolean thinks = score.deliberates();
        double own = thinks ? score.thinks() : score.compute();
        double best = thinks ? score.optimalThinks() : score.optimalCompute();
        double least =
                thinks ? score.neverThinking().thinks() : score.neverThinking().compute();
        double most = thinks
                ? score.alwaysThinking().thinks()
                : score.alwaysThinking().compute();
        double tiny = 1e-9 * Math.max(1, most);
        if (best > least + tiny && own - least < COLLAPSED * (best - least)) {
            return Collapse.NEVER_THINK;
        }
        if (best < most - tiny && most - own < COLLAPSED * (most - best)) {
            return Collapse.ALWAYS_THINK;
        }
        return Collapse.NONE;
    }

    /**
     * Utility on the scale of its process: 1 is the optimum, 0 is never thinking.
     *
     * @return null where the optimum is not known or is not worth more than never thinking
     */
    @JsonIgnore
    public Double normalisedScore() {
        Double optimal = score.optimalUtility();
        double never = score.neverThinking().utility();
        return optimal == null || optimal - never < 1e-9 ? null : (Double) (1 - score.regret() / (optimal - never));
    }
}
