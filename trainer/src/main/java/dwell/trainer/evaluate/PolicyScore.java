package dwell.trainer.evaluate;

import dwell.envs.exact.Performance;
import dwell.envs.exact.Regret;
import dwell.trainer.evaluate.SampledReport.Sample;
import java.util.Comparator;
import java.util.List;

/**
 * What comparisons of policies need to know of one: the figures of a {@link PolicyReport} without its distributions and maps.
 * Exact, or sampled where the environment is stepped; what is then not known is null. Compute is in {@code computeUnit},
 * utilities in units of the stakes, shares in [0, 1].
 *
 * @param computeUnit what a unit of compute is
 * @param utility of the policy
 * @param utilityError standard error of {@code utility}; null where it is exact
 * @param optimalUtility of the policy that sees the whole state; null where sampled
 * @param regret {@code optimalUtility - utility}; null where sampled, as are its parts
 * @param overthinkingLoss part of the regret
 * @param underthinkingLoss part of the regret
 * @param wrongAnswerLoss part of the regret; the three add up to it
 * @param accuracy probability of a correct answer
 * @param optimalAccuracy of the optimal policy; null where sampled
 * @param abstention probability of ending without an answer
 * @param thinks per item
 * @param optimalThinks of the optimal policy; null where sampled
 * @param compute per item
 * @param optimalCompute of the optimal policy; null where sampled
 * @param greedyUtility of the policy that takes its likeliest action
 * @param neverThinking the fixed policy that answers at once; where the modes of an item are chosen between, that of the cheapest
 * @param alwaysThinking the fixed policy, of those that are looked at, that thinks most; where modes are chosen between, that of the
 *     dearest
 * @param bestFixed the fixed policy of those that is worth most
 * @param levels by level, easiest first
 */
public record PolicyScore(
        String computeUnit,
        double utility,
        Double utilityError,
        Double optimalUtility,
        Double regret,
        Double overthinkingLoss,
        Double underthinkingLoss,
        Double wrongAnswerLoss,
        double accuracy,
        Double optimalAccuracy,
        double abstention,
        double thinks,
        Double optimalThinks,
        double compute,
        Double optimalCompute,
        double greedyUtility,
        Fixed neverThinking,
        Fixed alwaysThinking,
        Fixed bestFixed,
        List<Level> levels) {
    /** A fixed policy. */
    public record Fixed(String policy, double utility, double thinks, double compute) {}

    /** One level of difficulty; the components mean what they mean overall. */
    public record Level(
            String level,
            double weight,
            double accuracy,
            Double optimalAccuracy,
            double thinks,
            Double optimalThinks,
            double compute,
            Double optimalCompute,
            double utility,
            Double regret,
            Double overthinkingLoss,
            Double underthinkingLoss) {}

    /** Whether thinks are what a policy decides on; otherwise it chooses between modes of different compute. */
    public boolean deliberates() {
        return alwaysThinking.thinks() > 0;
    }

    static PolicyScore of(
            String computeUnit,
            Performance own,
            Performance best,
            Regret regret,
            double greedyUtility,
            List<Fixed> fixed,
            List<EvaluationReport.Level> levels) {
        return new PolicyScore(
                computeUnit,
                own.utility(),
                null,
                own.utility() + regret.total(),
                regret.total(),
                regret.overthinking(),
                regret.underthinking(),
                regret.wrongAnswer(),
                own.accuracy(),
                best.accuracy(),
                own.abstention(),
                own.thinks(),
                best.thinks(),
                own.compute(),
                best.compute(),
                greedyUtility,
                least(fixed),
                most(fixed),
                best(fixed),
                levels.stream()
                        .map(level -> new Level(
                                level.level(),
                                level.weight(),
                                level.accuracy(),
                                level.optimalAccuracy(),
                                level.thinks(),
                                level.optimalThinks(),
                                level.compute(),
                                level.optimalCompute(),
                                level.utility(),
                                level.regret(),
                                level.overthinkingLoss(),
                                level.underthinkingLoss()))
                        .toList());
    }

    static PolicyScore of(
            String computeUnit, Sample own, Sample greedy, List<Sample> levels, List<SampledReport.Fixed> yardsticks) {
        List<Fixed> fixed = yardsticks.stream()
                .map(one -> new Fixed(
                        one.policy(),
                        one.overall().utility().mean(),
                        one.overall().thinks().mean(),
                        one.overall().compute().mean()))
                .toList();
        double all = own.episodes();
        return new PolicyScore(
                computeUnit,
                own.utility().mean(),
                own.utility().error(),
                null,
                null,
                null,
                null,
                null,
                own.accuracy().mean(),
                null,
                own.abstention().mean(),
                own.thinks().mean(),
                null,
                own.compute().mean(),
                null,
                greedy.utility().mean(),
                least(fixed),
                most(fixed),
                best(fixed),
                levels.stream()
                        .map(level -> new Level(
                                level.level(),
                                level.episodes() / all,
                                level.accuracy().mean(),
                                null,
                                level.thinks().mean(),
                                null,
                                level.compute().mean(),
                                null,
                                level.utility().mean(),
                                null,
                                null,
                                null))
                        .toList());
    }

    /** Answering at once is the first yardstick where anything can be thought. */
    private static Fixed least(List<Fixed> fixed) {
        return fixed.stream().anyMatch(one -> one.thinks() > 0)
                ? fixed.get(0)
                : fixed.stream().min(Comparator.comparingDouble(Fixed::compute)).orElseThrow();
    }

    private static Fixed most(List<Fixed> fixed) {
        Comparator<Fixed> order = Comparator.comparingDouble(Fixed::thinks);
        return fixed.stream().max(order.thenComparingDouble(Fixed::compute)).orElseThrow();
    }

    private static Fixed best(List<Fixed> fixed) {
        return fixed.stream().max(Comparator.comparingDouble(Fixed::utility)).orElseThrow();
    }
}
