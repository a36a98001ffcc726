package dwell.benchmarks;

import dwell.policies.Backend;
import dwell.policies.LearnedPolicy;
import dwell.trainer.Trainer;
import dwell.trainer.Workers;
import dwell.trainer.config.TrainerConfig;
import dwell.trainer.metrics.Metric;
import dwell.trainer.metrics.MetricValues;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One update of the standard work, with and without state sharing, without checkpoints and evaluation. The policy has been
 * trained, and the learning rate is too small to move it: every update does the same amount of work, so the two ways of
 * training can be compared. Read {@code decisions}, which is decisions a second.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class UpdateBenchmark {
    @Param({"true", "false"})
    private boolean stateSharing;

    @Param("2")
    private int threads;

    private LearnedPolicy policy;
    private Workers workers;
    private Trainer trainer;

    @Setup
    public void setUp() {
        Backend.CPU.start();
        StandardWork work = StandardWork.load();
        policy = work.untrained();
        workers = new Workers(threads);
        workers.lendTo(policy);
        TrainerConfig training = work.config().trainer();
        try (Trainer before = work.trainer(training, policy, workers)) {
            for (int update = 0; update < training.updates(); update++) {
                before.update();
            }
        }
        TrainerConfig measured = StandardWork.configured(
                        "trainer.stateSharing=" + stateSharing,
                        "trainer.threads=" + threads,
                        "trainer.learningRate=1e-12",
                        "trainer.schedule=constant")
                .trainer();
        trainer = work.trainer(measured, policy, workers);
    }

    @Benchmark
    public MetricValues update(DecisionCount count) {
        MetricValues metrics = trainer.update();
        count.decisions += (long) metrics.get(Metric.DECISIONS);
        return metrics;
    }

    @TearDown
    public void tearDown() {
        trainer.close();
        workers.close();
        policy.close();
    }
}
