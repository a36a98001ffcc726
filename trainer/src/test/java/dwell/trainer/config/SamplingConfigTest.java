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
                "lag=1 degenerate=replay|lag must be 0 under degenerate: replay"
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
}
