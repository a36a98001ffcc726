package dwell.envs.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Ending;
import dwell.envs.Stakes;
import dwell.envs.Verdict;
import dwell.envs.process.CompiledProcess;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The drift-diffusion model as a walk of votes: theory B3, closed forms of Bogacz et al. 2006 with noise 1.
 *
 * <p>A vote moves the evidence by h and takes a time of h^2; it is right with {@code q = (1 + tanh x) / 2}, {@code x = mu h}, so
 * that the odds of a vote are {@code e^(2x)}, as those of the diffusion over a distance h. With bounds at {@code z = theta h} and
 * {@code k = mu z} the gambler's ruin gives
 *
 * <pre>
 *   P(right) = 1 / (1 + e^(-2k))                                         as the diffusion, whatever h
 *   h^2 E N   = (z/mu) tanh k * D(x),                                    D = x coth x
 *   h^4 Var N = (z/mu^3) tanh k * A(x) - (z/mu)^2 sech^2 k * B(x),       A = x^3 cosh x / sinh^3 x, B = D^2
 * </pre>
 *
 * <p>The diffusion is the limit D = A = B = 1. From the series {@code D = 1 + x^2/3 - x^4/45 ..}, {@code A = 1 - x^4/15 ..},
 * {@code B = 1 + 2x^2/3 + x^4/15 ..} follow the bands of these tests, each on one side and without a free constant, for
 * {@code x <= 2}: {@code 1 <= D <= 1 + x^2/3}, {@code 1 - x^4/15 <= A <= 1}, {@code 1 <= B <= 1 + 2x^2/3 + x^4/15}. Of two walks
 * with h and h/2, (4 fine - coarse)/3 takes away the terms in x^2 and leaves D in {@code [1, 1 + x^4/180]}, A in
 * {@code [1, 1 + x^4/60]} and B in {@code [1 - x^4/60, 1]}, x that of the coarse walk.
 *
 * <p>The h = .02 of specification E-B3 takes some 2,000 votes at mu = z = 1, and a process has at most 512; so h = z/3 and z/6
 * here, at which less than 1e-8 of the episodes are cut off, and the extrapolated times meet the .2 % that are asked for.
 */
class DriftDiffusionTest {
    /** Episodes cut off, and half a unit of the last of six printed digits. */
    private static final double PRINTED = 5.5e-7;

    private static CompiledProcess walk(double mu, double h, int most) {
        return Votes.of(most, (1 + Math.tanh(mu * h)) / 2);
    }

    /** Cut off where the slowest mode of the diffusion between its bounds, at {@code mu^2/2 + pi^2/(8 z^2)}, is down to e^-20. */
    private static ResponseDistribution bounded(double mu, double z, int theta) {
        double h = z / theta;
        double rate = mu * mu / 2 + Math.pow(Math.PI / z, 2) / 8;
        CompiledProcess process = walk(mu, h, (int) Math.min(512, Math.ceil(20 / rate / (h * h))));
        PolicyTable policy = Votes.threshold(process, theta);
        assertThat(cutOff(process, policy)).as("cut off").isLessThan(1e-8);
        return ResponseTimes.of(process, policy, Clock.THINKS).overall();
    }

    private static double cutOff(CompiledProcess process, PolicyTable policy) {
        return Evaluation.overall(process, Stakes.ofPrice(0), policy).endings().get(Ending.BUDGET_EXHAUSTED.ordinal());
    }

    /** Drift, bound, and the printed error rate, mean and variance of the decision time. */
    @ParameterizedTest
    @CsvSource({
        "0.5, 1,   .268941, .924234,  .551146",
        "1,   1,   .119203, .761594,  .341620",
        "1,   1.5, .047426, 1.357722, .951132",
        "2,   1,   .017986, .482014,  .102841"
    })
    void aWalkBetweenTwoBoundsHasThePrintedErrorsAndDecisionTimes(
            double mu, double z, double error, double time, double variance) {
        ResponseDistribution coarse = bounded(mu, z, 3);
        ResponseDistribution fine = bounded(mu, z, 6);
        double h = z / 3;
        double x = mu * h;
        double meanPart = z / (mu * mu * mu) * Math.tanh(mu * z);
        double spreadPart = Math.pow(z / mu / Math.cosh(mu * z), 2);
        assertThat(meanPart - spreadPart).isCloseTo(variance, within(PRINTED));

        for (ResponseDistribution one : new ResponseDistribution[] {coarse, fine}) {
            double width = one == coarse ? h : h / 2;
            double y = mu * width;
            assertThat(one.probability(Verdict.WRONG)).isCloseTo(error, within(PRINTED));
            assertThat(one.mean() * Math.pow(width, 2)).isBetween(time - PRINTED, time * (1 + y * y / 3) + PRINTED);
            assertThat(one.variance() * Math.pow(width, 4))
                    .isBetween(
                            variance
                                    - meanPart * Math.pow(y, 4) / 15
                                    - spreadPart * (2 * y * y / 3 + Math.pow(y, 4) / 15)
                                    - PRINTED,
                            variance + PRINTED);
        }

        double extrapolated = (4 * fine.mean() * h * h / 4 - coarse.mean() * h * h) / 3;
        double order4 = Math.pow(x, 4);
        assertThat(order4 / 180).as("the .2 % of the specification").isLessThan(0.002);
        assertThat(extrapolated).isBetween(time - 2 * PRINTED, time * (1 + order4 / 180) + 2 * PRINTED);
        double extrapolatedVariance =
                (4 * fine.variance() * Math.pow(h / 2, 4) - coarse.variance() * Math.pow(h, 4)) / 3;
        assertThat(extrapolatedVariance)
                .isBetween(variance - 2 * PRINTED, variance + (meanPart + spreadPart) * order4 / 60 + 2 * PRINTED);
    }

