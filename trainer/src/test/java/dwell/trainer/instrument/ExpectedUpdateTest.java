package dwell.trainer.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Ending;
import dwell.envs.Stakes;
import dwell.envs.Verdict;
import dwell.trainer.config.TrainerConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected updates against sampled ones, where modes differ in verdict, length and ending. */
class ExpectedUpdateTest {
    private static final Stakes STAKES = Stakes.ofPrice(.02);
    private static final TwoModePrompt PROMPT = new TwoModePrompt(
            0,
            -1,
            1,
            List.of(kind(.7, Verdict.CORRECT, 1, 0, 1), kind(.3, Verdict.WRONG, 1, 0, 1)),
            List.of(
                    kind(.5, Verdict.CORRECT, 2, 1, 2),
                    kind(.3, Verdict.CORRECT, 5, 3, 4),
                    new OutcomeKind(.2, Verdict.WRONG, Ending.BUDGET_EXHAUSTED, 8, 4, 4, Double.NaN)));

    private static OutcomeKind kind(double p, Verdict verdict, double compute, int thinks, int decisions) {
        return new OutcomeKind(p, verdict, Ending.ANSWERED, compute, thinks, decisions, Double.NaN);
    }

    /**
     * A run at a learning rate so small that the policy stays where it is adds up sampled updates. 30 runs of 2000 updates: within 4.5
     * standard errors, a false alarm in 1e-4 for each case at 29 degrees of freedom. Batch statistics are those of 64 groups, which
     * moves means by less than that.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "advantage.scale=group-std;loss.aggregation=episode-mean",
                "advantage.scale=group-std;loss.aggregation=group-mean;advantage.baseline=leave-one-out",
                "advantage.scale=batch-std;loss.aggregation=decision-mean",
                "advantage.baseline=length-weighted;loss.aggregation=constant;loss.constantLength=3",
                "advantage.filter=shortest;advantage.scale=group-std;loss.aggregation=constant",
                "advantage.scale=group-std;truncation.mode=mask;loss.aggregation=episode-mean",
                "advantage.terms=scale-then-sum;advantage.scale=batch-std;truncation.mode=penalise"
            })
    void sampledUpdatesHaveTheExpectedMean(String settings) {
        List<String> all = new ArrayList<>(List.of("shaping.id=utility", "groupSize=4"));
        all.addAll(List.of(settings.split(";")));
        TrainerConfig config =
                TwoModes.trainer(all.stream().map(one -> "trainer." + one).toArray(String[]::new));
        boolean ofBatch =
                settings.contains("batch-std") || settings.contains("decision-mean") || settings.contains("mask");
        int prompts = ofBatch ? 64 : 1;
        int updates = ofBatch ? 200 : 2000;
        double p = .3;
        double rate = 1e-9;
        StochasticRuns runs = new StochasticRuns(rate, prompts, rate * updates, 5);
        double sum = 0;
        double squares = 0;
        int n = 30;
        for (int run = 0; run < n; run++) {
            double moved =
                    runs.moved(config, TwoModes.CATALOG, TwoModes.context(config, STAKES), List.of(PROMPT), p, run);
            double mean = moved / rate / updates;
            sum += mean;
            squares += mean * mean;
        }
        double mean = sum / n;
        double error = Math.sqrt((squares / n - mean * mean) / (n - 1));
        double expected = TwoModes.updates(PROMPT, config, STAKES).at(0, p);
        assertThat(mean).isEqualTo(expected, within(4.5 * error));
        assertThat(Math.abs(expected)).as("large beside the error").isGreaterThan(3 * error);
    }

    @Test
    void compositionsAreAllThereAre() {
        Set<List<Integer>> seen = new HashSet<>();
        Compositions.visit(5, 3, counts -> seen.add(List.of(counts[0], counts[1], counts[2])));
        assertThat(seen)
                .hasSize(21)
                .allMatch(counts -> counts.stream().mapToInt(Integer::intValue).sum() == 5);
        assertThat(Compositions.count(5, 3)).isEqualTo(21);
        assertThat(Compositions.count(16, 7)).isEqualTo(74613);
    }
}
