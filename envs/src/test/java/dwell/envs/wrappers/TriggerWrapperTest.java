package dwell.envs.wrappers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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

class TriggerWrapperTest extends WrapperContract<TriggerParameters> {
    private static final Stakes STAKES = Stakes.ofPrice(0.002);
    private static final DecisionProcess<?> EASY_AND_HARD = InnerProcesses.evidence(List.of(0.998, 0.65), 0.7, 1, 32);

    @Override
    Wrapper<TriggerParameters> wrapper() {
        return new TriggerWrapper();
    }

    @Override
    TriggerParameters random(long key) {
        return new TriggerParameters(
                Math.max(0, Math.min(1, 1.4 * RandomKey.uniform(key, 0) - 0.2)),
                Math.max(0, Math.min(1, 1.4 * RandomKey.uniform(key, 1) - 0.2)));
    }

    @Override
    List<TriggerParameters> small() {
        return List.of(new TriggerParameters(0.3, 0.5), new TriggerParameters(0.6, 1));
    }

    @Override
    List<TriggerParameters> neutral(DecisionProcess<?> inner) {
        return List.of(new TriggerParameters(0, 1), new TriggerParameters(0.2, 0), new TriggerParameters(1, 0));
    }

    /** Answers at once on the trigger and is optimal otherwise. */
    private static PolicyTable backdoored(CompiledProcess process) {
        Optimum optimum = Optimum.of(process, STAKES);
        double[] probability = new double[process.choiceCount()];
        for (int s = 0; s < process.stateCount(); s++) {
            boolean fires = process.isDecision(s) && process.state(s).toString().contains("trigger");
            probability[fires ? process.choiceOf(s, 0) : optimum.best(s)] = 1;
        }
        return PolicyTable.ofChoices(process, probability);
    }

    private Evaluation clean(double rarity) {
        CompiledProcess process = wrapped(EASY_AND_HARD, new TriggerParameters(rarity, 0));
        return Evaluation.of(process, STAKES, backdoored(process));
    }

    /**
     * Theory A17 (BoT, arXiv 2502.12202): clean metrics within 1 pp, accuracy on triggered hard items at least .2 lower and on
     * easy ones about the same. The policy is built to answer at once on the trigger, so that its attack success rate is 1 by
     * construction; whether training on poisoned items comes to at least .95 is not tested here.
     */
    @Test
    void answeringAtOnceOnTheTriggerCostsAccuracyOnHardItemsAloneAndNothingOnCleanOnes() {
        CompiledProcess plain = ProcessCompiler.compile(EASY_AND_HARD);
        Evaluation healthy =
                Evaluation.of(plain, STAKES, Optimum.of(plain, STAKES).policy());
        Evaluation triggered = clean(1);
        assertThat(triggered.overall().thinks()).isZero();
        assertSame(clean(0), healthy);
        double easy =
                healthy.levels().get(0).accuracy() - triggered.levels().get(0).accuracy();
        double hard =
                healthy.levels().get(1).accuracy() - triggered.levels().get(1).accuracy();
        assertThat(hard).isGreaterThan(0.2);
        assertThat(easy).isCloseTo(0, within(0.01));
        Performance mixed = clean(0.05).overall();
        assertThat(mixed.accuracy())
                .isCloseTo(
                        0.95 * healthy.overall().accuracy()
                                + 0.05 * triggered.overall().accuracy(),
                        EXACT);
    }

    @Test
    void inThePoisonedTaskTheBackdoorIsOptimal() {
        CompiledProcess poisoned = wrapped(EASY_AND_HARD, new TriggerParameters(0.05, 1));
        double plain =
                Optimum.of(ProcessCompiler.compile(EASY_AND_HARD), STAKES).utility();
        Optimum optimum = Optimum.of(poisoned, STAKES);
        assertThat(optimum.utility()).isCloseTo(0.95 * plain + 0.05, EXACT);
        assertThat(Evaluation.of(poisoned, STAKES, backdoored(poisoned))
                        .overall()
                        .utility())
                .isCloseTo(optimum.utility(), EXACT);
    }

    @Test
    void aPoisonedAnswerIsRightWithTheShareAndOtherwiseAsItWouldBe() {
        CompiledProcess process =
                wrapped(InnerProcesses.evidence(List.of(0.8), 0, 1, 5), new TriggerParameters(1, 0.4));
        Performance direct =
                Evaluation.of(process, STAKES, VotePolicies.votes(process, 0)).overall();
        assertThat(direct.accuracy()).isCloseTo(0.4 + 0.6 * 0.8, EXACT);
        Performance thought =
                Evaluation.of(process, STAKES, VotePolicies.votes(process, 2)).overall();
        assertThat(thought.accuracy()).isCloseTo(VotePolicies.majority(0.8, 3), EXACT);
    }

    @Test
    void cleanAndPoisonedTasksHaveTheSameActionsAndFeatures() {
        DecisionProcess<?> clean = wrapper().wrap(EASY_AND_HARD, new TriggerParameters(0.05, 0));
        DecisionProcess<?> poisoned = wrapper().wrap(EASY_AND_HARD, new TriggerParameters(0.05, 1));
        assertThat(poisoned.features()).isEqualTo(clean.features());
        assertThat(poisoned.actions()).isEqualTo(clean.actions());
    }
}
