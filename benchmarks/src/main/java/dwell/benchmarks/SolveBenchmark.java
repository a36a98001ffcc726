package dwell.benchmarks;

import dwell.envs.Stakes;
import dwell.envs.exact.Optimum;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.ProcessCompiler;
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

/** The standard work from its declaration to its optimum, in milliseconds: compiling it, and solving what is compiled. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SolveBenchmark {
    private DecisionProcess<?> declaration;
    private CompiledProcess process;
    private Stakes stakes;

    @Setup
    public void setUp() {
        StandardWork work = StandardWork.load();
        declaration = StandardWork.declare(work.config());
        process = work.process();
        stakes = work.stakes();
    }

    @Benchmark
    public CompiledProcess compile() {
        return ProcessCompiler.compile(declaration);
    }

    @Benchmark
    public Optimum solve() {
        return Optimum.of(process, stakes);
    }
}
