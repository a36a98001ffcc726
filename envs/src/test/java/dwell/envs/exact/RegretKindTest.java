package dwell.envs.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Stakes;
import dwell.envs.families.Introspection;
import dwell.envs.families.evidence.EvidenceFamily;
import dwell.envs.families.evidence.EvidenceParameters;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessCompiler;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Where the loss of simple policies goes, by hand. */
class RegretKindTest {
    private static final Offset<Double> EXACT = within(1e-12);

    @Test
    void everyThinkWithoutInformationIsOverthinking() {
        CompiledProcess process = Votes.of(20, 0.5);
        Optimum optimum = Optimum.of(process, Stakes.ofPrice(0.01));
        Regret regret = Regret.of(optimum, Votes.fixed(process, 7)).overall();
        assertThat(regret.total()).isCloseTo(0.07, EXACT);
        assertThat(regret.overthinking()).isCloseTo(0.07, EXACT);
        assertThat(regret.underthinking()).isZero();
        assertThat(regret.wrongAnswer()).isZero();
        assertThat(regret.excessCompute()).isCloseTo(7, EXACT);
    }

    @Test
    void answeringBlindlyWhereAVoteTellsIsUnderthinking() {
        CompiledProcess process = Votes.of(20, 0.9);
        Optimum optimum = Optimum.of(process, Stakes.ofPrice(0.1));
        Regret regret = Regret.of(optimum, Votes.fixed(process, 0)).overall();
        // One vote is optimal: 0.9 - 0.1 against 0.5.
        assertThat(regret.total()).isCloseTo(0.3, EXACT);
        assertThat(regret.underthinking()).isCloseTo(0.3, EXACT);
        assertThat(regret.overthinking()).isZero();
        assertThat(regret.excessCompute()).isZero();
    }

    @Test
    void answeringWhereAbstainingIsBetterIsAWrongAnswer() {
        CompiledProcess process = ProcessCompiler.compile(new EvidenceFamily()
                .declare(new EvidenceParameters(
                        List.of(0.5), List.of(), 2, 0, 0, 5, 1, 0, true, Introspection.FULL, 0.8)));
        Optimum optimum = Optimum.of(process, new Stakes(0.01, 1, -1, 0.25));
        Regret regret = Regret.of(optimum, Votes.threshold(process, 0)).overall();
        assertThat(regret.total()).isCloseTo(0.25, EXACT);
        assertThat(regret.wrongAnswer()).isCloseTo(0.25, EXACT);
        assertThat(regret.overthinking()).isZero();
        assertThat(regret.underthinking()).isZero();
    }

    @Test
    void theValueOfThinkingIsTheGainOfOneMoreVoteAndActingOptimally() {
        CompiledProcess process = Votes.of(1, 0.8);
        Optimum optimum = Optimum.of(process, Stakes.ofPrice(0.05));
        int start = process.startStates(0)[0];
        assertThat(optimum.valueOfThinking(start)).isCloseTo(0.8 - 0.05 - 0.5, EXACT);
        assertThat(optimum.valueOfThinking(process.stateCount() - 1)).isNaN();
    }

    @Test
    void aTieGoesToTheAnswer() {
        // One vote of reliability 0.6 gains 0.1 and costs 0.1.
        CompiledProcess process = Votes.of(1, 0.6);
        Optimum optimum = Optimum.of(process, Stakes.ofPrice(0.1));
        int start = process.startStates(0)[0];
        assertThat(optimum.valueOfThinking(start)).isCloseTo(0, EXACT);
        assertThat(process.ends(optimum.best(start))).isTrue();
    }
}
