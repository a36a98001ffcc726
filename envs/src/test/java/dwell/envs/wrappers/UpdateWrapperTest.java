package dwell.envs.wrappers;

import static dwell.envs.wrappers.VotePolicies.majority;
import static org.assertj.core.api.Assertions.assertThat;

import dwell.envs.ActionKind;
import dwell.envs.Stakes;
import dwell.envs.exact.Evaluation;
import dwell.envs.exact.Optimum;
import dwell.envs.exact.PolicyTable;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.ProcessCompiler;
import dwell.envs.random.RandomKey;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpdateWrapperTest extends WrapperContract<UpdateParameters> {
    private static final Stakes STAKES = Stakes.ofPrice(0.01);
    private static final Pattern VOTES = Pattern.compile("votes=\\[(\\d+), (\\d+)]");

    @Override
    Wrapper<UpdateParameters> wrapper() {
        return new UpdateWrapper();
    }

    @Override
    UpdateParameters random(long key) {
        return new UpdateParameters(
                Math.max(0, Math.min(1, 1.4 * RandomKey.uniform(key, 0) - 0.2)), RandomKey.below(key, 1, 4));
    }

    @Override
    List<UpdateParameters> small() {
        return List.of(new UpdateParameters(0.3, 0), new UpdateParameters(0.2, 2), new UpdateParameters(1, 0));
    }

    @Override
    List<UpdateParameters> neutral(DecisionProcess<?> inner) {
        return List.of(new UpdateParameters(0, 0), new UpdateParameters(0, 9));
    }

    /** Votes of the task as it is now and, after an update, of the old one: lead and number each. */
    private static List<int[]> votes(CompiledProcess process, int state) {
        List<int[]> votes = new ArrayList<>();
        Matcher matcher = VOTES.matcher(process.state(state).toString());
        while (matcher.find()) {
            int first = Integer.parseInt(matcher.group(1));
            int second = Integer.parseInt(matcher.group(2));
            votes.add(new int[] {first - second, first + second});
        }
        return votes;
    }

    private static double[] onlyForced(CompiledProcess process) {
        double[] probability = new double[process.choiceCount()];
        for (int s = 0; s < process.stateCount(); s++) {
            if (!process.isDecision(s)) {
                probability[process.choiceBegin(s)] = 1;
            }
        }
        return probability;
    }

    /** Draws so many votes in all and answers with the majority of all, old and new. */
    private static PolicyTable undiscounted(CompiledProcess process, int total) {
        int old = process.actions().size() - 1;
        double[] probability = onlyForced(process);
        for (int s = 0; s < process.stateCount(); s++) {
            if (!process.isDecision(s)) {
                continue;
            }
            List<int[]> votes = votes(process, s);
            int number = votes.stream().mapToInt(one -> one[1]).sum();
            int lead = votes.stream().mapToInt(one -> one[0]).sum();
            int own = votes.get(0)[0];
            if (number < total) {
                probability[process.choiceOf(s, 1)] = 1;
            } else if (votes.size() == 1 || own == lead || lead * own > 0) {
                probability[process.choiceOf(s, 0)] = 1;
            } else if (lead != 0) {
                probability[process.choiceOf(s, old)] = 1;
            } else {
                probability[process.choiceOf(s, 0)] = 0.5;
                probability[process.choiceOf(s, old)] = 0.5;
            }
        }
        return PolicyTable.ofChoices(process, probability);
    }

    /** Draws so many votes of the task as it is now and answers with their majority. */
    private static PolicyTable resetting(CompiledProcess process, int total) {
        double[] probability = onlyForced(process);
        for (int s = 0; s < process.stateCount(); s++) {
            if (process.isDecision(s)) {
                probability[process.choiceOf(s, votes(process, s).get(0)[1] < total ? 1 : 0)] = 1;
            }
        }
        return PolicyTable.ofChoices(process, probability);
    }

    /** Accuracy of the majority of old and new votes; the truths agree with probability one half. */
    private static double majorityOfAll(double q, int old, int fresh) {
        double opposed = 0;
        for (int right = 0; right <= fresh; right++) {
            for (int misleading = 0; misleading <= old; misleading++) {
                double p = binomial(fresh, right, q) * binomial(old, misleading, q);
                int lead = 2 * right - fresh - (2 * misleading - old);
                opposed += lead > 0 ? p : lead == 0 ? p / 2 : 0;
            }
        }
        return (majority(q, old + fresh) + opposed) / 2;
    }

    private static double binomial(int n, int k, double q) {
        double p = Math.pow(q, k) * Math.pow(1 - q, n - k);
        for (int i = 0; i < k; i++) {
            p *= (n - i) / (i + 1.0);
        }
        return p;
    }

    private double accuracy(int afterStep, boolean resets) {
        CompiledProcess process = wrapped(InnerProcesses.votes(0.65, 21), new UpdateParameters(0, afterStep));
        PolicyTable policy = resets ? resetting(process, 20) : undiscounted(process, 20);
        return Evaluation.of(process, STAKES, policy).overall().accuracy();
    }

    /** The agent of theory A3 that does not discount: the update after a share X of 20 votes in all. */
    @ParameterizedTest
    @ValueSource(ints = {2, 6, 10, 14, 18})
    void whoCountsOldVotesLikeNewOnesIsAsAccurateAsTheMajorityOfAll(int afterStep) {
        assertThat(accuracy(afterStep, false)).isCloseTo(majorityOfAll(0.65, afterStep, 20 - afterStep), EXACT);
    }

    /** Theory A3, arXiv 2510.11713: late (X = .9) at least 10 pp worse than early (.1), at most 2 pp for one that resets. */
    @Test
    void aLateUpdateHurtsWhoDoesNotDiscountOldEvidenceAndNotWhoResets() {
        assertThat(accuracy(2, false) - accuracy(18, false)).isGreaterThan(0.10);
        assertThat(accuracy(2, true) - accuracy(18, true)).isLessThan(0.02);
        assertThat(accuracy(18, true)).isCloseTo(majority(0.65, 20), EXACT);
    }

    /** With one level nothing found before the update is worth anything: it costs one vote, and thinking starts again. */
    @Test
    void theOptimumWithAnUpdateAfterTheFirstVoteIsTheOptimumWithoutLessOneVote() {
        for (double q : new double[] {0.6, 0.8}) {
            double plain = Optimum.of(ProcessCompiler.compile(InnerProcesses.votes(q, 12)), STAKES)
                    .utility();
            assertThat(Optimum.of(wrapped(InnerProcesses.votes(q, 12), new UpdateParameters(0, 1)), STAKES)
                            .utility())
                    .isCloseTo(Math.max(0.5, plain - 0.01), EXACT);
        }
    }

    @Test
    void theLevelStaysAndClassesArePairs() {
        DecisionProcess<?> inner = InnerProcesses.evidence(List.of(0.9, 0.6), 0.6, 1, 3);
        DecisionProcess<?> wrapped = wrapper().wrap(inner, new UpdateParameters(0.5, 0));
        assertThat(wrapped.hiddenClasses()).hasSize(8);
        assertThat(wrapped.hiddenClasses().get(1).name()).isEqualTo("q=0.9, truth 0, then q=0.9, truth 1");
        assertThat(wrapped.actions().stream().map(action -> action.name()))
                .containsExactly("answer", "think", "answer old");
        assertThat(wrapped.actions().get(2).kind()).isEqualTo(ActionKind.ANSWER);
        assertThat(wrapped.features().stream().map(feature -> feature.name()))
                .containsExactly(
                        "time",
                        "lead",
                        "margin",
                        "cue0",
                        "cue1",
                        "updated",
                        "old time",
                        "old lead",
                        "old margin",
                        "old cue0",
                        "old cue1",
                        "one");
    }
}
