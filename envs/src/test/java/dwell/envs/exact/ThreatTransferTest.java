package dwell.envs.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Stakes;
import dwell.envs.process.CompiledProcess;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Policies that are optimal under threat (an error costs L) and carried to safety (it costs nothing), against a table that was
 * computed elsewhere: votes of hidden reliability 0.5, 0.6, 0.7, 0.9 at a price of 0.01. The last regret is printed as 0.22290,
 * rounded twice; it is 0.2228948. All of these policies have stopped before the last vote that is allowed.
 */
class ThreatTransferTest {
    private static final Stakes SAFE = Stakes.ofPrice(0.01);
    private static CompiledProcess process;

    @BeforeAll
    static void compile() {
        process = Votes.of(200, 0.5, 0.6, 0.7, 0.9);
    }

    @ParameterizedTest
    @CsvSource({
        "1,  10.5223, 0.82383, 0.71861, 0.01271, 0.594, 0.00676",
        "3,  16.7861, 0.84559, 0.67773, 0.05359, 1.543, 0.00474",
        "9,  27.2690, 0.86200, 0.58931, 0.14201, 3.131, 0.00313",
        "19, 35.9624, 0.86805, 0.50843, 0.222895, 4.448, 0.00241"
    })
    void whatThreatTeachesCostsInSafetyWhatThePrintedTableSays(
            double loss, String votes, String accuracy, String reward, String regret, String excess, String marginal) {
        Performance rest =
                Evaluation.overall(process, SAFE, Optimum.of(process, SAFE).policy());
        Performance carried = carried(new Stakes(0.01, 1, -loss, 0));
        assertPrinted(carried.thinks(), votes);
        assertPrinted(carried.accuracy(), accuracy);
        assertPrinted(carried.utility(), reward);
        assertPrinted(rest.utility() - carried.utility(), regret);
        assertPrinted(carried.thinks() / rest.thinks() - 1, excess);
        assertPrinted((carried.accuracy() - rest.accuracy()) / (carried.thinks() - rest.thinks()), marginal);
    }

    /** A cost of errors is a lower price: only (correct - wrong) / price counts. */
    @ParameterizedTest
    @CsvSource({"1, 0.005", "3, 0.0025", "9, 0.001", "19, 0.0005"})
    void threatIsALowerPrice(double loss, double price) {
        Performance threat = carried(new Stakes(0.01, 1, -loss, 0));
        Performance cheap = carried(Stakes.ofPrice(price));
        assertThat(cheap.thinks()).isCloseTo(threat.thinks(), within(1e-9));
        assertThat(cheap.accuracy()).isCloseTo(threat.accuracy(), within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"8, 23.8454, 0.11152", "16, 32.7643, 0.19266"})
    void theOtherPrintedPrices(double factor, String votes, String regret) {
        Performance carried = carried(Stakes.ofPrice(0.01 / factor));
        assertPrinted(carried.thinks(), votes);
        assertPrinted(Optimum.of(process, SAFE).utility() - carried.utility(), regret);
    }

    @Test
    void theSafeOptimumIsThePrintedOne() {
        Optimum optimum = Optimum.of(process, SAFE);
        assertPrinted(optimum.utility(), "0.731324");
        assertPrinted(Evaluation.overall(process, SAFE, optimum.policy()).thinks(), "6.6009");
    }

    private static Performance carried(Stakes threat) {
        return Evaluation.overall(process, SAFE, Optimum.of(process, threat).policy());
    }

    private static void assertPrinted(double actual, String printed) {
        assertThat(actual).as(printed).isCloseTo(Double.parseDouble(printed), within(Votes.printedWithin(printed)));
    }
}
