package dwell.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.trainer.config.Catalog;
import dwell.trainer.config.ConfigLoader;
import dwell.trainer.config.ConfigSources;
import dwell.trainer.evaluate.EnvironmentCard.LevelCard;
import dwell.trainer.evaluate.EnvironmentCard.Parameter;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CardBuilderTest {
    private static final Offset<Double> DIGITS = within(5e-3);

    private static EnvironmentCard card(ConfigSources sources) {
        Catalog catalog = Catalog.installed();
        return new CardBuilder(catalog).of(new ConfigLoader(catalog).load(sources));
    }

    /** The figures of the standard work that the solver is pinned to elsewhere, and what follows from them by hand. */
    @Test
    void theCardOfTheStandardWorkHoldsItsKnownOptimum() {
        EnvironmentCard card = card(ConfigSources.ofPresets("standard-work"));
        EnvironmentCard.Exact exact = card.exact();
        assertThat(exact.overall().utility()).isCloseTo(0.753044, within(5e-7));
        double[] thinks = {1.41, 3.61, 8.40, 6.22, 1.85};
        for (int level = 0; level < thinks.length; level++) {
            LevelCard one = exact.levelTable().get(level);
            assertThat(one.thinks()).isCloseTo(thinks[level], DIGITS);
            assertThat(one.difficulty()).isCloseTo(1 - one.utilityKnown(), within(1e-12));
            assertThat(one.utilityKnown()).isCloseTo(one.accuracyKnown() - 0.01 * one.computeKnown(), within(1e-12));
            assertThat(one.utilityKnown()).isGreaterThanOrEqualTo(one.utility());
        }
        assertThat(exact.levelTable().get(4).thinksKnown()).as("coin flips").isZero();
        assertThat(exact.levelTable().get(4).difficulty()).isCloseTo(0.5, within(1e-12));
        assertThat(exact.budgetShape()).isEqualTo(BudgetShape.INVERTED_U);
        assertThat(exact.budgetShapeKnown()).isEqualTo(BudgetShape.INVERTED_U);
        assertThat(exact.valueOfKnowingLevel())
                .isCloseTo(
                        exact.levelTable().stream()
                                        .mapToDouble(level -> 0.2 * level.utilityKnown())
                                        .sum()
                                - exact.overall().utility(),
                        within(1e-12));
        assertThat(exact.endings()).containsOnlyKeys("answered", "budget_exhausted");
        assertThat(exact.bestObserverUtility()).isNull();
        assertThat(exact.tallies()).isEmpty();
        // Five cues, each on items of five levels and two truths.
        assertThat(exact.size().startStates()).isEqualTo(5);
        assertThat(exact.size().items()).isEqualTo(50);
        assertThat(exact.size().hiddenClasses()).isEqualTo(10);
        assertThat(exact.fixed()).isSortedAccordingTo((a, b) -> Double.compare(b.utility(), a.utility()));
        assertThat(exact.responses().overall().correct())
                .isCloseTo(exact.overall().accuracy(), within(1e-12));
        assertThat(exact.responses().conditionalAccuracy().stream()
                        .mapToDouble(bin -> bin.accuracy() / Responses.BINS)
                        .sum())
                .as("the bins hold all answers")
                .isCloseTo(0.796014, within(5e-7));
    }

    @Test
    void parametersShowWhatIsInForceBesideTheDefault() {
        EnvironmentCard card =
                card(ConfigSources.none().with("env.id=evidence-v1", "maxThinks=4", "introspection=noisy"));
        assertThat(card.parameters()).extracting(Parameter::key).contains("maxThinks", "introspection");
        Parameter most = card.parameters().stream()
                .filter(one -> one.key().equals("maxThinks"))
                .findFirst()
                .orElseThrow();
        assertThat(most.value()).isEqualTo(4);
        assertThat(most.byDefault()).isEqualTo(32);
        assertThat(most.help()).contains("thinks after which the answer is forced");
        assertThat(card.exact().bestObserverUtility())
                .isLessThan(card.exact().overall().utility());
        assertThat(card.features()).hasSize(card.featureCount());
    }

    @Test
    void whereNothingGoesOnThereIsNoValueOfThinking() {
        EnvironmentCard card = card(ConfigSources.ofPresets("otis-gpt-5.2"));
        assertThat(card.exact().levelTable())
                .extracting(LevelCard::valueOfThinking)
                .containsOnlyNulls();
        assertThat(card.exact().endings().keySet()).containsExactly("answered");
    }
}
