package dwell.trainer.instrument;

import dwell.envs.Require;
import dwell.envs.Stakes;
import dwell.envs.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * A prompt with two modes: answer now, or think. What an instrument looks at in place of a whole process; {@link
 * ModeReduction} makes one of each item. Immutable.
 *
 * @param level index of the item's level, easiest first
 * @param item number of the item, see {@code OutcomeGroup}; -1 where there is none
 * @param weight share of the level's prompts that are like this one, in (0, 1]
 * @param direct what an episode that answers now can be; probabilities sum to 1
 * @param think what an episode that thinks can be; probabilities sum to 1
 */
public record TwoModePrompt(int level, int item, double weight, List<OutcomeKind> direct, List<OutcomeKind> think) {
    public TwoModePrompt {
        direct = List.copyOf(direct);
        think = List.copyOf(think);
        Require.that(weight > 0 && weight <= 1 + 1e-9, "weight must lie in (0, 1], was %s", weight);
        for (List<OutcomeKind> mode : List.of(direct, think)) {
            double sum = mode.stream().mapToDouble(OutcomeKind::probability).sum();
            Require.that(Math.abs(sum - 1) < 1e-9, "probabilities of a mode must sum to 1, was %s", sum);
        }
    }

    /**
     * The prompt of features of the literature: right with probability {@code p0} at no compute when it answers now, and with
     * {@code p1} at one unit when it thinks; one decision each.
     */
    public static TwoModePrompt of(double p0, double p1) {
        return new TwoModePrompt(0, -1, 1, answers(p0, 0, 0), answers(p1, 1, 1));
    }

    private static List<OutcomeKind> answers(double right, double compute, int thinks) {
        List<OutcomeKind> kinds = new ArrayList<>();
        if (right > 0) {
            kinds.add(OutcomeKind.answered(right, Verdict.CORRECT, compute, thinks));
        }
        if (right < 1) {
            kinds.add(OutcomeKind.answered(1 - right, Verdict.WRONG, compute, thinks));
        }
        return kinds;
    }

    TwoModePrompt withWeight(double other) {
        return new TwoModePrompt(level, item, other, direct, think);
    }

    /** True net value of thinking: expected utility of thinking minus that of answering now. */
    public double netValue(Stakes stakes) {
        return utility(think, stakes) - utility(direct, stakes);
    }

    private static double utility(List<OutcomeKind> mode, Stakes stakes) {
        return mode.stream()
                .mapToDouble(kind -> kind.probability() * kind.utility(stakes))
                .sum();
    }

    /** Probability of a right answer in a mode. */
    static double accuracy(List<OutcomeKind> mode) {
        return mode.stream()
                .filter(kind -> kind.verdict() == Verdict.CORRECT)
                .mapToDouble(OutcomeKind::probability)
                .sum();
    }

    /** Mean compute of a mode. */
    static double compute(List<OutcomeKind> mode) {
        return mode.stream()
                .mapToDouble(kind -> kind.probability() * kind.compute())
                .sum();
    }
}
