package dwell.trainer.config;

import dwell.envs.Help;
import dwell.envs.Require;

/** The penalty on the distance to a reference policy ({@code trainer.kl.*}). */
public record KlConfig(
        @Help("beta, weight of the KL divergence to the reference policy, at first the initial one, at least 0")
        double beta,

        @Help(
                "KL divergence: exact (over all actions of the row), or of the action taken k1, k2, k3, k3-importance (k3 times the ratio"
                        + " of new to old probability)")
        Estimator estimator,

        @Help("where it is paid: loss, or reward (summed over the episode, without a gradient of its own)")
        Place place,

        @Help(
                "divergence that beta is adapted to, nats per decision, at least 0; 0 keeps beta (Ziegler 2019, section 2.2)")
        double target,

        @Help("updates over which an adapted beta would change by e at full error, greater than 0")
        double horizon,

        @Help("updates between two moves of the reference policy towards the present one, at least 0; 0 leaves it")
        int syncEvery,

        @Help("share of the present policy's weights in the moved reference, in (0, 1]")
        double syncMix) {

    /** How the divergence to the reference policy is computed. */
    public enum Estimator {
        EXACT,
        K1,
        K2,
        K3,
        K3_IMPORTANCE;

        @Override
        public String toString() {
            return Words.kebab(this);
        }
    }

    /** Where the penalty is paid. */
    public enum Place {
        LOSS,
        REWARD;

        @Override
        public String toString() {
            return Words.kebab(this);
        }
    }

    public KlConfig {
        Require.atLeast("beta", beta, 0);
        Require.atLeast("target", target, 0);
        Require.that(target == 0 || beta > 0, "target must be 0 where beta is 0, was %s", target);
        Require.that(
                place == Place.LOSS || estimator != Estimator.K3_IMPORTANCE,
                "estimator must not be k3-importance where place is reward: rewards have no gradient, was %s",
                estimator);
        Require.positive("horizon", horizon);
        Require.atLeast("syncEvery", syncEvery, 0);
        Require.that(syncMix > 0 && syncMix <= 1, "syncMix must lie in (0, 1], was %s", syncMix);
    }

    /** None. */
    public static KlConfig defaults() {
        return new KlConfig(0, Estimator.EXACT, Place.LOSS, 0, 10, 0, 1);
    }
}
