package dwell.envs.families;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Help;
import dwell.envs.Stakes;
import dwell.envs.check.ProcessCheck;
import dwell.envs.exact.Evaluation;
import dwell.envs.exact.HistorySearch;
import dwell.envs.exact.KnownLevel;
import dwell.envs.exact.Optimum;
import dwell.envs.exact.Performance;
import dwell.envs.exact.PolicyTable;
import dwell.envs.exact.Trajectories;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.ProcessCompiler;
import dwell.envs.process.RandomPolicy;
import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every family with a process must satisfy.
 *
 * <p>Simulated means are compared as {@link ProcessCheck} says, each of which fails by chance for fewer than 1 seed in 1,490; the
 * 21 comparisons of a family would fail for fewer than 1 seed in 70, where means are nearly normal for 1 in 750; seeds are fixed.
 *
 * @param <P> the family's parameters
 */
public abstract class FamilyContract<P extends Record> {
    private static final Offset<Double> EXACT = within(1e-12);
    private static final int SETTINGS = 20;
    private static final int EPISODES = 20_000;

    /** The family. */
    protected abstract Family<P> family();

    /** Settings with so few states that all histories can be walked; they cover every mode of the family. */
    protected abstract List<P> small();

    /**
     * A random setting, drawn over the whole allowed ranges as far as the process stays below some 20,000 states.
     *
     * @param key draws come from {@link RandomKey} with this key
     */
    protected abstract P random(long key);

    @Test
    void theFamilyIsFoundOnTheClassPathAndDocumentsItsParameters() {
        List<String> ids = new ArrayList<>();
        ServiceLoader.load(Family.class).forEach(family -> ids.add(family.id()));
        assertThat(ids).contains(family().id()).doesNotHaveDuplicates();
        assertThat(family().id()).matches("[a-z-]+-v[0-9]+");
        assertThat(family().description()).isNotEqualTo(family().summary());
        for (RecordComponent component : family().defaults().getClass().getRecordComponents()) {
            assertThat(component.getAnnotation(Help.class))
                    .as(component.getName())
                    .isNotNull();
        }
    }

    @Test
    void theDefaultsPassAllChecks() {
        assertPasses(family().defaults(), 200_000);
    }

    @Test
    void theLevelsOfTheDefaultsAreOrderedByExactDifficulty() {
        CompiledProcess process = ProcessCompiler.compile(family().declare(family().defaults()));
        List<Double> utilities =
                KnownLevel.of(process, family().defaultStakes()).levels();
        for (int level = 1; level < utilities.size(); level++) {
            assertThat(utilities.get(level))
                    .as("optimal utility on %s, known", process.levels().get(level))
                    .isLessThanOrEqualTo(utilities.get(level - 1) + 1e-12);
        }
    }

    /** A default that sits on a tie has an optimal policy that the last digit of the price decides. */
    @Test
    void theOptimumOfTheDefaultsDoesNotHangOnTheLastDigitOfThePrice() {
        CompiledProcess process = ProcessCompiler.compile(family().declare(family().defaults()));
        List<Double> cheap = optimalThinks(process, 0.999);
        List<Double> dear = optimalThinks(process, 1.001);
        for (int level = 0; level < cheap.size(); level++) {
            assertThat(cheap.get(level))
                    .as("optimal thinks on %s", process.levels().get(level))
                    .isCloseTo(dear.get(level), within(0.05));
        }
    }

    private List<Double> optimalThinks(CompiledProcess process, double priceFactor) {
        Stakes stakes = family().defaultStakes();
        Stakes changed = new Stakes(stakes.price() * priceFactor, stakes.correct(), stakes.wrong(), stakes.abstain());
        return Evaluation.of(process, changed, Optimum.of(process, changed).policy()).levels().stream()
                .map(Performance::thinks)
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> randomSettingsPassAllChecks() {
        long key =
                RandomKey.child(RandomKey.of(51, Purpose.CHECK), family().id().hashCode());
        return IntStream.range(0, SETTINGS).mapToObj(i -> {
            P setting = random(RandomKey.child(key, i));
            return DynamicTest.dynamicTest(setting.toString(), () -> assertPasses(setting, EPISODES));
        });
    }

    private void assertPasses(P setting, int episodes) {
        List<ProcessCheck.Finding> findings = new ProcessCheck(family().defaultStakes(), episodes)
                .check(family().declare(setting), family().heldOut(setting));
        assertThat(findings).allMatch(ProcessCheck.Finding::ok);
    }

    @TestFactory
    Stream<DynamicTest> theOptimumIsTheBestOfAllPoliciesThatMayDependOnTheWholeHistory() {
        return small().stream()
                .map(setting ->
                        DynamicTest.dynamicTest(setting.toString(), () -> assertOptimum(family().declare(setting))));
    }

    private <S> void assertOptimum(DecisionProcess<S> declaration) {
        CompiledProcess process = ProcessCompiler.compile(declaration);
        for (Stakes stakes : stakes()) {
            assertThat(Optimum.of(process, stakes).utility())
                    .isCloseTo(new HistorySearch<>(declaration, stakes).best(), EXACT);
        }
    }

    @TestFactory
    Stream<DynamicTest> evaluationEqualsTheSumOverAllTrajectories() {
        return small().stream()
                .map(setting ->
                        DynamicTest.dynamicTest(setting.toString(), () -> assertEvaluation(family().declare(setting))));
    }

    private <S> void assertEvaluation(DecisionProcess<S> declaration) {
        CompiledProcess process = ProcessCompiler.compile(declaration);
        Trajectories<S> all = new Trajectories<>(declaration);
        for (Stakes stakes : stakes()) {
            double[] rows = RandomPolicy.rows(process, RandomKey.of(8, Purpose.CHECK), 1.5);
            Performance exact = Evaluation.of(process, stakes, PolicyTable.ofRows(process, rows))
                    .overall();
            Trajectories.Totals walked = all.overall(all.ofRows(process, rows));
            assertThat(exact.utility()).isCloseTo(walked.utility(stakes), EXACT);
            assertThat(exact.accuracy()).isCloseTo(walked.verdicts[0], EXACT);
            assertThat(exact.thinks()).isCloseTo(walked.thinks, EXACT);
            assertThat(exact.compute()).isCloseTo(walked.compute, within(1e-12 * Math.max(1, walked.compute)));
        }
    }

    private List<Stakes> stakes() {
        return List.of(
                family().defaultStakes(), new Stakes(family().defaultStakes().price() * 2, 1, -0.7, 0.25));
    }
}
