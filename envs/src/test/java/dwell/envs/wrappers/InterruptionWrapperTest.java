package dwell.envs.wrappers;

import static dwell.envs.wrappers.VotePolicies.majority;
import static dwell.envs.wrappers.VotePolicies.taking;
import static dwell.envs.wrappers.VotePolicies.thinkOn;
import static org.assertj.core.api.Assertions.assertThat;

import dwell.envs.Ending;
import dwell.envs.Stakes;
import dwell.envs.exact.Evaluation;
import dwell.envs.exact.Optimum;
import dwell.envs.exact.Performance;
import dwell.envs.exact.PolicyTable;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.DecisionProcess;
import dwell.envs.random.RandomKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InterruptionWrapperTest extends WrapperContract<InterruptionParameters> {
    @Override
    Wrapper<InterruptionParameters> wrapper() {
        return new InterruptionWrapper();
    }

    @Override
    InterruptionParameters random(long key) {
        return new InterruptionParameters(
                Math.max(0, Math.min(1, 1.4 * RandomKey.uniform(key, 0) - 0.2)),
                RandomKey.below(key, 1, 4),
                RandomKey.below(key, 2, 4),
                RandomKey.below(key, 3, 4),
                2 * RandomKey.uniform(key, 4));
    }

    @Override
    List<InterruptionParameters> small() {
        return List.of(
                new InterruptionParameters(0.3, 0, 0, 0, 1),
                new InterruptionParameters(0.2, 2, 1, 0, 1),
                new InterruptionParameters(0, 1, 0, 2, 0.5),
                new InterruptionParameters(0.4, 0, 1, 1, 0));
    }

    @Override
    List<InterruptionParameters> neutral(DecisionProcess<?> inner) {
        return List.of(new InterruptionParameters(0, 0, 0, 0, 1), new InterruptionParameters(0, 9, 2, 2, 0));
    }

    /** Optimal utility after n votes of which k name the first side, by a recursion over vote counts alone. */
    private static double value(double q, double hazard, double price, int n, int k, int most) {
        double answer = right(q, n, k);
        if (n == most) {
            return answer;
        }
        double first = Math.pow(q, k) * Math.pow(1 - q, n - k);
        double second = Math.pow(1 - q, k) * Math.pow(q, n - k);
        double up = (first * q + second * (1 - q)) / (first + second);
        double think = -price
                + up * (hazard * right(q, n + 1, k + 1) + (1 - hazard) * value(q, hazard, price, n + 1, k + 1, most))
                + (1 - up) * (hazard * right(q, n + 1, k) + (1 - hazard) * value(q, hazard, price, n + 1, k, most));
        return Math.max(answer, think);
    }

    private static double right(double q, int n, int k) {
        double odds = Math.pow(q / (1 - q), Math.abs(2 * k - n));
        return odds / (1 + odds);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.6", "0.05, 0.6", "0.3, 0.7", "1, 0.7"})
    void theOptimumUnderAGeometricDeadlineIsThatOfTheRecursionOverVotes(double hazard, double q) {
        CompiledProcess process = wrapped(InnerProcesses.votes(q, 12), new InterruptionParameters(hazard, 0, 0, 0, 1));
        assertThat(Optimum.of(process, Stakes.ofPrice(0.01)).utility())
                .isCloseTo(value(q, hazard, 0.01, 0, 0, 12), EXACT);
    }

    /** The anytime curve A_i(X) of arXiv 2510.11713: an answer forced at a fraction X of a budget of votes. */
    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.3, 0.5, 0.7, 0.9})
    void accuracyOfAnAnswerForcedAtAFractionOfTheBudgetIsThatOfTheMajority(double fraction) {
        for (double q : new double[] {0.55, 0.6, 0.8}) {
            int step = (int) Math.round(20 * fraction);
            CompiledProcess process =
                    wrapped(InnerProcesses.votes(q, 20), new InterruptionParameters(0, step, 0, 0, 1));
            Performance performance = Evaluation.of(process, Stakes.ofPrice(0.01), thinkOn(process))
                    .overall();
            assertThat(performance.accuracy()).isCloseTo(majority(q, step), EXACT);
            assertThat(performance.compute()).isCloseTo(step, EXACT);
            assertThat(performance.endings().get(Ending.INTERRUPTED.ordinal())).isCloseTo(1, EXACT);
        }
    }

    @Test
    void aSoftDeadlineLeavesTheGrace() {
        CompiledProcess process = wrapped(InnerProcesses.votes(0.6, 20), new InterruptionParameters(0, 5, 3, 0, 1));
        Performance performance =
                Evaluation.of(process, Stakes.ofPrice(0.01), thinkOn(process)).overall();
        assertThat(performance.accuracy()).isCloseTo(majority(0.6, 8), EXACT);
        assertThat(performance.compute()).isCloseTo(8, EXACT);
    }

    @Test
    void whoAnswersAtTheWarningHasAnsweredWithWhatWasKnownThen() {
        CompiledProcess process = wrapped(InnerProcesses.votes(0.6, 20), new InterruptionParameters(0, 5, 3, 0, 1));
        PolicyTable panic = taking(process, s -> !process.state(s).toString().contains("warned"));
        Performance performance =
                Evaluation.of(process, Stakes.ofPrice(0.01), panic).overall();
        assertThat(performance.accuracy()).isCloseTo(majority(0.6, 5), EXACT);
        assertThat(performance.endings().get(Ending.ANSWERED.ordinal())).isCloseTo(1, EXACT);
    }

    /** Answer length in steps, one for the answer itself: 5 with four uncharged leaks, 1 where leaks cost more than they bring. */
    @Test
    void unchargedLeakageLengthensTheAnswerAndChargedLeakageDoesNot() {
        Stakes stakes = Stakes.ofPrice(0.01);
        CompiledProcess free = wrapped(InnerProcesses.votes(0.6, 20), new InterruptionParameters(0, 5, 0, 4, 0));
        Performance leaking = Evaluation.of(free, stakes, thinkOn(free)).overall();
        assertThat(leaking.accuracy()).isCloseTo(majority(0.6, 9), EXACT);
        assertThat(leaking.compute()).isCloseTo(5, EXACT);
        assertThat(leaking.thinks()).isCloseTo(9, EXACT);
        double uncharged = Optimum.of(free, stakes).utility();
        double charged = Optimum.of(
                        wrapped(InnerProcesses.votes(0.6, 20), new InterruptionParameters(0, 5, 0, 4, 100)), stakes)
                .utility();
        double none = Optimum.of(
                        wrapped(InnerProcesses.votes(0.6, 20), new InterruptionParameters(0, 5, 0, 0, 1)), stakes)
                .utility();
        assertThat(uncharged).isGreaterThan(none + 0.02);
        assertThat(charged).isCloseTo(none, EXACT);
    }

    @Test
    void onlyWhatIsAddedToTheFeaturesOfEvidenceIsNew() {
        var evidence = InnerProcesses.evidence(List.of(0.9, 0.6), 0.6, 1, 3);
        var wrapped = wrapper().wrap(evidence, wrapper().defaults());
        assertThat(wrapped.features().stream().map(feature -> feature.name()))
                .containsExactly("time", "lead", "margin", "cue0", "cue1", "warning", "cut", "left", "one");
        assertThat(wrapped.actions()).isEqualTo(evidence.actions());
    }
}
