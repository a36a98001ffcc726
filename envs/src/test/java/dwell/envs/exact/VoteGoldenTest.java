package dwell.envs.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Stakes;
import dwell.envs.process.CompiledProcess;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vote process of one level against closed forms and against tables that were computed elsewhere, to the printed digits. */
class VoteGoldenTest {
    private static void assertPrinted(double actual, String printed) {
        assertThat(actual).as(printed).isCloseTo(Double.parseDouble(printed), within(Votes.printedWithin(printed)));
    }

    /** Optimum with a known reliability and at most 64 votes: utility, accuracy, votes by price. */
    @ParameterizedTest
    @CsvSource({
        "0.50, 0.002, 0.50000, 0.50000, 0.00000",
        "0.50, 0.01,  0.50000, 0.50000, 0.00000",
        "0.50, 0.03,  0.50000, 0.50000, 0.00000",
        "0.50, 0.1,   0.50000, 0.50000, 0.00000",
        "0.55, 0.002, 0.69873, 0.77338, 37.3258",
        "0.55, 0.01,  0.55941, 0.59901, 3.9604",
        "0.55, 0.03,  0.52000, 0.55000, 1.00000",
        "0.55, 0.1,   0.50000, 0.50000, 0.00000",
        "0.60, 0.002, 0.87120, 0.93534, 32.0660",
        "0.60, 0.01,  0.70087, 0.83450, 13.3630",
        "0.60, 0.03,  0.57692, 0.69231, 3.84615",
        "0.60, 0.1,   0.50000, 0.50000, 0.00000",
        "0.70, 0.002, 0.96411, 0.99371, 14.7989",
        "0.70, 0.01,  0.87389, 0.96736, 9.34679",
        "0.70, 0.03,  0.74138, 0.84483, 3.44828",
        "0.70, 0.1,   0.60000, 0.70000, 1.00000",
        "0.80, 0.002, 0.98288, 0.99611, 6.61479",
        "0.80, 0.01,  0.93615, 0.98462, 4.84615",
        "0.80, 0.03,  0.85294, 0.94118, 2.94118",
        "0.80, 0.1,   0.70000, 0.80000, 1.00000",
        "0.90, 0.002, 0.99115, 0.99863, 3.73973",
        "0.90, 0.01,  0.96341, 0.98780, 2.43902",
        "0.90, 0.03,  0.91463, 0.98780, 2.43902",
        "0.90, 0.1,   0.80000, 0.90000, 1.00000"
    })
    void theOptimumOfAKnownReliabilityIsThePrintedOne(
            double q, double price, String utility, String accuracy, String votes) {
        CompiledProcess process = Votes.of(64, q);
        Stakes stakes = Stakes.ofPrice(price);
        Optimum optimum = Optimum.of(process, stakes);
        Performance performance =
                Evaluation.of(process, stakes, optimum.policy()).overall();
        assertPrinted(optimum.utility(), utility);
        assertPrinted(performance.utility(), utility);
        assertPrinted(performance.accuracy(), accuracy);
        assertPrinted(performance.thinks(), votes);
        assertThat(performance.compute()).isCloseTo(performance.thinks(), within(1e-12));
    }

    /** P = 1 / (1 + r^theta), EN = theta (2P - 1) / (2q - 1), with r = (1 - q) / q; EN = theta^2 at q = 0.5. */
    @ParameterizedTest
    @ValueSource(doubles = {0.55, 0.6, 0.7, 0.8, 0.9})
    void aLeadThresholdHasTheAccuracyAndVotesOfTheGamblersRuin(double q) {
        CompiledProcess process = Votes.of(q > 0.65 ? 160 : 400, q);
        for (int theta = 1; theta <= 5; theta++) {
            Performance performance = Evaluation.of(process, Stakes.ofPrice(0), Votes.threshold(process, theta))
                    .overall();
            double right = 1 / (1 + Math.pow((1 - q) / q, theta));
            assertThat(performance.accuracy()).isCloseTo(right, within(1e-9));
            assertThat(performance.thinks()).isCloseTo(theta * (2 * right - 1) / (2 * q - 1), within(1e-7));
        }
    }

    /** Variance of the number of votes until the lead is theta = 1 to 5. */
    @ParameterizedTest
    @CsvSource({
        "0.6, 0.0000, 7.1006, 36.7347, 101.265, 203.306",
        "0.7, 0.0000, 4.9941, 18.4076, 36.4454, 54.9737",
        "0.9, 0.0000, 1.0708, 2.0266, 2.7964, 3.5129"
    })
    void aLeadThresholdHasThePrintedVarianceOfVotes(
            double q, String one, String two, String three, String four, String five) {
        CompiledProcess process = Votes.of(q > 0.65 ? 160 : 400, q);
        String[] printed = {one, two, three, four, five};
        for (int theta = 1; theta <= 5; theta++) {
            assertPrinted(variance(process, theta), printed[theta - 1]);
        }
    }

