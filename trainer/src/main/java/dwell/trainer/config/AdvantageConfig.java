package dwell.trainer.config;

import dwell.envs.Help;
import dwell.envs.Require;
import java.util.List;

/** How rewards become advantages ({@code trainer.advantage.*}). */
public record AdvantageConfig(
        @Help(
                "what is subtracted from a reward: mean (of its group, itself included), leave-one-out (of the others; RLOO), batch"
                        + " (of the update), length-weighted (of the group, by decisions; OPO), greedy (reward of a greedy rollout of the item;"
                        + " ReMax), critic (a learned value of the observation, with GAE; PPO), exact (its exact value), none")
        Baseline baseline,

        @Help(
                "what an advantage is divided by: none, group-std, batch-std, running (deviation over all updates so far)")
        Scale scale,

        @Help("subtracted from n in a deviation: 1 for the sample's (PyTorch's std), 0 for the population's")
        int ddof,

        @Help("added to a deviation before dividing by it, at least 0")
        double scaleEpsilon,

        @Help(
                "terms of the shaping: sum-then-scale (their sum is the reward) or scale-then-sum (each is centred and divided by its"
                        + " deviation within the group, then weighted and summed, then, under scale batch-std, divided by the batch's deviation; GDPO)")
        Terms terms,

        @Help("weight of each term under scale-then-sum, in the order of the shaping's terms; empty for 1 each")
        List<Double> termWeights,

        @Help(
                "which members of a group are trained on: all, shortest (least compute; GFPO), efficient (most reward per compute unit;"
                        + " GFPO), spread (the subset with the largest variance of rewards; PODS)")
        Filter filter,

        @Help("members of a group that a filter keeps, at least 2; 0 for half of them")
        int filterKeep,

        @Help("GAE's lambda under baseline critic, in [0, 1]; 1 subtracts the value from the episode's reward")
        double gaeLambda,

        @Help("hidden layers of the critic, an MLP of its own; empty for a linear one")
        List<Integer> criticHidden,

        @Help("step size of the critic, greater than 0") double criticLearningRate,

        @Help("optimiser steps that the critic takes on each minibatch, at least 1")
        int criticSteps) {

    /** What a reward is compared with. */
    public enum Baseline {
        MEAN,
        LEAVE_ONE_OUT,
        BATCH,
        LENGTH_WEIGHTED,
        GREEDY,
        CRITIC,
        EXACT,
        NONE;

        /** Whether decisions of one episode have advantages of their own. */
        public boolean byDecision() {
            return this == CRITIC || this == EXACT;
        }

        /** Whether the rewards of a group are compared with each other, so that equal ones have advantage 0. */
        public boolean centresGroups() {
            return this == MEAN || this == LEAVE_ONE_OUT || this == LENGTH_WEIGHTED;
        }

        @Override
        public String toString() {
            return Words.kebab(this);
        }
    }

    /** What an advantage is divided by. */
    public enum Scale {
        NONE,
        GROUP_STD,
        BATCH_STD,
        RUNNING;

        @Override
        public String toString() {
            return Words.kebab(this);
        }
    }

    /** How the terms of a shaping make one advantage. */
    public enum Terms {
        SUM_THEN_SCALE,
        SCALE_THEN_SUM;

        @Override
        public String toString() {
            return Words.kebab(this);
        }
    }

    /** Which members of a group are trained on. */
    public enum Filter {
        ALL,
        SHORTEST,
        EFFICIENT,
        SPREAD;

        @Override
        public String toString() {
            return Words.kebab(this);
        }
    }

    public AdvantageConfig {
        Require.within("ddof", ddof, 0, 1);
        Require.atLeast("scaleEpsilon", scaleEpsilon, 0);
        Require.that(
                baseline.centresGroups() || scale == Scale.NONE || scaleEpsilon > 0,
                "scaleEpsilon must be greater than 0 under baseline %s, where equal rewards are divided too, was %s",
                baseline,
                scaleEpsilon);
        Require.that(
                !baseline.byDecision() || scale != Scale.GROUP_STD,
                "scale must be none, batch-std or running under baseline %s, whose advantages are not of a group, was %s",
                baseline,
                scale);
        Require.that(
                terms == Terms.SUM_THEN_SCALE
                        || baseline == Baseline.MEAN && (scale == Scale.NONE || scale == Scale.BATCH_STD),
                "terms must be sum-then-scale unless baseline is mean and scale is none or batch-std, was %s",
                terms);
        termWeights = List.copyOf(termWeights);
        termWeights.forEach(weight -> Require.atLeast("termWeights", weight, 0));
        Require.that(
                filterKeep == 0 || filterKeep >= 2, "filterKeep must be at least 2, or 0 for half, was %s", filterKeep);
        Require.probability("gaeLambda", gaeLambda);
        criticHidden = List.copyOf(criticHidden);
        criticHidden.forEach(units -> Require.within("criticHidden", units, 1, 4096));
        Require.positive("criticLearningRate", criticLearningRate);
        Require.within("criticSteps", criticSteps, 1, 1000);
    }

    /**
     * A mean baseline and no scale. {@code scale: group-std} is what most trainers do and is known to flip the sign of the price
     * on easy and on hopeless levels.
     */
    public static AdvantageConfig defaults() {
        return new AdvantageConfig(
                Baseline.MEAN,
                Scale.NONE,
                1,
                1e-4,
                Terms.SUM_THEN_SCALE,
                List.of(),
                Filter.ALL,
                0,
                1,
                List.of(64, 64),
                3e-3,
                1);
    }
}
