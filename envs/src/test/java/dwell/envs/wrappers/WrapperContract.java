package dwell.envs.wrappers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Help;
import dwell.envs.Stakes;
import dwell.envs.check.ProcessCheck;
import dwell.envs.exact.Evaluation;
import dwell.envs.exact.HistorySearch;
import dwell.envs.exact.Optimum;
import dwell.envs.exact.Performance;
import dwell.envs.exact.PolicyTable;
import dwell.envs.exact.Trajectories;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.Feature;
import dwell.envs.process.ProcessCompiler;
import dwell.envs.process.RandomPolicy;
import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/**
 * What every wrapper must satisfy, on evidence and on processes drawn at random.
 *
 * <p>Simulated means are compared within 4 standard errors: by chance that fails once in 16,000 times, so the 20 comparisons of
 * a wrapper would fail for one seed in 800; seeds are fixed.
 *
 * @param <P> the wrapper's parameters
 */
abstract class WrapperContract<P extends Record> {
    static final Offset<Double> EXACT = within(1e-12);
    private static final int SETTINGS = 20;
    private static final int EPISODES = 5_000;
    private static final List<Stakes> STAKES = List.of(Stakes.ofPrice(0.03), new Stakes(0.05, 1, -0.7, 0.25));

    abstract Wrapper<P> wrapper();

    /** A random setting, over the whole allowed ranges as far as the process stays small. */
    abstract P random(long key);

    /** Settings that between them use every mode. */
    abstract List<P> small();

    /** Settings that change nothing about a process. */
    abstract List<P> neutral(DecisionProcess<?> inner);

    /** What is wrapped. */
    Map<String, DecisionProcess<?>> processes() {
        return InnerProcesses.small();
    }

    final CompiledProcess wrapped(DecisionProcess<?> inner, P parameters) {
        return ProcessCompiler.compile(wrapper().wrap(inner, parameters));
    }

    @Test
    void theWrapperIsFoundOnTheClassPathAndDocumentsItsParameters() {
        List<String> ids = new ArrayList<>();
        ServiceLoader.load(Wrapper.class).forEach(one -> ids.add(one.id()));
        assertThat(ids).contains(wrapper().id()).doesNotHaveDuplicates();
        for (RecordComponent component : wrapper().defaults().getClass().getRecordComponents()) {
            assertThat(component.getAnnotation(Help.class))
                    .as(component.getName())
                    .isNotNull();
        }
    }

