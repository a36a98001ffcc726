package dwell.trainer.config;

import dwell.envs.Help;
import dwell.envs.Require;
import dwell.policies.Precision;
import java.util.List;

/**
 * How a policy is trained. Everything here can change results except {@code threads}, which cannot; {@code stateSharing}
 * changes them by rounding only.
 */
public record TrainerConfig(
        @Help("number of updates, at least 0") int updates,

        @Help("items an update samples, at least 1; a multiple of minibatches")
        int prompts,

        @Help("rollouts of each item, G, at least 2") int groupSize,

        @Help(
                "mixes of levels that are trained on, stages {update: N, mix: [one weight a level]} in rising order, the first at"
                        + " update 0; empty for the task's own mix, which evaluation always has; of a process only")
        List<CurriculumStage> curriculum,

        @Help(
                "between stages of the curriculum: step (a mix holds until the next stage) or linear (shares move in a straight"
                        + " line from stage to stage)")
        CurriculumPath curriculumPath,

        @Help(
                "gradient of an update: sampled (from rollouts), or, of a process and a shaping that is additive in compute, exact"
                        + " (of the expected reward) or natural (that, by the inverse Fisher matrix; of a tabular policy)")
        Estimator estimator,

        @Help("how rollouts are drawn") SamplingConfig sampling,

        @Help("how rewards become advantages") AdvantageConfig advantage,

        @Help("how advantages become a loss") LossConfig loss,

        @Help("penalty on the distance to a reference policy")
        KlConfig kl,

        @Help("bonus on the policy's entropy") EntropyConfig entropy,

        @Help("what happens to forced answers") TruncationConfig truncation,

        @Help("imitation before the first update") WarmStartConfig warmStart,

        @Help("passes over the rollouts of an update, at least 1")
        int passes,

        @Help("optimiser steps of each pass, at least 1") int minibatches,

        @Help(
                "parts of a minibatch whose gradients are added up before a step, at least 1; changes results by rounding only")
        int microBatches,

        @Help("adam or sgd") Optimizer optimizer,

        @Help("step size of the first update, greater than 0")
        double learningRate,

        @Help("step size over updates: constant, linear or cosine, the latter two falling to 0")
        Schedule schedule,

        @Help("Adam's decay of the mean gradient, in [0, 1)")
        double adamBeta1,

        @Help("Adam's decay of the mean squared gradient, in [0, 1)")
        double adamBeta2,

        @Help("added to Adam's denominator, greater than 0") double adamEpsilon,

        @Help("largest norm of a gradient, at least 0; 0 for no limit")
        double gradientClip,

        @Help(
                "whether decisions that share an observation share one network row; by default true for a process, and false"
                        + " for a stepped environment, where it cannot be")
        boolean stateSharing,

        @Help("number format of the network: float or double")
        Precision precision,

        @Help("worker threads, at least 1; never changes results")
        int threads,

        @Help("training reward, named terms over outcomes") Component shaping) {

    /** How the mix of levels gets from one stage of the curriculum to the next. */
    public enum CurriculumPath {
        STEP,
        LINEAR;

        @Override
        public String toString() {
            return Words.kebab(this);
        }
    }

    /** Where the gradient of an update comes from. */
    public enum Estimator {
        SAMPLED,
        EXACT,
        NATURAL;

        @Override
        public String toString() {
            return Words.kebab(this);
        }
    }

    /** How the step size changes over updates. */
    public enum Schedule {
        CONSTANT,
        LINEAR,
        COSINE;

        @Override
        public String toString() {
            return Words.kebab(this);
        }
    }

    /** What turns a gradient into a step. */
    public enum Optimizer {
        ADAM,
        SGD;

        @Override
        public String toString() {
            return Words.kebab(this);
        }
    }

    public TrainerConfig {
        Require.atLeast("updates", updates, 0);
        Require.atLeast("prompts", prompts, 1);
        Require.atLeast("groupSize", groupSize, 2);
        Require.that(
                (long) prompts * groupSize <= 1 << 20,
                "prompts x groupSize must be at most %d, was %d",
                1 << 20,
                (long) prompts * groupSize);
        curriculum = List.copyOf(curriculum);
        for (int i = 0; i < curriculum.size(); i++) {
            int update = curriculum.get(i).update();
            Require.that(i > 0 || update == 0, "curriculum must have its first stage at update 0, was %d", update);
            Require.that(
                    i == 0 || update > curriculum.get(i - 1).update(),
                    "curriculum must have its stages in rising order of update, was %d after %d",
                    update,
                    i == 0 ? 0 : curriculum.get(i - 1).update());
        }
        Require.that(
                advantage.filterKeep() <= groupSize,
                "advantage.filterKeep must be at most groupSize (%d), was %d",
                groupSize,
                advantage.filterKeep());
        Require.that(
                truncation.mode() != TruncationConfig.Mode.BOOTSTRAP
                        || advantage.baseline().byDecision(),
                "truncation.mode must not be bootstrap unless advantage.baseline is critic or exact, was under %s",
                advantage.baseline());
        Require.atLeast("passes", passes, 1);
        Require.atLeast("minibatches", minibatches, 1);
        Require.that(prompts % minibatches == 0, "minibatches must divide prompts (%d), was %d", prompts, minibatches);
        Require.atLeast("microBatches", microBatches, 1);
        Require.that(
                prompts / minibatches % microBatches == 0,
                "microBatches must divide the prompts of a minibatch (%d), was %d",
                prompts / minibatches,
                microBatches);
        Require.that(
                microBatches == 1
                        || loss.select() != LossConfig.Select.CLIP_COV && loss.select() != LossConfig.Select.KL_COV,
                "microBatches must be 1 under loss.select: %s, whose covariances are over the whole minibatch, was %s",
                loss.select(),
                microBatches);
        Require.that(
                !advantage.baseline().byDecision() || loss.ratio() == LossConfig.Ratio.DECISION,
                "loss.ratio must be decision under advantage.baseline: %s, which gives each decision its own advantage, was %s",
                advantage.baseline(),
                loss.ratio());
        Require.that(
                advantage.baseline() != AdvantageConfig.Baseline.GREEDY
                        || sampling.degenerate() != SamplingConfig.Degenerate.REPLAY,
                "sampling.degenerate must not be replay under advantage.baseline: greedy, since replayed items are not drawn again, was %s",
                sampling.degenerate());
        Require.that(
                kl.place() == KlConfig.Place.LOSS || advantage.terms() == AdvantageConfig.Terms.SUM_THEN_SCALE,
                "kl.place must be loss under advantage.terms: scale-then-sum, was %s",
                kl.place());
        Require.positive("learningRate", learningRate);
        Require.that(adamBeta1 >= 0 && adamBeta1 < 1, "adamBeta1 must lie in [0, 1), was %s", adamBeta1);
        Require.that(adamBeta2 >= 0 && adamBeta2 < 1, "adamBeta2 must lie in [0, 1), was %s", adamBeta2);
        Require.positive("adamEpsilon", adamEpsilon);
        Require.atLeast("gradientClip", gradientClip, 0);
        Require.within("threads", threads, 1, 256);
        Require.that(
                sampling.degenerate() != SamplingConfig.Degenerate.REPLAY
                        || advantage.baseline() != AdvantageConfig.Baseline.GREEDY,
                "sampling.degenerate must not be replay under advantage.baseline: greedy, whose rollouts are of the items that"
                        + " were drawn in this update");
    }

    /** Episodes of an update. */
    public int episodes() {
        return prompts * groupSize;
    }

    /**
     * The defaults: GRPO with a mean baseline and no scale. {@code scale: group-std} is what most trainers do and is known to
     * flip the sign of the price on easy and on hopeless levels.
     *
     * @param process whether the task is a process; a stepped environment has no observations to share
     */
    public static TrainerConfig defaults(Component shaping, boolean process) {
        return new TrainerConfig(
                300,
                1024,
                16,
                List.of(),
                CurriculumPath.STEP,
                Estimator.SAMPLED,
                SamplingConfig.defaults(),
                AdvantageConfig.defaults(),
                LossConfig.defaults(),
                KlConfig.defaults(),
                EntropyConfig.defaults(),
                TruncationConfig.defaults(),
                WarmStartConfig.defaults(),
                1,
                2,
                1,
                Optimizer.ADAM,
                3e-3,
                Schedule.LINEAR,
                0.9,
                0.999,
                1e-8,
                0,
                process,
                Precision.FLOAT,
                Math.min(2, Runtime.getRuntime().availableProcessors()),
                shaping);
    }
}
