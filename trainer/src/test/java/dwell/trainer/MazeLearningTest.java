package dwell.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dwell.trainer.config.Catalog;
import dwell.trainer.config.ConfigLoader;
import dwell.trainer.config.ConfigSources;
import dwell.trainer.config.RunConfig;
import dwell.trainer.evaluate.SampledReport;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The preset maze on a twentieth of its episodes. A run is a function of its seed, and the difference to a fixed policy is
 * taken on the same 4,096 mazes: 30 standard errors are nothing that chance gives.
 */
class MazeLearningTest {
    private static final double STANDARD_ERRORS = 30;

    @TempDir
    Path folder;

    @Test
    void aTrainedPolicyBeatsEveryFixedBudgetOnMazes() {
        ConfigSources sources =
                ConfigSources.ofPresets("maze").with("trainer.prompts=64", "trainer.updates=60", "evaluation.every=60");
        RunConfig config = new ConfigLoader(Catalog.installed()).load(sources);
        SampledReport report = (SampledReport) TrainingRun.start(config, folder.resolve("run"), Progress.SILENT)
                .orElseThrow();
        assertThat(report.fixed()).hasSizeGreaterThanOrEqualTo(8);
        for (SampledReport.Fixed fixed : report.fixed()) {
            assertThat(fixed.behind().mean())
                    .as(fixed.policy())
                    .isGreaterThan(STANDARD_ERRORS * fixed.behind().error());
        }
        assertThat(report.untrained().utility().mean())
                .isLessThan(report.overall().utility().mean() - 0.2);
    }
}
