package dwell.envs.families.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Stakes;
import dwell.envs.exact.Optimum;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessCompiler;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoxesProcessTest {
    private static CompiledProcess known(double scale, int boxes, int grid) {
        return ProcessCompiler.compile(
                new BoxesProcess(BanditFamilyTest.boxes(1, new BoxesParameters(List.of(scale), boxes, grid, 1))));
    }

    /** The sigma that solves c = E[(X - sigma)^+] for X uniform on the midpoints of the first m steps of a grid. */
    private static double reservation(int m, int grid, double price) {
        double sum = 0;
        for (int above = 1; above <= m; above++) {
            sum += (m - above + 0.5) / grid;
            double sigma = (sum - price * m) / above;
            double next = (m - above - 0.5) / grid;
            if (above == m || sigma >= next) {
                return sigma;
            }
        }
        throw new AssertionError();
    }

    /** Weitzman: E[max_i min(X_i, sigma)], or nothing opened where that is below 0. */
    private static double closedForm(int m, int grid, int boxes, double price) {
        double sigma = reservation(m, grid, price);
        double value = 0;
        double below = 0;
        for (int j = 0; j < m; j++) {
            double upTo = Math.pow((j + 1.0) / m, boxes);
            value += (upTo - below) * Math.min((j + 0.5) / grid, sigma);
            below = upTo;
        }
        return Math.max(0, value);
    }

    /** Theory B1: sigma - sigma^(n+1)/(n+1) with sigma = 1 - sqrt(2c), as printed. */
    @ParameterizedTest
    @CsvSource({
        "0.02,1,0.48",
        "0.02,2,0.629333",
        "0.02,5,0.756309",
        "0.02,20,0.799561",
        "0.05,1,0.45",
        "0.05,2,0.577208",
        "0.05,5,0.666738",
        "0.05,20,0.683756"
    })
    void boxesAreWorthWeitzmansValue(double price, int boxes, double printed) {
        double sigma = 1 - Math.sqrt(2 * price);
        assertThat(sigma - Math.pow(sigma, boxes + 1) / (boxes + 1)).isCloseTo(printed, within(5.1e-7));
        for (int grid : new int[] {7, 40, 300}) {
            assertThat(Optimum.of(known(1, boxes, grid), Stakes.ofPrice(price)).utility())
                    .as("grid %d", grid)
                    .isCloseTo(closedForm(grid, grid, boxes, price), within(1e-12));
        }
        // The finer the grid, the nearer to U(0, 1).
        assertThat(closedForm(300, 300, boxes, price)).isCloseTo(printed, within(2e-5));
        assertThat(closedForm(100_000, 100_000, boxes, price)).isCloseTo(printed, within(6e-7));
    }

    @ParameterizedTest
    @CsvSource({"0.5,0.02", "0.25,0.01", "0.1,0.04"})
    void theOptimumOpensUntilTheBestPrizeReachesTheReservationValue(double scale, double price) {
        int grid = 60;
        CompiledProcess process = known(scale, 9, grid);
        Optimum optimum = Optimum.of(process, Stakes.ofPrice(price));
        int prizes = (int) Math.rint(scale * grid);
        assertThat(optimum.utility()).isCloseTo(closedForm(prizes, grid, 9, price), within(1e-12));
        double sigma = reservation(prizes, grid, price);
        for (int s = 0; s < process.stateCount(); s++) {
            BoxesProcess.State state = (BoxesProcess.State) process.state(s);
            double best = state.best() < 0 ? 0 : (state.best() + 0.5) / grid;
            if (process.isDecision(s) && Math.abs(best - sigma) > 1e-9) {
                assertThat(process.ends(optimum.best(s))).as("%s", state).isEqualTo(best > sigma);
            }
        }
    }

    @Test
    void featuresAreThoseOfTheDescription() {
        BoxesProcess process =
                new BoxesProcess(BanditFamilyTest.boxes(0.5, new BoxesParameters(List.of(1.0, 0.5), 4, 10, 1)));
        double[] out = new double[8];
        process.observe(new BoxesProcess.State(0, 2, 3), out);
        // Two prizes below one half are four times as likely where all are; the cue is three times as likely where it
        // is right.
        double gain = 3.0 / 7 * (0.1 + 0.2 + 0.3 + 0.4 + 0.5 + 0.6) / 10 + 4.0 / 7 * 0.1 / 5;
        assertThat(out)
                .containsExactly(new double[] {0.5, 0.35, Math.sqrt(gain), 3.0 / 7, 4.0 / 7, 1, 0, 1}, within(1e-12));
        process.observe(new BoxesProcess.State(1, 2, 5), out);
        assertThat(out).containsExactly(new double[] {0.5, 0.55, Math.sqrt(0.1), 1, 0, 0, 1, 1}, within(1e-12));
    }
}
