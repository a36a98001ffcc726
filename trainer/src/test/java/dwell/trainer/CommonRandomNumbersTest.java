package dwell.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dwell.trainer.config.Catalog;
import dwell.trainer.config.CompareFile;
import dwell.trainer.config.RunConfig;
import dwell.trainer.metrics.Metric;
import dwell.trainer.metrics.MetricValues;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Arms with one seed are trained on the same items, whatever their policies have become. */
class CommonRandomNumbersTest {
    private static final Catalog CATALOG = Catalog.installed();

    /** Which levels the items of each update have. */
    private static List<Object> levels(RunConfig config) {
        List<Object> drawn = new ArrayList<>();
        try (Session session = new Session(config, CATALOG, Progress.SILENT)) {
            for (int update = 0; update < 5; update++) {
                MetricValues metrics = session.learner().update();
                Object levels = metrics.measured().get(Metric.LEVEL_THINKS.key());
                // A level is null where no item of it was drawn: with 2 prompts and 5 levels that differs from update
                // to update.
                drawn.add(((List<?>) levels).stream().map(one -> one == null).toList());
            }
        }
        return drawn;
    }

    @Test
    void theSameSeedDrawsTheSameItemsForEveryArm() {
        CompareFile file = CompareFile.parse("""
                base: {env.id: evidence-v1, policy.id: linear, trainer: {updates: 5, prompts: 2, groupSize: 4, minibatches: 1}}
                arms:
                  plain: {trainer.learningRate: 0.01}
                  fast: {trainer.learningRate: 3.0}
                  scaled: {trainer.advantage.scale: group-std}
                """, "c.yaml", CATALOG);
        List<Object> plain = levels(file.config("plain", "task", 1));
        assertThat(levels(file.config("fast", "task", 1))).isEqualTo(plain);
        assertThat(levels(file.config("scaled", "task", 1))).isEqualTo(plain);
        assertThat(levels(file.config("plain", "task", 2))).as("another seed").isNotEqualTo(plain);
        assertThat(plain.stream().distinct().count()).as("items change").isGreaterThan(1);
    }
}
