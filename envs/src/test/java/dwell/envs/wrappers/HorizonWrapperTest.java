package dwell.envs.wrappers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dwell.envs.Ending;
import dwell.envs.Stakes;
import dwell.envs.exact.Evaluation;
import dwell.envs.exact.Optimum;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.ProcessCompiler;
import dwell.envs.random.RandomKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HorizonWrapperTest extends WrapperContract<HorizonParameters> {
    @Override
    Wrapper<HorizonParameters> wrapper() {
        return new HorizonWrapper();
    }

    @Override
    HorizonParameters random(long key) {
        return new HorizonParameters(RandomKey.below(key, 0, 5), RandomKey.below(key, 1, 2) == 0);
    }

    @Override
    List<HorizonParameters> small() {
        return List.of(
                new HorizonParameters(0, false), new HorizonParameters(1, true), new HorizonParameters(2, false));
    }

    @Override
    List<HorizonParameters> neutral(DecisionProcess<?> inner) {
        return List.of(new HorizonParameters(20, true), new HorizonParameters(4, false));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 11})
    void evidenceWithAHorizonIsEvidenceWithFewerThinks(int steps) {
        List<Double> levels = List.of(0.9, 0.65, 0.5);
        CompiledProcess cut = wrapped(InnerProcesses.evidence(levels, 0.6, 1, 16), new HorizonParameters(steps, false));
        CompiledProcess fewer = ProcessCompiler.compile(InnerProcesses.evidence(levels, 0.6, 1, steps));
        Stakes stakes = Stakes.ofPrice(0.005);
        assertThat(Optimum.of(cut, stakes).utility())
                .isCloseTo(Optimum.of(fewer, stakes).utility(), EXACT);
        Evaluation one = Evaluation.of(cut, stakes, uniform(cut));
        Evaluation other = Evaluation.of(fewer, stakes, uniform(fewer));
        assertSame(one, other);
        int exhausted = Ending.BUDGET_EXHAUSTED.ordinal();
        assertThat(one.overall().endings().get(exhausted))
                .isCloseTo(other.overall().endings().get(exhausted), EXACT);
    }

    @Test
    void actionsAndFeaturesAreTheInnerOnesWhateverTheHorizon() {
        DecisionProcess<?> inner = InnerProcesses.evidence(List.of(0.9, 0.5), 0.6, 1, 16);
        for (int steps : new int[] {1, 8}) {
            DecisionProcess<?> cut = wrapper().wrap(inner, new HorizonParameters(steps, false));
            assertThat(cut.features()).isEqualTo(inner.features());
            assertThat(cut.actions()).isEqualTo(inner.actions());
        }
    }

    @Test
    void aHorizonOutOfRangeIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HorizonParameters(-1, false))
                .withMessage("steps must lie in [0, 512], was -1");
    }
}
