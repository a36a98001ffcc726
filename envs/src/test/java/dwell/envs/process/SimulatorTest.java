package dwell.envs.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dwell.envs.families.evidence.EvidenceFamily;
import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SimulatorTest {
    private static final long KEY = RandomKey.of(11, Purpose.EPISODE);

    @Test
    void runWalksThePlainEpisodeBitForBit() {
        VariedProcesses.all().forEach((name, process) -> {
            Simulator simulator = new Simulator(process);
            double[] rows = RandomPolicy.rows(process, 5, 1);
            double[] cumulative = RandomPolicy.cumulative(simulator, process, rows);
            EpisodeTape tape = new EpisodeTape(0);
            int size = 0;
            for (int e = 0; e < 400; e++) {
                long key = RandomKey.child(KEY, e);
                Item item = Item.of(process, RandomKey.child(99, e));
                PlainEpisode plain = new PlainEpisode(process, rows, key, item);
                assertThat(simulator.run(key, item.hiddenClass(), item.startState(), cumulative, tape))
                        .isTrue();
                assertThat(Arrays.stream(tape.decisions(), size, tape.size()).boxed())
                        .as(name)
                        .isEqualTo(plain.decisions);
                assertThat(tape.terminal()).isEqualTo(plain.terminal);
                assertThat(tape.thinks()).isEqualTo(plain.thinks);
                assertThat(tape.compute()).isEqualTo(plain.compute);
                size = tape.size();
            }
        });
    }

    @Test
    void groupsSideBySideAreTheirEpisodesOneByOne() {
        VariedProcesses.all().forEach((name, process) -> {
            Simulator simulator = new Simulator(process);
            double[] rows = RandomPolicy.rows(process, 6, 1);
            double[] cumulative = RandomPolicy.cumulative(simulator, process, rows);
            EpisodeTape together = new EpisodeTape(0);
            EpisodeTape single = new EpisodeTape(0);
            int groups = 13;
            int members = 7;
            Groups drawn = new Groups(process, groups);
            // Twice, so that the second pass meets a tape that has been used.
            for (int pass = 0; pass < 2; pass++) {
                assertThat(drawn.run(simulator, members, cumulative, together)).isTrue();
                for (int e = 0; e < groups * members; e++) {
                    int g = e / members;
                    long key = RandomKey.child(drawn.promptKeys[g], e % members);
                    simulator.run(key, drawn.hiddenClasses[g], drawn.startStates[g], cumulative, single);
                    assertThat(together.memberEnd(e)).as(name).isEqualTo(single.size());
                    assertThat(together.memberTerminal(e)).isEqualTo(single.terminal());
                    assertThat(together.memberThinks(e)).isEqualTo(single.thinks());
                    assertThat(together.memberCompute(e)).isEqualTo(single.compute());
                }
                assertThat(Arrays.copyOf(together.decisions(), together.size()))
                        .isEqualTo(Arrays.copyOf(single.decisions(), single.size()));
            }
        });
    }

    private static final class Groups {
        final long[] promptKeys;
        final int[] hiddenClasses;
        final int[] startStates;

        Groups(CompiledProcess process, int groups) {
            promptKeys = new long[groups];
            hiddenClasses = new int[groups];
            startStates = new int[groups];
            for (int g = 0; g < groups; g++) {
                promptKeys[g] = RandomKey.child(KEY, g);
                Item item = Item.of(process, promptKeys[g]);
                hiddenClasses[g] = item.hiddenClass();
                startStates[g] = item.startState();
            }
        }

        boolean run(Simulator simulator, int members, double[] cumulative, EpisodeTape tape) {
            return simulator.runGroups(
                    promptKeys.length, promptKeys, hiddenClasses, startStates, members, cumulative, tape);
        }
    }

    @Test
    void theEpisodesOfTheStandardWorkAreWhatTheyWereInTheFirstVersion() {
        EvidenceFamily family = new EvidenceFamily();
        CompiledProcess process = ProcessCompiler.compile(family.declare(family.defaults()));
        Simulator simulator = new Simulator(process);
        double[] rows = new double[process.rowCount() * 2];
        for (int row = 0; row < process.rowCount(); row++) {
            rows[2 * row] = 0.2;
            rows[2 * row + 1] = 0.8;
        }
        double[] cumulative = RandomPolicy.cumulative(simulator, process, rows);
        EpisodeTape tape = new EpisodeTape(0);
        long sum = 0;
        int correct = 0;
        for (int e = 0; e < 1000; e++) {
            Item item = Item.of(process, RandomKey.child(RandomKey.of(0, Purpose.ITEM), e));
            simulator.run(
                    RandomKey.child(RandomKey.of(0, Purpose.EPISODE), e),
                    item.hiddenClass(),
                    item.startState(),
                    cumulative,
                    tape);
            sum = 31 * sum + tape.thinks() + 64L * item.hiddenClass();
            correct += CompiledProcess.verdictOf(tape.terminal()) == dwell.envs.Verdict.CORRECT ? 1 : 0;
        }
        assertThat(tape.size()).isEqualTo(4807);
        assertThat(correct).isEqualTo(716);
        assertThat(sum).isEqualTo(-4144801643203159089L);
    }

    @Test
    void aRowWithoutProbabilitiesStopsTheEpisodeAndLeavesTheTapeAsItWas() {
        CompiledProcess process = VariedProcesses.evidence().get("plain");
        Simulator simulator = new Simulator(process);
        double[] rows = RandomPolicy.rows(process, 7, 1);
        double[] full = RandomPolicy.cumulative(simulator, process, rows);
        EpisodeTape tape = new EpisodeTape(0);
        Item item = Item.of(process, 3);
        assertThat(simulator.run(8, item.hiddenClass(), item.startState(), full, tape))
                .isTrue();
        int size = tape.size();
        double[] cumulative = new double[full.length];
        Arrays.fill(cumulative, Double.NaN);
        int filled = 0;
        while (!simulator.run(KEY, item.hiddenClass(), item.startState(), cumulative, tape)) {
            assertThat(tape.size()).isEqualTo(size);
            simulator.setRow(rows, tape.missingRow() * 2, tape.missingRow(), cumulative);
            filled++;
        }
        assertThat(tape.size()).isEqualTo(size + filled);
        assertThat(Arrays.stream(tape.decisions(), size, tape.size()).boxed())
                .isEqualTo(new PlainEpisode(process, rows, KEY, item).decisions);
    }

    @Test
    void groupsNameTheRowsThatTheyMissAndEndTheSameWhenTheseAreFilled() {
        CompiledProcess process = VariedProcesses.evidence().get("noisy");
        Simulator simulator = new Simulator(process);
        double[] rows = RandomPolicy.rows(process, 7, 1);
        Groups groups = new Groups(process, 9);
        EpisodeTape expected = new EpisodeTape(0);
        groups.run(simulator, 5, RandomPolicy.cumulative(simulator, process, rows), expected);
        double[] cumulative = new double[rows.length];
        Arrays.fill(cumulative, Double.NaN);
        EpisodeTape tape = new EpisodeTape(0);
        int rounds = 0;
        int members = 45;
        while (!groups.run(simulator, 5, cumulative, tape)) {
            int begin = 0;
            int missed = 0;
            for (int m = 0; m < members; m++) {
                int row = tape.memberMissingRow(m);
                int[] own = Arrays.copyOfRange(tape.decisions(), begin, tape.memberEnd(m));
                begin = tape.memberEnd(m);
                if (row < 0) {
                    int from = m == 0 ? 0 : expected.memberEnd(m - 1);
                    assertThat(own).isEqualTo(Arrays.copyOfRange(expected.decisions(), from, expected.memberEnd(m)));
                } else {
                    assertThat(own).isEmpty();
                    assertThat(cumulative[row * 2]).isNaN();
                    missed++;
                }
            }
            assertThat(missed).isPositive();
            for (int m = 0; m < members; m++) {
                if (tape.memberMissingRow(m) >= 0) {
                    simulator.setRow(rows, tape.memberMissingRow(m) * 2, tape.memberMissingRow(m), cumulative);
                }
            }
            tape.clear();
            rounds++;
        }
        assertThat(rounds).isBetween(2, 11);
        assertThat(Arrays.copyOf(tape.decisions(), tape.size()))
                .isEqualTo(Arrays.copyOf(expected.decisions(), expected.size()));
    }

    @Test
    void anActionWithoutProbabilityIsNeverDrawn() {
        CompiledProcess process = VariedProcesses.evidence().get("abstain");
        Simulator simulator = new Simulator(process);
        double[] cumulative = new double[process.rowCount() * 3];
        // Sums to a hair less than 1: a draw above it must not fall to the action behind.
        simulator.setRow(new double[] {0.3, 0.7 - 1e-9, 0}, 0, 0, cumulative);
        assertThat(cumulative).startsWith(0.3, 1, 1);
        simulator.setRow(new double[] {0, 1, 0}, 0, 0, cumulative);
        assertThat(cumulative).startsWith(0, 1, 1);
    }

    @Test
    void probabilitiesThatAreNoneAreRefused() {
        CompiledProcess process = VariedProcesses.all().get("random 0 FULL");
        Simulator simulator = new Simulator(process);
        double[] cumulative = new double[process.rowCount() * 5];
        double[] none = new double[5];
        assertThatIllegalArgumentException()
                .isThrownBy(() -> simulator.setRow(none, 0, 0, cumulative))
                .withMessage("row 0: the action probabilities sum to 0.0; they must sum to 1");
        double[] nan = {Double.NaN, 0, 0, 0, 0};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> simulator.setRow(nan, 0, 0, cumulative))
                .withMessageContaining("has probability NaN");
        double[] even = {0.2, 0.2, 0.2, 0.2, 0.2};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> simulator.setRow(even, 0, 0, cumulative))
                .withMessageContaining("where it is not legal");
    }

    @Test
    void nothingIsAllocatedPerDecision() {
        CompiledProcess process = VariedProcesses.evidence().get("plain");
        Simulator simulator = new Simulator(process);
        double[] cumulative = RandomPolicy.cumulative(simulator, process, RandomPolicy.rows(process, 5, 1));
        EpisodeTape tape = new EpisodeTape(0);
        Groups groups = new Groups(process, 16);
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        long allocated = 0;
        long before = 0;
        int decisions = 0;
        // The first passes grow the tape; in the last nothing may be left to grow.
        for (int pass = 0; pass < 3; pass++) {
            before = threads.getThreadAllocatedBytes(id);
            decisions = 0;
            for (int i = 0; i < 40; i++) {
                tape.clear();
                groups.run(simulator, 16, cumulative, tape);
                for (int e = 0; e < 256; e++) {
                    simulator.run(e, groups.hiddenClasses[0], groups.startStates[0], cumulative, tape);
                }
                decisions += tape.size();
            }
            allocated = threads.getThreadAllocatedBytes(id) - before;
        }
        assertThat(decisions).isGreaterThan(20_000);
        assertThat(allocated).isLessThan(1000);
    }
}
