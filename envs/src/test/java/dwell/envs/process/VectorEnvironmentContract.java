package dwell.envs.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dwell.envs.Outcome;
import dwell.envs.VectorEnvironment;
import dwell.envs.random.RandomKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every vector environment keeps. Subclass it and name the environment. */
public abstract class VectorEnvironmentContract {
    /** A new environment. */
    protected abstract VectorEnvironment environment(int slots);

    /** The first legal action from a uniformly drawn one on. */
    private static int someAction(VectorEnvironment environment, int slot) {
        int actions = environment.actions().size();
        int action = (int) (environment.actionDraw(slot) * actions);
        while (!environment.legal(slot, action)) {
            action = (action + 1) % actions;
        }
        return action;
    }

    private static List<Object> trace(VectorEnvironment environment, int slot) {
        List<Object> trace = new ArrayList<>();
        float[] features = new float[environment.featureCount()];
        while (environment.running(slot)) {
            environment.observe(slot, features, 0);
            for (double feature : features) {
                trace.add(feature);
            }
            int action = someAction(environment, slot);
            trace.add(action);
            environment.step(slot, action);
        }
        trace.add(environment.outcome(slot));
        return trace;
    }

    @Test
    void aNewSlotIsNotRunning() {
        VectorEnvironment environment = environment(2);
        assertThat(environment.slots()).isEqualTo(2);
        assertThat(environment.running(0)).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> environment.step(0, 0));
        assertThatIllegalStateException().isThrownBy(() -> environment.outcome(0));
    }

    @Test
    void anEpisodeIsAFunctionOfItsKeysWhateverTheOtherSlotsDo() {
        VectorEnvironment alone = environment(1);
        VectorEnvironment crowded = environment(3);
        for (int i = 0; i < 50; i++) {
            alone.reset(0, i, 1000 + i);
            List<Object> expected = trace(alone, 0);
            crowded.reset(0, 7 * i, i);
            crowded.reset(1, i, 1000 + i);
            crowded.reset(2, i, 2000 + i);
            if (crowded.running(0)) {
                crowded.step(0, someAction(crowded, 0));
            }
            assertThat(trace(crowded, 1)).isEqualTo(expected);
        }
    }

    @Test
    void anEndedSlotStaysEndedAndCannotBeStepped() {
        VectorEnvironment environment = environment(2);
        environment.reset(0, 1, 2);
        trace(environment, 0);
        Outcome outcome = environment.outcome(0);
        environment.reset(1, 3, 4);
        trace(environment, 1);
        assertThat(environment.running(0)).isFalse();
        assertThat(environment.outcome(0)).isEqualTo(outcome);
        for (int action = 0; action < environment.actions().size(); action++) {
            int taken = action;
            assertThatIllegalStateException().isThrownBy(() -> environment.step(0, taken));
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> environment.observe(0, new float[environment.featureCount()], 0));
        environment.reset(0, 1, 2);
        trace(environment, 0);
        assertThat(environment.outcome(0)).isEqualTo(outcome);
    }

    @Test
    void anActionThatIsNotLegalIsRefusedAndChangesNothing() {
        VectorEnvironment environment = environment(1);
        for (int i = 0; i < 20; i++) {
            environment.reset(0, i, i);
            if (!environment.running(0)) {
                continue;
            }
            float[] before = new float[environment.featureCount()];
            environment.observe(0, before, 0);
            for (int action = -1; action <= environment.actions().size(); action++) {
                if (!environment.legal(0, action)) {
                    int refused = action;
                    assertThatIllegalArgumentException().isThrownBy(() -> environment.step(0, refused));
                }
            }
            assertThat(environment.legal(0, -1)).isFalse();
            assertThat(environment.legal(0, environment.actions().size())).isFalse();
            float[] after = new float[environment.featureCount()];
            environment.observe(0, after, 0);
            assertThat(after).isEqualTo(before);
        }
    }

    @Test
    void observingTwiceShowsTheSameAndWritesOnlyItsFeatures() {
        VectorEnvironment environment = environment(1);
        int features = environment.featureCount();
        for (int i = 0; i < 20; i++) {
            environment.reset(0, i, RandomKey.child(1, i));
            while (environment.running(0)) {
                float[] one = new float[features + 2];
                float[] two = new float[features + 2];
                one[0] = two[0] = one[features + 1] = two[features + 1] = -77;
                environment.observe(0, one, 1);
                environment.observe(0, two, 1);
                assertThat(two).isEqualTo(one);
                assertThat(one[0]).isEqualTo(-77);
                assertThat(one[features + 1]).isEqualTo(-77);
                environment.step(0, someAction(environment, 0));
            }
        }
    }

    @Test
    void outcomesAreFactsInTheirRanges() {
        VectorEnvironment environment = environment(1);
        for (int i = 0; i < 100; i++) {
            environment.reset(0, i, RandomKey.child(2, i));
            trace(environment, 0);
            Outcome outcome = environment.outcome(0);
            assertThat(outcome.level()).isBetween(0, environment.levels().size() - 1);
            assertThat(outcome.compute()).isGreaterThanOrEqualTo(0);
            assertThat(outcome.thinks()).isGreaterThanOrEqualTo(0);
            assertThat(outcome.ending()).isNotNull();
            assertThat(outcome.verdict()).isNotNull();
        }
    }
}
