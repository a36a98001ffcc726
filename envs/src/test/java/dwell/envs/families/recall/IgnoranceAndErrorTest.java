package dwell.envs.families.recall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Stakes;
import dwell.envs.Verdict;
import dwell.envs.exact.Evaluation;
import dwell.envs.exact.Optimum;
import dwell.envs.families.ClassVisits;
import dwell.envs.families.Rules;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.EpisodeTape;
import dwell.envs.process.Item;
import dwell.envs.process.Simulator;
import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ignorance against error (WACK, arXiv 2410.22071): facts that are not known call for abstaining, known facts that a misleading
 * context turns wrong for checking. Flip rates are those of the specification (.05, .15, .25) and those computed from the paper's
 * released files: 1859/7904 for Gemma-2-9B, 1104/7038 for Llama-3.1-8B, 1546/7108 for Mistral-7B.
 */
class IgnoranceAndErrorTest {
    private static final Stakes STAKES = new RecallFamily().defaultStakes();

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.15, 0.25, 1859.0 / 7904, 1104.0 / 7038, 1546.0 / 7108})
    void theFlipRateIsTheShareOfDirectAnswersThatAMisleadingContextCosts(double flipRate) {
        double neutral = directAccuracy(RecallSettings.compiled(RecallSettings.contexts(0, flipRate, 0, 0)));
        double misled = directAccuracy(RecallSettings.compiled(RecallSettings.misleading(flipRate, 0, 0)));
        assertThat(neutral).isCloseTo(0.5, within(1e-12));
        assertThat(1 - misled / neutral).isCloseTo(flipRate, within(1e-12));
    }

    private static double directAccuracy(CompiledProcess process) {
        return Evaluation.of(process, STAKES, Rules.of(process, state -> "answer"))
                .overall()
                .accuracy();
    }

    /** Bound of 4 standard errors: fails by chance once in 16,000 times a rate; the seed is fixed. */
    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.15, 0.25})
    void simulatedDirectAnswersToKnownFactsShowTheFlipRate(double flipRate) {
        CompiledProcess process = RecallSettings.compiled(RecallSettings.misleading(flipRate, 0, 0));
        Simulator simulator = new Simulator(process);
        double[] rows = new double[process.rowCount() * process.actionCount()];
        double[] cumulative = new double[rows.length];
        for (int row = 0; row < process.rowCount(); row++) {
            rows[row * process.actionCount()] = 1;
            simulator.setRow(rows, row * process.actionCount(), row, cumulative);
        }
        EpisodeTape tape = new EpisodeTape(0);
        long key = RandomKey.of(7, Purpose.CHECK);
        int known = 0;
        int wrong = 0;
        for (int e = 0; e < 40_000; e++) {
            Item item = Item.of(process, RandomKey.child(key, e));
            if (process.declaration()
                    .hiddenClasses()
                    .get(item.hiddenClass())
                    .name()
                    .endsWith("UNKNOWN")) {
                continue;
            }
            tape.clear();
            simulator.run(RandomKey.child(key, ~e), item.hiddenClass(), item.startState(), cumulative, tape);
            known++;
            wrong += CompiledProcess.verdictOf(tape.terminal()) == Verdict.WRONG ? 1 : 0;
        }
        assertThat(known).isGreaterThan(19_000);
        assertThat(wrong / (double) known)
                .isCloseTo(flipRate, within(4 * Math.sqrt(flipRate * (1 - flipRate) / known)));
    }

    /** Specification A7: abstains on at least .8 of HK-, and checks and answers on at least .7 of HK+. */
    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.15, 0.25})
    void theOptimumAbstainsOnUnknownFactsAndChecksKnownOnes(double flipRate) {
        CompiledProcess process = RecallSettings.compiled(RecallSettings.misleading(flipRate, 4, 2));
        Optimum optimum = Optimum.of(process, STAKES);
        for (int c = 0; c < process.classCount(); c++) {
            String name = process.declaration().hiddenClasses().get(c).name();
            ClassVisits visits = new ClassVisits(process, optimum.policy(), c);
            if (name.endsWith("UNKNOWN")) {
                assertThat(visits.taken("abstain", state -> true)).as(name).isGreaterThanOrEqualTo(0.8);
            } else {
                assertThat(visits.taken("answer", state -> ((RecallProcess.State) state).checks() > 0))
                        .as(name)
                        .isGreaterThanOrEqualTo(0.7);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.15, 0.25})
    void whereNoContextMisleadsTheOptimumChecksNothing(double flipRate) {
        CompiledProcess process = RecallSettings.compiled(RecallSettings.contexts(0, flipRate, 4, 2));
        Optimum optimum = Optimum.of(process, STAKES);
        for (int c = 0; c < process.classCount(); c++) {
            assertThat(new ClassVisits(process, optimum.policy(), c).taken("check", state -> true))
                    .isZero();
        }
    }
}
