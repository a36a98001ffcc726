package dwell.trainer.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Stakes;
import dwell.envs.exact.Evaluation;
import dwell.envs.exact.Optimum;
import dwell.envs.process.CompiledProcess;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Claim A18: as the price of a token rises, the share of MATH500 that is answered without thinking goes from 0 to 1, level after
 * level, with crossings at 1.8, 2.8 and 5.2 points of accuracy for 1000 tokens. Preset math500-r1-7b with its level seen for sure.
 *
 * <p>Set before the first run: the exact optimum stops thinking on levels 2, 3 and 4 at 1.8, 2.8 and 5.2, each +- 0.05. A tabular
 * policy trained at the prices 1.5, 2.2, 2.4, 3.3, 4.5 and 6.0, with seeds 1 and 2, has no more than 0.05 of share between it and the
 * optimum at each, so that its crossings lie between the same prices, and a regret below 0.002.
 */
class PriceSweepTest {
    private static final double POINT_PER_1000 = 1e-5;
    private static final double[] PRICES = {1.5, 2.2, 2.4, 3.3, 4.5, 6.0};
    private static final double[] SHARE = {0.086, 0.266, 0.266, 0.476, 0.476, 1.0};

    private static ClaimRun run(double points, long seed, String... more) {
        List<String> settings = new ArrayList<>(
                List.of("env.cueReliability=1", "policy.id=tabular", "stakes.price=" + points * POINT_PER_1000));
        settings.addAll(List.of(more));
        return ClaimRun.ofPreset("math500-r1-7b", seed, settings.toArray(new String[0]));
    }

    @Test
    void a18TheOptimumCrossesAtThePublishedPrices() {
        CompiledProcess process = run(1, 1, "updates=0").process();
        double[] crossings = new double[4];
        for (int level = 0; level < crossings.length; level++) {
            double low = 0;
            double high = 20;
            while (high - low > 1e-6) {
                double middle = (low + high) / 2;
                if (thinks(process, middle, level) > 0.5) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            crossings[level] = high;
        }
        double last = 0;
        for (double price = 5.2; thinks(process, price, 4) > 0.5; price += 0.001) {
            last = price;
        }
        ClaimRun.print(
                "A18 optimum",
                "%.3f %.3f %.3f %.3f %.3f".formatted(crossings[0], crossings[1], crossings[2], crossings[3], last));
        // On level 1 not thinking is better and cheaper, at any price.
        assertThat(crossings[0]).isLessThan(1e-5);
        assertThat(crossings[1]).isCloseTo(1.8, within(0.05));
        assertThat(crossings[2]).isCloseTo(2.8, within(0.05));
        assertThat(crossings[3]).isCloseTo(5.2, within(0.05));
        assertThat(last).isCloseTo(5.33, within(0.005));
    }

    private static double thinks(CompiledProcess process, double points, int level) {
        Stakes stakes = Stakes.ofPrice(points * POINT_PER_1000);
        return Evaluation.of(process, stakes, Optimum.of(process, stakes).policy())
                .levels()
                .get(level)
                .thinks();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void a18SoDoesATrainedTable(long seed) {
        for (int i = 0; i < PRICES.length; i++) {
            ClaimRun run = run(PRICES[i], seed);
            double exact = 1
                    - Evaluation.of(
                                    run.process(),
                                    run.optimum().stakes(),
                                    run.optimum().policy())
                            .overall()
                            .thinks();
            ClaimRun.print(
                    "A18 price %s seed %d".formatted(PRICES[i], seed),
                    "NT %.4f of %.4f optimum %.4f regret %.5f untrained %.4f"
                            .formatted(
                                    run.end().direct(),
                                    exact,
                                    run.optimum().utility(),
                                    run.end().regret(),
                                    run.untrained().regret()));
            assertThat(exact).isCloseTo(SHARE[i], within(1e-9));
            assertThat(run.end().direct()).as("price %s", PRICES[i]).isCloseTo(exact, within(0.05));
            assertThat(run.end().regret()).isLessThan(0.002);
            assertThat(run.untrained().regret()).isGreaterThan(0.005);
        }
    }
}
