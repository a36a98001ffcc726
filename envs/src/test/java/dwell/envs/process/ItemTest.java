package dwell.envs.process;

import static org.assertj.core.api.Assertions.assertThat;

import dwell.envs.random.RandomKey;
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

    @Test
    void anItemIsAFunctionOfItsKey() {
        CompiledProcess process = VariedProcesses.evidence().get("plain");
        assertThat(Item.of(process, 5)).isEqualTo(Item.of(process, 5));
    }
}
