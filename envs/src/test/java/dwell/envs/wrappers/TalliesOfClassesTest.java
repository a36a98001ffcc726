package dwell.envs.wrappers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.exact.PolicyTable;
import dwell.envs.exact.Tallies;
import dwell.envs.families.verify.VerifyFamily;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.ProcessCompiler;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Counts that depend on the hidden class, through wrappers whose hidden classes are not the inner ones. */
class TalliesOfClassesTest {
    private static final DecisionProcess<?> INNER = new VerifyFamily().declare(new VerifyFamily().defaults());

    @Test
    void aHiddenPriceDoesNotChangeTheCountsOfALevel() {
        DecisionProcess<?> priced =
                new PricedWrapper().wrap(INNER, new PricedParameters(List.of(0.5, 1.0, 2.0), List.of(), false));
        assertSame(levels(priced), levels(INNER));
    }

    @Test
    void anotherMixOfLevelsDoesNotChangeTheCountsOfALevel() {
        List<List<Double>> inner = levels(INNER);
        List<List<Double>> mixed =
                levels(new LevelsWrapper().wrap(INNER, new LevelsParameters(List.of(0.0, 1.0, 0.0, 3.0), "uniform")));
        assertSame(List.of(mixed.get(1), mixed.get(3)), List.of(inner.get(1), inner.get(3)));
    }

    /** Without an update only the class before it counts. */
    @Test
    void anUpdateThatNeverComesDoesNotChangeTheCountsOfALevel() {
        assertSame(levels(new UpdateWrapper().wrap(INNER, new UpdateParameters(0, 0))), levels(INNER));
    }

    private static void assertSame(List<List<Double>> actual, List<List<Double>> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int level = 0; level < expected.size(); level++) {
            for (int t = 0; t < expected.get(level).size(); t++) {
                assertThat(actual.get(level).get(t))
                        .isCloseTo(expected.get(level).get(t), within(1e-12));
            }
        }
    }

    /** Counts of a policy that takes every choice alike. */
    private static List<List<Double>> levels(DecisionProcess<?> declaration) {
        CompiledProcess process = ProcessCompiler.compile(declaration);
        double[] probability = new double[process.choiceCount()];
        for (int s = 0; s < process.stateCount(); s++) {
            int begin = process.choiceBegin(s);
            int end = process.choiceBegin(s + 1);
            Arrays.fill(probability, begin, end, 1.0 / (end - begin));
        }
        return Tallies.of(process, PolicyTable.ofChoices(process, probability)).levels();
    }
}
