package dwell.envs.families.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Stakes;
import dwell.envs.exact.Evaluation;
import dwell.envs.exact.PolicyTable;
import dwell.envs.families.Introspection;
import dwell.envs.families.Rules;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessCompiler;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Misleading items, on which votes are right less often than not (Alice in Wonderland, arXiv 2406.02061; specification A6): more
 * effort makes answers worse and a believer surer.
 */
class MisleadingEvidenceTest {
    /** Variations that keep the structure and differ in how misleading they are; harder ones later. */
    private static final List<Double> VARIATIONS = List.of(0.45, 0.40, 0.35);

    private static final int TRIALS = 60;
    private static final CompiledProcess PROCESS = ProcessCompiler.compile(new EvidenceProcess(
            new EvidenceParameters(VARIATIONS, List.of(), 2, 0, 1, 16, 1, 0, false, Introspection.FULL, 1)));

    private static PolicyTable votes(int votes) {
        return Rules.of(PROCESS, state -> ((EvidenceProcess.State) state).total() < votes ? "think" : "answer");
    }

    private static double accuracy(int variation, int votes) {
        return Evaluation.of(PROCESS, Stakes.ofPrice(0), votes(votes))
                .levels()
                .get(variation)
                .accuracy();
    }

    /** Theory B8, p = .4: K = 1, 3, 5, 9, 17 give .4, .352, .31744, .26657, .19894. */
    @Test
    void accuracyFallsWithEffortAsTheMajorityOfMisleadingVotesDoes() {
        int[] votes = {1, 3, 5, 9, 17};
        double[] published = {0.4, 0.352, 0.31744, 0.26657, 0.19894};
        for (int i = 0; i < votes.length; i++) {
            assertThat(accuracy(1, votes[i])).isCloseTo(published[i], within(5e-6));
        }
    }

    /**
     * Someone who believes votes to be right with .6 and reports the posterior {@code 1 / (1 + (.4/.6)^lead)} of the answer.
     * Weighted by the visits of the answering states and, for "when wrong", by the chance of a wrong answer there.
     */
    @Test
    void theConfidenceOfABelieverRisesWithEffortAlsoWhereTheAnswerIsWrong() {
        double before = 0;
        double beforeWrong = 0;
        for (int votes : new int[] {1, 3, 5, 9, 17}) {
            double[] visits = Evaluation.visits(PROCESS, votes(votes));
            double sum = 0;
            double wrong = 0;
            double wrongMass = 0;
            for (int s = 0; s < visits.length; s++) {
                EvidenceProcess.State state = (EvidenceProcess.State) PROCESS.state(s);
                if (state.total() != votes || visits[s] == 0) {
                    continue;
                }
                int lead = state.votes().get(0) - state.votes().get(1);
                double confidence = 1 / (1 + Math.pow(0.4 / 0.6, Math.abs(lead)));
                double posteriorWrong = 0;
                for (int c = 0; c < PROCESS.classCount(); c++) {
                    boolean right = (c % 2 == 0) == lead > 0;
                    posteriorWrong += right ? 0 : PROCESS.posterior(s, c);
                }
                sum += visits[s] * confidence;
                wrong += visits[s] * posteriorWrong * confidence;
                wrongMass += visits[s] * posteriorWrong;
            }
            assertThat(sum).isGreaterThan(before + 0.02);
            assertThat(wrong / wrongMass).isGreaterThan(beforeWrong + 0.02);
            before = sum;
            beforeWrong = wrong / wrongMass;
        }
    }

    /** The range over the variations against the binomial standard error of 60 trials at the middle one. */
    @Test
    void withEffortTheSpreadOverVariationsExceedsThreeStandardErrors() {
        int votes = 9;
        double middle = accuracy(1, votes);
        double error = Math.sqrt(middle * (1 - middle) / TRIALS);
        assertThat(accuracy(0, votes) - accuracy(2, votes)).isGreaterThanOrEqualTo(3 * error);
    }

    /** The second pass takes as many votes again, and answers by all of them. */
    @Test
    void aSecondPassDoesNotHelp() {
        for (int variation = 0; variation < VARIATIONS.size(); variation++) {
            for (int votes : new int[] {1, 3, 5, 7}) {
                assertThat(accuracy(variation, 2 * votes + 1)).isLessThan(accuracy(variation, votes));
                // After an even number of votes a tie is broken by a coin, which is as good as the vote less.
                assertThat(accuracy(variation, 2 * votes)).isLessThanOrEqualTo(accuracy(variation, votes) + 1e-12);
            }
        }
    }
}
