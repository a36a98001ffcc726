package dwell.envs.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Action;
import dwell.envs.ActionKind;
import dwell.envs.Ending;
import dwell.envs.Stakes;
import dwell.envs.exact.Evaluation;
import dwell.envs.exact.KnownLevel;
import dwell.envs.exact.Optimum;
import dwell.envs.process.CompiledProcess;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteProcessTest {
    // Retyped from AdaptThink, arXiv 2505.13417, figure 2; not read from the resource under test.
    private static final double[] QUESTIONS = {43, 90, 105, 128, 134};
    private static final double[] NOTHINK = {95.6, 91.3, 91.1, 75.8, 57.6};
    private static final double[] THINK = {94.9, 94.6, 97.6, 91.7, 82.6};
    private static final double[] NOTHINK_TOKENS = {300, 392, 522, 719, 1038};
    private static final double[] THINK_TOKENS = {2033, 2182, 2807, 3774, 5727};

    private static double breakEven(int level) {
        return (THINK[level] - NOTHINK[level]) / 100 / (THINK_TOKENS[level] - NOTHINK_TOKENS[level]);
    }

    private static Evaluation optimal(CompiledProcess process, double price) {
        Stakes stakes = Stakes.ofPrice(price);
        return Evaluation.of(process, stakes, Optimum.of(process, stakes).policy());
    }

    @Test
    void withTheLevelShownThinkingStopsAtTheBreakEvenPriceOfEachLevel() {
        CompiledProcess process = ReplayExamples.compile(ReplayExamples.table("math500-r1-7b", ReplayReading.ROUTE, 1));
        double[] printed = {-0.40, 1.84, 2.84, 5.20, 5.33};
        for (int level = 0; level < 5; level++) {
            // Points per 1000 tokens, as printed.
            assertThat(1e5 * breakEven(level)).isCloseTo(printed[level], within(0.005));
            if (level > 0) {
                double just = 1e-6 * breakEven(level);
                assertThat(optimal(process, breakEven(level) - just)
                                .levels()
                                .get(level)
                                .thinks())
                        .isEqualTo(1);
                assertThat(optimal(process, breakEven(level) + just)
                                .levels()
                                .get(level)
                                .thinks())
                        .isEqualTo(0);
            }
        }
        for (int i = 0; i <= 700; i++) {
            double price = (i + 0.5) * 1e-7;
            double thinking = 0;
            for (int level = 0; level < 5; level++) {
                thinking += price < breakEven(level) ? QUESTIONS[level] / 500 : 0;
            }
            Evaluation evaluation = optimal(process, price);
            assertThat(evaluation.overall().thinks()).as("price %s", price).isCloseTo(thinking, within(1e-12));
            assertThat(evaluation.levels().get(0).thinks()).isZero();
        }
    }

    @Test
    void theEasiestLevelNeverThinksEvenWhereTokensAreFree() {
        CompiledProcess process = ReplayExamples.compile(ReplayExamples.table("math500-r1-7b", ReplayReading.ROUTE, 1));
        Evaluation free = optimal(process, 0);
        assertThat(free.levels().stream().map(level -> level.thinks())).containsExactly(0.0, 1.0, 1.0, 1.0, 1.0);
        assertThat(optimal(process, 6e-5).overall().thinks()).isZero();
    }

    @Test
    void theDefaultTaskIsWhatItsStakesPromise() {
        ReplayFamily family = new ReplayFamily();
        CompiledProcess process = ReplayExamples.compile(family.defaults());
        Stakes stakes = family.defaultStakes();
        Optimum optimum = Optimum.of(process, stakes);
        assertThat(optimum.utility()).isCloseTo(0.6234, within(5e-5));
        String[] best = new String[5];
        double[] fixed = new double[4];
        for (int s = 0; s < 5; s++) {
            ItemCue.Shown shown = (ItemCue.Shown) process.state(s);
            best[shown.cue()] =
                    process.actions().get(process.actionOf(optimum.best(s))).name();
            for (int mode = 0; mode < 4; mode++) {
                fixed[mode] += optimum.q(process.choiceOf(s, mode)) / 5;
            }
        }
        assertThat(best).containsExactly("medium", "low", "low", "medium", "medium");
        assertThat(fixed[0]).isCloseTo(0.6073, within(5e-5));
        assertThat(fixed[1]).isCloseTo(0.6192, within(5e-5));
        assertThat(fixed[3]).isCloseTo(0.2166, within(5e-5));
        assertThat(KnownLevel.of(process, stakes).utility()).isGreaterThan(optimum.utility());
    }

    @ParameterizedTest
    @CsvSource({"math500-r1-7b, 0 0 0 1 1", "otis-opus-4.5, 0 0 1 1 0"})
    void atTheDefaultPriceThinkingPaysOnTheLevelsThatTheFamilySays(String table, String thinks) {
        CompiledProcess process = ReplayExamples.compile(ReplayExamples.table(table, ReplayReading.ROUTE, 1));
        Evaluation evaluation =
                optimal(process, new ReplayFamily().defaultStakes().price());
        assertThat(evaluation.levels().stream().map(level -> String.valueOf((int) level.thinks())))
                .containsExactly(thinks.split(" "));
    }

    @Test
    void theCheapestModeAnswersAndAllOthersThink() {
        CompiledProcess process = ReplayExamples.compile(ReplayExamples.process(ReplayReading.ROUTE, 0.7, 0.8, true));
        assertThat(process.actions())
                .containsExactly(
                        new Action("low", ActionKind.ANSWER),
                        new Action("medium", ActionKind.THINK),
                        new Action("high", ActionKind.THINK),
                        new Action("xhigh", ActionKind.THINK),
                        new Action("abstain", ActionKind.ABSTAIN));
        Evaluation overpriced = optimal(process, 1);
        assertThat(overpriced.overall().endings().get(Ending.ABSTAINED.ordinal()))
                .isEqualTo(1);
    }

    @Test
    void modesAreThoseNamedInTheOrderNamed() {
        ReplayParameters parameters = new ReplayParameters(
                "otis-gpt-5.2", "", "", "", List.of("medium", "xhigh"), ReplayReading.ROUTE, 1, 1, false, 0, 0);
        CompiledProcess process = ReplayExamples.compile(parameters);
        assertThat(process.actions().stream().map(Action::name)).containsExactly("medium", "xhigh");
        assertThat(optimal(process, 0).levels().get(3).accuracy()).isCloseTo(0.917, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"1, 1, false", "2, 1, true", "3, 2, false", "4, 2, true"})
    void theOptimumIsTheBestOfAllDeterministicPolicies(long seed, int groups, boolean abstain) {
        int levels = 2;
        int modes = 3;
        RecordedResults results = ReplayExamples.random(seed, levels, groups, modes);
        ReplayParameters parameters = ReplayExamples.process(ReplayReading.ROUTE, 0.6, 0.8, abstain);
        Stakes stakes = new Stakes(0.1, 1, -0.3, 0.15);
        int actions = abstain ? modes + 1 : modes;
        int shown = levels * groups;
        double best = Double.NEGATIVE_INFINITY;
        for (int policy = 0; policy < Math.pow(actions, shown); policy++) {
            double utility = 0;
            for (RecordedItem item : results.items()) {
                for (int cue = 0; cue < levels; cue++) {
                    double probability = (cue == item.level() ? 0.6 : 0) + 0.4 / levels;
                    int action = policy / (int) Math.pow(actions, cue * groups + item.group()) % actions;
                    double value = action == modes
                            ? 0.15
                            : item.accuracy().get(action)
                                    - 0.3 * (1 - item.accuracy().get(action))
                                    - 0.1 * item.tokens().get(action);
                    utility += item.weight() / ReplayExamples.totalWeight(results) * probability * value;
                }
            }
            best = Math.max(best, utility);
        }
        CompiledProcess process = ReplayExamples.compile(results, parameters);
        assertThat(process.fullyObserved()).isTrue();
        assertThat(process.rowCount()).isEqualTo(shown);
        assertThat(Optimum.of(process, stakes).utility()).isCloseTo(best, within(1e-12));
    }
}
