package dwell.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.trainer.config.Catalog;
import dwell.trainer.config.ConfigLoader;
import dwell.trainer.config.ConfigSources;
import dwell.trainer.config.RunConfig;
import dwell.trainer.evaluate.CardBuilder;
import dwell.trainer.evaluate.CountingFamily;
import dwell.trainer.evaluate.EnvironmentCard;
import dwell.trainer.evaluate.EvaluationReport;
import dwell.trainer.evaluate.Evaluator;
import dwell.trainer.evaluate.Problem;
import dwell.trainer.evaluate.Tallied;
import java.util.List;
import org.junit.jupiter.api.Test;

class TalliesTextTest {
    private static final Catalog CATALOG = catalog();

    private static Catalog catalog() {
        Catalog installed = Catalog.installed();
        return new Catalog(
                List.of(new CountingFamily()),
                installed.wrappers(),
                installed.policies(),
                installed.fixedPolicies(),
                installed.shapings());
    }

    private static RunConfig config() {
        return new ConfigLoader(CATALOG).load(ConfigSources.none().with("env.id=counting-v1", "maxThinks=8"));
    }

    @Test
    void countsStandInTheEvaluationAndItsText() {
        EvaluationReport report = new Evaluator(Problem.of(config(), CATALOG), CATALOG).fixed("think:3");
        assertThat(report.tallies()).extracting(Tallied::name).containsExactly("counted thinks", "counted answers");
        Tallied thinks = report.tallies().get(0);
        assertThat(thinks.count()).isCloseTo(3, within(1e-12));
        assertThat(thinks.optimalCount()).isCloseTo(report.optimalThinks(), within(1e-12));
        for (int level = 0; level < report.levels().size(); level++) {
            assertThat(thinks.optimalLevels().get(level))
                    .isCloseTo(report.levels().get(level).optimalThinks(), within(1e-12));
        }
        assertThat(report.tallies().get(1).optimalCount())
                .as("every episode is answered")
                .isCloseTo(1, within(1e-12));
        assertThat(EvaluationText.of(report)).contains("counted thinks: 3.00 per item, the optimum ");
        assertThat(EvaluationText.json(report)).contains("\"tallies\":[{\"name\":\"counted thinks\"");
    }

    @Test
    void countsStandOnTheCard() {
        EnvironmentCard card = new CardBuilder(CATALOG).of(config());
        assertThat(CardText.of(card)).contains("counted answers: 1.00 per item under the optimum");
        assertThat(card.exact().tallies()).hasSize(2);
    }
}
