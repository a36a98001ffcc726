package dwell.envs.wrappers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import dwell.envs.process.RandomProcess;
import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Wrappers around wrappers. */
class StackedWrappersTest {
    private static final Offset<Double> EXACT = within(1e-12);
    private static final Stakes STAKES = Stakes.ofPrice(0.03);
    private static final DecisionProcess<?> EVIDENCE = InnerProcesses.evidence(List.of(0.9, 0.6), 0.6, 1, 3);

    private record Layer(String name, UnaryOperator<DecisionProcess<?>> wrap) {}

    private static <P extends Record> Layer layer(Wrapper<P> wrapper, P parameters) {
        return new Layer(wrapper.id(), inner -> wrapper.wrap(inner, parameters));
    }

    private static List<Layer> layers() {
        return List.of(
                layer(new InterruptionWrapper(), new InterruptionParameters(0.3, 0, 1, 1, 0.5)),
                layer(new PricedWrapper(), new PricedParameters(List.of(0.5, 2.0), List.of(), true)),
                layer(new PricedWrapper(), new PricedParameters(List.of(0.5, 2.0), List.of(), false)),
                layer(new HorizonWrapper(), new HorizonParameters(2, true)),
                layer(new LevelsWrapper(), new LevelsParameters(List.of(), "linear:0.5")),
                layer(new StickyStopWrapper(), new StickyStopParameters(0.3, 0)),
                layer(new DelayedFeedbackWrapper(), new DelayedFeedbackParameters(1)),
                layer(new DistractorsWrapper(), new DistractorsParameters(1, 2, false)),
                layer(new TriggerWrapper(), new TriggerParameters(0.3, 0.5)),
                layer(new UpdateWrapper(), new UpdateParameters(0, 1)),
                layer(new CueNoiseWrapper(), new CueNoiseParameters(List.of("cue"), 0.7)));
    }

    @TestFactory
    Stream<DynamicTest> eachWrapperPassesAllChecksAroundEachOther() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Layer first : layers()) {
            for (Layer second : layers()) {
                tests.add(DynamicTest.dynamicTest(second.name() + " around " + first.name(), () -> {
                    DecisionProcess<?> stacked =
                            second.wrap().apply(first.wrap().apply(EVIDENCE));
                    assertThat(stacked.features().stream().map(Feature::name)).doesNotHaveDuplicates();
                    assertThat(new ProcessCheck(STAKES, 1_000).check(stacked, Optional.empty()))
                            .allMatch(ProcessCheck.Finding::ok);
                }));
            }
        }
        return tests.stream();
    }

    private static DecisionProcess<?> through(DecisionProcess<?> process, Layer... layers) {
        DecisionProcess<?> wrapped = process;
        for (Layer layer : layers) {
            wrapped = layer.wrap().apply(wrapped);
        }
        return wrapped;
    }

    @Test
    void threeStackedWrappersAndAMixtureOfThemAreStillSolvedAndEvaluatedExactly() {
        List<Layer> all = layers();
        DecisionProcess<?> random = new RandomProcess(2, 2, RandomProcess.Sight.NOISY);
        assertExact(through(EVIDENCE, all.get(0), all.get(1), all.get(5)));
        assertExact(through(EVIDENCE, all.get(10), all.get(5), all.get(0)));
        assertExact(through(EVIDENCE, all.get(3), all.get(9), all.get(4)));
        assertExact(through(random, all.get(2), all.get(0), all.get(6)));
        assertExact(through(
                Mixture.of(List.of(
                        new Mixture.Member("a", 1, through(EVIDENCE, all.get(8), all.get(3))),
                        new Mixture.Member("b", 2, through(random, all.get(5))))),
                all.get(0)));
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
    void statesThatTheWrapperTellsApartAreDrawnInPanelsOfTheirOwn() {
        List<Layer> all = layers();
        assertThat(panels(through(EVIDENCE, all.get(0))))
                .contains("cue q=0.9", "cue q=0.9, warned", "cue q=0.6, cut")
                .hasSize(6);
        assertThat(panels(through(EVIDENCE, all.get(1))))
                .contains("cue q=0.9, price x0.5")
                .hasSize(4);
        assertThat(panels(through(EVIDENCE, all.get(8))))
                .contains("cue q=0.9, trigger")
                .hasSize(4);
        assertThat(panels(through(EVIDENCE, all.get(9))))
                .contains("cue q=0.9, updated")
                .hasSize(4);
    }

    private static Set<String> panels(DecisionProcess<?> declaration) {
        CompiledProcess process = ProcessCompiler.compile(declaration);
        Set<String> panels = new TreeSet<>();
        for (int s = 0; s < process.stateCount(); s++) {
            process.plotPoint(s).ifPresent(point -> panels.add(point.panel()));
        }
        return panels;
    }

    private static double optimum(DecisionProcess<?> process) {
        return Optimum.of(ProcessCompiler.compile(process), STAKES).utility();
    }

    private static Layer deadline(double hazard) {
        return layer(new InterruptionWrapper(), new InterruptionParameters(hazard, 0, 0, 0, 1));
    }

    @Test
    void twoDeadlinesAreOneOfTheirJointHazard() {
        assertThat(optimum(through(InnerProcesses.votes(0.7, 8), deadline(0.2), deadline(0.3))))
                .isCloseTo(optimum(through(InnerProcesses.votes(0.7, 8), deadline(1 - 0.8 * 0.7))), EXACT);
    }

    @Test
    void ofTwoHorizonsTheShorterCounts() {
        Layer two = layer(new HorizonWrapper(), new HorizonParameters(2, false));
        Layer five = layer(new HorizonWrapper(), new HorizonParameters(5, false));
        double expected = optimum(through(InnerProcesses.votes(0.7, 8), two));
        assertThat(optimum(through(InnerProcesses.votes(0.7, 8), two, five))).isCloseTo(expected, EXACT);
        assertThat(optimum(through(InnerProcesses.votes(0.7, 8), five, two))).isCloseTo(expected, EXACT);
    }

    @Test
    void whatWorksOnDifferentThingsCanBeStackedInAnyOrder() {
        List<Layer> all = layers();
        int[][] pairs = {{0, 1}, {0, 2}, {0, 4}, {0, 7}, {1, 3}, {1, 5}, {3, 4}, {4, 10}, {8, 10}, {5, 7}, {1, 8}};
        for (int[] pair : pairs) {
            Layer one = all.get(pair[0]);
            Layer other = all.get(pair[1]);
            assertThat(optimum(through(EVIDENCE, one, other)))
                    .as(one.name() + ", " + other.name())
                    .isCloseTo(optimum(through(EVIDENCE, other, one)), EXACT);
        }
    }
}
