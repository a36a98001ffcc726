package dwell.trainer.instrument;

import dwell.envs.Stakes;
import dwell.envs.exact.PayoffGradient;
import dwell.envs.process.CompiledProcess;
import dwell.trainer.config.LossConfig;
import dwell.trainer.config.LossConfig.Ratio;
import dwell.trainer.config.RunConfig;
import dwell.trainer.shaping.AdditiveShaping;
import java.util.Arrays;
import java.util.Optional;

/**
 * What an objective should follow: the exact gradient, in the weights, of the expected reward where the shaping is additive in
 * compute, and of the expected utility where it is not; minus beta times that of the KL divergence to the reference, summed over the
 * decisions of an episode. An entropy bonus is not part of it.
 *
 * @param name of what the gradient is of
 * @param gradient shape [weights]
 * @param decisions mean decisions of an episode
 * @param levelDecisions the same on each level, shape [levels]
 * @param thinks gradient of the expected thinks on each level, shape [levels][weights]
 * @param levels gradient of the expected utility on each level, likewise
 */
record GradientTarget(
        String name,
        double[] gradient,
        double decisions,
        double[] levelDecisions,
        double[][] thinks,
        double[][] levels) {
    static GradientTarget of(RunConfig config, CompiledProcess process, GradientProbe probe) {
        double[] probabilities = probe.probabilities();
        int actions = process.actionCount();
        double[] prior = new double[process.classCount()];
        Arrays.setAll(prior, process::prior);
        Optional<Stakes> paid =
                AdditiveShaping.stakes(config.trainer().shaping().parameters(), config.stakes());
        Stakes stakes = paid.orElse(config.stakes());
        double[] logits = PayoffGradient.of(process, prior, probabilities, PayoffGradient.utility(process, stakes))
                .gradient();
        String name = paid.isPresent() && !stakes.equals(config.stakes()) ? "the reward" : "utility";
        double beta = config.trainer().kl().beta();
        if (beta > 0) {
            double[] divergence = divergence(process, prior, probabilities, probe.referenceProbabilities());
            for (int i = 0; i < logits.length; i++) {
                logits[i] -= beta * divergence[i];
            }
            name += " minus beta times the KL divergence";
        }
        double[] ones = new double[process.rowCount()];
        Arrays.fill(ones, 1);
        PayoffGradient.Payoff counted = PayoffGradient.decisions(actions, ones, null);
        double decisions =
                PayoffGradient.of(process, prior, probabilities, counted).value();
        double[] levelDecisions = new double[process.levelCount()];
        double[][] thinks = new double[process.levelCount()][];
        double[][] levels = new double[process.levelCount()][];
        for (int level = 0; level < thinks.length; level++) {
            double[] own = weights(process, level);
            levelDecisions[level] =
                    PayoffGradient.of(process, own, probabilities, counted).value();
            thinks[level] =
                    probe.inWeights(PayoffGradient.of(process, own, probabilities, PayoffGradient.thinks(process))
                            .gradient());
            levels[level] = probe.inWeights(
                    PayoffGradient.of(process, own, probabilities, PayoffGradient.utility(process, config.stakes()))
                            .gradient());
        }
        return new GradientTarget(name, probe.inWeights(logits), decisions, levelDecisions, thinks, levels);
    }

    /** Prior of the classes of a level, all 0 where the task has no items of it. */
    private static double[] weights(CompiledProcess process, int level) {
        double[] own = new double[process.classCount()];
        for (int c = 0; c < own.length; c++) {
            own[c] = process.levelOf(c) == level && process.prior(c) > 0
                    ? process.prior(c) / process.levelWeight(level)
                    : 0;
        }
        return own;
    }

    /** Gradient of the summed divergence of an episode, in the logits. */
    private static double[] divergence(
            CompiledProcess process, double[] prior, double[] probabilities, double[] reference) {
        int actions = process.actionCount();
        double[] amounts = new double[process.rowCount()];
        double[] slopes = new double[probabilities.length];
        for (int row = 0; row < amounts.length; row++) {
            for (int at = row * actions; at < (row + 1) * actions; at++) {
                amounts[row] += probabilities[at] > 0 ? probabilities[at] * log(probabilities, reference, at) : 0;
            }
            for (int at = row * actions; at < (row + 1) * actions; at++) {
                slopes[at] = probabilities[at] > 0
                        ? probabilities[at] * (log(probabilities, reference, at) - amounts[row])
                        : 0;
            }
        }
        return PayoffGradient.of(process, prior, probabilities, PayoffGradient.decisions(actions, amounts, slopes))
                .gradient();
    }

    private static double log(double[] probabilities, double[] reference, int at) {
        return Math.log(probabilities[at] / reference[at]);
    }

    /**
     * What a direction is multiplied with so that it is of episodes: the constant length, 1 where the ratio is that of an episode and
     * every episode counts the same, and otherwise the decisions of an episode, which a mean over decisions divides by.
     *
     * @param mean decisions of an episode
     */
    private static double unit(RunConfig config, double mean) {
        LossConfig loss = config.trainer().loss();
        return switch (loss.aggregation()) {
            case CONSTANT -> loss.constantLength();
            case EPISODE_MEAN -> loss.ratio() == Ratio.EPISODE_EXACT ? 1 : mean;
            case DECISION_MEAN, GROUP_MEAN -> mean;
        };
    }

    /** What a direction is multiplied with so that it is of episodes. */
    double unit(RunConfig config) {
        return unit(config, decisions);
    }

    /** The same of directions of one level. */
    double unit(RunConfig config, int level) {
        return unit(config, levelDecisions[level]);
    }

    double norm() {
        return Math.sqrt(GradientSample.dot(gradient, gradient));
    }
}
