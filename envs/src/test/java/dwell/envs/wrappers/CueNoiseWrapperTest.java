package dwell.envs.wrappers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dwell.envs.Stakes;
import dwell.envs.exact.Evaluation;
import dwell.envs.exact.Optimum;
import dwell.envs.families.Introspection;
import dwell.envs.families.bandit.BanditFamily;
import dwell.envs.families.bandit.BanditGame;
import dwell.envs.families.bandit.BanditParameters;
import dwell.envs.families.bandit.BoxesParameters;
import dwell.envs.families.recall.RecallFamily;
import dwell.envs.families.recall.RecallParameters;
import dwell.envs.families.refine.RefineFamily;
import dwell.envs.families.refine.RefineParameters;
import dwell.envs.process.Chance;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.ProcessCompiler;
import dwell.envs.process.RandomProcess;
import dwell.envs.random.RandomKey;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CueNoiseWrapperTest extends WrapperContract<CueNoiseParameters> {
    private static final List<String> CUE = List.of("cue");
    private static final List<String> CUE_OF_RECALL = List.of("cue", "known", "misled");
    private static final List<String> CUE_OF_REFINE = List.of("cue", "belief");
    private static final List<String> CUE_OF_BOXES = List.of("cue", "gain", "belief");

    @Override
    Wrapper<CueNoiseParameters> wrapper() {
        return new CueNoiseWrapper();
    }

    /** Processes with a cue. */
    @Override
    Map<String, DecisionProcess<?>> processes() {
        DecisionProcess<?> two = InnerProcesses.evidence(List.of(0.9, 0.6), 0.6, 1, 3);
        Map<String, DecisionProcess<?>> all = new LinkedHashMap<>();
        all.put("two levels", two);
        all.put("three levels", InnerProcesses.evidence(List.of(0.9, 0.7, 0.5), 1, 0, 3));
        all.put("noisy", InnerProcesses.evidence(List.of(0.8, 0.5), 0.5, 0, 2, true, Introspection.NOISY));
        all.put("a mixture", Mixture.of(List.of(new Mixture.Member("cue one", 1, two), member("other"))));
        all.put("with distractors", new DistractorsWrapper().wrap(two, new DistractorsParameters(1, 2, false)));
        return all;
    }

    private static Mixture.Member member(String name) {
        return new Mixture.Member(name, 1, new RandomProcess(1, 2, RandomProcess.Sight.FULL));
    }

    @Override
    CueNoiseParameters random(long key) {
        return new CueNoiseParameters(CUE, Math.max(0, Math.min(1, 1.4 * RandomKey.uniform(key, 0) - 0.2)));
    }

    @Override
    List<CueNoiseParameters> small() {
        return List.of(new CueNoiseParameters(CUE, 0.6), new CueNoiseParameters(CUE, 0));
    }

    @Override
    List<CueNoiseParameters> neutral(DecisionProcess<?> inner) {
        return List.of(new CueNoiseParameters(CUE, 1));
    }

    /** A cue right with probability r is one that shows the level with (r L - 1) / (L - 1) and else a uniform level. */
    @ParameterizedTest
    @ValueSource(doubles = {0.25, 0.6, 0.9})
    void aBlurredPerfectCueIsAnUnreliableCue(double reliability) {
        List<Double> levels = List.of(0.95, 0.8, 0.65, 0.5);
        CompiledProcess blurred =
                wrapped(InnerProcesses.evidence(levels, 1, 1, 10), new CueNoiseParameters(CUE, reliability));
        CompiledProcess unreliable =
                ProcessCompiler.compile(InnerProcesses.evidence(levels, (4 * reliability - 1) / 3, 1, 10));
        Stakes stakes = Stakes.ofPrice(0.01);
        Optimum one = Optimum.of(blurred, stakes);
        Optimum other = Optimum.of(unreliable, stakes);
        assertThat(one.utility()).isCloseTo(other.utility(), EXACT);
        assertSame(Evaluation.of(blurred, stakes, one.policy()), Evaluation.of(unreliable, stakes, other.policy()));
        assertThat(blurred.fullyObserved()).isTrue();
    }

    @Test
    void aNameOfNoFeatureOrOfOneThatNoStartDiffersByIsAnErrorThatNamesTheFeatures() {
        DecisionProcess<?> inner = InnerProcesses.evidence(List.of(0.9, 0.6), 0.6, 1, 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> wrapper().wrap(inner, new CueNoiseParameters(List.of("hint"), 0.5)))
                .withMessage(
                        "cue-noise: features must start the names of features, was hint; the features are [time, lead,"
                                + " margin, cue0, cue1, one]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> wrapper().wrap(inner, new CueNoiseParameters(List.of("cue", "hint"), 0.5)))
                .withMessageContaining("must start the names of features, was hint");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> wrapper().wrap(inner, new CueNoiseParameters(List.of("lead"), 0.5)))
                .withMessageContaining("must first name features by which start states differ, was lead");
    }

    @Test
    void aFeatureThatChangesWhatFollowsIsRefused() {
        DecisionProcess<?> priced = new PricedWrapper()
                .wrap(InnerProcesses.votes(0.7, 3), new PricedParameters(List.of(1.0, 2.0), List.of(), true));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> wrapper().wrap(priced, new CueNoiseParameters(List.of("price"), 0.5)))
                .withMessageContaining("cue-noise: features must only inform, was [price]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> wrapper()
                        .wrap(
                                new RandomProcess(1, 2, RandomProcess.Sight.FULL),
                                new CueNoiseParameters(List.of("mark"), 0.5)))
                .withMessageContaining("not the same follows from x as from y");
    }

    private static DecisionProcess<?> recall(double cueReliability) {
        return new RecallFamily()
                .declare(new RecallParameters(
                        List.of(0.9, 0.5, 0.2),
                        List.of(),
                        cueReliability,
                        0.9,
                        0.1,
                        0.5,
                        0.3,
                        0.8,
                        0.7,
                        3,
                        0.7,
                        1,
                        1,
                        0.7,
                        0.05,
                        1.5,
                        true));
    }

    private static DecisionProcess<?> refine(double cueReliability) {
        return new RefineFamily()
                .declare(new RefineParameters(
                        List.of(0.98, 0.75, 0.2),
                        List.of(-1.0, 1.0, 1.0),
                        List.of(1.0, 4.0, 6.0),
                        List.of(),
                        List.of(),
                        cueReliability,
                        5,
                        1,
                        1,
                        1,
                        1,
                        List.of(0.4, 0.2, 0.1),
                        0.1,
                        0.8));
    }

    private static DecisionProcess<?> boxes(double cueReliability) {
        BanditParameters defaults = new BanditFamily().defaults();
        return new BanditFamily()
                .declare(new BanditParameters(
                        BanditGame.BOXES,
                        cueReliability,
                        List.of(),
                        defaults.arms(),
                        new BoxesParameters(List.of(1.0, 0.5, 0.25), 4, 8, 1),
                        defaults.control()));
    }

    private static double optimum(DecisionProcess<?> process) {
        return Optimum.of(ProcessCompiler.compile(process), Stakes.ofPrice(0.03))
                .utility();
    }

    private double optimum(DecisionProcess<?> inner, List<String> features, double reliability) {
        return optimum(wrapper().wrap(inner, new CueNoiseParameters(features, reliability)));
    }

    /** The same relation as for evidence, where other features are derived from the cue. */
    @ParameterizedTest
    @ValueSource(doubles = {1.0 / 3, 0.5, 0.9})
    void aBlurredPerfectCueIsAnUnreliableCueWhereBeliefsAreBlurredWithIt(double reliability) {
        double cue = Math.max(0, (3 * reliability - 1) / 2);
        assertThat(optimum(recall(1), CUE_OF_RECALL, reliability)).isCloseTo(optimum(recall(cue)), EXACT);
        assertThat(optimum(refine(1), CUE_OF_REFINE, reliability)).isCloseTo(optimum(refine(cue)), EXACT);
        assertThat(optimum(recall(1))).isGreaterThan(optimum(recall(cue)) + 1e-4);
        assertThat(optimum(refine(1))).isGreaterThan(optimum(refine(cue)) + 1e-4);
    }

    /** A cue right with probability c becomes one right with r c + (1 - r)(1 - c) / 2 of three: c + 2e = 1, e for each other. */
    @Test
    void anUnreliableCueBlurredAgainIsOneOfTheJointReliability() {
        double right = (1 + 2 * 0.7) / 3;
        double blurred = 0.6 * right + 0.4 * (1 - right) / 2;
        double joint = (3 * blurred - 1) / 2;
        assertThat(optimum(recall(0.7), CUE_OF_RECALL, 0.6)).isCloseTo(optimum(recall(joint)), EXACT);
        assertThat(optimum(refine(0.7), CUE_OF_REFINE, 0.6)).isCloseTo(optimum(refine(joint)), EXACT);
        assertThat(optimum(boxes(0.7), CUE_OF_BOXES, 0.6)).isCloseTo(optimum(boxes(joint)), EXACT);
    }

    @Test
    void withReliabilityZeroNoItemOfAnyLevelShowsItsOwnCue() {
        assertNoneKept(InnerProcesses.evidence(List.of(0.9, 0.7, 0.5), 1, 0, 3), CUE);
        assertNoneKept(recall(1), CUE_OF_RECALL);
        assertNoneKept(refine(1), CUE_OF_REFINE);
    }

    private <S> void assertNoneKept(DecisionProcess<S> inner, List<String> features) {
        DecisionProcess<?> wrapped = wrapper().wrap(inner, new CueNoiseParameters(features, 0));
        for (int c = 0; c < inner.hiddenClasses().size(); c++) {
            assertThat(shownCues(wrapped, c))
                    .as(inner.hiddenClasses().get(c).name())
                    .hasSize(2)
                    .doesNotContainAnyElementsOf(shownCues(inner, c));
        }
    }

    /** What the cue features of the start states of a class show with positive probability. */
    private static <S> Set<List<Double>> shownCues(DecisionProcess<S> process, int hiddenClass) {
        Set<List<Double>> cues = new HashSet<>();
        double[] out = new double[process.features().size()];
        for (Chance<S> start : process.start(hiddenClass)) {
            if (start.probability() > 0) {
                process.observe(start.value(), out);
                cues.add(IntStream.range(0, out.length)
                        .filter(f -> process.features().get(f).name().startsWith("cue"))
                        .mapToObj(f -> out[f])
                        .toList());
            }
        }
        return cues;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.7, 1})
    void aFeatureThatIsDerivedFromTheCueAndNotNamedIsNamedInTheError(double cueReliability) {
        String message = "cue-noise: start states that differ in cue also differ in %s; name them in features too";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> optimum(recall(cueReliability), CUE, 0.5))
                .withMessage(message, "known, misled");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> optimum(refine(cueReliability), CUE, 0.5))
                .withMessage(message, "belief");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> optimum(boxes(cueReliability), List.of("cue", "belief"), 0.5))
                .withMessage(message, "gain");
    }

    /** Opening a box can show a prize that the level of a wrong cue does not have. */
    @Test
    void aWrongCueThatTheBeliefOfTheProcessRulesOutIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> optimum(boxes(1), CUE_OF_BOXES, 0.5))
                .withMessageMatching(
                        "cue-noise: a wrong cue leads to State.*, where gain is NaN; the process must itself allow for"
                                + " wrong cues");
    }

    /** Which choice its answer takes depends on the cue. */
    @Test
    void theGameOfArmsIsRefusedBecauseItsCueDoesMoreThanInform() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> optimum(
                        new BanditFamily().declare(new BanditFamily().defaults()),
                        List.of("cue", "gap", "alternative", "lead"),
                        0.5))
                .withMessageContaining("features must only inform, was [cue, gap, alternative, lead]");
    }
}
