package dwell.envs.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Ending;
import dwell.envs.Stakes;
import dwell.envs.Verdict;
import dwell.envs.exact.Evaluation;
import dwell.envs.exact.Optimum;
import dwell.envs.process.CompiledProcess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CascadeProcessTest {
    private static final double CUE = 0.6;

    /**
     * Utility of a policy by walking through every item, cue, right or wrong run and signal: no Bayes, no posterior. The
     * policy maps cue, group and signals to 0 answer, 1 think, 2 abstain.
     */
    private record Walk(RecordedResults results, double reliability, Stakes stakes, Map<String, Integer> policy) {
        double utility() {
            double total = 0;
            int levels = results.levels().size();
            for (RecordedItem item : results.items()) {
                for (int cue = 0; cue < levels; cue++) {
                    double probability = (cue == item.level() ? CUE : 0) + (1 - CUE) / levels;
                    double weight = item.weight() / ReplayExamples.totalWeight(results);
                    total += weight * probability * run(item, cue + "/" + item.group() + "/", 0);
                }
            }
            return total;
        }

        private double run(RecordedItem item, String seen, int mode) {
            double right = item.accuracy().get(mode);
            double cost = stakes.price() * item.tokens().get(mode);
            if (mode == results.modes().size() - 1) {
                return right * stakes.correct() + (1 - right) * stakes.wrong() - cost;
            }
            return right * reliability * then(item, seen + "+", mode, stakes.correct())
                    + right * (1 - reliability) * then(item, seen + "-", mode, stakes.correct())
                    + (1 - right) * reliability * then(item, seen + "-", mode, stakes.wrong())
                    + (1 - right) * (1 - reliability) * then(item, seen + "+", mode, stakes.wrong())
                    - cost;
        }

        private double then(RecordedItem item, String seen, int mode, double answer) {
            return switch (policy.get(seen)) {
                case 0 -> answer;
                case 1 -> run(item, seen, mode + 1);
                default -> stakes.abstain();
            };
        }
    }

    private static List<String> decisionStates(int levels, int groups, int modes) {
        List<String> all = new ArrayList<>();
        for (int cue = 0; cue < levels; cue++) {
            for (int group = 0; group < groups; group++) {
                for (int run = 1; run < modes; run++) {
                    for (int bits = 0; bits < 1 << run; bits++) {
                        StringBuilder seen = new StringBuilder(cue + "/" + group + "/");
                        for (int i = 0; i < run; i++) {
                            seen.append((bits >> i & 1) == 1 ? '+' : '-');
                        }
                        all.add(seen.toString());
                    }
                }
            }
        }
        return all;
    }

    @ParameterizedTest
    @CsvSource({
        "1, 2, 1, 3, false, 0.8",
        "2, 2, 1, 3, false, 1",
        "3, 2, 2, 2, true, 0.7",
        "4, 1, 1, 3, true, 0.9",
        "5, 2, 1, 3, false, 0",
        "6, 1, 1, 3, true, 0.5",
    })
    void theOptimumIsTheBestOfAllDeterministicPolicies(
            long seed, int levels, int groups, int modes, boolean abstain, double reliability) {
        RecordedResults results = ReplayExamples.random(seed, levels, groups, modes);
        Stakes stakes = new Stakes(0.08, 1, -0.2, 0.3);
        List<String> states = decisionStates(levels, groups, modes);
        int actions = abstain ? 3 : 2;
        double best = Double.NEGATIVE_INFINITY;
        Map<String, Integer> policy = new HashMap<>();
        for (int code = 0; code < Math.pow(actions, states.size()); code++) {
            int rest = code;
            for (String state : states) {
                policy.put(state, rest % actions);
                rest /= actions;
            }
            best = Math.max(best, new Walk(results, reliability, stakes, policy).utility());
        }
        CompiledProcess process = ReplayExamples.compile(
                results, ReplayExamples.process(ReplayReading.CASCADE, CUE, reliability, abstain));
        assertThat(process.fullyObserved()).isTrue();
        assertThat(Optimum.of(process, stakes).utility()).isCloseTo(best, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3, 0.5, 0.8, 1})
    void theChanceThatAnAnswerIsRightIsThatOfEnumeratingRightAndWrongRuns(double reliability) {
        int modes = 4;
        RecordedResults results = ReplayExamples.random(7, 3, 2, modes);
        CompiledProcess process =
                ReplayExamples.compile(results, ReplayExamples.process(ReplayReading.CASCADE, CUE, reliability, false));
        int answers = 0;
        for (int s = 0; s < process.stateCount(); s++) {
            CascadeProcess.State state = (CascadeProcess.State) process.state(s);
            if (!process.isDecision(s)) {
                continue;
            }
            double seen = 0;
            double seenAndRight = 0;
            int run = state.run();
            for (RecordedItem item : results.items()) {
                double start = item.weight()
                        * (item.group() != state.shown().group() ? 0 : 1)
                        * ((state.shown().cue() == item.level() ? CUE : 0) + (1 - CUE) / 3);
                for (int rights = 0; rights < 1 << run; rights++) {
                    double p = start;
                    for (int m = 0; m < run; m++) {
                        boolean right = (rights >> m & 1) == 1;
                        boolean confident = state.signals().charAt(m) == '+';
                        p *= right
                                ? item.accuracy().get(m)
                                : 1 - item.accuracy().get(m);
                        p *= right == confident ? reliability : 1 - reliability;
                    }
                    seen += p;
                    seenAndRight += (rights >> (run - 1) & 1) == 1 ? p : 0;
                }
            }
            int answer = process.choiceOf(s, 0);
            double correct = 0;
            for (int b = process.branchBegin(answer); b < process.branchBegin(answer + 1); b++) {
                boolean isCorrect = CompiledProcess.verdictOf(-1 - process.branchTarget(b)) == Verdict.CORRECT;
                correct += isCorrect ? process.meanProbability(b) : 0;
            }
            assertThat(correct).as(state.toString()).isCloseTo(seenAndRight / seen, within(1e-12));
            answers++;
        }
        assertThat(answers).isEqualTo(3 * 2 * (2 + 4 + 8));
    }

    @Test
    void alwaysThinkingRunsEveryModeAndAddsTheirTokens() {
        CompiledProcess process =
                ReplayExamples.compile(ReplayExamples.table("otis-gpt-5.2", ReplayReading.CASCADE, 0.7));
        double[] probabilities = new double[process.rowCount() * 2];
        for (int row = 0; row < process.rowCount(); row++) {
            probabilities[row * 2 + 1] = 1;
        }
        Evaluation evaluation =
                Evaluation.of(process, Stakes.ofPrice(0), dwell.envs.exact.PolicyTable.ofRows(process, probabilities));
        // Level 4: 6222 + 8846 + 12030 + 21655 tokens and the accuracy of xhigh.
        assertThat(evaluation.levels().get(3).compute()).isCloseTo(48753, within(1e-8));
        assertThat(evaluation.levels().get(3).accuracy()).isCloseTo(0.917, within(1e-12));
        assertThat(evaluation.overall().thinks()).isCloseTo(3, within(1e-12));
        assertThat(evaluation.overall().endings().get(Ending.BUDGET_EXHAUSTED.ordinal()))
                .isCloseTo(1, within(1e-12));
    }

    @Test
    void withAPerfectSignalTheOptimumStopsExactlyAtTheFirstConfidentRunWhereTokensAreNearlyFree() {
        CompiledProcess process = ReplayExamples.compile(
                ReplayExamples.random(3, 2, 1, 4), ReplayExamples.process(ReplayReading.CASCADE, 0.7, 1, false));
        Optimum optimum = Optimum.of(process, Stakes.ofPrice(1e-9));
        int decisions = 0;
        for (int s = 0; s < process.stateCount(); s++) {
            if (process.isDecision(s)) {
                boolean confident =
                        ((CascadeProcess.State) process.state(s)).signals().endsWith("+");
                assertThat(process.actionOf(optimum.best(s))).isEqualTo(confident ? 0 : 1);
                decisions++;
            }
        }
        assertThat(decisions).isEqualTo(2 * (2 + 4 + 8));
    }

    @Test
    void decisionsAreDrawnByModesRunAndConfidentSignalsAndForcedMovesAreNot() {
        CompiledProcess process =
                ReplayExamples.compile(ReplayExamples.table("otis-opus-4.5", ReplayReading.CASCADE, 0.7));
        for (int s = 0; s < process.stateCount(); s++) {
            CascadeProcess.State state = (CascadeProcess.State) process.state(s);
            assertThat(process.plotPoint(s).isPresent()).isEqualTo(process.isDecision(s));
            process.plotPoint(s).ifPresent(point -> {
                assertThat(point.panel())
                        .isEqualTo("cue level " + (state.shown().cue() + 1));
                assertThat(point.x()).isEqualTo(state.run());
                assertThat(point.y()).isEqualTo(state.signals().replace("-", "").length());
            });
        }
    }
}
