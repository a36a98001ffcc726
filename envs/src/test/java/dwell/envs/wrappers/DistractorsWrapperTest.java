package dwell.envs.wrappers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dwell.envs.process.CompiledProcess;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.ProcessCompiler;
import dwell.envs.random.RandomKey;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DistractorsWrapperTest extends WrapperContract<DistractorsParameters> {
    @Override
    Wrapper<DistractorsParameters> wrapper() {
        return new DistractorsWrapper();
    }

    @Override
    DistractorsParameters random(long key) {
        int count = 1 + RandomKey.below(key, 0, 16);
        int patterns = 1 + RandomKey.below(key, 1, Math.min(1 << count, 20));
        return new DistractorsParameters(count, patterns, RandomKey.below(key, 2, 2) == 0);
    }

    @Override
    List<DistractorsParameters> small() {
        return List.of(new DistractorsParameters(2, 4, false), new DistractorsParameters(3, 5, true));
    }

    /** Nothing that these features are set to changes the task. */
    @Override
    List<DistractorsParameters> neutral(DecisionProcess<?> inner) {
        return List.of(
                new DistractorsParameters(1, 1, false),
                new DistractorsParameters(4, 16, false),
                new DistractorsParameters(4, 8, true));
    }

    @Test
    void thereAreAsManyPatternsAsAskedForInEveryRun() {
        DecisionProcess<?> inner = InnerProcesses.votes(0.7, 2);
        int rows = ProcessCompiler.compile(inner).rowCount();
        int at = inner.features().size() - 1;
        for (int patterns : new int[] {1, 3, 8}) {
            for (boolean fresh : new boolean[] {false, true}) {
                CompiledProcess process = wrapped(inner, new DistractorsParameters(3, patterns, fresh));
                assertThat(process.rowCount()).isEqualTo(patterns * rows);
                Set<List<Double>> seen = new HashSet<>();
                for (int row = 0; row < process.rowCount(); row++) {
                    seen.add(List.of(
                            process.feature(row, at), process.feature(row, at + 1), process.feature(row, at + 2)));
                }
                assertThat(seen).hasSize(patterns);
            }
        }
    }

    @Test
    void morePatternsThanThereAreIsAnError() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DistractorsParameters(2, 5, false))
                .withMessage("patterns must lie in [1, 4], was 5");
    }
}
