package dwell.trainer.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuidanceShapeTest {
    private final GuidanceShape shape = new GuidanceShape(0.1);

    @ParameterizedTest
    @ValueSource(doubles = {1e-8, 1e-4, 0.03, 0.1, 0.5, 1, 3})
    void theSlopeIsTheDerivativeInTheLogarithmOfTheRatio(double ratio) {
        for (boolean positive : new boolean[] {true, false}) {
            double above = shape.value(ratio * Math.exp(1e-5), positive);
            double below = shape.value(ratio * Math.exp(-1e-5), positive);
            assertThat(shape.slope(ratio, positive))
                    .isCloseTo((above - below) / 2e-5, within(1e-8 * shape.slope(ratio, positive) + 1e-11));
        }
    }

    /** k = 0.1: one half at 0.1, where the slope is one quarter; ten times the plain ratio's at 0, 1 / 12.1 of it at 1. */
    @Test
    void rareActionsLearnFasterAndCommonOnesSlower() {
        assertThat(shape.value(0.1, true)).isCloseTo(0.5, within(1e-15));
        assertThat(shape.slope(0.1, true)).isCloseTo(0.25, within(1e-15));
        assertThat(shape.slope(1e-9, true) / 1e-9).isCloseTo(10, within(1e-6));
        assertThat(shape.slope(1, true)).isCloseTo(1 / 12.1, within(1e-15));
        assertThat(shape.slope(0.3, false)).isEqualTo(0.3);
        assertThat(shape.value(0.3, false)).isEqualTo(0.3);
        assertThat(shape.side(9, true)).isZero();
        assertThat(shape.slope(0, true)).isZero();
        assertThat(shape.slope(Double.MIN_VALUE, true)).isPositive();
    }

    @Test
    void refusesAConstantThatIsNotPositive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GuidanceShape(0))
                .withMessageContaining("k must");
    }
}