    @TestFactory
    Stream<DynamicTest> randomSettingsPassAllChecks() {
        long key =
                RandomKey.child(RandomKey.of(52, Purpose.CHECK), wrapper().id().hashCode());
        List<DecisionProcess<?>> inner = List.copyOf(processes().values());
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < SETTINGS; i++) {
            P setting = random(RandomKey.child(key, i));
            DecisionProcess<?> process = inner.get(i % inner.size());
            tests.add(DynamicTest.dynamicTest(setting.toString(), () -> {
                DecisionProcess<?> wrapped = wrapper().wrap(process, setting);
                assertThat(wrapped.features().stream().map(Feature::name)).doesNotHaveDuplicates();
                assertThat(new ProcessCheck(Stakes.ofPrice(0.03), EPISODES).check(wrapped, Optional.empty()))
                        .allMatch(ProcessCheck.Finding::ok);
            }));
        }
        return tests.stream();
    }

    @Test
    void theDefaultsPassAllChecksOnFiveLevelsOfEvidence() {
        DecisionProcess<?> inner = InnerProcesses.evidence(List.of(0.95, 0.8, 0.65, 0.55, 0.5), 0.7, 1, 12);
        assertThat(new ProcessCheck(Stakes.ofPrice(0.01), EPISODES)
                        .check(wrapper().wrap(inner, wrapper().defaults()), Optional.empty()))
                .allMatch(ProcessCheck.Finding::ok);
    }

    @TestFactory
    Stream<DynamicTest> theOptimumIsTheBestOfAllPoliciesThatMayDependOnTheWholeHistory() {
        return each(
                inner -> small(),
                (inner, setting) -> () -> assertOptimum(wrapper().wrap(inner, setting)));
    }

    private static <S> void assertOptimum(DecisionProcess<S> declaration) {
        CompiledProcess process = ProcessCompiler.compile(declaration);
        for (Stakes stakes : STAKES) {
            assertThat(Optimum.of(process, stakes).utility())
                    .isCloseTo(new HistorySearch<>(declaration, stakes).best(), EXACT);
        }
    }

    @TestFactory
    Stream<DynamicTest> evaluationEqualsTheSumOverAllTrajectories() {
        return each(
                inner -> small(),
                (inner, setting) -> () -> assertEvaluation(wrapper().wrap(inner, setting)));
    }

    private static <S> void assertEvaluation(DecisionProcess<S> declaration) {
        CompiledProcess process = ProcessCompiler.compile(declaration);
        Trajectories<S> all = new Trajectories<>(declaration);
        double[] rows = RandomPolicy.rows(process, RandomKey.of(8, Purpose.CHECK), 1.5);
        Trajectories.Totals walked = all.overall(all.ofRows(process, rows));
        for (Stakes stakes : STAKES) {
            Performance exact = Evaluation.of(process, stakes, PolicyTable.ofRows(process, rows))
                    .overall();
            assertThat(exact.utility()).isCloseTo(walked.utility(stakes), EXACT);
            assertThat(exact.accuracy()).isCloseTo(walked.verdicts[0], EXACT);
            assertThat(exact.thinks()).isCloseTo(walked.thinks, EXACT);
            assertThat(exact.compute()).isCloseTo(walked.compute, EXACT);
            for (int e = 0; e < walked.endings.length; e++) {
                assertThat(exact.endings().get(e)).isCloseTo(walked.endings[e], EXACT);
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> aSettingThatChangesNothingLeavesOptimumAccuracyAndComputeAsTheyAre() {
        return each(this::neutral, (inner, setting) -> () -> {
            CompiledProcess plain = ProcessCompiler.compile(inner);
            CompiledProcess wrapped = wrapped(inner, setting);
            for (Stakes stakes : STAKES) {
                Optimum expected = Optimum.of(plain, stakes);
                Optimum optimum = Optimum.of(wrapped, stakes);
                assertThat(optimum.utility()).isCloseTo(expected.utility(), EXACT);
                assertSame(
                        Evaluation.of(wrapped, stakes, optimum.policy()),
                        Evaluation.of(plain, stakes, expected.policy()));
                assertSame(
                        Evaluation.of(wrapped, stakes, uniform(wrapped)), Evaluation.of(plain, stakes, uniform(plain)));
            }
        });
    }

    static void assertSame(Evaluation one, Evaluation other) {
        assertSame(one.overall(), other.overall());
        assertThat(one.levels()).hasSameSizeAs(other.levels());
        for (int level = 0; level < one.levels().size(); level++) {
            assertSame(one.levels().get(level), other.levels().get(level));
        }
    }

    private static void assertSame(Performance one, Performance other) {
        assertThat(one.utility()).isCloseTo(other.utility(), EXACT);
        assertThat(one.accuracy()).isCloseTo(other.accuracy(), EXACT);
        assertThat(one.abstention()).isCloseTo(other.abstention(), EXACT);
        assertThat(one.thinks()).isCloseTo(other.thinks(), EXACT);
        assertThat(one.compute()).isCloseTo(other.compute(), EXACT);
    }

    /** Each choice of a state alike. */
    static PolicyTable uniform(CompiledProcess process) {
        double[] probability = new double[process.choiceCount()];
        for (int s = 0; s < process.stateCount(); s++) {
            for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                probability[k] = 1.0 / (process.choiceBegin(s + 1) - process.choiceBegin(s));
            }
        }
        return PolicyTable.ofChoices(process, probability);
    }

    private Stream<DynamicTest> each(
            Function<DecisionProcess<?>, List<P>> settings, BiFunction<DecisionProcess<?>, P, Executable> test) {
        return processes().entrySet().stream()
                .flatMap(inner -> settings.apply(inner.getValue()).stream()
                        .map(setting -> DynamicTest.dynamicTest(
                                inner.getKey() + ", " + setting, test.apply(inner.getValue(), setting))));
    }
}
