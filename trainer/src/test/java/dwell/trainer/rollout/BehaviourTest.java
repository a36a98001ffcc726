package dwell.trainer.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Action;
import dwell.envs.ActionKind;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BehaviourTest {
    private static final List<Action> ACTIONS = List.of(
            new Action("answer", ActionKind.ANSWER),
            new Action("think", ActionKind.THINK),
            new Action("recheck", ActionKind.RECHECK),
            new Action("abstain", ActionKind.ABSTAIN));
    private static final boolean[] ALL = {true, true, true, true};

    private static Behaviour behaviour(String settings, int groupSize) {
        return new Behaviour(SamplingFixture.sampling(settings), ACTIONS, groupSize);
    }

    private static double[] exp(double[] logs) {
        return Arrays.stream(logs).map(Math::exp).toArray();
    }

    /** Against the definition, in probabilities. */
    @Test
    void temperatureAndEpsilon() {
        double[] logits = {1, -0.5, 2, 0.3};
        boolean[] legal = {true, true, false, true};
        double[] log = new double[4];
        behaviour("temperature=2 epsilon=0.3", 4).of(logits, 0, legal, 0, log, 0);
        double sum = Math.exp(.5) + Math.exp(-.25) + Math.exp(.15);
        assertThat(exp(log))
                .containsExactly(
                        new double[] {
                            .7 * Math.exp(.5) / sum + .1,
                            .7 * Math.exp(-.25) / sum + .1,
                            0,
                            .7 * Math.exp(.15) / sum + .1
                        },
                        within(1e-15));
    }

    private static double[][] forced(Behaviour behaviour, double[] logits) {
        double[] b = new double[4];
        double[] direct = new double[4];
        double[] thinking = new double[4];
        double[] first = new double[4];
        behaviour.of(logits, 0, ALL, 0, b, 0);
        behaviour.ofMode(false, b, ALL, 0, direct, 0);
        behaviour.ofMode(true, b, ALL, 0, thinking, 0);
        behaviour.first(direct, 0, thinking, 0, first, 0);
        return new double[][] {exp(direct), exp(thinking), exp(first)};
    }

    @Test
    void forcedFirstDecisionsKeepTheProportionsOfTheirMode() {
        double[] logits = {Math.log(.1), Math.log(.5), Math.log(.1), Math.log(.3)};
        double[][] p = forced(behaviour("firstDecision=forced forcedShare=0.4", 5), logits);
        assertThat(p[0]).containsExactly(new double[] {.25, 0, 0, .75}, within(1e-12));
        assertThat(p[1]).containsExactly(new double[] {0, 5 / 6., 1 / 6., 0}, within(1e-12));
        assertThat(p[2]).containsExactly(new double[] {.1, .5, .1, .3}, within(1e-12));
    }

    /** The cold start that forcing is for: pi(answer) = e^-1000 is 0 as a double. */
    @Test
    void aModeThatThePolicyHasGivenUpStillWorks() {
        double[][] p = forced(behaviour("firstDecision=forced", 4), new double[] {-1000, 0, 0, -1000 - Math.log(3)});
        assertThat(p[0]).containsExactly(new double[] {.75, 0, 0, .25}, within(1e-12));
        assertThat(p[2]).containsExactly(new double[] {.375, .25, .25, .125}, within(1e-12));
        double[] out = new double[4];
        behaviour("firstDecision=forced", 4)
                .ofMode(false, new double[] {Double.NEGATIVE_INFINITY, 0, 0, Double.NEGATIVE_INFINITY}, ALL, 0, out, 0);
        assertThat(exp(out)).containsExactly(new double[] {.5, 0, 0, .5}, within(1e-12));
    }

    @Test
    void theShareIsRoundedToMembersAndNeverAllOrNone() {
        assertThat(behaviour("firstDecision=forced forcedShare=0.5", 16).leading())
                .isEqualTo(8);
        assertThat(behaviour("firstDecision=forced forcedShare=0.3", 8).leading())
                .isEqualTo(2);
        assertThat(behaviour("firstDecision=forced forcedShare=0.01", 8).leading())
                .isEqualTo(1);
        assertThat(behaviour("firstDecision=forced forcedShare=0.99", 8).leading())
                .isEqualTo(7);
    }

    @Test
    void aRowWithoutOneModeIsNotForced() {
        Behaviour behaviour = behaviour("firstDecision=forced", 4);
        assertThat(behaviour.hasBothModes(ALL, 0)).isTrue();
        assertThat(behaviour.hasBothModes(new boolean[] {true, false, false, true}, 0))
                .isFalse();
        assertThat(behaviour.hasBothModes(new boolean[] {false, true, true, false}, 0))
                .isFalse();
    }
}
