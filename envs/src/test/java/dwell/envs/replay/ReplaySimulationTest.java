package dwell.envs.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dwell.envs.Stakes;
import dwell.envs.Verdict;
import dwell.envs.exact.Evaluation;
import dwell.envs.exact.Performance;
import dwell.envs.exact.PolicyTable;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.EpisodeTape;
import dwell.envs.process.Item;
import dwell.envs.process.Simulator;
import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplaySimulationTest {
    private static final int EPISODES = 200_000;

    // Four standard errors: each of the 4 comparisons of each of the 6 cases fails by chance with probability 6e-5,
    // the class with 1.5e-3; the seeds are fixed.
    @ParameterizedTest
    @CsvSource({
        "otis-gpt-5.2, ROUTE, 1", "otis-gpt-5.2, CASCADE, 2", "bbh-cot, ROUTE, 3",
        "bbh-cot, CASCADE, 4", "s1-aime24, CASCADE, 5", "math500-r1-7b, ROUTE, 6"
    })
    void exactEvaluationOfARandomPolicyAgreesWithSimulation(String table, ReplayReading reading, long seed) {
        CompiledProcess process = ReplayExamples.compile(
                new ReplayParameters(table, "", "", "", java.util.List.of(), reading, 0.7, 0.8, true, 0, 0));
        Stakes stakes = new Stakes(3e-5, 1, -0.5, 0.2);
        double[] probabilities = randomPolicy(process, RandomKey.of(seed, Purpose.CHECK));
        Performance exact = Evaluation.of(process, stakes, PolicyTable.ofRows(process, probabilities))
                .overall();

        Simulator simulator = new Simulator(process);
        double[] cumulative = new double[probabilities.length];
        for (int row = 0; row < process.rowCount(); row++) {
            simulator.setRow(probabilities, row * process.actionCount(), row, cumulative);
        }
        EpisodeTape tape = new EpisodeTape(1024);
        double[][] samples = new double[4][EPISODES];
        for (int i = 0; i < EPISODES; i++) {
            Item item = Item.of(process, RandomKey.child(RandomKey.of(seed, Purpose.ITEM), i));
            tape.clear();
            simulator.run(
                    RandomKey.child(RandomKey.of(seed, Purpose.EPISODE), i),
                    item.hiddenClass(),
                    item.startState(),
                    cumulative,
                    tape);
            Verdict verdict = CompiledProcess.verdictOf(tape.terminal());
            samples[0][i] = stakes.value(verdict) - stakes.price() * tape.compute();
            samples[1][i] = verdict == Verdict.CORRECT ? 1 : 0;
            samples[2][i] = tape.compute();
            samples[3][i] = tape.thinks();
        }
        assertAgrees("utility", samples[0], exact.utility());
        assertAgrees("accuracy", samples[1], exact.accuracy());
        assertAgrees("compute", samples[2], exact.compute());
        assertAgrees("thinks", samples[3], exact.thinks());
    }

    private static double[] randomPolicy(CompiledProcess process, long key) {
        int actions = process.actionCount();
        double[] probabilities = new double[process.rowCount() * actions];
        for (int row = 0; row < process.rowCount(); row++) {
            double sum = 0;
            for (int a = 0; a < actions; a++) {
                probabilities[row * actions + a] = RandomKey.uniform(RandomKey.child(key, row), a);
                sum += probabilities[row * actions + a];
            }
            for (int a = 0; a < actions; a++) {
                probabilities[row * actions + a] /= sum;
            }
        }
        return probabilities;
    }

    private static void assertAgrees(String what, double[] samples, double exact) {
        double mean = 0;
        for (double sample : samples) {
            mean += sample / samples.length;
        }
        double variance = 0;
        for (double sample : samples) {
            variance += (sample - mean) * (sample - mean) / (samples.length - 1);
        }
        assertThat(variance).as(what + " varies").isPositive();
        assertThat(Math.abs(mean - exact) / Math.sqrt(variance / samples.length))
                .as("%s: exact %s, simulated %s, standard errors apart", what, exact, mean)
                .isLessThan(4);
    }
}
