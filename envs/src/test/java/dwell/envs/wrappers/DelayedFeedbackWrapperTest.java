package dwell.envs.wrappers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Stakes;
import dwell.envs.exact.BestObserver;
import dwell.envs.exact.Evaluation;
import dwell.envs.exact.Optimum;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.ProcessCompiler;
import dwell.envs.random.RandomKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class DelayedFeedbackWrapperTest extends WrapperContract<DelayedFeedbackParameters> {
    @Override
    Wrapper<DelayedFeedbackParameters> wrapper() {
        return new DelayedFeedbackWrapper();
    }

    @Override
    DelayedFeedbackParameters random(long key) {
        return new DelayedFeedbackParameters(RandomKey.below(key, 0, 5));
    }

    @Override
    List<DelayedFeedbackParameters> small() {
        return List.of(new DelayedFeedbackParameters(1), new DelayedFeedbackParameters(2));
    }

    @Override
    List<DelayedFeedbackParameters> neutral(DecisionProcess<?> inner) {
        return List.of(new DelayedFeedbackParameters(0));
    }

    @Test
    void theDelayChangesWhatIsSeenAndNothingElse() {
        Stakes stakes = Stakes.ofPrice(0.03);
        processes().forEach((name, inner) -> {
            CompiledProcess plain = ProcessCompiler.compile(inner);
            for (int delay = 1; delay <= 3; delay++) {
                CompiledProcess process = wrapped(inner, new DelayedFeedbackParameters(delay));
                assertThat(Optimum.of(process, stakes).utility())
                        .as(name)
                        .isCloseTo(Optimum.of(plain, stakes).utility(), EXACT);
                assertSame(
                        Evaluation.of(process, stakes, uniform(process)), Evaluation.of(plain, stakes, uniform(plain)));
            }
        });
    }

    /** Whoever sees nothing until the budget is used up can only choose a number of votes beforehand. */
    @Test
    void theBestObserverUnderADelayAsLongAsTheBudgetVotesAFixedNumberOfTimes() {
        double q = 0.7;
        int most = 7;
        double price = 0.02;
        CompiledProcess process = wrapped(InnerProcesses.votes(q, most), new DelayedFeedbackParameters(most));
        double best = 0;
        for (int n = 0; n <= most; n++) {
            best = Math.max(best, VotePolicies.majority(q, n) - price * n);
        }
        double observer = BestObserver.of(process, Stakes.ofPrice(price)).utility();
        assertThat(observer).isCloseTo(best, within(1e-6));
    }

    @Test
    void aLongerDelayCostsMore() {
        Stakes stakes = Stakes.ofPrice(0.02);
        double before = Optimum.of(ProcessCompiler.compile(InnerProcesses.votes(0.7, 7)), stakes)
                .utility();
        for (int delay = 1; delay <= 3; delay++) {
            double observer = BestObserver.of(
                            wrapped(InnerProcesses.votes(0.7, 7), new DelayedFeedbackParameters(delay)), stakes)
                    .utility();
            assertThat(observer).isLessThan(before - 1e-3);
            before = observer;
        }
    }
}
