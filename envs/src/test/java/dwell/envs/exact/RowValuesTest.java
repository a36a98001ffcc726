package dwell.envs.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Stakes;
import dwell.envs.process.Branch;
import dwell.envs.process.Chance;
import dwell.envs.process.Choice;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.ProcessCompiler;
import dwell.envs.process.RandomPolicy;
import dwell.envs.process.RandomProcess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Values of rows, and the largest compute, against a walk over all trajectories of the declaration that knows nothing of the
 * compiled tables but the numbers of the rows. In the processes drawn, compute depends on the hidden class, so that what was
 * spent says something about what follows.
 */
class RowValuesTest {
    private static final Stakes STAKES = new Stakes(0.07, 1, -0.5, 0.2);

    @ParameterizedTest
    @CsvSource({"0,FULL", "1,NOISY", "2,NONE", "3,NOISY", "4,NONE", "5,FULL"})
    void theyAreTheMeanUtilityOfTheTrajectoriesThroughARow(long key, RandomProcess.Sight sight) {
        RandomProcess declaration = new RandomProcess(key, 3, sight);
        CompiledProcess process = ProcessCompiler.compile(declaration);
        double[] rows = RandomPolicy.rows(process, 31, 1);
        for (double[] weights : List.of(prior(process), new double[] {0.1, 0, 0.9})) {
            Walk<String> walk = new Walk<>(declaration, process, rows, weights);
            walk.all();
            double[] values = RowValues.of(process, STAKES, weights, rows);
            int visited = 0;
            for (int row = 0; row < values.length; row++) {
                if (walk.mass[row] == 0) {
                    assertThat(values[row]).isNaN();
                } else {
                    assertThat(values[row])
                            .as("row %d", row)
                            .isCloseTo(walk.utility[row] / walk.mass[row], within(1e-12));
                    visited++;
                }
            }
            assertThat(visited).isGreaterThan(3);
        }
    }

    /** As a baseline of its row, whatever the number: the mean of (U - Vbar) d ln pi is the exact gradient. */
    @ParameterizedTest
    @CsvSource({"0,FULL", "1,NOISY", "2,NONE"})
    void subtractingThemLeavesTheGradient(long key, RandomProcess.Sight sight) {
        RandomProcess declaration = new RandomProcess(key, 3, sight);
        CompiledProcess process = ProcessCompiler.compile(declaration);
        double[] rows = RandomPolicy.rows(process, 32, 1);
        Walk<String> walk = new Walk<>(declaration, process, rows, prior(process));
        walk.baseline = RowValues.of(process, STAKES, prior(process), rows);
        walk.all();
        double[] exact = ExactGradient.of(process, STAKES, rows);
        assertThat(Arrays.stream(exact).map(Math::abs).max().orElseThrow()).isGreaterThan(1e-2);
        assertThat(walk.gradient).containsExactly(exact, within(1e-12));
    }

    @Test
    void theLargestComputeIsThatOfTheLongestTrajectory() {
        for (int key = 0; key < 12; key++) {
            RandomProcess declaration = new RandomProcess(key, 3, RandomProcess.Sight.NONE);
            CompiledProcess process = ProcessCompiler.compile(declaration);
            Walk<String> walk = new Walk<>(declaration, process, RandomPolicy.rows(process, 33, 0.1), prior(process));
            walk.all();
            assertThat(walk.most).isPositive();
            assertThat(MostCompute.of(process)).isEqualTo(walk.most);
        }
    }

    private static double[] prior(CompiledProcess process) {
        return IntStream.range(0, process.classCount())
                .mapToDouble(process::prior)
                .toArray();
    }

    /** All trajectories of a declaration, with the rows that they visit. */
    private static final class Walk<S> {
        private final DecisionProcess<S> declaration;
        private final int actions;
        private final double[] rows;
        private final double[] weights;
        private final Map<List<Double>, Integer> rowOf = new HashMap<>();
        private final List<Integer> cells = new ArrayList<>();
        final double[] mass;
        final double[] utility;
        final double[] gradient;
        double[] baseline;
        double most;

        Walk(DecisionProcess<S> declaration, CompiledProcess process, double[] rows, double[] weights) {
            this.declaration = declaration;
            this.actions = process.actionCount();
            this.rows = rows;
            this.weights = weights;
            this.mass = new double[process.rowCount()];
            this.utility = new double[process.rowCount()];
            this.gradient = new double[rows.length];
            this.baseline = new double[process.rowCount()];
            for (int row = 0; row < process.rowCount(); row++) {
                int at = row;
                rowOf.put(
                        IntStream.range(0, process.featureCount())
                                .mapToObj(f -> process.feature(at, f))
                                .toList(),
                        row);
            }
        }

        void all() {
            for (int c = 0; c < weights.length; c++) {
                for (Chance<S> start : declaration.start(c)) {
                    visit(c, start.value(), weights[c] * start.probability(), 0);
                }
            }
        }

        private void visit(int c, S state, double p, double spent) {
            if (p == 0) {
                return;
            }
            List<Choice<S>> choices = declaration.choices(state);
            if (choices.size() == 1) {
                take(c, choices.get(0), p, spent);
                return;
            }
            for (Chance<S> reading : declaration.readings(state)) {
                double[] features = new double[declaration.features().size()];
                declaration.observe(reading.value(), features);
                int row = rowOf.get(Arrays.stream(features).boxed().toList());
                for (Choice<S> choice : choices) {
                    int cell = row * actions + declaration.actions().indexOf(choice.action());
                    cells.add(cell);
                    take(c, choice, p * reading.probability() * rows[cell], spent);
                    cells.remove(cells.size() - 1);
                }
            }
        }

        private void take(int c, Choice<S> choice, double p, double spent) {
            double units = spent + choice.compute().applyAsDouble(c);
            for (Branch<S> branch : choice.branches().apply(c)) {
                double reached = p * branch.probability();
                if (branch.next() != null) {
                    visit(c, branch.next(), reached, units);
                } else if (reached > 0) {
                    end(reached, STAKES.value(branch.verdict()) - STAKES.price() * units);
                    most = Math.max(most, units);
                }
            }
        }

        private void end(double p, double u) {
            for (int cell : cells) {
                int row = cell / actions;
                mass[row] += p;
                utility[row] += p * u;
                double advantage = u - baseline[row];
                for (int a = 0; a < actions; a++) {
                    int at = row * actions + a;
                    gradient[at] += p * advantage * ((at == cell ? 1 : 0) - rows[at]);
                }
            }
        }
    }
}
