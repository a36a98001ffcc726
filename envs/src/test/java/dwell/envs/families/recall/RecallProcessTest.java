package dwell.envs.families.recall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Stakes;
import dwell.envs.exact.Evaluation;
import dwell.envs.exact.PolicyTable;
import dwell.envs.families.Rules;
import dwell.envs.process.CompiledProcess;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecallProcessTest {
    private static final Stakes STAKES = new RecallFamily().defaultStakes();

    @Test
    void featuresAreThoseOfTheDescription() {
        RecallProcess process = new RecallProcess(new RecallParameters(
                List.of(0.9, 0.4), List.of(), 0, 1, 0, 0.5, 0.2, 0.8, 0.8, 6, 0.7, 1, 2, 0.7, 0, 1, true));
        double[] out = new double[10];
        process.observe(new RecallProcess.State(1, true, true, 4, 3, 1), out);
        // Without a cue the prior is 0.65; odds of the feeling 4, of three looks for and one against (7/3)^2.
        double odds = 0.65 / 0.35 * 4 * Math.pow(7.0 / 3, 2);
        double known = odds / (1 + odds);
        // A context with the sign misleads with 0.8, and then flips with 0.2; one check leaves 0.3 of that.
        double misled = known * 0.8 * 0.2 * 0.3;
        assertThat(out).containsExactly(new double[] {4 / 6.0, 0.5, 1, 1, 1, known, misled, 0, 1, 1}, within(1e-12));
        assertThat(process.features()).hasSize(10);
    }

    @Test
    void everyStateIsShownInFull() {
        assertThat(RecallSettings.compiled(new RecallFamily().defaults()).fullyObserved())
                .isTrue();
    }

    @Test
    void thinkingDoesNotChangeWhatIsAnswered() {
        CompiledProcess process = RecallSettings.compiled(new RecallFamily().defaults());
        List<Double> direct = accuracies(process, Rules.of(process, state -> "answer"));
        List<Double> thought = accuracies(process, Rules.of(process, state -> {
            RecallProcess.State at = (RecallProcess.State) state;
            return at.thinks() < 6 ? "think" : "answer";
        }));
        for (int level = 0; level < direct.size(); level++) {
            assertThat(thought.get(level)).isCloseTo(direct.get(level), within(1e-12));
        }
    }

    /** A(r) = p + (A(0) - p) (1 - k - f)^r with p = k / (k + f): repeated checking, theory B6. */
    @Test
    void accuracyAfterChecksFollowsTheClosedFormOfRepeatedChecking() {
        double k = 0.6;
        double f = 0.1;
        RecallParameters parameters =
                new RecallParameters(List.of(1.0), List.of(), 1, 1, 0, 1, 0.45, 1, 0.5, 0, 0.5, 1, 5, k, f, 1, false);
        CompiledProcess process = RecallSettings.compiled(parameters);
        double fixedPoint = k / (k + f);
        for (int checks = 0; checks <= 5; checks++) {
            int wanted = checks;
            PolicyTable policy =
                    Rules.of(process, state -> ((RecallProcess.State) state).checks() < wanted ? "check" : "answer");
            assertThat(accuracies(process, policy).get(0))
                    .isCloseTo(fixedPoint + (0.55 - fixedPoint) * Math.pow(1 - k - f, checks), within(1e-12));
        }
    }

    private static List<Double> accuracies(CompiledProcess process, PolicyTable policy) {
        return Evaluation.of(process, STAKES, policy).levels().stream()
                .map(performance -> performance.accuracy())
                .toList();
    }
}
