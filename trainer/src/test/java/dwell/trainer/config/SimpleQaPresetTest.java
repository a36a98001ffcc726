package dwell.trainer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dwell.envs.Stakes;
import dwell.envs.families.recall.RecallParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimpleQaPresetTest {
    private static RunConfig config() {
        return new ConfigLoader(Catalog.installed()).load(ConfigSources.ofPresets("simpleqa-opus-4.6"));
    }

    private static RecallParameters parameters() {
        return (RecallParameters) config().env().parameters();
    }

    @Test
    void aWrongAnswerCostsWhatARightOneEarns() {
        assertThat(config().stakes()).isEqualTo(new Stakes(1.5e-4, 1, -1, 0));
    }

    @Test
    void sixThinksAreTheRecordedTokensOfThinking() {
        assertThat(parameters().maxThinks() * parameters().thinkCompute()).isCloseTo(465, within(5.0));
    }

    @Test
    void knownSharesAreTheRecordedSharesOfRightAnswersWithoutThinking() throws IOException {
        double[] recorded = recorded("nothink");
        for (int level = 0; level < recorded.length; level++) {
            assertThat(parameters().knownShares().get(level)).isCloseTo(recorded[level], within(1e-9));
        }
    }

    /** The numbers that the preset's comment prints; each is of some 199 questions. */
    @Test
    void thinkingFindsHardlyAnyFact() throws IOException {
        double[] printed = {0.97, 0.70, 0.43, 0.18, 0.045};
        double[] recorded = recorded("think32k");
        double gained = 0;
        for (int level = 0; level < recorded.length; level++) {
            assertThat(recorded[level]).isCloseTo(printed[level], within(0.005));
            gained += (recorded[level] - parameters().knownShares().get(level)) / recorded.length;
        }
        assertThat(gained).isBetween(0.0, 0.05);
    }

    /** Share of right answers by level, of all questions. */
    private static double[] recorded(String mode) throws IOException {
        double[] right = new double[5];
        double[] all = new double[5];
        for (String line : Files.readAllLines(file())) {
            // source, model, domain, group, level, question, mode, samples, correct, tokens
            String[] cells = line.split(",");
            if (cells[1].equals("claude-opus-4-6") && cells[3].equals("simpleqa_verified") && cells[6].equals(mode)) {
                int level = Integer.parseInt(cells[4]) - 1;
                right[level] += Double.parseDouble(cells[8]);
                all[level] += Double.parseDouble(cells[7]);
            }
        }
        return IntStream.range(0, 5).mapToDouble(i -> right[i] / all[i]).toArray();
    }

    private static Path file() {
        Path file = Path.of(System.getProperty("dwell.shared", "absent"), "data", "replay_core.csv");
        assumeThat(file)
                .as("the recorded results of the shared folder are not there; set -Ddwell.shared")
                .exists();
        return file;
    }
}
