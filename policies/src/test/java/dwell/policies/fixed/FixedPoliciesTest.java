package dwell.policies.fixed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Stakes;
import dwell.envs.exact.Evaluation;
import dwell.envs.exact.Optimum;
import dwell.envs.exact.Performance;
import dwell.envs.families.Introspection;
import dwell.envs.families.evidence.EvidenceFamily;
import dwell.envs.families.evidence.EvidenceParameters;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessCompiler;
import dwell.policies.FixedPolicy;
import dwell.policies.PolicyFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FixedPoliciesTest {
    private static final double PRICE = 0.01;

    private static Optimum evidence(double q, int maxThinks) {
        EvidenceParameters parameters =
                new EvidenceParameters(List.of(q), List.of(), 2, 1, 1, maxThinks, 1, 0, false, Introspection.FULL, 1);
        CompiledProcess process = ProcessCompiler.compile(new EvidenceFamily().declare(parameters));
        return Optimum.of(process, Stakes.ofPrice(PRICE));
    }

    private static Performance act(FixedPolicy policy, String argument, Optimum optimum) {
        return Evaluation.of(optimum.process(), optimum.stakes(), policy.table(optimum, argument))
                .overall();
    }

    /** Accuracy of the majority of K = thinks + 1 votes: Condorcet's sums, to five digits. */
    @ParameterizedTest
    @CsvSource({
        "0.7, 0, 0.7",
        "0.7, 2, 0.784",
        "0.7, 4, 0.83692",
        "0.7, 8, 0.90119",
        "0.7, 16, 0.95972",
        "0.6, 4, 0.68256",
        "0.4, 4, 0.31744",
        "0.55, 32, 0.71914"
    })
    void thinkIsMajorityVote(double q, int thinks, double accuracy) {
        Performance performance = act(new Think(), Integer.toString(thinks), evidence(q, 40));
        assertThat(performance.accuracy()).isCloseTo(accuracy, within(5e-6));
        assertThat(performance.thinks()).isCloseTo(thinks, within(1e-12));
        assertThat(performance.utility()).isCloseTo(performance.accuracy() - PRICE * thinks, within(1e-12));
    }

    @Test
    void thinkStopsWhereThinkingIsNotPossible() {
        assertThat(act(new Think(), "50", evidence(0.7, 6)).thinks()).isCloseTo(6, within(1e-12));
    }

    @Test
    void alwaysAnswerTakesTheFreeVote() {
        Performance performance = act(new AlwaysAnswer(), "", evidence(0.7, 10));
        assertThat(performance.accuracy()).isCloseTo(0.7, within(1e-12));
        assertThat(performance.thinks()).isZero();
    }

    /**
     * A lead of m has posterior q^m / (q^m + (1-q)^m): 0.7, then 0.49 / 0.58 = 0.84483. So confidence 0.8 stops at a lead of 2:
     * Wald's test with bounds +-2, accuracy 0.49 / 0.58 and 2 (2 accuracy - 1) / (2 q - 1) = 3.44828 votes, one of them free.
     */
    @Test
    void confidenceIsWaldsTest() {
        Performance performance = act(new Confidence(), "0.8", evidence(0.7, 400));
        assertThat(performance.accuracy()).isCloseTo(0.49 / 0.58, within(1e-9));
        assertThat(performance.thinks()).isCloseTo(2 * (2 * 0.49 / 0.58 - 1) / 0.4 - 1, within(1e-9));
    }

    @Test
    void confidenceThatIsReachedExactlyIsEnough() {
        assertThat(act(new Confidence(), "0.7", evidence(0.7, 20)).thinks()).isZero();
        assertThat(act(new Confidence(), "1", evidence(0.7, 20)).thinks()).isCloseTo(20, within(1e-12));
    }

    /** At a lead of one vote, one more can at most make a tie: its myopic value is exactly 0, though several together pay. */
    @Test
    void myopicStopsWhereOneVoteAloneCannotChangeTheAnswer() {
        Optimum optimum = evidence(0.7, 100);
        assertThat(act(new Myopic(), "", optimum).thinks()).isZero();
        assertThat(act(new Myopic(), "", optimum).utility()).isCloseTo(0.7, within(1e-12));
        assertThat(optimum.utility()).isGreaterThan(0.88);
    }

    /** Before the first vote, a vote is worth q - 1/2, here 0.2, and costs 0.01; a second one would be worth nothing by itself. */
    @Test
    void myopicTakesTheStepThatPaysByItself() {
        EvidenceParameters parameters =
                new EvidenceParameters(List.of(0.7), List.of(), 2, 1, 0, 20, 1, 0, false, Introspection.FULL, 1);
        CompiledProcess process = ProcessCompiler.compile(new EvidenceFamily().declare(parameters));
        Performance myopic = act(new Myopic(), "", Optimum.of(process, Stakes.ofPrice(PRICE)));
        assertThat(myopic.thinks()).isCloseTo(1, within(1e-12));
        assertThat(myopic.utility()).isCloseTo(0.69, within(1e-12));
        assertThat(act(new Myopic(), "", Optimum.of(process, Stakes.ofPrice(0.3)))
                        .thinks())
                .isZero();
    }

    @Test
    void alwaysTakesTheNamedAction() {
        Optimum optimum = evidence(0.7, 10);
        assertThat(act(new Always(), "think", optimum).thinks()).isCloseTo(10, within(1e-12));
        assertThat(act(new Always(), "answer", optimum).thinks()).isZero();
    }

    @Test
    void optimalHasTheOptimalUtility() {
        Optimum optimum = evidence(0.7, 30);
        assertThat(act(new Optimal(), "", optimum).utility()).isCloseTo(optimum.utility(), within(1e-12));
        assertThat(optimum.utility())
                .isGreaterThan(act(new Think(), "4", optimum).utility());
    }

    @Test
    void wrongArgumentsAreSentences() {
        Optimum optimum = evidence(0.7, 3);
        for (String argument : List.of("", "x", "-1", "2.5", "1000001")) {
            assertRefused(new Think(), argument, optimum, "policy think needs a whole number in [0, 1000000]");
        }
        for (String argument : List.of("", "NaN", "1.01", "-0.1", "high")) {
            assertRefused(new Confidence(), argument, optimum, "policy confidence needs a probability in [0, 1]");
        }
        assertRefused(new Always(), "guess", optimum, "an action of this process (answer, think), got 'guess'");
        assertRefused(new AlwaysAnswer(), "3", optimum, "policy always-answer takes no argument, got '3'");
        assertRefused(new Optimal(), "3", optimum, "policy optimal takes no argument, got '3'");
    }

    private static void assertRefused(FixedPolicy policy, String argument, Optimum optimum, String message) {
        assertThatThrownBy(() -> policy.table(optimum, argument))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void thinkRefusesStatesThatDoNotKnowHowOftenWasThought() {
        Optimum optimum = Optimum.of(ProcessCompiler.compile(new ShortCut()), Stakes.ofPrice(PRICE));
        assertRefused(new Think(), "5", optimum, "state C can be reached after 1 and after 2 thinks");
        assertThat(act(new Think(), "1", optimum).thinks()).isCloseTo(1, within(1e-12));
    }

    @Test
    void servicesAreRegistered() {
        assertThat(ServiceLoader.load(FixedPolicy.class).stream()
                        .map(p -> p.get().id()))
                .containsExactlyInAnyOrder("always", "always-answer", "confidence", "myopic", "optimal", "think");
        List<String> families = new ArrayList<>();
        for (PolicyFamily<?> family : ServiceLoader.load(PolicyFamily.class)) {
            families.add(family.id());
        }
        assertThat(families).containsExactlyInAnyOrder("dl4j", "linear", "mlp", "tabular");
    }
}
