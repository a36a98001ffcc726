package dwell.benchmarks;

import dwell.envs.VectorEnvironment;
import dwell.envs.families.EnvironmentFamily.Side;
import dwell.envs.families.maze.MazeFamily;
import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Mazes on one thread, the default ones: every decision is observed and drawn, every ended episode is reset. Read {@code
 * decisions}, which is steps a second with the drawing of mazes counted in.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class MazeBenchmark {
    private static final int SLOTS = 256;

    /** Episodes of one item that start one after the other; 16 is how a trainer groups them. */
    @Param({"1", "16"})
    public int groupSize;

    /** Probability of thinking; 0.5 is the uniform policy. */
    @Param({"0.5", "0.9"})
    public double think;

    private VectorEnvironment environment;
    private float[] features;
    private long itemKey;
    private long episodeKey;
    private long episodes;

    @Setup
    public void setUp() {
        MazeFamily family = new MazeFamily();
        environment = family.create(family.defaults(), SLOTS, Side.TRAINING);
        features = new float[environment.featureCount()];
        itemKey = RandomKey.of(1, Purpose.ITEM);
        episodeKey = RandomKey.of(1, Purpose.EPISODE);
        episodes = 0;
    }

    @Benchmark
    public float[] run(DecisionCount count) {
        for (int slot = 0; slot < SLOTS; slot++) {
            environment.reset(
                    slot, RandomKey.child(itemKey, episodes / groupSize), RandomKey.child(episodeKey, episodes));
            episodes++;
        }
        int running = SLOTS;
        while (running > 0) {
            for (int slot = 0; slot < SLOTS; slot++) {
                if (environment.running(slot)) {
                    environment.observe(slot, features, 0);
                    environment.step(slot, environment.actionDraw(slot) < think ? 1 : 0);
                    running -= environment.running(slot) ? 0 : 1;
                    count.decisions++;
                }
            }
        }
        return features;
    }
}
