package dwell.envs.families.threat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The optimal criterion for rare dangers against numbers that were computed elsewhere, to the printed digits. */
class SignalDetectionTest {
    @Test
    void nearlyAllAlarmsOfTheBestObserverAreFalse() {
        SignalDetection best = new SignalDetection(1, 0.01, 1000);
        assertThat(best.beta()).isCloseTo(0.099, within(1e-12));
        assertThat(best.hitRate()).isCloseTo(0.9975, within(0.5e-4));
        assertThat(best.falseAlarmRate()).isCloseTo(0.9651, within(0.5e-4));
        assertThat(best.falseShare()).isCloseTo(0.9897, within(0.5e-4));
    }

    /** Better sensitivity cuts alarms without loss. */
    @ParameterizedTest
    @CsvSource({"2, 1000, 0.5621", "1, 100, 0.3121", "3, 100, 0.0672"})
    void falseAlarmsAreThePrintedOnes(double dPrime, double ratio, double printed) {
        assertThat(new SignalDetection(dPrime, 0.01, ratio).falseAlarmRate()).isCloseTo(printed, within(0.5e-4));
    }

    @Test
    void hitsAreThePrintedOnes() {
        assertThat(new SignalDetection(3, 0.01, 100).hitRate()).isCloseTo(0.9336, within(0.5e-4));
    }

    @ParameterizedTest
    @CsvSource({"1, 0.01, 1000", "0.3, 0.2, 3", "2, 0.5, 1", "0.1, 0.01, 1", "5, 0.9, 0.01"})
    void noOtherCriterionCostsLess(double dPrime, double prevalence, double ratio) {
        SignalDetection best = new SignalDetection(dPrime, prevalence, ratio);
        NormalDistribution normal = new NormalDistribution();
        double criterion = best.criterion();
        assertThat(best.hitRate()).isCloseTo(1 - normal.cumulativeProbability(criterion - dPrime), within(1e-13));
        assertThat(best.falseAlarmRate()).isCloseTo(1 - normal.cumulativeProbability(criterion), within(1e-13));
        double least = cost(normal, dPrime, prevalence, ratio, criterion);
        for (double other = -20; other < 20; other += 0.01) {
            assertThat(cost(normal, dPrime, prevalence, ratio, other)).isGreaterThanOrEqualTo(least - 1e-12);
        }
    }

    private static double cost(NormalDistribution normal, double dPrime, double p, double ratio, double criterion) {
        double miss = normal.cumulativeProbability(criterion - dPrime);
        double falseAlarm = 1 - normal.cumulativeProbability(criterion);
        return p * ratio * miss + (1 - p) * falseAlarm;
    }

    /** Nesse 2018: fleeing costs 100, being caught 10,000: respond from 1 % on, so that 99 % of normal alarms are false. */
    @Test
    void theSmokeDetectorRespondsFromOnePercentOn() {
        assertThat(SignalDetection.smokeDetector(100, 10_000)).isEqualTo(0.01);
    }

    @Test
    void badNumbersAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SignalDetection(0, 0.5, 1))
                .withMessage("dPrime must be greater than 0, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SignalDetection(1, 1, 1))
                .withMessage("prevalence must lie between 0 and 1, was 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SignalDetection(1, 0.5, Double.NaN))
                .withMessage("costRatio must be greater than 0, was NaN");
    }
}
