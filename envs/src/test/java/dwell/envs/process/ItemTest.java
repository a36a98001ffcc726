package dwell.envs.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dwell.envs.random.RandomKey;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ItemTest {
    @Test
    void classesAndStartsComeWithTheirPriorFrequencies() {
        CompiledProcess process = VariedProcesses.evidence().get("plain");
        int n = 200_000;
        int[][] counts = new int[process.classCount()][process.stateCount()];
        for (int i = 0; i < n; i++) {
            Item item = Item.of(process, RandomKey.child(77, i));
            counts[item.hiddenClass()][item.startState()]++;
        }
        double sum = 0;
        int cells = 0;
        int seen = 0;
        for (int c = 0; c < process.classCount(); c++) {
            for (int i = 0; i < process.startStates(c).length; i++) {
                double expected = n * process.prior(c) * process.startProbabilities(c)[i];
                int count = counts[c][process.startStates(c)[i]];
                sum += (count - expected) * (count - expected) / expected;
                seen += count;
                cells++;
            }
        }
        assertThat(seen).isEqualTo(n);
        assertThat(cells).isEqualTo(18);
        // Upper 1e-6 quantile of chi-square with 17 degrees of freedom: one false alarm in a million.
        assertThat(sum).isLessThan(61.0);
    }

    /** Under the process's own prior the same item to the bit, and with all weight on one class that class alone. */
    @Test
    void anotherPriorMovesClassesAlone() {
        CompiledProcess process = VariedProcesses.evidence().get("plain");
        double[] own = new double[process.classCount()];
        Arrays.setAll(own, process::prior);
        for (int c = 0; c < process.classCount(); c++) {
            double[] one = new double[process.classCount()];
            one[c] = 1;
            for (int i = 0; i < 200; i++) {
                long key = RandomKey.child(78, i);
                assertThat(Item.of(process, own, key)).isEqualTo(Item.of(process, key));
                assertThat(Item.of(process, one, key).hiddenClass()).isEqualTo(c);
                assertThat(Arrays.stream(process.startStates(c)))
                        .contains(Item.of(process, one, key).startState());
            }
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Item.of(process, new double[1], 5))
                .withMessage("prior must have one number for each of the %d hidden classes, had 1", own.length);
    }

    @Test
    void anItemIsAFunctionOfItsKey() {
        CompiledProcess process = VariedProcesses.evidence().get("plain");
        assertThat(Item.of(process, 5)).isEqualTo(Item.of(process, 5));
    }
}
