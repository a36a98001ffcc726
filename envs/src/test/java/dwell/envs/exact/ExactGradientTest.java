package dwell.envs.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Stakes;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.RandomPolicy;
import dwell.envs.process.VariedProcesses;
import org.junit.jupiter.api.Test;

class ExactGradientTest {
    private static final Stakes STAKES = new Stakes(0.03, 1, -0.5, 0.2);

    @Test
    void itIsTheDerivativeOfExactUtilityWhateverTheObservationShows() {
        VariedProcesses.all().forEach((name, process) -> {
            double[] logits = RandomPolicy.logits(process, 21, 1);
            double[] gradient = ExactGradient.of(process, STAKES, RandomPolicy.softmax(process, logits));
            double largest = 0;
            for (double g : gradient) {
                largest = Math.max(largest, Math.abs(g));
            }
            assertThat(largest).isGreaterThan(1e-3);
            // Every entry of small processes, a spread of the entries of large ones.
            int stride = Math.max(1, gradient.length / 60);
            for (int i = 0; i < gradient.length; i += stride) {
                assertThat(gradient[i])
                        .as(name + " " + i)
                        .isCloseTo(derivative(process, logits, i), within(1e-7 * largest));
            }
        });
    }

    /** Central difference of fourth order; its error is of the order of 1e-11. */
    private static double derivative(CompiledProcess process, double[] logits, int i) {
        double h = 3e-3;
        return (8 * (utility(process, logits, i, h) - utility(process, logits, i, -h))
                        - (utility(process, logits, i, 2 * h) - utility(process, logits, i, -2 * h)))
                / (12 * h);
    }

    private static double utility(CompiledProcess process, double[] logits, int i, double shift) {
        double[] moved = logits.clone();
        moved[i] += shift;
        PolicyTable policy = PolicyTable.ofRows(process, RandomPolicy.softmax(process, moved));
        return Evaluation.of(process, STAKES, policy).overall().utility();
    }

    @Test
    void itSumsToZeroOverTheActionsOfARowAndVanishesWhereAnActionIsNotLegal() {
        VariedProcesses.all().forEach((name, process) -> {
            double[] gradient = ExactGradient.of(process, STAKES, RandomPolicy.rows(process, 22, 1));
            int actions = process.actionCount();
            for (int row = 0; row < process.rowCount(); row++) {
                double sum = 0;
                for (int a = 0; a < actions; a++) {
                    double g = gradient[row * actions + a];
                    sum += g;
                    if (!process.legal(row, a)) {
                        assertThat(g).isZero();
                    }
                }
                assertThat(sum).isCloseTo(0, within(1e-14));
            }
        });
    }
}
