package dwell.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Stakes;
import dwell.envs.exact.Optimum;
import dwell.envs.families.Introspection;
import dwell.envs.families.evidence.EvidenceFamily;
import dwell.envs.families.evidence.EvidenceParameters;
import dwell.envs.process.ProcessCompiler;
import dwell.policies.fixed.Think;
import java.util.List;
import org.junit.jupiter.api.Test;

class BudgetZonesTest {
    private static final double[] MAJORITY = {0.5, 0.7, 0.7, 0.784, 0.784, 0.83692, 0.83692};

    private static List<ZoneRange> zones(double price) {
        EvidenceParameters votes =
                new EvidenceParameters(List.of(0.7), List.of(), 2, 1, 0, 6, 1, 0, false, Introspection.FULL, 1);
        Optimum optimum =
                Optimum.of(ProcessCompiler.compile(new EvidenceFamily().declare(votes)), Stakes.ofPrice(price));
        return BudgetZones.of(optimum, new Think());
    }

    /**
     * Majorities of 0 to 6 votes of reliability 0.7 are right with 0.5, 0.7, 0.7, 0.784, 0.784, 0.83692, 0.83692 (Condorcet): the
     * hull goes over odd numbers, with slopes 0.2, 0.042, 0.02646 a vote, and ends flat.
     */
    @Test
    void aVoteThatAloneCannotHelpBelongsToTheTwoThatCan() {
        double price = 0.02;
        List<ZoneRange> zones = zones(price);
        assertThat(zones)
                .extracting(ZoneRange::zone)
                .containsExactly("default", "think hard", "check work", "hypervigilance");
        assertThat(zones).extracting(ZoneRange::from).containsExactly(0, 1, 3, 5);
        assertThat(zones).extracting(ZoneRange::to).containsExactly(0, 2, 4, 5);
        assertThat(zones.get(0).ratioFrom()).isCloseTo((MAJORITY[1] - MAJORITY[0]) / price, within(1e-9));
        assertThat(zones.get(1).ratioFrom()).isCloseTo((MAJORITY[3] - MAJORITY[1]) / (2 * price), within(1e-9));
        assertThat(zones.get(2).ratioFrom()).isCloseTo((MAJORITY[5] - MAJORITY[3]) / (2 * price), within(1e-4));
    }

    @Test
    void freeThoughtHasNoZones() {
        assertThat(zones(0)).isEmpty();
    }
}
