package dwell.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.trainer.config.Catalog;
import dwell.trainer.config.ConfigLoader;
import dwell.trainer.config.ConfigSources;
import dwell.trainer.config.RunConfig;
import dwell.trainer.evaluate.EvaluationReport;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The standard work: its optimum is 0.753044, an untrained MLP has a regret near 0.06, an untrained table of 0.0597. Trained
 * policies come within 0.004; a table, whose 2,800 states learn nothing from each other, needs twice the updates. Regrets are exact; a run is a function of its seed, so nothing here is left to chance.
 */
class LearningTest {
    private static final double OPTIMUM = 0.753044;
    private static final double BAR = 0.004;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "mlp,1e-3,300,1", "mlp,1e-3,300,2", "mlp,1e-3,300,3", "mlp,1e-3,300,4", "mlp,1e-3,300,5",
        "tabular,0.1,600,1", "tabular,0.1,600,2", "tabular,0.1,600,3", "tabular,0.1,600,4", "tabular,0.1,600,5"
    })
    void trainedPoliciesComeWithinTheBarAndUntrainedOnesDoNot(
            String policy, double learningRate, int updates, long seed) {
        ConfigSources sources = ConfigSources.ofPresets("standard-work")
                .with("policy.id=" + policy, "learningRate=" + learningRate, "updates=" + updates, "seed=" + seed);
        RunConfig config = new ConfigLoader(Catalog.installed()).load(sources);
        EvaluationReport report = (EvaluationReport) TrainingRun.start(config, folder.resolve("run"), Progress.SILENT)
                .orElseThrow();
        assertThat(report.optimalUtility()).isCloseTo(OPTIMUM, within(1e-6));
        assertThat(report.untrainedRegret()).isGreaterThan(10 * BAR);
        assertThat(report.regret()).isLessThanOrEqualTo(BAR);
    }
}
