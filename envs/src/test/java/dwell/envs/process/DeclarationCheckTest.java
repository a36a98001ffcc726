package dwell.envs.process;

import static dwell.envs.process.SmallProcess.ANSWER;
import static dwell.envs.process.SmallProcess.THINK;
import static dwell.envs.process.SmallProcess.answer;
import static dwell.envs.process.SmallProcess.think;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dwell.envs.Action;
import dwell.envs.ActionKind;
import dwell.envs.Ending;
import dwell.envs.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class DeclarationCheckTest {
    private final SmallProcess process = new SmallProcess();

    private AbstractThrowableAssert<?, ?> refusal() {
        return assertThatThrownBy(() -> ProcessCompiler.compile(process)).isInstanceOf(ProcessException.class);
    }

    /** Replaces the choices of one state. */
    private void at(String state, List<Choice<String>> declared) {
        Function<String, List<Choice<String>>> before = process.choices;
        process.choices = s -> s.equals(state) ? declared : before.apply(s);
    }

    @Test
    void theSmallProcessItselfIsCorrect() {
        CompiledProcess compiled = ProcessCompiler.compile(process);
        assertThat(compiled.stateCount()).isEqualTo(3);
        assertThat(compiled.prior(0)).isEqualTo(0.75);
        for (int s = 0; s < 3; s++) {
            if (compiled.state(s).equals("good")) {
                // Bayes: 3 * 0.8 against 1 * 0.5.
                assertThat(compiled.posterior(s, 0))
                        .isCloseTo(2.4 / 2.9, org.assertj.core.api.Assertions.within(1e-15));
            }
        }
    }

    @Test
    void probabilitiesOfAChoiceMustSumToOne() {
        at("good", List.of(answer(0.9), Choice.of(THINK, 1, hidden -> List.of(Branch.to(0.7, "end")))));
        refusal()
                .hasMessage(
                        "state good, choice think: the probabilities given hidden class easy sum to 0.7; they must sum"
                                + " to 1");
    }

    @Test
    void aProbabilityMustLieBetweenZeroAndOne() {
        at("good", List.of(answer(-0.5), think("a", "b")));
        refusal().hasMessage("state good, choice answer: a probability is -0.5; it must lie in [0, 1]");
    }

    @Test
    void aProbabilityThatIsNotANumberIsRefused() {
        at("good", List.of(answer(Double.NaN), think("a", "b")));
        refusal().hasMessage("state good, choice answer: a probability is NaN; it must lie in [0, 1]");
    }

    @Test
    void startProbabilitiesMustSumToOne() {
        process.start = hidden -> List.of(new Chance<>(hidden == 0 ? 1 : 0.25, "start"));
        refusal()
                .hasMessage(
                        "the probabilities of the start states of hidden class hard sum to 0.25; they must sum to 1");
    }

    @Test
    void aCycleIsNamed() {
        process.choices = state -> switch (state) {
            case "start" -> List.of(answer(0.5), onTo("one"));
            case "one" -> List.of(answer(0.5), onTo("two"));
            case "two" -> List.of(answer(0.5), onTo("three"));
            default -> List.of(answer(0.5), onTo("one"));
        };
        refusal()
                .hasMessageStartingWith("states must be acyclic, but an episode can come back: ")
                .hasMessageContaining("one -> two -> three")
                .hasMessageNotContaining("start");
    }

    @Test
    void aStateThatLeadsToItselfIsACycle() {
        at("good", List.of(answer(0.5), onTo("good")));
        // The posterior does not change on the way, so that it is only the cycle that is wrong.
        refusal().hasMessage("states must be acyclic, but an episode can come back: good -> good");
    }

    private static Choice<String> onTo(String next) {
        return Choice.of(THINK, 1, hidden -> List.of(Branch.to(1, next)));
    }

    @Test
    void anInsufficientStateIsNamedWithBothPaths() {
        at("good", List.of(answer(0.9), onTo("joined")));
        at("bad", List.of(answer(0.9), onTo("joined")));
        at("joined", List.of(answer(0.5)));
        refusal()
                .hasMessageStartingWith(
                        "state joined is not a sufficient statistic: the posterior of hidden class easy is "
                                + 0.8275862068965)
                .hasMessageContaining("along the path [start -think-> good -think-> joined]")
                .hasMessageContaining("0.5454545454545")
                .hasMessageEndingWith("along the path [start -think-> bad -think-> joined]");
    }

    @Test
    void aClassThatOnlyOnePathRulesOutIsInsufficientHoweverUnlikely() {
        process.start = hidden -> List.of(new Chance<>(0.5, "one"), new Chance<>(0.5, "two"));
        process.choices = state -> switch (state) {
            case "one" -> List.of(split(0), answer(0.5));
            case "two" -> List.of(split(1e-12), answer(0.5));
            default -> List.of(answer(0.5));
        };
        refusal().hasMessageStartingWith("state joined is not a sufficient statistic");
    }

    private static Choice<String> split(double hard) {
        return Choice.of(THINK, 1, hidden -> {
            double p = hidden == 0 ? 0.5 : hard;
            return List.of(Branch.to(p, "joined"), Branch.to(1 - p, "apart" + hard));
        });
    }

    @Test
    void anActionMustNotBeDeclaredTwice() {
        at("good", List.of(answer(0.9), answer(0.8)));
        refusal().hasMessage("state good declares the action answer twice");
    }

    @Test
    void natureMustMoveAlone() {
        at("good", List.of(answer(0.9), Choice.nature(hidden -> List.of(Branch.to(1, "x")))));
        refusal().hasMessage("state good offers a move of nature beside other choices; nature must move alone");
    }

    @Test
    void anActionMustBeAmongTheActionsOfTheProcess() {
        at("good", List.of(answer(0.9), Choice.abstain(new Action("leave", ActionKind.ABSTAIN))));
        refusal().hasMessage("state good uses the action leave, which is not among the actions of the process");
    }

    @Test
    void actionsMustHaveDifferentNames() {
        process.actions = List.of(ANSWER, THINK, new Action("think", ActionKind.TOOL));
        refusal().hasMessage("two actions are named think");
    }

    @Test
    void aProcessNeedsAnAction() {
        process.actions = List.of();
        refusal().hasMessage("a process needs at least one action");
    }

    @Test
    void aStateNeedsAChoice() {
        at("good", List.of());
        refusal().hasMessage("state good has no choices; an episode must end by a branch");
    }

    @Test
    void statesThatLookTheSameMustOfferTheSameActions() {
        process.observe = state -> new double[] {0.5};
        at("good", List.of(answer(0.9)));
        process.actions = List.of(ANSWER, THINK, new Action("leave", ActionKind.ABSTAIN));
        at("bad", List.of(answer(0.9), Choice.abstain(process.actions.get(2))));
        refusal()
                .hasMessage(
                        "states start and bad look the same to the policy but offer different actions; show what tells"
                                + " them apart");
    }

    @Test
    void aFeatureMustLieInItsRange() {
        process.observe = state -> new double[] {state.equals("bad") ? 1.5 : 0};
        refusal().hasMessage("state bad: feature mark is 1.5; it is declared to lie in [-1.0, 1.0]");
    }

    @Test
    void aFeatureThatIsNotANumberIsRefused() {
        process.observe = state -> new double[] {Double.NaN};
        refusal().hasMessage("state start: feature mark is NaN; it is declared to lie in [-1.0, 1.0]");
    }

    @Test
    void computeMustNotBeNegative() {
        at("good", List.of(answer(0.9), Choice.of(THINK, -1, hidden -> List.of(Branch.to(1, "x")))));
        refusal()
                .hasMessage("state good, choice think: compute given hidden class easy is -1.0; it must be at least 0");
    }

    @Test
    void computeMustBeANumber() {
        at("good", List.of(answer(0.9), Choice.of(THINK, Double.NaN, hidden -> List.of(Branch.to(1, "x")))));
        refusal().hasMessageContaining("compute given hidden class easy is NaN");
    }

    @Test
    void readingsMustSumToOne() {
        process.readings = state -> List.of(new Chance<>(0.4, state), new Chance<>(0.5, "start"));
        refusal().hasMessage("state start: the probabilities of its readings sum to 0.9; they must sum to 1");
    }

    @Test
    void aReadingMustNotHaveANegativeProbability() {
        process.readings = state -> List.of(new Chance<>(-0.5, state), new Chance<>(1.5, "start"));
        refusal().hasMessage("state start: a reading has probability -0.5; it must lie in [0, 1]");
    }

    @Test
    void aHiddenClassMustNameALevel() {
        process.classes = List.of(new HiddenClass("easy", 0, 1), new HiddenClass("odd", 2, 1));
        refusal().hasMessage("hidden class odd names level 2, but there are 2 levels");
    }

    @Test
    void aProcessNeedsAHiddenClass() {
        process.classes = List.of();
        refusal().hasMessage("a process needs at least one hidden class");
    }

    @Test
    void aWeightMustBePositive() {
        for (double weight : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new HiddenClass("easy", 0, weight))
                    .withMessage("weight of hidden class easy must be positive, was " + weight);
        }
    }

    @Test
    void moreStatesThanTheLimitEndInAMessageNotInAHang() {
        process.choices = state -> List.of(answer(0.5), onTo(state + "+"));
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThatThrownBy(
                                () -> ProcessCompiler.compile(process, new CompileLimits(500, 100_000, 100_000)))
                        .isInstanceOf(ProcessException.class)
                        .hasMessage(
                                "the process has more than 500 reachable states; make its horizon or its number of alternatives"
                                        + " smaller"));
    }

    @Test
    void moreBranchesThanTheLimitEndInAMessage() {
        assertThatThrownBy(() -> ProcessCompiler.compile(process, new CompileLimits(100, 4, 100)))
                .isInstanceOf(ProcessException.class)
                .hasMessageStartingWith("the process has more than 4 branches over 2 hidden classes");
    }

    @Test
    void moreReadingsThanTheLimitEndInAMessage() {
        assertThatThrownBy(() -> ProcessCompiler.compile(process, new CompileLimits(100, 100, 2)))
                .isInstanceOf(ProcessException.class)
                .hasMessage("the observations have more than 2 readings; make the horizon or the number of alternatives"
                        + " smaller");
    }

    @Test
    void aClassThatCannotReachAStateNeedsNoProbabilitiesThere() {
        at(
                "start",
                List.of(
                        answer(0.5),
                        Choice.of(THINK, 1, hidden -> List.of(Branch.to(1, hidden == 0 ? "good" : "bad")))));
        at("good", List.of(Choice.of(ANSWER, 0, hidden -> {
            if (hidden == 1) {
                throw new AssertionError("asked for a class that cannot be here");
            }
            return List.of(Branch.end(1, Ending.ANSWERED, Verdict.CORRECT));
        })));
        assertThat(ProcessCompiler.compile(process).stateCount()).isEqualTo(3);
    }
}
