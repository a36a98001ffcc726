package dwell.envs.families.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Stakes;
import dwell.envs.exact.Evaluation;
import dwell.envs.exact.Optimum;
import dwell.envs.exact.Performance;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessCompiler;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanningProcessTest {
    private static PlanningParameters known(List<Integer> branching, List<Double> values, List<Double> depthSpreads) {
        return new PlanningParameters(branching, values, List.of(), depthSpreads, List.of(1.0), List.of(), 1, 1, false);
    }

    private static CompiledProcess compiled(PlanningParameters parameters) {
        return ProcessCompiler.compile(new PlanningProcess(parameters));
    }

    /** Theory B1: V_k = (1 - 2c)(1 - 2^-(k-1)) with 2(1 - 2^-(k-1)) reveals; the first three are printed. */
    @ParameterizedTest
    @CsvSource({"2,0.05,0.45", "3,0.05,0.675", "5,0.2,0.5625", "8,0.01,0.97234375"})
    void oneOfManyLeavesIsWorthTheClosedForm(int leaves, double price, double printed) {
        CompiledProcess process = compiled(known(List.of(leaves), List.of(-1.0, 1.0), List.of()));
        Optimum optimum = Optimum.of(process, new Stakes(price, 1, -1, 0));
        double share = 1 - Math.pow(2, 1 - leaves);
        assertThat(optimum.utility()).isCloseTo((1 - 2 * price) * share, within(1e-12));
        assertThat(optimum.utility()).isCloseTo(printed, within(1e-9));
        Performance performance =
                Evaluation.of(process, optimum.stakes(), optimum.policy()).overall();
        assertThat(performance.thinks()).isCloseTo(2 * share, within(1e-12));
    }

    /** A search that keeps every node apart knows nothing of exchangeable subtrees. */
    @ParameterizedTest
    @CsvSource({"0.02", "0.1", "0.3"})
    void mergingEqualSubtreesDoesNotChangeTheOptimum(double price) {
        for (PlanningParameters parameters : List.of(
                known(List.of(2, 2), List.of(-1.0, 1.0), List.of(1.0, 2.0)),
                known(List.of(2, 1), List.of(-2.0, 0.0, 1.0), List.of()),
                known(List.of(2, 1, 2), List.of(-1.0, 1.0), List.of(0.5, 1.0, 3.0)))) {
            Unmerged unmerged = new Unmerged(parameters);
            assertThat(Optimum.of(compiled(parameters), unmerged.stakes(price)).utility())
                    .isCloseTo(unmerged.optimum(price), within(1e-12));
        }
    }

    /** Theory B1: max(0, max VOI1 - cost) <= V* - U <= max(0, VPI - cost) at the start. */
    @ParameterizedTest
    @CsvSource({"0.02", "0.1", "0.3", "0.6", "1"})
    void theValueOfThinkingLiesBetweenItsMyopicAndItsPerfectValue(double price) {
        for (PlanningParameters parameters : List.of(
                known(List.of(2, 2), List.of(-1.0, 1.0), List.of(1.0, 2.0)),
                known(List.of(3), List.of(-2.0, 0.0, 1.0), List.of()),
                known(List.of(2, 1), List.of(-1.0, 1.0), List.of(3.0, 1.0)))) {
            Unmerged unmerged = new Unmerged(parameters);
            double gain =
                    Optimum.of(compiled(parameters), unmerged.stakes(price)).utility() - unmerged.stop();
            assertThat(gain).isGreaterThanOrEqualTo(Math.max(0, unmerged.valueOfOne() - price) - 1e-12);
            assertThat(gain).isLessThanOrEqualTo(Math.max(0, unmerged.valueOfAll() - price) + 1e-12);
        }
    }

    @Test
    void theFirstRewardSeenTellsTheLevel() {
        PlanningFamily family = new PlanningFamily();
        CompiledProcess process = ProcessCompiler.compile(family.declare(family.defaults()));
        for (int s = 0; s < process.stateCount(); s++) {
            PlanningProcess.State state = (PlanningProcess.State) process.state(s);
            boolean seen = state.marks().stream().anyMatch(mark -> mark >= 0);
            assertThat(state.cue() < 0).isEqualTo(seen);
            double surest = 0;
            for (int level = 0; level < 3; level++) {
                surest = Math.max(surest, process.posterior(s, level));
            }
            assertThat(surest).isCloseTo(seen ? 1 : 0.8, within(1e-12));
        }
    }

    @Test
    void aPathIsPaidBetweenTheWorstAndTheBestOfAllLevels() {
        // Sums of paths run from -1 * 2 to 3 * 2.
        PlanningParameters parameters = new PlanningParameters(
                List.of(2),
                List.of(-1.0, 3.0),
                List.of(3.0, 1.0),
                List.of(),
                List.of(2.0, 1.0),
                List.of(),
                1,
                1,
                false);
        CompiledProcess process = compiled(parameters);
        double[] accuracy = Evaluation.of(
                        process,
                        new Stakes(10, 1, 0, 0),
                        Optimum.of(process, new Stakes(10, 1, 0, 0)).policy())
                .levels()
                .stream()
                .mapToDouble(Performance::accuracy)
                .toArray();
        // At this price nothing is revealed; the mean reward is 0 on both levels.
        assertThat(accuracy).containsExactly(new double[] {2.0 / 8, 2.0 / 8}, within(1e-12));
    }

    @Test
    void forwardPlanningRevealsParentsFirst() {
        PlanningParameters any = known(List.of(2, 2), List.of(-1.0, 1.0), List.of());
        PlanningProcess forward = new PlanningProcess(new PlanningParameters(
                any.branching(), any.values(), List.of(), List.of(), List.of(1.0), List.of(), 1, 1, true));
        PlanningProcess.State start = forward.start(0).get(0).value();
        assertThat(forward.choices(start))
                .extracting(choice -> choice.action().name())
                .containsExactly("answer", "reveal0");
        assertThat(new PlanningProcess(any).choices(start))
                .extracting(choice -> choice.action().name())
                .containsExactly("answer", "reveal0", "reveal1");
    }

    @Test
    void featuresAreThoseOfTheDescription() {
        PlanningProcess process = new PlanningProcess(new PlanningParameters(
                List.of(2),
                List.of(-1.0, 1.0),
                List.of(),
                List.of(),
                List.of(1.0, 0.5),
                List.of(3.0, 1.0),
                0.5,
                1,
                false));
        double[] out = new double[13];
        // Rewards that can be seen: -1, -0.5, 0.5, 1. Node 1 is of use if it shows more than the 0.5 of node 0, which
        // it cannot.
        process.observe(new PlanningProcess.State(-1, List.of(2, -1)), out);
        assertThat(out).containsExactly(new double[] {1, 0, 1, 0, 0, 0, 0.75, 0.5, 0, 1, 0, 0, 1}, within(1e-12));
        // Level 0 or 1 alike: the expected spread is 0.75, and each node shows a reward of 0.375 above 0 on average.
        process.observe(new PlanningProcess.State(1, List.of(-1, -1)), out);
        assertThat(out)
                .containsExactly(new double[] {0, 0, 0, 0, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0, 1, 1}, within(1e-12));
    }
}
