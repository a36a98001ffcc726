package dwell.envs.wrappers;

import static org.assertj.core.api.Assertions.assertThat;

import dwell.envs.Stakes;
import dwell.envs.exact.Evaluation;
import dwell.envs.exact.Optimum;
import dwell.envs.exact.Performance;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.DecisionProcess;
import dwell.envs.random.RandomKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StickyStopWrapperTest extends WrapperContract<StickyStopParameters> {
    private static final Stakes STAKES = Stakes.ofPrice(0.01);

    @Override
    Wrapper<StickyStopParameters> wrapper() {
        return new StickyStopWrapper();
    }

    @Override
    StickyStopParameters random(long key) {
        return new StickyStopParameters(
                Math.max(0, Math.min(1, 1.4 * RandomKey.uniform(key, 0) - 0.2)), RandomKey.below(key, 1, 4));
    }

    @Override
    List<StickyStopParameters> small() {
        return List.of(
                new StickyStopParameters(0.4, 0), new StickyStopParameters(0.2, 2), new StickyStopParameters(1, 0));
    }

    @Override
    List<StickyStopParameters> neutral(DecisionProcess<?> inner) {
        return List.of(new StickyStopParameters(0, 0), new StickyStopParameters(0, 1));
    }

    /** Whoever wants one vote gets n with probability (1 - s) s^(n - 1), the last one the budget allows with the rest. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3, 0.8, 1})
    void whoWantsOneVoteGetsAGeometricNumber(double s) {
        int most = 9;
        double q = 0.7;
        CompiledProcess process = wrapped(InnerProcesses.votes(q, most), new StickyStopParameters(s, 0));
        Performance performance =
                Evaluation.of(process, STAKES, VotePolicies.votes(process, 1)).overall();
        double accuracy = 0;
        double votes = 0;
        for (int n = 1; n <= most; n++) {
            double p = n == most ? Math.pow(s, n - 1) : (1 - s) * Math.pow(s, n - 1);
            accuracy += p * VotePolicies.majority(q, n);
            votes += p * n;
        }
        assertThat(performance.accuracy()).isCloseTo(accuracy, EXACT);
        assertThat(performance.compute()).isCloseTo(votes, EXACT);
        assertThat(performance.thinks()).isCloseTo(1, EXACT);
    }

    @Test
    void thinkingGoesOnForTheLeastNumberOfSteps() {
        CompiledProcess process = wrapped(InnerProcesses.votes(0.7, 9), new StickyStopParameters(0, 4));
        for (int wanted = 1; wanted <= 8; wanted++) {
            int run = wanted <= 4 ? 4 : 8;
            Performance performance = Evaluation.of(process, STAKES, VotePolicies.votes(process, wanted))
                    .overall();
            assertThat(performance.accuracy()).isCloseTo(VotePolicies.majority(0.7, run), EXACT);
            assertThat(performance.compute()).isCloseTo(run, EXACT);
            assertThat(performance.thinks()).isCloseTo(run / 4.0, EXACT);
        }
    }

    @Test
    void theOptimumFallsWithStickiness() {
        double before = Double.POSITIVE_INFINITY;
        for (double s : new double[] {0, 0.2, 0.5, 0.9}) {
            double utility = Optimum.of(wrapped(InnerProcesses.votes(0.7, 20), new StickyStopParameters(s, 0)), STAKES)
                    .utility();
            assertThat(utility).isLessThan(before - 1e-4);
            before = utility;
        }
    }
}
