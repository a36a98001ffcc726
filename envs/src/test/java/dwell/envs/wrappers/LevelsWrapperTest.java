package dwell.envs.wrappers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dwell.envs.Stakes;
import dwell.envs.exact.Evaluation;
import dwell.envs.exact.KnownLevel;
import dwell.envs.exact.Optimum;
import dwell.envs.families.Introspection;
import dwell.envs.families.evidence.EvidenceFamily;
import dwell.envs.families.evidence.EvidenceParameters;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.HiddenClass;
import dwell.envs.process.ProcessCompiler;
import dwell.envs.random.RandomKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LevelsWrapperTest extends WrapperContract<LevelsParameters> {
    private static final List<Double> LEVELS = List.of(0.9, 0.7, 0.5);

    @Override
    Wrapper<LevelsParameters> wrapper() {
        return new LevelsWrapper();
    }

    @Override
    LevelsParameters random(long key) {
        double x = 2 * RandomKey.uniform(key, 1) - 1;
        return RandomKey.below(key, 0, 2) == 0
                ? new LevelsParameters(List.of(), "linear:" + x)
                : new LevelsParameters(List.of(RandomKey.below(key, 2, 3) + 0.0, RandomKey.uniform(key, 3)), "hard");
    }

    @Override
    List<LevelsParameters> small() {
        return List.of(
                new LevelsParameters(List.of(0.0, 3.0), "uniform"),
                new LevelsParameters(List.of(), "easy"),
                new LevelsParameters(List.of(), "linear:0.5"));
    }

    @Override
    List<LevelsParameters> neutral(DecisionProcess<?> inner) {
        double[] mix = new double[2];
        for (HiddenClass one : inner.hiddenClasses()) {
            mix[one.level()] += one.weight();
        }
        return List.of(new LevelsParameters(List.of(mix[0], mix[1]), "hard"));
    }

    private static DecisionProcess<?> evidence(List<Double> weights) {
        return new EvidenceFamily()
                .declare(new EvidenceParameters(LEVELS, weights, 2, 0.6, 1, 10, 1, 0, false, Introspection.FULL, 0.8));
    }

    @ParameterizedTest
    @CsvSource({
        "uniform, 1, 1, 1",
        "easy, 1, 1, 0",
        "hard, 0, 1, 1",
        "linear:0, 1, 1, 1",
        "linear:-1, 2, 1, 0",
        "linear:0.5, 0.5, 1, 1.5"
    })
    void aProfileIsTheMixItSays(String profile, double easy, double middle, double hard) {
        CompiledProcess process = wrapped(evidence(List.of(4.0, 1.0, 2.0)), new LevelsParameters(List.of(), profile));
        double total = easy + middle + hard;
        assertThat(process.levelWeight(0)).isCloseTo(easy / total, EXACT);
        assertThat(process.levelWeight(1)).isCloseTo(middle / total, EXACT);
        assertThat(process.levelWeight(2)).isCloseTo(hard / total, EXACT);
    }

    @Test
    void aMixOfEvidenceIsEvidenceDeclaredWithThatMix() {
        Stakes stakes = Stakes.ofPrice(0.01);
        CompiledProcess mixed = wrapped(evidence(List.of()), new LevelsParameters(List.of(1.0, 5.0, 2.0), "uniform"));
        CompiledProcess declared = ProcessCompiler.compile(evidence(List.of(1.0, 5.0, 2.0)));
        Optimum one = Optimum.of(mixed, stakes);
        Optimum other = Optimum.of(declared, stakes);
        assertThat(one.utility()).isCloseTo(other.utility(), EXACT);
        assertSame(Evaluation.of(mixed, stakes, one.policy()), Evaluation.of(declared, stakes, other.policy()));
    }

    @Test
    void aLevelWithoutItemsKeepsItsNameAndFeaturesAndCountsNothing() {
        Stakes stakes = Stakes.ofPrice(0.01);
        DecisionProcess<?> inner = evidence(List.of());
        LevelsParameters parameters = new LevelsParameters(List.of(1.0, 0.0, 1.0), "uniform");
        assertThat(wrapper().wrap(inner, parameters).levels()).isEqualTo(inner.levels());
        assertThat(wrapper().wrap(inner, parameters).features()).isEqualTo(inner.features());
        CompiledProcess process = wrapped(inner, parameters);
        Evaluation evaluation = Evaluation.of(process, stakes, uniform(process));
        CompiledProcess plain = ProcessCompiler.compile(inner);
        Evaluation before = Evaluation.of(plain, stakes, uniform(plain));
        assertThat(evaluation.levels().get(0).utility())
                .isCloseTo(before.levels().get(0).utility(), EXACT);
        assertThat(evaluation.levels().get(1).accuracy()).isZero();
        assertThat(evaluation.overall().accuracy())
                .isCloseTo(
                        (before.levels().get(0).accuracy()
                                        + before.levels().get(2).accuracy())
                                / 2,
                        EXACT);
        assertThat(KnownLevel.of(process, stakes).utility()).isFinite();
    }

    @Test
    void whatIsNoMixIsNamed() {
        DecisionProcess<?> inner = evidence(List.of());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LevelsParameters(List.of(), "linear:2"))
                .withMessage("profile must be uniform, easy, hard or linear:x with x in [-1, 1], was linear:2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LevelsParameters(List.of(), "steep"))
                .withMessage("profile must be uniform, easy, hard or linear:x with x in [-1, 1], was steep");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LevelsParameters(List.of(0.0, 0.0), "uniform"))
                .withMessage("weights must have a positive number, was [0.0, 0.0]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> wrapper().wrap(inner, new LevelsParameters(List.of(1.0), "uniform")))
                .withMessage("weights must be empty or have one number for each of the 3 levels, had 1");
    }
}
