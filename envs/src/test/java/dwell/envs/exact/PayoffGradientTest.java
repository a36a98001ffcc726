package dwell.envs.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Stakes;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.RandomPolicy;
import dwell.envs.process.VariedProcesses;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PayoffGradientTest {
    private static final Stakes STAKES = new Stakes(0.03, 1, -0.5, 0.2);

    private static double[] prior(CompiledProcess process) {
        double[] prior = new double[process.classCount()];
        Arrays.setAll(prior, process::prior);
        return prior;
    }

    @Test
    void forUtilityItIsWhatTheOtherRecursionsSay() {
        VariedProcesses.all().forEach((name, process) -> {
            double[] rows = RandomPolicy.rows(process, 22, 1);
            PayoffGradient.Result found =
                    PayoffGradient.of(process, prior(process), rows, PayoffGradient.utility(process, STAKES));
            double[] exact = ExactGradient.of(process, STAKES, rows);
            for (int i = 0; i < exact.length; i++) {
                assertThat(found.gradient()[i]).as("%s %d", name, i).isCloseTo(exact[i], within(1e-12));
            }
            Performance overall = Evaluation.overall(process, STAKES, PolicyTable.ofRows(process, rows));
            assertThat(found.value()).as(name).isCloseTo(overall.utility(), within(1e-12));
            double thinks = PayoffGradient.of(process, prior(process), rows, PayoffGradient.thinks(process))
                    .value();
            assertThat(thinks).as(name).isCloseTo(overall.thinks(), within(1e-12));
        });
    }

    /** Thinks of one class, and what decisions pay by the policy's entropy in their row, as a divergence would. */
    @Test
    void itIsTheDerivativeOfItsValue() {
        VariedProcesses.all().forEach((name, process) -> {
            double[] logits = RandomPolicy.logits(process, 21, 1);
            double[] weights = new double[process.classCount()];
            weights[weights.length - 1] = 0.7;
            double[] thinks = PayoffGradient.of(
                            process, weights, RandomPolicy.softmax(process, logits), PayoffGradient.thinks(process))
                    .gradient();
            double[] entropy = entropy(process, weights, logits).gradient();
            int stride = Math.max(1, logits.length / 40);
            for (int i = 0; i < logits.length; i += stride) {
                assertThat(thinks[i])
                        .as("%s thinks %d", name, i)
                        .isCloseTo(
                                derivative(
                                        logits,
                                        i,
                                        moved -> PayoffGradient.of(
                                                        process,
                                                        weights,
                                                        RandomPolicy.softmax(process, moved),
                                                        PayoffGradient.thinks(process))
                                                .value()),
                                within(1e-8));
                assertThat(entropy[i])
                        .as("%s entropy %d", name, i)
                        .isCloseTo(
                                derivative(
                                        logits,
                                        i,
                                        moved ->
                                                entropy(process, weights, moved).value()),
                                within(1e-8));
            }
        });
    }

    private static PayoffGradient.Result entropy(CompiledProcess process, double[] weights, double[] logits) {
        double[] rows = RandomPolicy.softmax(process, logits);
        int actions = process.actionCount();
        double[] amounts = new double[process.rowCount()];
        double[] slopes = new double[rows.length];
        for (int row = 0; row < amounts.length; row++) {
            for (int at = row * actions; at < (row + 1) * actions; at++) {
                amounts[row] -= rows[at] > 0 ? rows[at] * Math.log(rows[at]) : 0;
            }
            for (int at = row * actions; at < (row + 1) * actions; at++) {
                slopes[at] = rows[at] > 0 ? -rows[at] * (Math.log(rows[at]) + amounts[row]) : 0;
            }
        }
        return PayoffGradient.of(process, weights, rows, PayoffGradient.decisions(actions, amounts, slopes));
    }

    private interface Value {
        double of(double[] logits);
    }

    /** Central difference of fourth order. */
    private static double derivative(double[] logits, int i, Value value) {
        double h = 3e-3;
        double[] at = new double[4];
        double[] shifts = {h, -h, 2 * h, -2 * h};
        for (int j = 0; j < shifts.length; j++) {
            double[] moved = logits.clone();
            moved[i] += shifts[j];
            at[j] = value.of(moved);
        }
        return (8 * (at[0] - at[1]) - (at[2] - at[3])) / (12 * h);
    }
}
