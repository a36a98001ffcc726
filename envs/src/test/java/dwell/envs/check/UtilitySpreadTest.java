package dwell.envs.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Stakes;
import dwell.envs.Verdict;
import dwell.envs.exact.Clock;
import dwell.envs.exact.PolicyTable;
import dwell.envs.exact.ResponseDistribution;
import dwell.envs.exact.ResponseTimes;
import dwell.envs.families.Family;
import dwell.envs.families.Introspection;
import dwell.envs.families.evidence.EvidenceFamily;
import dwell.envs.families.evidence.EvidenceParameters;
import dwell.envs.families.verify.VerifyFamily;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessCompiler;
import dwell.envs.process.RandomPolicy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UtilitySpreadTest {
    @Test
    void deviationAndRangeAreThoseOfTheJointDistributionOfVerdictAndCompute() {
        assertSpread(new VerifyFamily());
        assertSpread(new EvidenceFamily());
    }

    private static <P extends Record> void assertSpread(Family<P> family) {
        CompiledProcess process = ProcessCompiler.compile(family.declare(family.defaults()));
        Stakes stakes = new Stakes(0.03, 1, -0.5, 0.2);
        PolicyTable policy = PolicyTable.ofRows(process, RandomPolicy.rows(process, 5, 1.5));
        double mean = 0;
        double square = 0;
        double least = 1;
        double most = -1;
        for (ResponseDistribution.Point point :
                ResponseTimes.of(process, policy, Clock.COMPUTE).overall().points()) {
            for (Verdict verdict : Verdict.values()) {
                double p = point.probability(verdict);
                double utility = stakes.value(verdict) - 0.03 * point.time();
                mean += p * utility;
                square += p * utility * utility;
                least = p > 0 ? Math.min(least, utility) : least;
                most = p > 0 ? Math.max(most, utility) : most;
            }
        }
        UtilitySpread spread = UtilitySpread.of(process, stakes, policy);
        assertThat(spread.deviation()).isCloseTo(Math.sqrt(square - mean * mean), within(1e-9));
        assertThat(spread.range()).isCloseTo(most - least, within(1e-9));
    }

    /** After nine votes of reliability 0.99 one answer in 1e8 is wrong: none is, in 20,000 episodes. */
    @Test
    void aProcessWhoseErrorsAreTooRareToSeePasses() {
        EvidenceParameters rare =
                new EvidenceParameters(List.of(0.99), List.of(), 2, 0.7, 9, 32, 1, 0, false, Introspection.FULL, 0.8);
        assertThat(new ProcessCheck(Stakes.ofPrice(0.01), 20_000)
                        .check(new EvidenceFamily().declare(rare), Optional.empty()))
                .allMatch(ProcessCheck.Finding::ok);
    }
}
