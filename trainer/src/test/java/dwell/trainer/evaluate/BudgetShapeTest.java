package dwell.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetShapeTest {
    @ParameterizedTest
    @CsvSource({
        "1.41 3.61 8.40 6.22 1.85, INVERTED_U",
        "0 0 0, FLAT",
        "5, FLAT",
        "100 100.5 99.5 100, FLAT",
        "1 2 2 3, RISING",
        "3 3 1, FALLING",
        "3 1 1 2, U",
        "1 3 1 3, MIXED",
        "1 1.004 1.008 1.012, RISING",
        "5 6 6 6 5, INVERTED_U"
    })
    void theShapeIsThatOfTheTurnsBeyondOnePercent(String budgets, BudgetShape shape) {
        assertThat(BudgetShape.of(
                        Arrays.stream(budgets.split(" ")).map(Double::valueOf).toList()))
                .isEqualTo(shape);
    }
}
