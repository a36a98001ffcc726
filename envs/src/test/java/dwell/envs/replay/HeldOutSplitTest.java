package dwell.envs.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dwell.envs.process.CompiledProcess;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.HiddenClass;
import dwell.envs.process.ProcessCompiler;
import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeldOutSplitTest {
    private static final ReplayFamily FAMILY = new ReplayFamily();

    @TempDir
    private Path folder;

    private static List<String> rows(String model) {
        List<String> rows = new ArrayList<>();
        for (int question = 0; question < 60; question++) {
            for (String mode : List.of("low,4,1,10", "high,4,3,30")) {
                rows.add("s,%s,d,g,%d,%d,%s".formatted(model, 1 + question % 3, question, mode));
            }
        }
        return rows;
    }

    private String write(String name, List<String> rows) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(
                file,
                "source,model,domain,group,level,question,mode,samples,correct,tokens\n" + String.join("\n", rows));
        return file.toString();
    }

    private static ReplayParameters parameters(String file, double split, long seed) {
        return ReplayExamples.file(file, "", "", List.of(), split, seed);
    }

    private static Set<String> questions(DecisionProcess<?> process) {
        Set<String> names = new HashSet<>();
        for (HiddenClass hidden : process.hiddenClasses()) {
            names.add(hidden.name());
        }
        assertThat(names).hasSameSizeAs(process.hiddenClasses());
        return names;
    }

    private static Set<String> heldOut(ReplayParameters parameters) {
        return questions(FAMILY.heldOut(parameters).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.1, 0.25, 0.5, 0.999})
    void bothSidesTogetherAreAllQuestionsAndEachHasEveryLevel(double split) throws IOException {
        ReplayParameters parameters = parameters(write("a.csv", rows("m")), split, 0);
        DecisionProcess<?> train = FAMILY.declare(parameters);
        DecisionProcess<?> held = FAMILY.heldOut(parameters).orElseThrow();
        Set<String> all = new HashSet<>(questions(train));
        assertThat(all).doesNotContainAnyElementsOf(questions(held));
        all.addAll(questions(held));
        assertThat(all).hasSize(60);
        assertThat(held.levels()).isEqualTo(train.levels()).hasSize(3);
        assertThat(held.actions()).isEqualTo(train.actions());
        assertThat(held.features()).isEqualTo(train.features());
        CompiledProcess compiled = ProcessCompiler.compile(held);
        // 20 questions of each level.
        long ofLevel = Math.min(Math.max(Math.round(20 * split), 1), 19);
        assertThat(compiled.classCount()).isEqualTo(3 * (int) ofLevel);
        for (int level = 0; level < 3; level++) {
            assertThat(compiled.levelWeight(level)).isPositive();
        }
    }

    @Test
    void theSameQuestionsAreHeldOutWhateverTheOrderOfRowsAndTheModel() throws IOException {
        List<String> rows = rows("m");
        Set<String> held = heldOut(parameters(write("a.csv", rows), 0.3, 0));
        assertThat(held).hasSize(18);
        List<String> reversed = new ArrayList<>(rows);
        Collections.reverse(reversed);
        assertThat(heldOut(parameters(write("b.csv", reversed), 0.3, 0))).isEqualTo(held);
        long key = RandomKey.of(1, Purpose.CHECK);
        List<String> shuffled = new ArrayList<>(rows);
        shuffled.sort(Comparator.comparingLong(row -> RandomKey.bits(key, row.hashCode())));
        assertThat(heldOut(parameters(write("c.csv", shuffled), 0.3, 0))).isEqualTo(held);
        assertThat(heldOut(parameters(write("d.csv", rows("another")), 0.3, 0))).isEqualTo(held);
    }

    @Test
    void theOrderOfRowsDoesNotChangeTheProcess() throws IOException {
        List<String> rows = rows("m");
        List<String> reversed = new ArrayList<>(rows);
        Collections.reverse(reversed);
        DecisionProcess<?> one = FAMILY.declare(parameters(write("a.csv", rows), 0.3, 0));
        DecisionProcess<?> other = FAMILY.declare(parameters(write("b.csv", reversed), 0.3, 0));
        assertThat(other.hiddenClasses()).isEqualTo(one.hiddenClasses());
        assertThat(other.actions()).isEqualTo(one.actions());
    }

    // Golden, from a second implementation of the hash in Python: whoever changes it changes every held-out figure.
    @Test
    void theHeldOutQuestionsOfSeedZeroArePinned() throws IOException {
        assertThat(heldOut(parameters(write("a.csv", rows("m")), 0.1, 0)))
                .containsExactlyInAnyOrder(
                        "question 9 of g",
                        "question 36 of g",
                        "question 10 of g",
                        "question 52 of g",
                        "question 2 of g",
                        "question 32 of g");
    }

    @Test
    void anotherSeedHoldsOutOtherQuestionsAndALargerShareHoldsOutMore() throws IOException {
        String file = write("a.csv", rows("m"));
        Set<String> held = heldOut(parameters(file, 0.3, 0));
        // Equal by chance with probability (20 over 6) to the power -3, 2e-14.
        assertThat(heldOut(parameters(file, 0.3, 1))).isNotEqualTo(held);
        assertThat(heldOut(parameters(file, 0.5, 0))).containsAll(held);
    }

    @Test
    void nothingIsHeldOutOfTablesAndWithoutASplit() throws IOException {
        assertThat(FAMILY.heldOut(FAMILY.defaults())).isEmpty();
        ReplayParameters whole = parameters(write("a.csv", rows("m")), 0, 0);
        assertThat(FAMILY.heldOut(whole)).isEmpty();
        assertThat(questions(FAMILY.declare(whole))).hasSize(60);
    }
}
