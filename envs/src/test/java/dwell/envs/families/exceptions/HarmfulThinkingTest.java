package dwell.envs.families.exceptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Stakes;
import dwell.envs.exact.Evaluation;
import dwell.envs.exact.Optimum;
import dwell.envs.exact.Performance;
import dwell.envs.families.ClassVisits;
import dwell.envs.families.Rules;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessCompiler;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where thinking hurts: Mind Your Step (arXiv 2410.21333), specification A5. */
class HarmfulThinkingTest {
    /** direct - rule of each level. */
    private static final List<Double> GAPS = List.of(0.4, 0.3, 0.2, 0.1, -0.1, -0.2, -0.3, -0.4);

    private static CompiledProcess compiled(ExceptionsParameters parameters) {
        return ProcessCompiler.compile(new ExceptionsProcess(parameters));
    }

    private static Performance level(CompiledProcess process, int level, int thinks) {
        return Evaluation.of(
                        process,
                        Stakes.ofPrice(0),
                        Rules.of(
                                process,
                                state -> ((ExceptionsProcess.State) state).thinks() < thinks ? "think" : "answer"))
                .levels()
                .get(level);
    }

    /** GPT-4o answering directly is right on 94.95 % of the artificial grammar, o1-preview on 58.64 %: -36.31 points. */
    @Test
    void thinkingReproducesTheLossOnTheArtificialGrammar() {
        CompiledProcess process = compiled(new ExceptionsParameters(
                List.of(0.9495, 0.622), List.of(0.5864, 0.508), List.of(), 1, 1, 1, 1, 0.5, false));
        assertThat(level(process, 0, 0).accuracy()).isCloseTo(0.9495, within(1e-12));
        assertThat(level(process, 0, 1).accuracy()).isCloseTo(0.5864, within(1e-12));
        // Face recognition after a description: 62.20 to 50.80.
        assertThat(level(process, 1, 0).accuracy() - level(process, 1, 1).accuracy())
                .isCloseTo(0.1140, within(1e-12));
    }

    /** Specification A5: forcing thinking costs at least .3 of accuracy on the grammar-like level. */
    @Test
    void forcedThinkingCostsThreeTenthsOnTheGrammarLikeLevelOfTheDefaults() {
        CompiledProcess process = compiled(new ExceptionsFamily().defaults());
        assertThat(level(process, 0, 0).accuracy() - level(process, 0, 4).accuracy())
                .isGreaterThanOrEqualTo(0.3);
    }

    @Test
    void theRuleReplacesTheImpressionGeometrically() {
        CompiledProcess process = compiled(new ExceptionsFamily().defaults());
        for (int n = 0; n <= 4; n++) {
            double impression = Math.pow(0.4, n);
            assertThat(level(process, 0, n).accuracy())
                    .isCloseTo(impression * 0.95 + (1 - impression) * 0.59, within(1e-12));
        }
    }

    /** Specification A5: thinks on at most .05 of the items where it hurts and at least .9 where it helps, at any small price. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-4, 1e-3, 0.01, 0.05})
    void withAReliableCueTheOptimumThinksOnlyWhereItHelps(double price) {
        CompiledProcess process = compiled(new ExceptionsParameters(
                GAPS.stream().map(gap -> 0.55 + gap / 2).toList(),
                GAPS.stream().map(gap -> 0.55 - gap / 2).toList(),
                List.of(),
                1,
                4,
                0.6,
                1,
                0.7,
                false));
        Optimum optimum = Optimum.of(process, Stakes.ofPrice(price));
        for (int level = 0; level < GAPS.size(); level++) {
            double rate = new ClassVisits(process, optimum.policy(), level)
                    .taken("think", state -> ((ExceptionsProcess.State) state).thinks() == 0);
            if (GAPS.get(level) > 0) {
                assertThat(rate).as("gap " + GAPS.get(level)).isLessThanOrEqualTo(0.05);
            } else {
                assertThat(rate).as("gap " + GAPS.get(level)).isGreaterThanOrEqualTo(0.9);
            }
        }
    }

    /** One think that replaces at once: the cue decides, and thinks where the posterior mean of rule - direct beats the price. */
    @ParameterizedTest
    @CsvSource({"0.4, 0.01", "0.8, 0.01", "0.8, 0.1", "0, 0.01"})
    void withOneThinkTheOptimumIsTheBestOfTwoExpectationsForEachCue(double reliability, double price) {
        double[] direct = {0.95, 0.6, 0.5};
        double[] rule = {0.55, 0.7, 0.85};
        CompiledProcess process = compiled(new ExceptionsParameters(
                DoubleStream.of(direct).boxed().toList(),
                DoubleStream.of(rule).boxed().toList(),
                List.of(),
                reliability,
                1,
                1,
                1,
                0.5,
                false));
        double expected = 0;
        for (int cue = 0; cue < 3; cue++) {
            double answer = 0;
            double think = 0;
            for (int level = 0; level < 3; level++) {
                double joint = ((cue == level ? reliability : 0) + (1 - reliability) / 3) / 3;
                answer += joint * direct[level];
                think += joint * (rule[level] - price);
            }
            expected += Math.max(answer, think);
        }
        assertThat(Optimum.of(process, Stakes.ofPrice(price)).utility()).isCloseTo(expected, within(1e-12));
    }

    @Test
    void goingBackToTheFirstImpressionUndoesTheHarmAndNeverHurtsTheOptimum() {
        ExceptionsParameters d = new ExceptionsFamily().defaults();
        CompiledProcess with = compiled(new ExceptionsParameters(
                d.direct(), d.rule(), d.weights(), d.cueReliability(), 4, 0.6, 1, d.signReliability(), true));
        Stakes stakes = new ExceptionsFamily().defaultStakes();
        double without = Optimum.of(compiled(d), stakes).utility();
        assertThat(Optimum.of(with, stakes).utility()).isGreaterThan(without + 0.001);
        List<Performance> back = Evaluation.of(
                        with,
                        stakes,
                        Rules.of(with, state -> ((ExceptionsProcess.State) state).thinks() < 4 ? "think" : "first"))
                .levels();
        for (int level = 0; level < back.size(); level++) {
            assertThat(back.get(level).accuracy()).isCloseTo(d.direct().get(level), within(1e-12));
        }
    }
}
