package dwell.trainer.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dwell.trainer.TaskFixture;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings that cannot work together are refused in one sentence. */
class SamplingConfigTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "propsRounds=2 firstDecision=forced|propsRounds must be at most 1 where rollouts are not drawn from the policy",
                "propsRounds=2 temperature=0.5|propsRounds must be at most 1 where rollouts are not drawn from the policy",
                "propsRounds=2 epsilon=0.5|propsRounds must be at most 1 where rollouts are not drawn from the policy",
                "propsRounds=2 lag=1|propsRounds must be at most 1 where rollouts are not drawn from the policy",
                "propsRounds=2 degenerate=resample|propsRounds must be at most 1 under degenerate: resample",
                "propsRounds=2 degenerate=replay|propsRounds must be at most 1 under degenerate: replay",
                "lag=1 degenerate=replay|lag must be 0 under degenerate: replay",
                "guidedShare=1|guidedShare must lie in [0, 1), was 1.0",
                "guidedShare=-0.1|guidedShare must lie in [0, 1), was -0.1",
                "guidedShare=0.2 importance=truncate|guidedShare must be 0 unless importance is behaviour",
                "guidedShare=0.2 importance=none|guidedShare must be 0 unless importance is behaviour",
                "guidedShare=0.2 propsRounds=1|guidedShare must be 0 under propsRounds: 1",
                "guidedShare=0.2 firstDecision=forced|guidedShare must be 0 under firstDecision: forced",
                "guidedShare=0.2 degenerate=replay|guidedShare must be 0 under degenerate: replay",
                "guidedShare=0.03|sampling.guidedShare must give a teacher at least one member of a group of 16 and leave one to the"
                        + " policy, was 0.03, which gives it 0",
                "guidedShare=0.97|which gives it 16"
            })
    void combinationsThatCannotWork(String settings, String message) {
        Map<String, Object> keys = new LinkedHashMap<>();
        for (String setting : settings.split(" ")) {
            keys.put("trainer.sampling." + setting.split("=")[0], setting.split("=")[1]);
        }
        assertThatThrownBy(() -> TaskFixture.settings(keys))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "loss.ratio=episode-geometric|sampling.guidedShare must be 0 unless loss.ratio is decision",
                "trainer.estimator=exact|sampling.guidedShare must be 0 under estimator: exact",
                "loss.guidanceShape=-1|trainer.loss.guidanceShape must be at least 0, was -1"
            })
    void guidanceWithWhatItCannotWorkWith(String setting, String message) {
        Map<String, String> keys =
                Map.of("trainer.sampling.guidedShare", "0.25", setting.split("=")[0], setting.split("=")[1]);
        assertThatThrownBy(() -> TaskFixture.settings(keys))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
