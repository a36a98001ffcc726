package dwell.trainer.warm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import dwell.policies.ObservationBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImitationTargetsTest {
    private static ImitationTargets targets(double[] weights, boolean[] legal, int actions) {
        ObservationBatch batch = new ObservationBatch(1, weights.length / actions);
        batch.resize(weights.length / actions);
        return new ImitationTargets(batch, legal, weights, actions);
    }

    /** Central differences of step 1e-5 are exact to about 1e-10 here. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theGradientIsTheDifferenceQuotient(long seed) {
        long key = RandomKey.of(seed, Purpose.CHECK);
        int rows = 5;
        int actions = 4;
        double[] weights = new double[rows * actions];
        boolean[] legal = new boolean[weights.length];
        double[] logits = new double[weights.length];
        for (int i = 0; i < weights.length; i++) {
            legal[i] = i % actions == 0 || RandomKey.below(key, i, 3) > 0;
            weights[i] = legal[i] && RandomKey.below(key, 100 + i, 4) > 0 ? RandomKey.uniform(key, 200 + i) : 0;
            logits[i] = 3 * RandomKey.gaussian(key, 300 + i);
        }
        ImitationTargets targets = targets(weights, legal, actions);
        double[] gradient = new double[weights.length];
        targets.loss(logits, gradient);
        for (int i = 0; i < logits.length; i++) {
            double at = logits[i];
            logits[i] = at + 1e-5;
            double above = targets.loss(logits, null);
            logits[i] = at - 1e-5;
            double below = targets.loss(logits, null);
            logits[i] = at;
            assertThat(gradient[i]).as("logit %d", i).isCloseTo((above - below) / 2e-5, within(1e-8));
        }
    }

    /** Two rows, of weight 3 and 1: entropy of (1/3, 2/3), and of a certain action. */
    @Test
    void theFloorIsTheEntropyOfTheTargetsAndIsReachedByTheirLogarithms() {
        ImitationTargets targets = targets(new double[] {1, 2, 0, 1}, new boolean[] {true, true, false, true}, 2);
        double floor = 0.75 * (Math.log(3) - 2.0 / 3 * Math.log(2));
        assertThat(targets.floor()).isCloseTo(floor, within(1e-15));
        assertThat(targets.loss(new double[] {5, 5 + Math.log(2), 99, -7}, null))
                .isCloseTo(floor, within(1e-15));
        assertThat(targets.loss(new double[] {0, 0, 0, 0}, null)).isCloseTo(0.75 * Math.log(2), within(1e-15));
        assertThat(targets.total()).isEqualTo(4);
    }

    @Test
    void refusesToImitateNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> targets(new double[2], new boolean[] {true, true}, 2))
                .withMessageContaining("nothing to imitate");
    }
}
