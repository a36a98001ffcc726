package dwell.policies.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dwell.policies.LearnedPolicy;
import dwell.policies.ObservationBatch;
import dwell.policies.PolicyContract;
import dwell.policies.PolicyShape;
import dwell.policies.Precision;
import org.junit.jupiter.api.Test;

class TabularPolicyTest extends PolicyContract {
    @Override
    protected LearnedPolicy create(Precision precision, long key) {
        return new TabularFamily().create(new TabularParameters(), SHAPE, precision, key);
    }

    @Test
    void logitsAreTheRowOfTheTable() {
        try (LearnedPolicy policy = create(Precision.DOUBLE, 1)) {
            for (int i = 0; i < 120; i++) {
                policy.parameters().putScalar(i, i);
            }
            ObservationBatch batch = new ObservationBatch(SHAPE.features(), 2);
            batch.resize(2);
            batch.rows()[0] = 39;
            batch.rows()[1] = 1;
            double[] logits = new double[6];
            policy.logits(batch, logits);
            assertThat(logits).containsExactly(117, 118, 119, 3, 4, 5);
        }
    }

    @Test
    void needsATable() {
        assertThatThrownBy(() -> new TabularFamily()
                        .create(new TabularParameters(), new PolicyShape(5, 3, -1), Precision.FLOAT, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a tabular policy needs an environment with a table of observations; this one has none");
    }

    @Test
    void unknownObservationIsAnError() {
        try (LearnedPolicy policy = create(Precision.FLOAT, 1)) {
            ObservationBatch batch = new ObservationBatch(SHAPE.features(), 1);
            batch.resize(1);
            batch.rows()[0] = 40;
            assertThatThrownBy(() -> policy.logits(batch, new double[3]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("observation 40");
        }
    }
}
