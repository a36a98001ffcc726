package dwell.envs.wrappers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dwell.envs.Stakes;
import dwell.envs.exact.Evaluation;
import dwell.envs.exact.Optimum;
import dwell.envs.families.Introspection;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.ProcessCompiler;
import dwell.envs.process.RandomProcess;
import dwell.envs.random.RandomKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CueNoiseWrapperTest extends WrapperContract<CueNoiseParameters> {
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
        return new CueNoiseParameters("cue", Math.max(0, Math.min(1, 1.4 * RandomKey.uniform(key, 0) - 0.2)));
    }

    @Override
    List<CueNoiseParameters> small() {
        return List.of(new CueNoiseParameters("cue", 0.6), new CueNoiseParameters("cue", 0));
    }

    @Override
    List<CueNoiseParameters> neutral(DecisionProcess<?> inner) {
        return List.of(new CueNoiseParameters("cue", 1));
    }

    /** A cue right with probability r is one that shows the level with (r L - 1) / (L - 1) and else a uniform level. */
    @ParameterizedTest
    @ValueSource(doubles = {0.25, 0.6, 0.9})
    void aBlurredPerfectCueIsAnUnreliableCue(double reliability) {
        List<Double> levels = List.of(0.95, 0.8, 0.65, 0.5);
        CompiledProcess blurred =
                wrapped(InnerProcesses.evidence(levels, 1, 1, 10), new CueNoiseParameters("cue", reliability));
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
    void aPrefixThatNoStartDiffersByIsAnErrorThatNamesTheFeatures() {
        DecisionProcess<?> inner = InnerProcesses.evidence(List.of(0.9, 0.6), 0.6, 1, 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> wrapper().wrap(inner, new CueNoiseParameters("hint", 0.5)))
                .withMessage(
                        "prefix must start the names of features by which start states differ, was hint; the features"
                                + " are [time, lead, margin, cue0, cue1, one]");
    }

    @Test
    void aFeatureThatChangesWhatFollowsIsRefused() {
        DecisionProcess<?> priced = new PricedWrapper()
                .wrap(InnerProcesses.votes(0.7, 3), new PricedParameters(List.of(1.0, 2.0), List.of(), true));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> wrapper().wrap(priced, new CueNoiseParameters("price", 0.5)))
                .withMessageContaining("prefix must name features that only inform, was price");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> wrapper()
                        .wrap(new RandomProcess(1, 2, RandomProcess.Sight.FULL), new CueNoiseParameters("mark", 0.5)))
                .withMessageContaining("not the same follows from x as from y");
    }
}
