package dwell.trainer.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.math3.distribution.TDistribution;
import org.junit.jupiter.api.Test;

class StratifiedBootstrapTest {
    private static final long KEY = RandomKey.of(11, Purpose.CHECK);

    private static Scores drawn(long key, int tasks, int runs) {
        Map<String, double[]> scores = new LinkedHashMap<>();
        for (int task = 0; task < tasks; task++) {
            double[] own = new double[runs];
            for (int run = 0; run < runs; run++) {
                own[run] = RandomKey.gaussian(RandomKey.child(key, task), run);
            }
            scores.put("task " + task, own);
        }
        return Scores.of(scores);
    }

    /**
     * Two tasks of three runs have 27 x 27 equally likely replicates. The share of replicates at most each value must be that of the
     * enumeration, within 4 standard errors: a false alarm at 6 values less often than 1 in 2500.
     */
    @Test
    void replicatesAreDistributedAsTheEnumerationOfAllOfThem() {
        double[] a = {0, 1, 5};
        double[] b = {2, 3, 11};
        double[] all = new double[729];
        for (int i = 0; i < 729; i++) {
            double sumA = a[i % 3] + a[i / 3 % 3] + a[i / 9 % 3];
            double sumB = b[i / 27 % 3] + b[i / 81 % 3] + b[i / 243];
            all[i] = (sumA / 3 + sumB / 3) / 2;
        }
        Map<String, double[]> byTask = new LinkedHashMap<>();
        byTask.put("a", a);
        byTask.put("b", b);
        Scores scores = Scores.of(byTask);
        int replicates = 40_000;
        StratifiedBootstrap bootstrap = new StratifiedBootstrap(replicates, 0.95, KEY);
        double[] values = new double[replicates];
        for (int i = 0; i < replicates; i++) {
            values[i] = Aggregate.mean(bootstrap.resampled(scores, 0, i));
        }
        for (double at : new double[] {1.5, 2.5, 3.5, 4.5, 5.5, 6.5}) {
            double share = Arrays.stream(all).filter(v -> v <= at).count() / 729.0;
            double own = Arrays.stream(values).filter(v -> v <= at).count() / (double) replicates;
            assertThat(own).isCloseTo(share, within(4 * Math.sqrt(share * (1 - share) / replicates)));
        }
        Interval interval = bootstrap.interval(scores, Aggregate::mean);
        Arrays.sort(values);
        assertThat(interval.estimate()).isCloseTo((2 + 16.0 / 3) / 2, within(1e-12));
        assertThat(interval.low()).isEqualTo(Quantile.ofSorted(values, 0.025), within(1e-12));
        assertThat(interval.high()).isEqualTo(Quantile.ofSorted(values, 0.975), within(1e-12));
    }

    /** Against 200,000 replicates by numpy on the stored data, see expected.py: [0.61375, 0.70625], in steps of about 0.001. */
    @Test
    void theIntervalOfTheStoredDataIsThatOfNumpy() {
        Map<String, double[]> x = new LinkedHashMap<>();
        x.put("maze", new double[] {0.71, 0.64, 0.80, 0.77, 0.12, 0.69, 0.75, 0.66, 0.73, 0.70});
        x.put("cards", new double[] {0.32, 0.35, 0.35, 0.11, 0.40, 0.37, 0.29, 0.35, 0.44, 0.31});
        x.put("chess", new double[] {0.90, 1.10, 0.95, 0.88, 1.30, 0.91, 0.97, 0.90, 1.02, 0.93});
        Interval interval =
                new StratifiedBootstrap(20_000, 0.95, KEY).interval(Scores.of(x), Aggregate::interquartileMean);
        assertThat(interval.low()).isCloseTo(0.61375, within(0.002));
        assertThat(interval.high()).isCloseTo(0.70625, within(0.002));
    }

    @Test
    void theSameDataGiveTheSameIntervalAndTheSidesOfAPairAreDrawnApart() {
        Scores scores = drawn(KEY, 3, 10);
        StratifiedBootstrap bootstrap = StratifiedBootstrap.standard();
        assertThat(bootstrap.interval(scores, Aggregate::mean)).isEqualTo(bootstrap.interval(scores, Aggregate::mean));
        assertThat(bootstrap.resampled(scores, 0, 5).runs(1))
                .isNotEqualTo(bootstrap.resampled(scores, 1, 5).runs(1));
        Interval even = bootstrap.interval(scores, scores, Improvement::probability);
        assertThat(even.estimate()).isEqualTo(0.5);
        assertThat(even.low()).isBetween(0.3, 0.45);
        assertThat(even.high()).isBetween(0.55, 0.7);
        assertThatThrownBy(() -> new StratifiedBootstrap(10, 0.95, 0))
                .hasMessage("replicates must be at least 100, was 10");
    }

    /**
     * 1000 comparisons of 4 normal tasks x 10 runs. The interval of the mean has the half width of a normal quantile times sqrt(9/10) standard
     * errors on 36 degrees of freedom, so it covers the truth with probability P(|t_36| < 1.96 sqrt(0.9)) = 0.929. Band: 4 standard errors of a share
     * of 1000, so a false alarm less often than 1 in 10,000. The interquartile mean, whose coverage has no closed form, has the same band
     * widened by 0.02.
     */
    @Test
    void coverageIsWhatTheoryPredicts() {
        int experiments = 1000;
        StratifiedBootstrap bootstrap = new StratifiedBootstrap(400, 0.95, KEY);
        int mean = 0;
        int iqm = 0;
        for (int i = 0; i < experiments; i++) {
            Scores scores = drawn(RandomKey.child(KEY, i), 4, 10);
            mean += covers(bootstrap.interval(scores, Aggregate::mean)) ? 1 : 0;
            iqm += covers(bootstrap.interval(scores, Aggregate::interquartileMean)) ? 1 : 0;
        }
        double predicted = 1 - 2 * new TDistribution(null, 36).cumulativeProbability(-1.959964 * Math.sqrt(0.9));
        assertThat(predicted).isCloseTo(0.929, within(5e-4));
        double band = 4 * Math.sqrt(predicted * (1 - predicted) / experiments);
        assertThat(mean / (double) experiments).isCloseTo(predicted, within(band));
        assertThat(iqm / (double) experiments).isCloseTo(predicted, within(band + 0.02));
    }

    /** 4000 normal tasks of 10 runs: exactly 95 %. Band: 4 standard errors of a share, a false alarm less often than 1 in 10,000. */
    @Test
    void theTIntervalOfOneTaskCoversAsItSays() {
        int experiments = 4000;
        int covered = 0;
        for (int i = 0; i < experiments; i++) {
            double[] runs = drawn(RandomKey.child(KEY, 10_000 + i), 1, 10).runs(0);
            covered += covers(StudentT.mean(runs, 0.95)) ? 1 : 0;
        }
        assertThat(covered / (double) experiments).isCloseTo(0.95, within(4 * Math.sqrt(0.95 * 0.05 / experiments)));
    }

    private static boolean covers(Interval interval) {
        return interval.low() <= 0 && interval.high() >= 0;
    }
}
