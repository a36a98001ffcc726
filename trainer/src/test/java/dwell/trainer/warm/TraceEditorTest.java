package dwell.trainer.warm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Action;
import dwell.envs.ActionKind;
import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Traces written by hand, and what is left of them. */
class TraceEditorTest {
    private static final List<Action> ACTIONS = List.of(
            new Action("answer", ActionKind.ANSWER),
            new Action("think", ActionKind.THINK),
            new Action("recheck", ActionKind.RECHECK),
            new Action("tool", ActionKind.TOOL),
            new Action("pass", ActionKind.ABSTAIN));
    private static final String LETTERS = "atrop";

    /** A trace of letters: answer, think, recheck, tool (o), pass. The answer is found before decision {@code found}. */
    private static Trace trace(String letters, int found) {
        Trace trace = new Trace(ACTIONS.size());
        for (int i = 0; i < letters.length(); i++) {
            boolean[] legal = trace.add(i, LETTERS.indexOf(letters.charAt(i)), 0, 0, i < found ? 0.5 : 0.95);
            for (int a = 0; a < ACTIONS.size(); a++) {
                legal[i * ACTIONS.size() + a] = true;
            }
        }
        return trace;
    }

    /** What is imitated, as the number of the decision with a letter. */
    private static String edited(Trace trace, long key, String... settings) {
        StringBuilder out = new StringBuilder();
        new TraceEditor(WarmFixture.warm(settings), ACTIONS)
                .edit(trace, key, (decision, action) -> out.append(decision).append(LETTERS.charAt(action)));
        return out.toString();
    }

    /** Algorithms 23.3, number 15. */
    @Test
    void theScoreIsThePapers() {
        assertThat(SelfBraking.score(0.25, 0.1)).isCloseTo(0.685, within(1e-15));
        assertThat(SelfBraking.score(1, 0)).isZero();
    }

    /**
     * Found after 2 thinks: the score is .9 (1 - 2/3) = .3 after 3 thinks, .45 after 4. Found after 4: .18 after 5, .3 after 6; with
     * one recheck of 5 thinks .18 + .02 = .2.
     */
    @ParameterizedTest
    @CsvSource({
        "tttttttta,2,0.2,2,0t1t2t5a",
        "tttttttta,2,0.2,0,0t1t2t3a",
        "tttttttta,2,0.4,0,0t1t2t3t4a",
        "tttttttta,4,0.2,0,0t1t2t3t4t5t6a",
        "tttrtttta,4,0.1999,0,0t1t2t3r4t5a",
        "tttttttta,9,0.2,2,0t1t2t3t4t5t6t7t8a",
        "ttttp,2,0.2,3,0t1t2t4p",
        "tttttttt,2,0.2,2,0t1t2t5a",
        "tta,0,0.2,0,0t1a"
    })
    void aTraceIsCutWhereOverthinkingBegins(String letters, int found, double brakeAt, int masked, String left) {
        assertThat(edited(
                        trace(letters, found),
                        0,
                        "warmStart.edit=self-braking",
                        "brakeAt=" + brakeAt,
                        "maskedThinks=" + masked))
                .isEqualTo(left);
    }

    @ParameterizedTest
    @CsvSource({
        "tta,1,0a",
        "ttp,1,0p",
        "aata,1,0a1a2a",
        "tt,1,0a",
        "tta,0,0t1t2a",
    })
    void droppedThoughtsLeaveTheTracesOwnAnswer(String letters, double dropout, String left) {
        assertThat(edited(trace(letters, 0), 5, "warmStart.edit=thought-dropout", "dropout=" + dropout))
                .isEqualTo(left);
    }

    @ParameterizedTest
    @CsvSource({
        "'[1,0,0,0,0]',0t1r2o3t4r5a",
        "'[0,1,0,0,0]',0t1o3t4a",
        "'[0,0,1,0,0]',0t1t4a",
        "'[0,0,0,0,1]',0a",
    })
    void levelsDropWhatTheyName(String levels, String left) {
        assertThat(edited(trace("trotra", 0), 5, "warmStart.edit=trace-dropping", "warmStart.levels=" + levels))
                .isEqualTo(left);
    }

    @Test
    void whatIsNotLegalInTheEarlierRowGivesWayToItsShortcut() {
        Trace trace = new Trace(ACTIONS.size());
        boolean[] legal = trace.add(0, 1, 0, 4, 0);
        legal[1] = true;
        legal[4] = true;
        legal = trace.add(1, 0, 0, 0, 0);
        legal[ACTIONS.size()] = true;
        assertThat(edited(trace, 5, "warmStart.edit=thought-dropout", "dropout=1"))
                .isEqualTo("0p");
    }

    /**
     * 20,000 traces under the shares of mazes: full, L1, L2, L3, L4. With 40 thinks no L3 keeps all or none but once in a million.
     * The bound on levels is the 99.9 % point of chi-square with 4 degrees of freedom, those on thinks are 4 standard errors; seed
     * fixed.
     */
    @Test
    void levelsAndDroppedThinksComeInTheirShares() {
        String thinks = "t".repeat(40);
        Trace trace = trace("ro" + thinks + "a", 0);
        TraceEditor editor = new TraceEditor(WarmFixture.warm("warmStart.edit=trace-dropping"), ACTIONS);
        long key = RandomKey.of(7, Purpose.CHECK);
        int[] level = new int[5];
        int[] missing = new int[40];
        int traces = 20_000;
        for (int n = 0; n < traces; n++) {
            List<Integer> kinds = new ArrayList<>();
            List<Integer> places = new ArrayList<>();
            editor.edit(trace, RandomKey.child(key, n), (decision, action) -> {
                kinds.add(action);
                places.add(decision);
            });
            long kept = kinds.stream().filter(a -> a == 1).count();
            int found = kinds.contains(2) ? 0 : kinds.contains(3) ? 1 : kept == 40 ? 2 : kept > 0 ? 3 : 4;
            level[found]++;
            if (found == 3) {
                // A think that is left in is imitated where the one before it, which was left in, ends.
                missing[(int) kept - 9]++;
            }
        }
        double[] shares = {0.45, 1.0 / 6, 1.0 / 6, 1.0 / 6, 0.05};
        double statistic = 0;
        for (int i = 0; i < 5; i++) {
            statistic += Math.pow(level[i] - traces * shares[i], 2) / (traces * shares[i]);
        }
        assertThat(statistic).isLessThan(18.47);
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < missing.length; i++) {
            mean += missing[i] * (i + 9.0);
            squares += missing[i] * (i + 9.0) * (i + 9);
        }
        mean /= level[3];
        double variance = squares / level[3] - mean * mean;
        // Binomial of 40 thinks that each stay with probability .7; 4 standard errors of mean and variance.
        assertThat(mean).isCloseTo(28, within(4 * Math.sqrt(8.4 / level[3])));
        assertThat(variance).isCloseTo(8.4, within(4 * 8.4 * Math.sqrt(2.0 / level[3])));
    }
}
