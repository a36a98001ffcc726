package dwell.envs.families.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Action;
import dwell.envs.families.Introspection;
import dwell.envs.families.agent.AgentProcess.State;
import dwell.envs.process.Branch;
import dwell.envs.process.Choice;
import dwell.envs.process.ProcessCompiler;
import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentProcessTest {
    private static AgentParameters parameters(Introspection introspection) {
        return new AgentParameters(
                List.of(0.1, 0.5), List.of(), 3, 4, 0.6, 0.05, 4, 1, 2, 12, 6, 3, introspection, 0.8);
    }

    private static Choice<State> choice(AgentProcess process, State state, Action action) {
        return process.choices(state).stream()
                .filter(choice -> action.equals(choice.action()))
                .findFirst()
                .orElseThrow();
    }

    /**
     * The world itself, drawn: right moves that change, a model that is biased at some stages, simulations that work a stage out
     * or not. Feedback on three acts with 2, 0 and 1 simulations; each frequency within 5 standard errors, which fails by chance
     * once in 400,000 times.
     */
    @Test
    void feedbackIsThatOfTheWorldThatTheDescriptionTells() {
        AgentProcess process = new AgentProcess(parameters(Introspection.FULL));
        State state = new State(1, 0, List.of(2, 0), 1);
        Choice<State> act = choice(process, state, AgentProcess.ACT);
        double[] predicted = new double[4];
        for (Branch<State> branch : act.branches().apply(1)) {
            predicted[branch.next().confirmed()] += branch.probability();
            assertThat(branch.next().unread()).isEmpty();
            assertThat(branch.next().simulations()).isEqualTo(0);
        }
        int worlds = 400_000;
        double[] drawn = new double[4];
        double allRight = 0;
        long key = RandomKey.of(3, Purpose.CHECK);
        for (int world = 0; world < worlds; world++) {
            int confirmed = 0;
            boolean right = true;
            int[] simulations = {2, 0, 1};
            int steps = 0;
            for (int stage = 0; stage < 3 && right; stage++) {
                long one = RandomKey.child(RandomKey.child(key, world), stage);
                steps += simulations[stage];
                right = moveIsRight(one, simulations[stage], steps);
                steps++;
                confirmed = stage + 1;
            }
            drawn[confirmed]++;
            allRight += right ? 1 : 0;
        }
        for (int confirmed = 0; confirmed <= 3; confirmed++) {
            double p = predicted[confirmed];
            double error = Math.sqrt(p * (1 - p) / worlds);
            assertThat(drawn[confirmed] / worlds).as("%d confirmed", confirmed).isCloseTo(p, within(5 * error + 1e-15));
        }
        double submitted = choice(process, state, AgentProcess.SUBMIT)
                .branches()
                .apply(1)
                .get(0)
                .probability();
        double error = Math.sqrt(submitted * (1 - submitted) / worlds);
        assertThat(allRight / worlds).isCloseTo(submitted, within(5 * error));
        assertThat(act.compute().applyAsDouble(1)).isCloseTo(2 + 12 + 6 * (1 - submitted), within(1e-12));
    }

    private static boolean moveIsRight(long key, int simulations, int age) {
        boolean workedOut = false;
        for (int n = 0; n < simulations; n++) {
            workedOut |= RandomKey.uniform(key, n) < 0.6;
        }
        boolean biased = RandomKey.uniform(key, 100) < 0.5;
        boolean changed = false;
        for (int step = 0; step < age; step++) {
            changed |= RandomKey.uniform(key, 200 + step) < 0.05;
        }
        return workedOut && !biased && !changed || RandomKey.below(key, 300, 4) == 0;
    }

    @Test
    void aLaterStageThatWasNotActedOnIsGuessed() {
        AgentProcess process = new AgentProcess(parameters(Introspection.FULL));
        double known = 0.9 * 0.6 * 0.95;
        double submitted = choice(process, new State(0, 1, List.of(), 1), AgentProcess.SUBMIT)
                .branches()
                .apply(0)
                .get(0)
                .probability();
        assertThat(submitted).isCloseTo((known + (1 - known) / 4) / 4, within(1e-15));
    }

    /** In a world that drifts a further simulation helps and then hurts; in one that stands still it never hurts. */
    @Test
    void simulatingOnIsGoodAndThenBadWhereTheWorldDrifts() {
        AgentParameters drifting = parameters(Introspection.FULL);
        double[] right = new double[20];
        Arrays.setAll(right, n -> drifting.right(0, n, n));
        assertThat(right[1]).isGreaterThan(right[0]);
        assertThat(right[2]).isGreaterThan(right[1]);
        for (int n = 4; n < 19; n++) {
            assertThat(right[n + 1]).isLessThan(right[n]);
        }
    }

    @Test
    void onlyReadingIsLeftWhereAllStagesAreActedOnAndOnlySubmittingWhereAllAreConfirmed() {
        AgentProcess process = new AgentProcess(parameters(Introspection.FULL));
        assertThat(process.choices(new State(0, 0, List.of(1, 1, 1), 0)))
                .extracting(Choice::action)
                .containsExactly(AgentProcess.SUBMIT, AgentProcess.ACT);
        assertThat(process.choices(new State(0, 3, List.of(), 0)))
                .extracting(Choice::action)
                .containsExactly(AgentProcess.SUBMIT);
        double right = 0;
        for (Branch<State> branch : choice(process, new State(0, 0, List.of(1, 1, 1), 0), AgentProcess.ACT)
                .branches()
                .apply(0)) {
            right += branch.next().confirmed() == 3 ? branch.probability() : 0;
        }
        double[] each = new double[3];
        Arrays.setAll(each, i -> parameters(Introspection.FULL).right(0, 1, 2 * i + 1));
        // A mistake in the last act is put right as well.
        assertThat(right).isCloseTo(each[0] * each[1], within(1e-15));
    }

    @Test
    void featuresAreThoseOfTheDescription() {
        AgentParameters full = parameters(Introspection.FULL);
        AgentProcess process = new AgentProcess(full);
        State state = new State(1, 1, List.of(2), 3);
        double[] out = new double[10];
        process.observe(state, out);
        double unread = full.right(1, 2, 2);
        double current = full.right(1, 3, 6);
        assertThat(out)
                .containsExactly(
                        new double[] {1 / 3.0, 1 / 3.0, 0.75, 6 / 15.0, unread, current, unread * current, 0, 1, 1},
                        within(1e-15));
        assertThat(process.features()).hasSize(10);

        AgentProcess blind = new AgentProcess(parameters(Introspection.NONE));
        out = new double[5];
        blind.observe(state, out);
        assertThat(out).containsExactly(new double[] {1 / 3.0, 1 / 3.0, 0.75, 6 / 15.0, 1}, within(1e-15));
        assertThat(blind.features()).hasSize(5);
    }

    @Test
    void aNoisyReadingShowsTheBiasWithItsReliabilityAndOtherwiseAnyLevels() {
        AgentProcess process = new AgentProcess(parameters(Introspection.NOISY));
        var readings = process.readings(new State(1, 1, List.of(2), 3));
        assertThat(readings).hasSize(2);
        assertThat(readings.get(0).probability()).isCloseTo(0.1, within(1e-15));
        assertThat(readings.get(1).probability()).isCloseTo(0.9, within(1e-15));
        assertThat(readings.get(0).value()).isEqualTo(new State(0, 1, List.of(2), 3));
    }

    @Test
    void onlyFullIntrospectionShowsTheWholeState() {
        for (Introspection introspection : Introspection.values()) {
            assertThat(ProcessCompiler.compile(new AgentProcess(parameters(introspection)))
                            .fullyObserved())
                    .isEqualTo(introspection == Introspection.FULL);
        }
    }

    @Test
    void theThreePatternsAreCounted() {
        AgentProcess process = new AgentProcess(parameters(Introspection.FULL));
        assertThat(process.tallies()).containsExactly("analysis paralysis", "rogue actions", "premature disengagement");
        State second = new State(0, 0, List.of(), 2);
        assertThat(tally(process, second, AgentProcess.SIMULATE)).containsExactly(1, 0, 0);
        assertThat(tally(process, new State(0, 0, List.of(), 1), AgentProcess.SIMULATE))
                .containsExactly(0, 0, 0);
        assertThat(tally(process, new State(0, 0, List.of(), 3), AgentProcess.SIMULATE))
                .containsExactly(0, 0, 0);
        assertThat(tally(process, second, AgentProcess.ACT)).containsExactly(0, 0, 0);
        assertThat(tally(process, second, AgentProcess.ACT_BLIND)).containsExactly(0, 0, 0);
        State unread = new State(0, 0, List.of(0), 0);
        assertThat(tally(process, unread, AgentProcess.ACT)).containsExactly(0, 1, 0);
        assertThat(tally(process, unread, AgentProcess.ACT_BLIND)).containsExactly(0, 1, 0);
        assertThat(tally(process, unread, AgentProcess.SUBMIT)).containsExactly(0, 0, 1);
        State allActed = new State(0, 1, List.of(0, 0), 0);
        assertThat(tally(process, allActed, AgentProcess.ACT)).containsExactly(0, 0, 0);
        assertThat(tally(process, new State(0, 3, List.of(), 0), AgentProcess.SUBMIT))
                .containsExactly(0, 0, 0);
    }

    private static double[] tally(AgentProcess process, State state, Action action) {
        double[] out = new double[3];
        process.tally(state, action, 0, out);
        return out;
    }
}
