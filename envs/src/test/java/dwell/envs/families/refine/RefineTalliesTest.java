package dwell.envs.families.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Action;
import dwell.envs.exact.Evaluation;
import dwell.envs.exact.PolicyTable;
import dwell.envs.exact.Tallies;
import dwell.envs.families.refine.RefineProcess.State;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessCompiler;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What refine-v1 counts. */
class RefineTalliesTest {
    private static final int ANSWER = 0;
    private static final int THINK = 1;
    private static final int RECHECK = 2;

    private static CompiledProcess compile(RefineParameters parameters) {
        return ProcessCompiler.compile(new RefineFamily().declare(parameters));
    }

    @Test
    void countsAreThoseOfTheDescription() {
        RefineParameters parameters = new RefineParameters(
                List.of(0.9),
                List.of(0.0),
                List.of(300.0),
                List.of(2000.0),
                List.of(),
                0,
                6,
                300,
                2,
                1,
                100,
                List.of(0.3),
                0.1,
                0.9);
        RefineProcess process = new RefineProcess(parameters);
        CompiledProcess compiled = ProcessCompiler.compile(process);
        // Answers lost by thinking 6 times and re-checking twice, whatever is felt: the shares of right drafts times
        // the hazards.
        double[] visits = Evaluation.visits(compiled, RefineProcessTest.fixed(compiled, 6, 2));
        double[] totals = new double[3];
        for (int s = 0; s < compiled.stateCount(); s++) {
            State state = (State) compiled.state(s);
            if (visits[s] > 0 && state.rechecks().length() < 2) {
                double[] out = new double[3];
                process.tally(state, compiled.actions().get(state.thinks() < 6 ? THINK : RECHECK), 0, out);
                for (int i = 0; i < 3; i++) {
                    totals[i] += visits[s] * out[i];
                }
            }
        }
        double expected = 0;
        double right = 0;
        for (int n = 0; n < 6; n++) {
            expected += right * (1 - Math.exp(-300 / 2000.0));
            right = 0.9 * (1 - Math.exp(-(n + 1.0))) * Math.exp(-300 * (n + 1) / 2000.0);
        }
        expected += right * 0.1;
        right = right * 0.9 + (1 - right) * 0.3;
        expected += right * 0.1;
        assertThat(totals[2]).isCloseTo(expected, within(1e-12));
        double[] out = new double[3];
        process.tally(new State(0, 3, 2, ""), compiled.actions().get(THINK), 0, out);
        assertThat(out[0]).isEqualTo(1);
        process.tally(new State(0, 3, 2, "-"), compiled.actions().get(RECHECK), 0, out);
        assertThat(out[1]).isZero();
        process.tally(new State(0, 3, 0, "+"), compiled.actions().get(RECHECK), 0, out);
        assertThat(out[1]).isEqualTo(1);
        double[] none = new double[3];
        process.tally(new State(0, 3, 2, ""), compiled.actions().get(ANSWER), 0, none);
        assertThat(none).containsOnly(0);
        assertThat(process.tallies()).hasSize(3);
        assertThat(compiled.actions().stream().map(Action::name)).containsExactly("answer", "think", "recheck");
    }

    /** A policy that does not look at the cue treats the items of a level as if there were no other level. */
    @Test
    void theCountsOfALevelAreThoseOfAProcessWithThatLevelOnly() {
        RefineParameters all = new RefineFamily().defaults();
        CompiledProcess process = ProcessCompiler.compile(new RefineProcess(all));
        List<List<Double>> levels = Tallies.of(process, uniform(process)).levels();
        for (int level = 0; level < levels.size(); level++) {
            CompiledProcess alone = ProcessCompiler.compile(new RefineProcess(new RefineParameters(
                    List.of(all.ceilings().get(level)),
                    List.of(all.offsets().get(level)),
                    List.of(all.scales().get(level)),
                    List.of(all.lossScales().get(level)),
                    List.of(),
                    1,
                    all.maxThinks(),
                    all.thinkCompute(),
                    all.maxRechecks(),
                    all.recheckAfter(),
                    all.recheckCompute(),
                    List.of(all.repairs().get(level)),
                    all.corruption(),
                    all.signalReliability())));
            List<Double> expected = Tallies.of(alone, uniform(alone)).overall();
            for (int t = 0; t < expected.size(); t++) {
                assertThat(levels.get(level).get(t)).isCloseTo(expected.get(t), within(1e-12));
            }
        }
    }

    private static PolicyTable uniform(CompiledProcess process) {
        double[] probability = new double[process.choiceCount()];
        for (int s = 0; s < process.stateCount(); s++) {
            int begin = process.choiceBegin(s);
            int end = process.choiceBegin(s + 1);
            Arrays.fill(probability, begin, end, 1.0 / (end - begin));
        }
        return PolicyTable.ofChoices(process, probability);
    }
}
