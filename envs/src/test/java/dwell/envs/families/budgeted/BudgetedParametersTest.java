package dwell.envs.families.budgeted;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dwell.envs.families.Changed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetedParametersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "budgets          | ''                 | budgets must name at least one budget, was empty",
                "budgets          | 3, 0               | budgets must lie in [1, 16], was 0",
                "budgets          | 3, 17              | budgets must lie in [1, 16], was 17",
                "budgets          | 3, 6, 3            | budgets must not name a budget twice, was [3, 6, 3]",
                "reliabilities    | ''                 | reliabilities must name at least one level, was empty",
                "reliabilities    | 0.9, 0.4           | reliabilities must lie in [0.5, 1], was 0.4",
                "reliabilities    | 0.9, 1.1           | reliabilities must lie in [0.5, 1], was 1.1",
                "reliabilities    | 0.9, NaN           | reliabilities must lie in [0.5, 1], was NaN",
                "weights          | 1, 2               | weights must be empty or have one number for each of the 4 levels, had 2",
                "weights          | 1, 1, 1, 0         | weights must be greater than 0, was 0",
                "weights          | NaN, NaN, NaN, NaN | weights must be greater than 0, was NaN",
                "cueReliability   | 1.5                | cueReliability must lie in [0, 1], was 1.5",
                "cueReliability   | -0.1               | cueReliability must lie in [0, 1], was -0.1",
                "cueReliability   | NaN                | cueReliability must lie in [0, 1], was NaN",
                "votesPerThink    | 0                  | votesPerThink must lie in [1, 8], was 0",
                "votesPerThink    | 9                  | votesPerThink must lie in [1, 8], was 9",
                "maxThinks        | 0                  | maxThinks must lie in [1, 128], was 0",
                "maxThinks        | 129                | maxThinks must lie in [1, 128], was 129",
                "maxThinks        | 10                 | budgets must lie in [1, 10], was 12",
                "thinkCompute     | -1                 | thinkCompute must lie in [0, 1000000000], was -1",
                "thinkCompute     | NaN                | thinkCompute must lie in [0, 1000000000], was NaN",
                "thinkCompute     | Infinity           | thinkCompute must lie in [0, 1000000000], was Infinity",
                "deviationCompute | -1                 | deviationCompute must lie in [0, 1000000000], was -1",
                "deviationCompute | NaN                | deviationCompute must lie in [0, 1000000000], was NaN",
                "deviationCompute | Infinity           | deviationCompute must lie in [0, 1000000000], was Infinity",
                "slope            | 1.5                | slope must lie in [0, 1], was 1.5",
                "slope            | -0.1               | slope must lie in [0, 1], was -0.1",
                "slope            | NaN                | slope must lie in [0, 1], was NaN",
                "counterNoise     | -0.5               | counterNoise must lie in [0, 2], was -0.5",
                "counterNoise     | 2.5                | counterNoise must lie in [0, 2], was 2.5",
                "counterNoise     | NaN                | counterNoise must lie in [0, 2], was NaN"
            })
    void whatIsOutOfRangeIsNamedWithItsRange(String key, String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Changed.of(new BudgetedFamily().defaults(), key, value))
                .withMessage(message);
    }
}
