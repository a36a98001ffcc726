package dwell.envs.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Stakes;
import dwell.envs.families.refine.SaturationCurve;
import dwell.envs.process.CompiledProcess;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Zones against the tables of published figures and against the exact optimum. */
class ZoneTest {
    private static final CompiledProcess VOTES = Votes.of(160, 0.7);

    private static Performance threshold(CompiledProcess process, double price, int lead) {
        return Evaluation.of(process, Stakes.ofPrice(price), Votes.threshold(process, lead))
                .overall();
    }

    /** Votes of reliability 0.7 at price 0.01, answered at a lead of theta: what one more vote of lead repays, and regret. */
    @ParameterizedTest
    @CsvSource({
        "1, 5.92,  .1839, -.893, default",
        "2, 2.78,  .0635, -.631, think hard",
        "3, 1.37,  .0109, -.315, check work",
        "4, .657,  0,     0,     diminishing returns",
        "5, .303,  .0096, .299,  diminishing returns",
        "6, .135,  .0282, .585,  hypervigilance",
        "7, .059,  .0506, .862,  hypervigilance",
        "8, .026,  .0746, 1.135, hypervigilance"
    })
    void aLeadThresholdHasThePrintedReturnRatioRegretAndZone(
            int theta, String ratio, String regret, String excess, String zone) {
        Stakes stakes = Stakes.ofPrice(0.01);
        Performance here = threshold(VOTES, 0.01, theta);
        double next = Zone.returnRatio(here, threshold(VOTES, 0.01, theta + 1), stakes);
        assertPrinted(next, ratio);
        assertThat(Zone.ofReturn(next)).hasToString(zone);
        Optimum optimum = Optimum.of(VOTES, stakes);
        assertPrinted(optimum.utility() - here.utility(), regret);
        double best = Evaluation.of(VOTES, stakes, optimum.policy()).overall().thinks();
        assertPrinted(here.thinks() / best - 1, excess);
    }

    private static void assertPrinted(double actual, String printed) {
        assertThat(actual).as(printed).isCloseTo(Double.parseDouble(printed), within(Votes.printedWithin(printed)));
    }

    /** Gains per vote are MR = dP / dEN by the gambler's ruin, whatever the stakes; only their ratio to the price counts. */
    @ParameterizedTest
    @CsvSource({
        "0.7, .2, .0592, .0278, .0137, .00657, .00303, .00135",
        "0.6, .1, .0324, .0184, .0121, .00841, .00597, .00426",
        "0.9, .4, .0610, .00832, .00097, , ,"
    })
    void theReturnRatioIsThePrintedMarginalReturnOverThePrice(
            double q, String r0, String r1, String r2, String r3, String r4, String r5, String r6) {
        CompiledProcess process = Votes.of(q > 0.65 ? 160 : 400, q);
        Stakes stakes = new Stakes(0.002, 1, -3, 0);
        int theta = 0;
        for (String printed : new String[] {r0, r1, r2, r3, r4, r5, r6}) {
            if (printed == null) {
                break;
            }
            Performance here = Evaluation.of(process, stakes, Votes.threshold(process, theta))
                    .overall();
            Performance next = Evaluation.of(process, stakes, Votes.threshold(process, theta + 1))
                    .overall();
            assertPrinted(Zone.returnRatio(here, next, stakes) * 0.002 / 4, printed);
            theta++;
        }
    }

    /** The optimum stops where the last vote of lead repaid and the next would not, on every level where it thinks. */
    @ParameterizedTest
    @CsvSource({"0.6, 0.01", "0.7, 0.01", "0.7, 0.05", "0.8, 0.005", "0.8, 0.02", "0.9, 0.03"})
    void theOptimumIsTheFirstPointOfDiminishingReturns(double q, double price) {
        CompiledProcess process = Votes.of(q > 0.65 ? 160 : 400, q);
        Stakes stakes = Stakes.ofPrice(price);
        double best = Optimum.of(process, stakes).utility();
        int theta = 1;
        while (Math.abs(threshold(process, price, theta).utility() - best) > 1e-9) {
            theta++;
        }
        Performance before = threshold(process, price, theta - 1);
        Performance at = threshold(process, price, theta);
        Performance after = threshold(process, price, theta + 1);
        assertThat(Zone.returnRatio(before, at, stakes)).isGreaterThanOrEqualTo(1);
        assertThat(Zone.returnRatio(at, after, stakes)).isLessThan(1);
    }

    /**
     * The bands on AIME24. The printed slopes come from a fit with more digits than the printed one, 57.92, 453.9, 2290; with the
     * printed digits the last one differs.
     */
    @ParameterizedTest
    @CsvSource({
        "999,  3.01, default",
        "3943, .83,  think hard",
        "5312, .458, diminishing returns",
        "6656, .255, diminishing returns",
        "7320, .191, hypervigilance",
        "8477, .115, hypervigilance"
    })
    void theSlopesOfTheSaturationCurveHaveThePrintedValuesAndZones(double tokens, double printed, String zone) {
        SaturationCurve curve = new SaturationCurve(0.5792, 453.9, 2290, 0);
        assertThat(curve.accuracy(8477)).isCloseTo(0.5618, within(5e-5));
        double slope = curve.slope(tokens) * 8477 / curve.accuracy(8477);
        assertThat(slope).isCloseTo(printed, within(2e-3));
        assertThat(Zone.ofSlope(slope)).hasToString(zone);
    }

    @Test
    void cutsBelongToTheEarlierZone() {
        assertThat(List.of(4.0, 2.0, 1.0, 0.25, 0.2499, -1.0).stream().map(Zone::ofReturn))
                .containsExactly(
                        Zone.DEFAULT,
                        Zone.THINK_HARD,
                        Zone.CHECK_WORK,
                        Zone.DIMINISHING_RETURNS,
                        Zone.HYPERVIGILANCE,
                        Zone.HYPERVIGILANCE);
        assertThat(List.of(3.0, 0.83, 0.46, 0.25, 0.2499).stream().map(Zone::ofSlope))
                .containsExactly(Zone.values());
        assertThat(Zone.ofReturn(Double.POSITIVE_INFINITY)).isEqualTo(Zone.DEFAULT);
    }

    @Test
    void whatHasNoZoneIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Zone.ofReturn(Double.NaN))
                .withMessage("the return ratio of a zone must be a number, was NaN");
        Performance one = threshold(VOTES, 0.01, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Zone.returnRatio(one, one, Stakes.ofPrice(0.01)))
                .withMessageStartingWith(
                        "a return ratio needs a price above 0 and a next policy that spends more compute");
    }
}
