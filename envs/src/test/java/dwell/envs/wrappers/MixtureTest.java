package dwell.envs.wrappers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Action;
import dwell.envs.ActionKind;
import dwell.envs.Ending;
import dwell.envs.Stakes;
import dwell.envs.check.ProcessCheck;
import dwell.envs.exact.Evaluation;
import dwell.envs.exact.HistorySearch;
import dwell.envs.exact.Optimum;
import dwell.envs.exact.Performance;
import dwell.envs.exact.PolicyTable;
import dwell.envs.exact.Trajectories;
import dwell.envs.process.Chance;
import dwell.envs.process.Choice;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.Feature;
import dwell.envs.process.HiddenClass;
import dwell.envs.process.ProcessCompiler;
import dwell.envs.process.RandomPolicy;
import dwell.envs.process.RandomProcess;
import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class MixtureTest {
    private static final Offset<Double> EXACT = within(1e-12);
    private static final Stakes STAKES = Stakes.ofPrice(0.03);

    private static final DecisionProcess<?> EVIDENCE = InnerProcesses.evidence(List.of(0.9, 0.6), 0.6, 1, 3);
    private static final DecisionProcess<?> RANDOM = new RandomProcess(1, 2, RandomProcess.Sight.FULL);
    private static final DecisionProcess<?> NOISY = new RandomProcess(2, 2, RandomProcess.Sight.NOISY);

    @Test
    void aMemberWhoseComputeCountsForMoreIsPricedAsMuchHigher() {
        Stakes dearer = STAKES.withPrice(4 * STAKES.price());
        CompiledProcess mixed = ProcessCompiler.compile(Mixture.of(
                List.of(new Mixture.Member("votes", 1, EVIDENCE), new Mixture.Member("random", 1, 4, RANDOM))));
        double votes = Optimum.of(ProcessCompiler.compile(EVIDENCE), STAKES).utility();
        double random = Optimum.of(ProcessCompiler.compile(RANDOM), dearer).utility();
        assertThat(random)
                .isNotCloseTo(
                        Optimum.of(ProcessCompiler.compile(RANDOM), STAKES).utility(), within(1e-3));
        assertThat(Optimum.of(mixed, STAKES).utility()).isCloseTo((votes + random) / 2, EXACT);
        assertThat(mixed.declaration().computeUnit()).as("what counts as one").isEqualTo("votes");
    }

    private static List<Mixture.Member> three() {
        return List.of(
                new Mixture.Member("votes", 2, EVIDENCE),
                new Mixture.Member("random", 1, RANDOM),
                new Mixture.Member("noisy", 0.5, NOISY));
    }

    /** One action that ends everything, right with probability 0.7, and counted. */
    private record Guess(Action action) implements DecisionProcess<String> {
        @Override
        public List<String> levels() {
            return List.of("only");
        }

        @Override
        public List<HiddenClass> hiddenClasses() {
            return List.of(new HiddenClass("one", 0, 1));
        }

        @Override
        public List<Action> actions() {
            return List.of(action);
        }

        @Override
        public String computeUnit() {
            return "votes";
        }

        @Override
        public List<Chance<String>> start(int hiddenClass) {
            return List.of(new Chance<>(1, "start"));
        }

        @Override
        public List<Choice<String>> choices(String state) {
            return List.of(Choice.answer(action, Ending.ANSWERED, 0, c -> 0.7));
        }

        @Override
        public List<Feature> features() {
            return List.of(new Feature("offset", 2, 3, ""));
        }

        @Override
        public void observe(String state, double[] out) {
            out[0] = 2.5;
        }

        @Override
        public List<String> tallies() {
            return List.of("guesses");
        }

        @Override
        public void tally(String state, Action taken, int hiddenClass, double[] out) {
            out[0] = 1;
        }
    }

    private static Guess guess(String name, ActionKind kind) {
        return new Guess(new Action(name, kind));
    }

    @Test
    void theOptimumIsTheWeightedMeanOfTheMembersOptima() {
        CompiledProcess mixed = ProcessCompiler.compile(Mixture.of(three()));
        double mean = 0;
        for (Mixture.Member member : three()) {
            mean += member.weight()
                    / 3.5
                    * Optimum.of(ProcessCompiler.compile(member.process()), STAKES)
                            .utility();
        }
        assertThat(Optimum.of(mixed, STAKES).utility()).isCloseTo(mean, EXACT);
    }

    @Test
    void theLevelsAreThoseOfTheMembersAndWorthTheSame() {
        CompiledProcess mixed = ProcessCompiler.compile(Mixture.of(three()));
        assertThat(mixed.levels())
                .containsExactly(
                        "votes: q=0.9", "votes: q=0.6", "random: low", "random: high", "noisy: low", "noisy: high");
        Evaluation whole =
                Evaluation.of(mixed, STAKES, Optimum.of(mixed, STAKES).policy());
        int level = 0;
        for (Mixture.Member member : three()) {
            CompiledProcess alone = ProcessCompiler.compile(member.process());
            Evaluation part =
                    Evaluation.of(alone, STAKES, Optimum.of(alone, STAKES).policy());
            for (Performance own : part.levels()) {
                Performance there = whole.levels().get(level++);
                assertThat(there.utility()).isCloseTo(own.utility(), EXACT);
                assertThat(there.compute()).isCloseTo(own.compute(), EXACT);
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> randomMixturesPassAllChecks() {
        long key = RandomKey.of(53, Purpose.CHECK);
        List<DecisionProcess<?>> inner = List.copyOf(InnerProcesses.small().values());
        return IntStream.range(0, 20).mapToObj(i -> {
            List<Mixture.Member> members = new ArrayList<>();
            for (int m = 0; m <= RandomKey.below(key, 100L * i, 4); m++) {
                members.add(new Mixture.Member(
                        "m" + m,
                        0.01 + RandomKey.uniform(key, 100L * i + 10 + m),
                        inner.get(RandomKey.below(key, 100L * i + 20 + m, inner.size()))));
            }
            return DynamicTest.dynamicTest(
                    "mixture " + i,
                    () -> assertThat(new ProcessCheck(STAKES, 5_000).check(Mixture.of(members), Optional.empty()))
                            .allMatch(ProcessCheck.Finding::ok));
        });
    }

    @Test
    void optimumAndEvaluationAreThoseOfBruteForce() {
        assertExact(Mixture.of(three()));
    }

    private static <S> void assertExact(DecisionProcess<S> declaration) {
        CompiledProcess process = ProcessCompiler.compile(declaration);
        assertThat(Optimum.of(process, STAKES).utility())
                .isCloseTo(new HistorySearch<>(declaration, STAKES).best(), EXACT);
        Trajectories<S> all = new Trajectories<>(declaration);
        double[] rows = RandomPolicy.rows(process, RandomKey.of(8, Purpose.CHECK), 1.5);
        Performance exact = Evaluation.of(process, STAKES, PolicyTable.ofRows(process, rows))
                .overall();
        Trajectories.Totals walked = all.overall(all.ofRows(process, rows));
        assertThat(exact.utility()).isCloseTo(walked.utility(STAKES), EXACT);
        assertThat(exact.thinks()).isCloseTo(walked.thinks, EXACT);
        assertThat(exact.compute()).isCloseTo(walked.compute, EXACT);
    }

    @Test
    void actionsFeaturesTalliesAndUnitsAreThoseOfAllMembers() {
        DecisionProcess<?> mixed = Mixture.of(List.of(
                new Mixture.Member("votes", 1, EVIDENCE),
                new Mixture.Member("guess", 1, guess("answer", ActionKind.ANSWER)),
                new Mixture.Member("random", 1, RANDOM)));
        assertThat(mixed.actions().stream().map(Action::name))
                .containsExactly("answer", "think", "guess", "leave", "ask");
        assertThat(mixed.features().stream().map(Feature::name))
                .containsExactly(
                        "votes time",
                        "votes lead",
                        "votes margin",
                        "votes cue0",
                        "votes cue1",
                        "guess offset",
                        "random mark",
                        "random length",
                        "is votes",
                        "is guess",
                        "is random",
                        "one");
        assertThat(mixed.computeUnit()).isEqualTo("votes / units");
        assertThat(mixed.tallies()).containsExactly("guess: guesses");
        assertObserved(mixed);
    }

    private static <S> void assertObserved(DecisionProcess<S> mixed) {
        int guess =
                mixed.hiddenClasses().stream().map(HiddenClass::name).toList().indexOf("guess: one");
        S start = mixed.start(guess).get(0).value();
        double[] out = new double[12];
        mixed.observe(start, out);
        assertThat(out).containsExactly(0, 0, 0, 0, 0, 2.5, 0, 0, 0, 1, 0, 1);
        double[] tallies = new double[1];
        mixed.tally(start, mixed.actions().get(0), guess, tallies);
        assertThat(tallies).containsExactly(1);
    }

    @Test
    void membersThatDoNotFitTogetherAreErrors() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Mixture.of(List.of(
                        new Mixture.Member("votes", 1, EVIDENCE),
                        new Mixture.Member("odd", 1, guess("think", ActionKind.ANSWER)))))
                .withMessage("the action think of odd is of kind ANSWER, but in another member of the mixture it is of"
                        + " kind THINK");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Mixture.of(
                        List.of(new Mixture.Member("votes", 1, EVIDENCE), new Mixture.Member("votes", 1, RANDOM))))
                .withMessage("two members of the mixture are named votes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Mixture.of(List.of()))
                .withMessage("a mixture must have at least one member, had none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Mixture.Member("votes", 1, -1, EVIDENCE))
                .withMessage("compute must be at least 0, was -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Mixture.Member("votes", 0, EVIDENCE))
                .withMessage("weight must be greater than 0, was 0");
    }
}
