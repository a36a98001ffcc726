package dwell.envs.families.recall;

import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessCompiler;
import java.util.List;

/** Settings of the tests. */
final class RecallSettings {
    private RecallSettings() {}

    /** Every context misleads, and looks so; a known fact flips with {@code flipRate}; a check costs 1, a think 1. */
    static RecallParameters misleading(double flipRate, int maxThinks, int maxChecks) {
        return contexts(1, flipRate, maxThinks, maxChecks);
    }

    /** A share of contexts misleads; half of all facts are known, the feeling is right in 95 of 100. */
    static RecallParameters contexts(double share, double flipRate, int maxThinks, int maxChecks) {
        return new RecallParameters(
                List.of(0.5),
                List.of(),
                1,
                1,
                0,
                share,
                flipRate,
                1,
                0.95,
                maxThinks,
                0.75,
                1,
                maxChecks,
                0.9,
                0.005,
                1,
                true);
    }

    /** Knowledge is all that counts: no context misleads, nothing is checked, unknown facts are never guessed. */
    static RecallParameters knowing(List<Double> shares, double feeling, int maxThinks) {
        return new RecallParameters(shares, List.of(), 1, 1, 0, 0, 0, 1, feeling, maxThinks, 0.7, 1, 0, 0, 0, 0, true);
    }

    static CompiledProcess compiled(RecallParameters parameters) {
        return ProcessCompiler.compile(new RecallProcess(parameters));
    }
}
