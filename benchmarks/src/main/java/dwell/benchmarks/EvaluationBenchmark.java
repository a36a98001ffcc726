package dwell.benchmarks;

import dwell.envs.Stakes;
import dwell.envs.exact.Evaluation;
import dwell.envs.exact.Optimum;
import dwell.envs.exact.PolicyTable;
import dwell.envs.exact.Regret;
import dwell.envs.process.CompiledProcess;
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

/** Exact evaluation of a near-optimal policy of the standard work, and its regret split by cause, in milliseconds. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class EvaluationBenchmark {
    private CompiledProcess process;
    private Stakes stakes;
    private Optimum optimum;
    private PolicyTable policy;

    @Setup
    public void setUp() {
        StandardWork work = StandardWork.load();
        process = work.process();
        stakes = work.stakes();
        optimum = Optimum.of(process, stakes);
        policy = PolicyTable.ofRows(process, work.nearOptimal());
    }

    @Benchmark
    public Evaluation evaluation() {
        return Evaluation.of(process, stakes, policy);
    }

    @Benchmark
    public Regret.Split regret() {
        return Regret.of(optimum, policy);
    }
}
