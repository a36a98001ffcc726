package dwell.envs.families.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Action;
import dwell.envs.ActionKind;
import dwell.envs.Stakes;
import dwell.envs.exact.Evaluation;
import dwell.envs.exact.Optimum;
import dwell.envs.exact.Performance;
import dwell.envs.exact.PolicyTable;
import dwell.envs.families.ClassVisits;
import dwell.envs.families.Rules;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessCompiler;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolsProcessTest {
    private static final List<Double> MEMORY = List.of(0.9, 0.6, 0.2);

    private static CompiledProcess compiled(ToolsParameters parameters) {
        return ProcessCompiler.compile(new ToolsProcess(parameters));
    }

    /** A tool that always works, and a cue that shows the level. */
    private static ToolsParameters working(int steps, double selfKnowledge, double tool, boolean partialCredit) {
        return new ToolsParameters(MEMORY, List.of(), 1, steps, selfKnowledge, tool, 0, 0, 1, 1, partialCredit, false);
    }

    private static List<Performance> levels(CompiledProcess process, PolicyTable policy) {
        return Evaluation.of(process, Stakes.ofPrice(0), policy).levels();
    }

    @Test
    void featuresAreThoseOfTheDescription() {
        ToolsProcess process = new ToolsProcess(
                new ToolsParameters(MEMORY, List.of(), 0.7, 5, 0.8, 0.9, 0.1, 0.1, 2, 1, false, false));
        double[] out = new double[12];
        process.observe(new ToolsProcess.State(2, 1, 0, 0, 3, 4, 1, ToolsProcess.Feeling.KNOWN), out);
        assertThat(out).containsExactly(0.8, 1, 0.5, 0.4, 0.2, 0, 0, 0.6, 0, 0, 1, 1);
        assertThat(process.features()).hasSize(12);
    }

    @Test
    void everyDecisionIsShownInFull() {
        assertThat(compiled(new ToolsFamily().defaults()).fullyObserved()).isTrue();
    }

    @Test
    void memoryAloneIsRightWithItsReliabilityToThePowerOfTheSteps() {
        for (int steps = 1; steps <= 4; steps++) {
            CompiledProcess process = compiled(working(steps, 0.7, 0.9, false));
            List<Performance> memory = levels(process, Rules.of(process, state -> "memory"));
            List<Performance> tool = levels(process, Rules.of(process, state -> "tool"));
            for (int level = 0; level < MEMORY.size(); level++) {
                assertThat(memory.get(level).accuracy()).isCloseTo(Math.pow(MEMORY.get(level), steps), within(1e-12));
                assertThat(tool.get(level).accuracy()).isCloseTo(Math.pow(0.9, steps), within(1e-12));
                assertThat(tool.get(level).compute()).isCloseTo(steps, within(1e-12));
            }
        }
    }

    /** With partial credit sub-questions are separate: each is worth its best choice given how it feels. */
    @ParameterizedTest
    @CsvSource({"1, 0.05", "0.8, 0.05", "0.8, 0.4", "0.5, 0.1", "0.8, 0"})
    void withPartialCreditTheOptimumIsTheSumOverSubQuestions(double selfKnowledge, double price) {
        int steps = 3;
        double tool = 0.9;
        CompiledProcess process = compiled(working(steps, selfKnowledge, tool, true));
        double expected = 0;
        for (double q : MEMORY) {
            for (double r : new double[] {selfKnowledge, 1 - selfKnowledge}) {
                double had = q * r;
                double felt = had + (1 - q) * (1 - r);
                expected += Math.max(had, felt * (tool - steps * price)) / MEMORY.size();
            }
        }
        assertThat(Optimum.of(process, Stakes.ofPrice(price)).utility()).isCloseTo(expected, within(1e-12));
    }

    /**
     * One sub-question that memory does not have; after n failed calls the tool is down with o / (o + (1 - o) f^n), and one more
     * call is worth its price as long as (1 - that) (1 - f) t exceeds it.
     */
    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.1, 0.3, 0.6})
    void callsAreGivenUpWhenTheToolIsLikelyDown(double price) {
        double outage = 0.2;
        double failure = 0.3;
        double tool = 0.9;
        int calls = 4;
        CompiledProcess process = compiled(
                new ToolsParameters(List.of(0.0), List.of(), 1, 1, 1, tool, outage, failure, calls, 1, false, false));
        Optimum optimum = Optimum.of(process, Stakes.ofPrice(price));
        // Worth of a call decreases with every failure, so looking one call ahead is optimal.
        for (int s = 0; s < process.stateCount(); s++) {
            if (!process.isDecision(s)) {
                continue;
            }
            ToolsProcess.State state = (ToolsProcess.State) process.state(s);
            double down = outage / (outage + (1 - outage) * Math.pow(failure, state.failures()));
            boolean call = (1 - down) * (1 - failure) * tool > price;
            assertThat(process.actions().get(process.actionOf(optimum.best(s))).name())
                    .isEqualTo(call ? "tool" : "memory");
        }
    }

    /** SMART's label: call where memory does not have it. With perfect self-knowledge that is free of calls though it feels known. */
    @Test
    void callingEverywhereMakesNeedlessCallsAndCallingByFeelingNone() {
        CompiledProcess process = compiled(working(3, 1, 1, false));
        PolicyTable everywhere = Rules.of(process, state -> "tool");
        PolicyTable byFeeling = Rules.of(process, ToolsProcessTest::byFeeling);
        for (int level = 0; level < MEMORY.size(); level++) {
            // One class a level, as the tool is never down.
            assertThat(callsThoughKnown(process, new ClassVisits(process, everywhere, level)))
                    .isCloseTo(3 * MEMORY.get(level), within(1e-12));
            assertThat(callsThoughKnown(process, new ClassVisits(process, byFeeling, level)))
                    .isZero();
            assertThat(levels(process, byFeeling).get(level).accuracy()).isCloseTo(1, within(1e-12));
            assertThat(levels(process, byFeeling).get(level).compute())
                    .isCloseTo(3 * (1 - MEMORY.get(level)), within(1e-12));
        }
        assertThat(Optimum.of(process, Stakes.ofPrice(0.05)).utility())
                .isCloseTo(
                        Evaluation.of(process, Stakes.ofPrice(0.05), byFeeling)
                                .overall()
                                .utility(),
                        within(1e-12));
    }

    private static String byFeeling(Object state) {
        return ((ToolsProcess.State) state).feeling() == ToolsProcess.Feeling.KNOWN ? "memory" : "tool";
    }

    /** Calls though it feels known, counted by the process's own tally. */
    private static double callsThoughKnown(CompiledProcess process, ClassVisits visits) {
        ToolsProcess declaration = (ToolsProcess) process.declaration();
        assertThat(declaration.tallies()).containsExactly("calls though it feels known");
        return visits.taken("tool", state -> {
            double[] out = new double[1];
            declaration.tally((ToolsProcess.State) state, new Action("tool", ActionKind.TOOL), 0, out);
            return out[0] == 1;
        });
    }

    @Test
    void callsRiseWithDifficultyAtTheOptimum() {
        CompiledProcess process = compiled(new ToolsFamily().defaults());
        Stakes stakes = new ToolsFamily().defaultStakes();
        List<Performance> levels = Evaluation.of(
                        process, stakes, Optimum.of(process, stakes).policy())
                .levels();
        for (int level = 1; level < levels.size(); level++) {
            assertThat(levels.get(level).thinks())
                    .isGreaterThan(levels.get(level - 1).thinks() + 0.1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2   | 3 | 0.8 | 0.9 | 0   | 0   | 2 | 1   | memoryReliabilities must lie in [0, 1], was 2",
                "0.5 | 0 | 0.8 | 0.9 | 0   | 0   | 2 | 1   | steps must lie in [1, 6], was 0",
                "0.5 | 7 | 0.8 | 0.9 | 0   | 0   | 2 | 1   | steps must lie in [1, 6], was 7",
                "0.5 | 3 | NaN | 0.9 | 0   | 0   | 2 | 1   | selfKnowledge must lie in [0, 1], was NaN",
                "0.5 | 3 | 0.8 | -1  | 0   | 0   | 2 | 1   | toolReliability must lie in [0, 1], was -1",
                "0.5 | 3 | 0.8 | 0.9 | NaN | 0   | 2 | 1   | outage must lie in [0, 1], was NaN",
                "0.5 | 3 | 0.8 | 0.9 | 0   | 1.5 | 2 | 1   | failure must lie in [0, 1], was 1.5",
                "0.5 | 3 | 0.8 | 0.9 | 0   | 0   | 5 | 1   | calls must lie in [0, 4], was 5",
                "0.5 | 3 | 0.8 | 0.9 | 0   | 0   | 2 | NaN | callCompute must lie in [0, 1000000000], was NaN"
            })
    void aNumberOutOfRangeIsNamedWithItsRange(
            double memory,
            int steps,
            double self,
            double tool,
            double outage,
            double failure,
            int calls,
            double compute,
            String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ToolsParameters(
                        List.of(memory),
                        List.of(),
                        1,
                        steps,
                        self,
                        tool,
                        outage,
                        failure,
                        calls,
                        compute,
                        false,
                        false))
                .withMessage(message);
    }
}
