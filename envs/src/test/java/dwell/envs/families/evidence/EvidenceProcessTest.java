package dwell.envs.families.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.families.Introspection;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessCompiler;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvidenceProcessTest {
    @Test
    void onlyFullIntrospectionShowsTheWholeState() {
        EvidenceFamily family = new EvidenceFamily();
        for (Introspection introspection : Introspection.values()) {
            EvidenceParameters d = family.defaults();
            CompiledProcess process = ProcessCompiler.compile(family.declare(new EvidenceParameters(
                    d.reliabilities(), d.weights(), 2, 0.7, 1, 12, 1, 0, false, introspection, 0.8)));
            assertThat(process.fullyObserved()).isEqualTo(introspection == Introspection.FULL);
        }
    }

    @Test
    void featuresAreThoseOfTheDescription() {
        EvidenceProcess process = new EvidenceProcess(new EvidenceFamily().defaults());
        double[] out = new double[9];
        process.observe(new EvidenceProcess.State(3, List.of(1, 4)), out);
        double root = Math.sqrt(5);
        assertThat(out).containsExactly(4 / 32.0, -3 / root, 3 / root, 0, 0, 0, 1, 0, 1);
        assertThat(process.features()).hasSize(9);
    }

    @Test
    void featuresOfMoreAlternativesAreThoseOfTheDescription() {
        EvidenceProcess process = new EvidenceProcess(new EvidenceParameters(
                List.of(0.9, 0.5), List.of(), 3, 0.7, 1, 10, 1, 0, false, Introspection.FULL, 0.8));
        double[] out = new double[8];
        process.observe(new EvidenceProcess.State(0, List.of(4, 0, 2)), out);
        double root = Math.sqrt(6);
        assertThat(out).containsExactly(5 / 10.0, 2 / root, -2 / root, 0 / root, 2 / root, 1, 0, 1);
    }

    @Test
    void aNoisyReadingShowsTheEvidenceWithItsReliabilityAndOtherwiseAnyOfTheSameLength() {
        EvidenceProcess process = new EvidenceProcess(new EvidenceParameters(
                List.of(0.9, 0.5), List.of(), 3, 0.7, 1, 10, 1, 0, false, Introspection.NOISY, 0.75));
        EvidenceProcess.State state = new EvidenceProcess.State(1, List.of(1, 0, 1));
        var readings = process.readings(state);
        assertThat(readings).hasSize(6);
        for (var reading : readings) {
            assertThat(reading.value().total()).isEqualTo(2);
            assertThat(reading.value().cue()).isEqualTo(1);
            double right = reading.value().equals(state) ? 0.75 : 0;
            assertThat(reading.probability()).isCloseTo(right + 0.25 / 6, within(1e-15));
        }
    }
}
