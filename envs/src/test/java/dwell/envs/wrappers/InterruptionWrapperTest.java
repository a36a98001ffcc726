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
import dwell.envs.process.ProcessCompiler;
import dwell.envs.random.RandomKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InterruptionWrapperTest extends WrapperContract<InterruptionParameters> {
    private static final int WARNING = 5;
    private static final int GRACE = 4;
    private static final double PRICE = 0.01;

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

    private CompiledProcess leaking(int step, double leakPrice) {
        return wrapped(InnerProcesses.votes(0.6, 20), new InterruptionParameters(0, step, 0, 4, leakPrice));
    }

    /** Mean length of the answer in steps, one for the answer itself; that of an answer that was not cut is 1. */
    private static double answerLength(CompiledProcess process, PolicyTable policy) {
        double[] visits = Evaluation.visits(process, policy);
        double length = 1;
        for (int s = 0; s < process.stateCount(); s++) {
            if (process.isDecision(s) && process.state(s).toString().contains("cut")) {
                length += visits[s] * policy.probability(process.choiceOf(s, 1));
            }
        }
        return length;
    }

    private double optimalAnswerLength(int step, double leakPrice) {
        CompiledProcess process = leaking(step, leakPrice);
        return answerLength(process, Optimum.of(process, Stakes.ofPrice(0.01)).policy());
    }

    @Test
    void whoThinksWhereverItCanLeaksAllThatIsLeftOpen() {
        CompiledProcess process = leaking(5, 0);
        PolicyTable policy = thinkOn(process);
        Performance performance =
                Evaluation.of(process, Stakes.ofPrice(0.01), policy).overall();
        assertThat(answerLength(process, policy)).isCloseTo(5, EXACT);
        assertThat(performance.accuracy()).isCloseTo(majority(0.6, 9), EXACT);
        assertThat(performance.compute()).isCloseTo(5, EXACT);
        assertThat(performance.thinks()).isCloseTo(9, EXACT);
    }

    /**
     * Theory A3 (arXiv 2510.11713): uncharged, the answer is at least twice as long as without a cut; charged, at most 1.2 times.
     * The first holds for the optimum that is cut after 5 of 20 votes (3.24). The second holds only where the deadline finds
     * thinking over (cut after 18: 1.06) or where a leaked step is dearer than a think (4 times its price: 1).
     */
    @Test
    void theOptimalAnswerIsTwiceAsLongWhereLeaksAreFreeAndHardlyLongerWhereTheyAreDearOrTheDeadlineIsLate() {
        assertThat(optimalAnswerLength(5, 0)).isGreaterThanOrEqualTo(2);
        assertThat(optimalAnswerLength(5, 4)).isCloseTo(1, EXACT);
        assertThat(optimalAnswerLength(18, 1)).isLessThanOrEqualTo(1.2);
    }

    /**
     * At its own price a leak is thinking that goes on: a cut after 5 votes with 4 leaks is then no cut but a budget of 9 votes,
     * and the answer is 2.59 times as long as without a cut, not 1.2.
     */
    @Test
    void leaksAtThePriceOfThinkingMakeAnEarlyCutABudgetOfThatManyMoreVotes() {
        Stakes stakes = Stakes.ofPrice(0.01);
        CompiledProcess process = leaking(5, 1);
        CompiledProcess budget = ProcessCompiler.compile(InnerProcesses.votes(0.6, 9));
        PolicyTable optimal = Optimum.of(budget, stakes).policy();
        double after = 1;
        double[] visits = Evaluation.visits(budget, optimal);
        for (int s = 0; s < budget.stateCount(); s++) {
            if (budget.isDecision(s) && budget.plotPoint(s).orElseThrow().x() >= 5) {
                after += visits[s] * optimal.probability(budget.choiceOf(s, 1));
            }
        }
        assertThat(optimalAnswerLength(5, 1)).isCloseTo(after, EXACT).isBetween(2.58, 2.60);
        assertThat(Optimum.of(process, stakes).utility())
                .isCloseTo(Optimum.of(budget, stakes).utility(), EXACT)
                .isCloseTo(value(0.6, 0, 0.01, 0, 0, 9), EXACT);
    }

    /** Thinks until the warning and so many steps on, then answers. */
    private static PolicyTable stopping(CompiledProcess process, int stepsAfterWarning) {
        return taking(process, s -> process.plotPoint(s).orElseThrow().x() < WARNING + stepsAfterWarning);
    }

    /** Wrong answers at most one step after the warning, where the optimum goes on. */
    private static double panicShare(CompiledProcess process, PolicyTable policy) {
        Optimum optimum = Optimum.of(process, Stakes.ofPrice(PRICE));
        return WrongAnswers.share(process, policy, (s, choice, c) -> {
            double steps = process.plotPoint(s).map(point -> point.x()).orElseThrow() - WARNING;
            return process.state(s).toString().contains("warned")
                    && steps <= 1
                    && process.actionOf(choice) == 0
                    && optimum.valueOfThinking(s) > 1e-12;
        });
    }

    /** By the binomial law of votes: wrong leads after n votes at which a budget of all the grace is worth going on with. */
    private static double panicShareOfVotes(double q, int n) {
        double share = 0;
        for (int right = 0; right <= n; right++) {
            double p = Math.pow(q, right) * Math.pow(1 - q, n - right);
            for (int i = 0; i < right; i++) {
                p *= (n - i) / (i + 1.0);
            }
            double wrong = 2 * right < n ? 1 : 2 * right == n ? 0.5 : 0;
            boolean pays = value(q, 0, PRICE, n, right, WARNING + GRACE) > right(q, n, right) + 1e-12;
            share += pays ? p * wrong : 0;
        }
        return share;
    }

    /**
     * Panic (theory A3, arXiv 2510.11713): stopped at most one step after the warning though going on pays, and wrong. At q=.6
     * it pays after 5 votes with a lead of 1, so that who stops at the warning panics and is wrong on 10 .6^2 .4^3 = .2304 of
     * all items; who uses the grace, or goes on as long as it pays, never does.
     */
    @Test
    void whoStopsAtTheWarningPanicsAndWhoGoesOnAsLongAsItPaysDoesNot() {
        CompiledProcess process =
                wrapped(InnerProcesses.votes(0.6, 20), new InterruptionParameters(0, WARNING, GRACE, 0, 1));
        assertThat(panicShare(process, stopping(process, 0)))
                .isCloseTo(0.2304, EXACT)
                .isCloseTo(panicShareOfVotes(0.6, 5), EXACT);
        assertThat(panicShare(process, stopping(process, 1))).isPositive().isCloseTo(panicShareOfVotes(0.6, 6), EXACT);
        assertThat(panicShare(process, stopping(process, 2))).isZero();
        assertThat(panicShare(process, thinkOn(process))).isZero();
        assertThat(panicShare(
                        process, Optimum.of(process, Stakes.ofPrice(PRICE)).policy()))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.55, 0.7, 0.8})
    void thePanicShareIsThatOfTheBinomialLaw(double q) {
        CompiledProcess process =
                wrapped(InnerProcesses.votes(q, 20), new InterruptionParameters(0, WARNING, GRACE, 0, 1));
        assertThat(panicShare(process, stopping(process, 0))).isCloseTo(panicShareOfVotes(q, 5), EXACT);
        assertThat(panicShare(process, stopping(process, 1))).isCloseTo(panicShareOfVotes(q, 6), EXACT);
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
