package dwell.trainer.rollout;

import dwell.trainer.metrics.Metric;
import dwell.trainer.metrics.MetricValues;

/** How first decisions were drawn, and how the policy itself would have taken them. */
final class FirstDecisions {
    private FirstDecisions() {}

    /** Sets the metrics of forced first decisions; nothing where they are not forced. */
    static void describe(Behaviour behaviour, Rollouts rollouts, MetricValues metrics) {
        if (!behaviour.forced()) {
            return;
        }
        double[] policy = rollouts.rows().policyLogProbability();
        int actions = rollouts.actions();
        int episodes = 0;
        int direct = 0;
        double natural = 0;
        for (int e = 0; e < rollouts.episodes(); e++) {
            if (rollouts.length(e) == 0) {
                continue;
            }
            int decision = rollouts.decisions(e / rollouts.groupSize())[rollouts.begin(e)];
            int row = decision / actions * actions;
            episodes++;
            direct += behaviour.deliberates(decision - row) ? 0 : 1;
            for (int a = 0; a < actions; a++) {
                natural += behaviour.deliberates(a) ? 0 : Math.exp(policy[row + a]);
            }
        }
        if (episodes > 0) {
            metrics.set(Metric.FIRST_DIRECT, (double) direct / episodes)
                    .set(Metric.POLICY_FIRST_DIRECT, natural / episodes);
        }
    }
}
