package dwell.envs.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Stakes;
import dwell.envs.Verdict;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.EpisodeTape;
import dwell.envs.process.Item;
import dwell.envs.process.RandomPolicy;
import dwell.envs.process.Simulator;
import dwell.envs.process.VariedProcesses;
import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import org.junit.jupiter.api.Test;

/**
 * Exact evaluation against simulated episodes. A bound of 4 standard errors fails by chance once in 16,000 times; the some
 * 300 comparisons here would once in 50 seeds, and the seed is fixed.
 */
class SimulationAgreementTest {
    private static final int EPISODES = 40_000;
    private static final Stakes STAKES = new Stakes(0.03, 1, -0.5, 0.2);

    @Test
    void simulatedEpisodesHaveTheExactMeansOverallAndByLevel() {
        VariedProcesses.all().forEach((name, process) -> {
            double[] rows = RandomPolicy.rows(process, 31, 1.5);
            Evaluation exact = Evaluation.of(process, STAKES, PolicyTable.ofRows(process, rows));
            Sample overall = new Sample();
            Sample[] levels = new Sample[process.levelCount()];
            for (int level = 0; level < levels.length; level++) {
                levels[level] = new Sample();
            }
            Simulator simulator = new Simulator(process);
            double[] cumulative = RandomPolicy.cumulative(simulator, process, rows);
            EpisodeTape tape = new EpisodeTape(0);
            long items = RandomKey.of(4, Purpose.ITEM);
            long episodes = RandomKey.of(4, Purpose.EPISODE);
            for (int e = 0; e < EPISODES; e++) {
                tape.clear();
                Item item = Item.of(process, RandomKey.child(items, e));
                simulator.run(RandomKey.child(episodes, e), item.hiddenClass(), item.startState(), cumulative, tape);
                Verdict verdict = CompiledProcess.verdictOf(tape.terminal());
                double[] facts = {
                    STAKES.value(verdict) - STAKES.price() * tape.compute(),
                    verdict == Verdict.CORRECT ? 1 : 0,
                    verdict == Verdict.NONE ? 1 : 0,
                    tape.thinks(),
                    tape.compute()
                };
                overall.add(facts);
                levels[process.levelOf(item.hiddenClass())].add(facts);
            }
            overall.assertAgrees(name, exact.overall());
            for (int level = 0; level < levels.length; level++) {
                levels[level].assertAgrees(
                        name + " level " + level, exact.levels().get(level));
            }
        });
    }

    private static final class Sample {
        final double[] sum = new double[5];
        final double[] squares = new double[5];
        int n;

        void add(double[] facts) {
            for (int i = 0; i < facts.length; i++) {
                sum[i] += facts[i];
                squares[i] += facts[i] * facts[i];
            }
            n++;
        }

        void assertAgrees(String name, Performance exact) {
            double[] expected = {exact.utility(), exact.accuracy(), exact.abstention(), exact.thinks(), exact.compute()
            };
            for (int i = 0; i < expected.length; i++) {
                double mean = sum[i] / n;
                double error = Math.sqrt(Math.max(0, squares[i] / n - mean * mean) / n);
                // What never varies, or hardly ever, has no standard error to speak of.
                double rare = 4.0 / n;
                assertThat(mean).as(name + " " + i).isCloseTo(expected[i], within(4 * error + rare));
            }
        }
    }
}
