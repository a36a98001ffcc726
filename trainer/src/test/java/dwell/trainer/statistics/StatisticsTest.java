package dwell.trainer.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Against scipy and numpy on a stored data set; expected.py beside it says how the values were made. */
class StatisticsTest {
    private static final Offset<Double> CLOSE = within(1e-12);
    private static final List<String> TASKS = List.of("maze", "cards", "chess");
    private static final Scores X = read("x");
    private static final Scores Y = read("y");

    private static Scores read(String algorithm) {
        try (InputStream in = StatisticsTest.class.getResourceAsStream("scores.csv")) {
            List<String[]> rows = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(","))
                    .filter(cells -> cells[0].equals(algorithm))
                    .toList();
            Map<String, double[]> byTask = new LinkedHashMap<>();
            for (int task = 0; task < TASKS.size(); task++) {
                int column = 2 + task;
                byTask.put(
                        TASKS.get(task),
                        rows.stream()
                                .mapToDouble(cells -> Double.parseDouble(cells[column]))
                                .toArray());
            }
            return Scores.of(byTask);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void pointEstimates() {
        assertThat(Aggregate.interquartileMean(X)).isCloseTo(0.6681250000000001, CLOSE);
        assertThat(Aggregate.interquartileMean(Y)).isCloseTo(0.600625, CLOSE);
        assertThat(Aggregate.mean(X)).isCloseTo(0.6573333333333334, CLOSE);
        assertThat(Aggregate.mean(Y)).isCloseTo(0.596, CLOSE);
        assertThat(Aggregate.median(X)).isCloseTo(0.6570000000000001, CLOSE);
        assertThat(Aggregate.median(Y)).isCloseTo(0.5750000000000001, CLOSE);
        assertThat(Aggregate.optimalityGap(X, 1)).isCloseTo(0.3566666666666668, CLOSE);
        assertThat(Aggregate.optimalityGap(Y, 1)).isCloseTo(0.4106666666666666, CLOSE);
        double[] byTask = {0.7066666666666667, 0.34166666666666673, 0.9466666666666667};
        for (int task = 0; task < byTask.length; task++) {
            assertThat(Aggregate.interquartileMean(X.runs(task))).isCloseTo(byTask[task], CLOSE);
        }
    }

    /** The quarter that is cut is rounded down to whole values. */
    @Test
    void fewValuesAreNotCut() {
        assertThat(Aggregate.interquartileMean(1, 2, 9)).isCloseTo(4, CLOSE);
        assertThat(Aggregate.interquartileMean(9, 1, 2, 4)).isCloseTo(3, CLOSE);
        assertThat(Aggregate.interquartileMean(5)).isCloseTo(5, CLOSE);
    }

    /** The data hold ties, which count a half. */
    @Test
    void probabilityOfImprovement() {
        assertThat(Improvement.probability(X, Y)).isCloseTo(0.7183333333333333, CLOSE);
        double[] byTask = {0.82, 0.665, 0.67};
        for (int task = 0; task < byTask.length; task++) {
            Scores x = Scores.ofTask("one", X.runs(task));
            Scores y = Scores.ofTask("one", Y.runs(task));
            assertThat(Improvement.probability(x, y)).isCloseTo(byTask[task], CLOSE);
            assertThat(Improvement.probability(y, x)).isCloseTo(1 - byTask[task], CLOSE);
        }
        assertThat(Improvement.probability(X, X)).isCloseTo(0.5, CLOSE);
    }

    @Test
    void performanceProfile() {
        double[] thresholds = {0.35, 0.7, 0.9};
        double[] x = {0.7333333333333333, 0.5, 0.23333333333333334};
        double[] y = {0.6666666666666666, 0.36666666666666664, 0.16666666666666666};
        List<Interval> profile = PerformanceProfile.of(X, thresholds, StratifiedBootstrap.standard());
        for (int i = 0; i < thresholds.length; i++) {
            assertThat(PerformanceProfile.above(X, thresholds[i])).isCloseTo(x[i], CLOSE);
            assertThat(PerformanceProfile.above(Y, thresholds[i])).isCloseTo(y[i], CLOSE);
            assertThat(profile.get(i).estimate()).isCloseTo(x[i], CLOSE);
            assertThat(profile.get(i).low()).isLessThan(x[i]);
            assertThat(profile.get(i).high()).isGreaterThan(x[i]);
        }
    }

    @Test
    void testsAndIntervalsOfMeans() {
        Interval t = StudentT.mean(X.runs(0), 0.95);
        assertThat(t.low()).isCloseTo(0.5176308000100794, within(1e-9));
        assertThat(t.high()).isCloseTo(0.7963691999899208, within(1e-9));
        double[] welch = {0.3524953429790436, 0.3083452972516226, 0.27739642938912634};
        double[] paired = {0.37131916473122817, 0.4080400229179527, 0.2562824552388342};
        double[] saved = {-0.029054888146207825, -0.4594260806393027, 0.14548726986388671};
        for (int task = 0; task < welch.length; task++) {
            assertThat(TwoSamples.welch(X.runs(task), Y.runs(task))).isCloseTo(welch[task], within(1e-9));
            PairedDifference difference = PairedDifference.of(X.runs(task), Y.runs(task), 0.95);
            assertThat(difference.pValue()).isCloseTo(paired[task], within(1e-9));
            assertThat(difference.varianceSaved()).isCloseTo(saved[task], within(1e-9));
            assertThat(difference.pairs()).isEqualTo(10);
        }
        assertThat(TwoSamples.mannWhitney(new double[] {6.5, 9, 11, 12, 14}, new double[] {2, 3, 6, 7, 8, 10}))
                .isCloseTo(0.044609718024939606, within(1e-9));
    }

    @Test
    void samplesWithoutSpreadHaveAPValue() {
        assertThat(StudentT.pValue(new double[] {0, 0, 0})).isEqualTo(1);
        assertThat(StudentT.pValue(new double[] {2, 2})).isZero();
        assertThat(TwoSamples.welch(new double[] {1, 1}, new double[] {1, 1})).isEqualTo(1);
        assertThat(TwoSamples.welch(new double[] {1, 1}, new double[] {2, 2})).isZero();
        assertThat(TwoSamples.mannWhitney(new double[] {1, 1, 1}, new double[] {1, 1, 1}))
                .isEqualTo(1);
    }

    @Test
    void quantiles() {
        double[] share = {0.025, 0.3, 0.5, 0.975};
        double[] wanted = {0.237, 0.6809999999999999, 0.705, 0.79325};
        for (int i = 0; i < share.length; i++) {
            assertThat(Quantile.of(X.runs(0), share[i])).isCloseTo(wanted[i], CLOSE);
        }
        assertThat(Quantile.of(new double[] {1, Double.POSITIVE_INFINITY, 2}, 0.5))
                .isEqualTo(2);
    }

    /** Worked by hand: 0.01 x 4, 0.02 x 3, 0.03 x 2 and never less than the one before, 0.9. */
    @Test
    void holm() {
        assertThat(Holm.adjusted(0.03, 0.01, 0.9, 0.02)).containsExactly(new double[] {0.06, 0.04, 0.9, 0.06}, CLOSE);
        assertThat(Holm.adjusted(0.4, 0.5)).containsExactly(new double[] {0.8, 0.8}, CLOSE);
        assertThat(Holm.adjusted()).isEmpty();
    }

    @Test
    void scoresThatCannotBeMeantAreRefused() {
        assertThatThrownBy(() -> Scores.of(Map.of())).hasMessage("scores need at least one task");
        assertThatThrownBy(() -> Scores.ofTask("maze")).hasMessage("task 'maze' has no run");
        assertThatThrownBy(() -> Scores.ofTask("maze", 1, Double.NaN))
                .hasMessage("run 1 of task 'maze' has the score NaN");
        assertThatThrownBy(() -> Improvement.probability(X, Scores.ofTask("maze", 1)))
                .hasMessageContaining("different tasks: [maze, cards, chess] and [maze]");
        assertThatThrownBy(() -> PairedDifference.of(new double[3], new double[2], 0.95))
                .hasMessage("pairs need as many values, were 3 and 2");
    }
}
