package dwell.envs.families.recall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Stakes;
import dwell.envs.exact.Optimum;
import dwell.envs.exact.PolicyTable;
import dwell.envs.exact.Regret;
import dwell.envs.families.Rules;
import dwell.envs.process.CompiledProcess;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Abstaining as in Chow 1970: with 1 for right, -L for wrong and a for abstaining, answer if and only if it is right with at
 * least (a + L) / (1 + L). Specification A14: threshold within .03 in belief, regret at most .005.
 */
class ChowThresholdTest {
    /** Beliefs .005, .015 ... .995, all equally likely: the share of known facts is shown, and nothing else. */
    private static final List<Double> SHARES =
            IntStream.range(0, 100).mapToObj(i -> (99 - i + 0.5) / 100).toList();

    @ParameterizedTest
    @CsvSource({"1, 0, 0.5", "3, 0, 0.75", "9, 0, 0.9", "1, 0.2, 0.6", "3, 0.5, 0.875"})
    void theOptimumAnswersFromChowsThresholdOn(double penalty, double abstain, double threshold) {
        assertThat((abstain + penalty) / (1 + penalty)).isCloseTo(threshold, within(1e-12));
        Stakes stakes = new Stakes(0, 1, -penalty, abstain);
        CompiledProcess process = RecallSettings.compiled(RecallSettings.knowing(SHARES, 0.5, 0));
        Optimum optimum = Optimum.of(process, stakes);
        double highestAbstained = 0;
        double lowestAnswered = 1;
        for (int s = 0; s < process.stateCount(); s++) {
            double belief = SHARES.get(((RecallProcess.State) process.state(s)).cue());
            if (process.actions().get(process.actionOf(optimum.best(s))).name().equals("abstain")) {
                highestAbstained = Math.max(highestAbstained, belief);
            } else {
                lowestAnswered = Math.min(lowestAnswered, belief);
            }
        }
        assertThat(highestAbstained).isLessThan(lowestAnswered);
        assertThat((highestAbstained + lowestAnswered) / 2).isCloseTo(threshold, within(0.01));
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "3, 0", "9, 0", "3, 0.5"})
    void theThresholdPolicyIsOptimalAndAnErrorOf3HundredthsCostsLittle(double penalty, double abstain) {
        Stakes stakes = new Stakes(0, 1, -penalty, abstain);
        CompiledProcess process = RecallSettings.compiled(RecallSettings.knowing(SHARES, 0.5, 0));
        Optimum optimum = Optimum.of(process, stakes);
        double threshold = (abstain + penalty) / (1 + penalty);
        assertThat(Regret.overall(optimum, from(process, threshold)).total()).isCloseTo(0, within(1e-12));
        for (double off : new double[] {-0.03, 0.03}) {
            assertThat(Regret.overall(optimum, from(process, threshold + off)).total())
                    .isBetween(1e-6, 0.005);
        }
    }

    private static PolicyTable from(CompiledProcess process, double threshold) {
        return Rules.of(
                process, state -> SHARES.get(((RecallProcess.State) state).cue()) >= threshold ? "answer" : "abstain");
    }

    /** Belief by Bayes' rule on the counts: share 1/2, a feeling and n looks. */
    @Test
    void afterThinkingTooTheOptimumEndsByChowsThreshold() {
        for (double penalty : new double[] {1, 3, 9}) {
            double feeling = 0.8;
            CompiledProcess process = RecallSettings.compiled(RecallSettings.knowing(List.of(0.5), feeling, 10));
            Optimum optimum = Optimum.of(process, new Stakes(0.01, 1, -penalty, 0));
            int answered = 0;
            int abstained = 0;
            for (int s = 0; s < process.stateCount(); s++) {
                RecallProcess.State state = (RecallProcess.State) process.state(s);
                double odds = (state.feeling() ? feeling / (1 - feeling) : (1 - feeling) / feeling)
                        * Math.pow(0.7 / 0.3, 2 * state.found() - state.thinks());
                double belief = odds / (1 + odds);
                String best =
                        process.actions().get(process.actionOf(optimum.best(s))).name();
                if (best.equals("answer")) {
                    answered++;
                    assertThat(belief).isGreaterThanOrEqualTo(penalty / (1 + penalty) - 1e-12);
                } else if (best.equals("abstain")) {
                    abstained++;
                    assertThat(belief).isLessThanOrEqualTo(penalty / (1 + penalty) + 1e-12);
                }
            }
            assertThat(answered).isPositive();
            assertThat(abstained).isPositive();
        }
    }
}