    @Test
    void withoutInformationTheVotesAreThoseOfTheFairGambler() {
        CompiledProcess process = Votes.of(400, 0.5);
        double[] variance = {0, 8, 48, 160};
        for (int theta = 1; theta <= 4; theta++) {
            Performance performance = Evaluation.of(process, Stakes.ofPrice(0), Votes.threshold(process, theta))
                    .overall();
            assertThat(performance.accuracy()).isCloseTo(0.5, within(1e-12));
            assertThat(performance.thinks()).isCloseTo(theta * theta, within(1e-8));
            assertThat(variance(process, theta)).isCloseTo(variance[theta - 1], within(1e-5));
        }
    }

    private static double variance(CompiledProcess process, int theta) {
        ComputeDistribution distribution = ComputeDistribution.of(process, Votes.threshold(process, theta));
        double mass = 0;
        double mean = 0;
        double square = 0;
        for (Map.Entry<Double, Double> entry : distribution.overall().entrySet()) {
            mass += entry.getValue();
            mean += entry.getKey() * entry.getValue();
            square += entry.getKey() * entry.getKey() * entry.getValue();
        }
        assertThat(mass).isCloseTo(1, within(1e-12));
        return square - mean * mean;
    }

    /** The best threshold of a known reliability, its accuracy, votes and value. */
    @ParameterizedTest
    @CsvSource({
        "0.55, 0.005, 5, 0.73172, 23.17, 0.61586",
        "0.6,  0.005, 6, 0.91929, 25.16, 0.79351",
        "0.7,  0.005, 5, 0.98575, 12.14, 0.92503",
        "0.8,  0.005, 4, 0.99611, 6.615, 0.96304",
        "0.9,  0.005, 3, 0.99863, 3.740, 0.97993",
        "0.55, 0.01,  2, 0.59901, 3.960, 0.55941",
        "0.6,  0.01,  4, 0.83505, 13.40, 0.70103",
        "0.7,  0.01,  4, 0.96737, 9.347, 0.87389",
        "0.8,  0.01,  3, 0.98462, 4.846, 0.93615",
        "0.9,  0.01,  2, 0.98780, 2.439, 0.96341",
        "0.55, 0.02,  1, 0.55000, 1.000, 0.53000",
        "0.6,  0.02,  2, 0.69231, 3.846, 0.61538",
        "0.7,  0.02,  3, 0.92703, 6.405, 0.79892",
        "0.8,  0.02,  3, 0.98462, 4.846, 0.88769",
        "0.9,  0.02,  2, 0.98780, 2.439, 0.93902",
        "0.55, 0.05,  0, 0.50000, 0.000, 0.50000",
        "0.6,  0.05,  1, 0.60000, 1.000, 0.55000",
        "0.7,  0.05,  2, 0.84483, 3.448, 0.67241",
        "0.8,  0.05,  2, 0.94118, 2.941, 0.79412",
        "0.9,  0.05,  2, 0.98780, 2.439, 0.86585",
        "0.55, 0.1,   0, 0.50000, 0.000, 0.50000",
        "0.6,  0.1,   0, 0.50000, 0.000, 0.50000",
        "0.7,  0.1,   1, 0.70000, 1.000, 0.60000",
        "0.8,  0.1,   1, 0.80000, 1.000, 0.70000",
        "0.9,  0.1,   1, 0.90000, 1.000, 0.80000"
    })
    void theOptimumIsThePrintedThreshold(
            double q, double price, int theta, String accuracy, String votes, String value) {
        CompiledProcess process = Votes.of(q > 0.65 ? 100 : 300, q);
        Stakes stakes = Stakes.ofPrice(price);
        Performance best = Evaluation.of(
                        process, stakes, Optimum.of(process, stakes).policy())
                .overall();
        Performance threshold =
                Evaluation.of(process, stakes, Votes.threshold(process, theta)).overall();
        for (Performance performance : new Performance[] {best, threshold}) {
            assertPrinted(performance.accuracy(), accuracy);
            assertPrinted(performance.thinks(), votes);
            assertPrinted(performance.utility(), value);
        }
    }

    @Test
    void onlyTheRatioOfPriceToStakesMatters() {
        CompiledProcess process = Votes.of(64, 0.7);
        Optimum plain = Optimum.of(process, Stakes.ofPrice(0.01));
        Optimum scaled = Optimum.of(process, new Stakes(0.04, 3, -1, 0));
        for (int s = 0; s < process.stateCount(); s++) {
            assertThat(scaled.best(s)).isEqualTo(plain.best(s));
        }
    }

    @Test
    void longHorizonsDoNotUnderflow() {
        // Odds at a lead of 254 votes are 99^254, far beyond the range of a double.
        CompiledProcess process = Votes.of(260, 0.99);
        int even = -1;
        for (int s = 0; s < process.stateCount(); s++) {
            if (process.plotPoint(s).orElseThrow().x() == 260
                    && process.plotPoint(s).orElseThrow().y() == 0) {
                even = s;
            }
        }
        assertThat(process.posterior(even, 0)).isCloseTo(0.5, within(1e-9));
        assertThat(process.posterior(even, 1)).isCloseTo(0.5, within(1e-9));
    }
}