    /** {@code 2 mu^2/c - 4 mu z + e^(-2 mu z) - e^(2 mu z)}, falling in z: 0 at the bound of least risk c DT + ER. */
    private static double firstOrder(double mu, double c, double z) {
        return 2 * mu * mu / c - 4 * mu * z + Math.exp(-2 * mu * z) - Math.exp(2 * mu * z);
    }

    private static double bestBound(double mu, double c) {
        double low = 0;
        double high = 20;
        for (int i = 0; i < 200; i++) {
            double middle = (low + high) / 2;
            if (firstOrder(mu, c, middle) > 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static double errors(double mu, double z) {
        return 1 / (1 + Math.exp(2 * mu * z));
    }

    private static double time(double mu, double z) {
        return z / mu * Math.tanh(mu * z);
    }

    /**
     * Drift, price, and the printed best bound, its errors, time and value, and a width of the walk. The optimum of the walk stops
     * at the lead next to the best bound, below or above. It is worth no more than the diffusion at its best bound, since a walk
     * with bounds at z makes the errors of the diffusion with these bounds in D(x) times its time; and no less than the better of
     * the two leads next to the best bound, each closed form of the diffusion with the time taken 1 + x^2/3 times, less half of the
     * share that is cut off, which is right at least half of the time.
     */
    @ParameterizedTest
    @CsvSource({
        "1,   0.01, 2.62224, .00525, 2.59471, .96880, 0.2",
        "1,   0.05, 1.74879, .02938, 1.64602, .88832, 0.2",
        "1,   0.1,  1.34370, .06372, 1.17245, .81903, 0.2",
        "1,   0.2,  .93070,  .13454, .68026,  .72941, 0.1",
        "0.5, 0.05, 1.86139, .13454, 2.72105, .72941, 0.2",
        "2,   0.1,  1.06734, .01380, .51894,  .93431, 0.1"
    })
    void theOptimumStopsNextToTheBestBoundAndIsWorthAsMuch(
            double mu, double c, double bound, double error, double time, double value, double h) {
        double best = bestBound(mu, c);
        assertThat(firstOrder(mu, c, best)).isCloseTo(0, within(1e-6));
        assertThat(best).isCloseTo(bound, within(5.5e-6));
        assertThat(errors(mu, best)).isCloseTo(error, within(5.5e-6));
        assertThat(time(mu, best)).isCloseTo(time, within(5.5e-6));
        assertThat(1 - error - c * time).isCloseTo(value, within(1.2e-5));

        CompiledProcess process = walk(mu, h, 240);
        Optimum optimum = Optimum.of(process, Stakes.ofPrice(c * h * h));
        double x = mu * h;
        double least = 0;
        for (int theta : new int[] {(int) Math.floor(best / h), (int) Math.ceil(best / h)}) {
            double z = theta * h;
            double whole = 1 - errors(mu, z) - c * time(mu, z) * (1 + x * x / 3);
            least = Math.max(least, whole - cutOff(process, Votes.threshold(process, theta)) / 2);
        }
        assertThat(optimum.utility()).isBetween(least, value + 5.5e-6);

        // Far from the last vote, where the bound of a process that ends comes down.
        double[] visits = Evaluation.visits(process, optimum.policy());
        int stops = 0;
        for (int s = 0; s < visits.length; s++) {
            double votes = process.plotPoint(s).orElseThrow().x();
            if (visits[s] > 0 && votes <= 128 && process.ends(optimum.best(s))) {
                double lead = Math.abs(process.plotPoint(s).orElseThrow().y()) * h;
                assertThat(lead).as("lead after %s votes", votes).isCloseTo(best, within(h));
                stops++;
            }
        }
        assertThat(stops).isGreaterThan(50);
    }
}
