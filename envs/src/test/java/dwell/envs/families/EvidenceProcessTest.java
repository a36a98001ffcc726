package dwell.envs.families;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.process.CompiledProcess;
import dwell.envs.process.Feature;
import dwell.envs.process.ProcessCompiler;
import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvidenceProcessTest {
    private static EvidenceParameters random(int number, Introspection introspection) {
        long key = RandomKey.child(RandomKey.of(23, Purpose.CHECK), number);
        int alternatives = 2 + RandomKey.below(key, 0, 3);
        List<Double> reliabilities = new ArrayList<>();
        for (int level = 0; level <= RandomKey.below(key, 1, 4); level++) {
            // Reliabilities of exactly 0 and 1 among them.
            reliabilities.add(Math.max(0, Math.min(1, 1.4 * RandomKey.uniform(key, 10 + level) - 0.2)));
        }
        return new EvidenceParameters(
                reliabilities,
                List.of(),
                alternatives,
                RandomKey.below(key, 2, 3) / 2.0,
                RandomKey.below(key, 3, 3),
                RandomKey.below(key, 4, alternatives == 2 ? 30 : 7),
                RandomKey.uniform(key, 5),
                RandomKey.uniform(key, 6),
                number % 2 == 0,
                introspection,
                RandomKey.uniform(key, 7));
    }

    @Test
    void randomSettingsCompileIntoConsistentTables() {
        for (int i = 0; i < 20; i++) {
            for (Introspection introspection : Introspection.values()) {
                assertConsistent(ProcessCompiler.compile(new EvidenceProcess(random(i, introspection))));
            }
        }
    }

    private static void assertConsistent(CompiledProcess process) {
        double prior = 0;
        for (int c = 0; c < process.classCount(); c++) {
            prior += process.prior(c);
        }
        assertThat(prior).isCloseTo(1, within(1e-12));
        for (int s = 0; s < process.stateCount(); s++) {
            double posterior = 0;
            for (int c = 0; c < process.classCount(); c++) {
                posterior += process.posterior(s, c);
            }
            assertThat(posterior).isCloseTo(1, within(1e-12));
            double readings = 0;
            for (int i = process.readingBegin(s); i < process.readingBegin(s + 1); i++) {
                readings += process.readingProbability(i);
                assertThat(process.readingRow(i)).isBetween(0, process.rowCount() - 1);
            }
            assertThat(readings).isCloseTo(process.isDecision(s) ? 1 : 0, within(1e-12));
            for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                double mean = 0;
                for (int b = process.branchBegin(k); b < process.branchBegin(k + 1); b++) {
                    mean += process.meanProbability(b);
                    assertThat(process.branchTarget(b) < 0 || process.branchTarget(b) > s)
                            .isTrue();
                }
                assertThat(mean).isCloseTo(1, within(1e-12));
            }
        }
        for (int row = 0; row < process.rowCount(); row++) {
            for (int f = 0; f < process.featureCount(); f++) {
                Feature feature = process.declaration().features().get(f);
                assertThat(process.feature(row, f)).isBetween(feature.min(), feature.max());
            }
        }
    }

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
