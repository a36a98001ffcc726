package dwell.envs.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Stakes;
import dwell.envs.families.Introspection;
import dwell.envs.families.evidence.EvidenceFamily;
import dwell.envs.families.evidence.EvidenceParameters;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessCompiler;
import java.util.List;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The accuracy of a majority of n votes, against the binomial distribution of a library, and against the printed values of
 * theory B8. A majority is right with {@code P(X > n/2)}, and half of the time at a tie, so that an even vote adds nothing.
 */
class MajorityTest {
    @ParameterizedTest
    @CsvSource({
        "0.6,1,0.6",
        "0.6,3,0.648",
        "0.6,5,0.68256",
        "0.6,9,0.73343",
        "0.6,17,0.80106",
        "0.6,33,0.8789",
        "0.6,65,0.949",
        "0.7,1,0.7",
        "0.7,3,0.784",
        "0.7,5,0.83692",
        "0.7,9,0.90119",
        "0.7,17,0.95972",
        "0.7,33,0.99218",
        "0.7,65,0.99964",
        "0.4,1,0.4",
        "0.4,3,0.352",
        "0.4,5,0.31744",
        "0.4,9,0.26657",
        "0.4,17,0.19894",
        "0.4,33,0.1211",
        "0.4,65,0.051",
        "0.55,1,0.55",
        "0.55,3,0.57475",
        "0.55,5,0.59313",
        "0.55,9,0.62142",
        "0.55,17,0.66256",
        "0.55,33,0.71914",
        "0.55,65,0.79142",
        "0.6,4,0.648"
    })
    void isTheBinomialOne(double reliability, int votes, double printed) {
        CompiledProcess process = ProcessCompiler.compile(new EvidenceFamily()
                .declare(new EvidenceParameters(
                        List.of(reliability), List.of(), 2, 1, 0, votes, 1, 0, false, Introspection.FULL, 1)));
        double[] alwaysThink = new double[process.rowCount() * 2];
        for (int row = 0; row < process.rowCount(); row++) {
            alwaysThink[row * 2 + 1] = 1;
        }
        double accuracy = Evaluation.overall(process, Stakes.ofPrice(0), PolicyTable.ofRows(process, alwaysThink))
                .accuracy();
        BinomialDistribution right = new BinomialDistribution(null, votes, reliability);
        double tie = votes % 2 == 0 ? right.probability(votes / 2) / 2 : 0;
        assertThat(accuracy).isCloseTo(1 - right.cumulativeProbability(votes / 2) + tie, within(1e-12));
        assertThat(accuracy).isCloseTo(printed, within(6e-6));
    }
}
