package dwell.trainer.shaping;

import dwell.envs.Help;
import dwell.envs.Require;
import dwell.envs.Stakes;
import java.util.Arrays;
import java.util.List;

/**
 * {@code think-prune}: a right answer within the limit earns its value, a right answer beyond it what a wrong one does (ThinkPrune,
 * 2504.01296, section 3; limits of 4000, 3000 and 2000 tokens one after the other). The limits divide the run's updates into
 * equal stages; without any they are 1, 3/4 and 1/2 of the largest compute.
 *
 * <p>Differs from the paper: there a longer answer is cut off and so cannot be right; here the episode goes on and is not paid.
 */
public final class ThinkPruneShaping implements Shaping<ThinkPruneShaping.Parameters> {
    /** Parameters of the shaping. */
    public record Parameters(
            @Help("limits of compute, one a stage, each at least 0; empty for 1, 3/4 and 1/2 of the largest compute")
            List<Double> limits) {
        public Parameters {
            limits = List.copyOf(limits);
            limits.forEach(limit -> Require.atLeast("limits", limit, 0));
        }
    }

    @Override
    public String id() {
        return "think-prune";
    }

    @Override
    public String summary() {
        return "a right answer counts only within a limit of compute, which is tightened in stages";
    }

    @Override
    public Parameters defaults() {
        return new Parameters(List.of());
    }

    @Override
    public List<String> terms() {
        return List.of("verdict", "limit");
    }

    @Override
    public boolean groupRelative(Parameters parameters) {
        return false;
    }

    @Override
    public RewardRule start(Parameters parameters, ShapingContext context) {
        Stakes stakes = context.stakes();
        double[] limits = parameters.limits().isEmpty()
                ? new double[] {1, 0.75, 0.5}
                : parameters.limits().stream().mapToDouble(Double::doubleValue).toArray();
        if (parameters.limits().isEmpty()) {
            double most = context.computeOr("limits", -1, 1);
            Arrays.setAll(limits, stage -> limits[stage] * most);
        }
        return new Rule(limits, context.updates(), stakes);
    }

    private static final class Rule implements MemberRule {
        private final double[] limits;
        private final int updates;
        private final Stakes stakes;
        private double limit;

        Rule(double[] limits, int updates, Stakes stakes) {
            this.limits = limits;
            this.updates = updates;
            this.stakes = stakes;
            beginUpdate(0);
        }

        @Override
        public void beginUpdate(int update) {
            int stage = (int) ((long) update * limits.length / Math.max(1, updates));
            limit = limits[Math.min(limits.length - 1, stage)];
        }

        @Override
        public void reward(OutcomeGroup group, int i, double[][] terms) {
            terms[0][i] = stakes.value(group.verdict(i));
            boolean beyond = group.correct(i) && group.compute(i) > limit;
            terms[1][i] = beyond ? stakes.wrong() - terms[0][i] : 0;
        }
    }
}
