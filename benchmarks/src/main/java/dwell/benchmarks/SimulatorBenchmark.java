package dwell.benchmarks;

import dwell.envs.process.CompiledProcess;
import dwell.envs.process.EpisodeTape;
import dwell.envs.process.Item;
import dwell.envs.process.Simulator;
import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The simulator alone on one thread: the episodes of one update of the standard work, their items drawn too, under a
 * near-optimal policy. Read {@code decisions}, which is decisions a second.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SimulatorBenchmark {
    /** As many as the trainer runs at once. */
    private static final int GROUPS = 32;

    private final long[] keys = new long[GROUPS];
    private final int[] classes = new int[GROUPS];
    private final int[] starts = new int[GROUPS];
    private CompiledProcess process;
    private Simulator simulator;
    private int prompts;
    private int groupSize;
    private double[] cumulative;
    private EpisodeTape tape;
    private long itemKey;
    private long episodeKey;
    private long update;

    @Setup
    public void setUp() {
        StandardWork work = StandardWork.load();
        process = work.process();
        simulator = new Simulator(process);
        prompts = work.config().trainer().prompts();
        groupSize = work.config().trainer().groupSize();
        double[] probabilities = work.nearOptimal();
        cumulative = new double[probabilities.length];
        Arrays.fill(cumulative, Double.NaN);
        for (int row = 0; row < process.rowCount(); row++) {
            simulator.setRow(probabilities, row * process.actionCount(), row, cumulative);
        }
        tape = new EpisodeTape(prompts * groupSize * 8);
        itemKey = RandomKey.of(work.config().run().seed(), Purpose.ITEM);
        episodeKey = RandomKey.of(work.config().run().seed(), Purpose.EPISODE);
        update = 0;
    }

    @Benchmark
    public EpisodeTape run(DecisionCount count) {
        long items = RandomKey.child(itemKey, update);
        long episodes = RandomKey.child(episodeKey, update);
        update++;
        tape.clear();
        for (int first = 0; first < prompts; first += GROUPS) {
            int groups = Math.min(GROUPS, prompts - first);
            for (int g = 0; g < groups; g++) {
                Item item = Item.of(process, RandomKey.child(items, first + g));
                keys[g] = RandomKey.child(episodes, first + g);
                classes[g] = item.hiddenClass();
                starts[g] = item.startState();
            }
            if (!simulator.runGroups(groups, keys, classes, starts, groupSize, cumulative, tape)) {
                throw new IllegalStateException("a row has no probabilities");
            }
        }
        count.decisions += tape.size();
        return tape;
    }
}
