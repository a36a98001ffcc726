package dwell.trainer.evaluate;

import dwell.envs.Action;
import dwell.envs.Stakes;
import dwell.envs.VectorEnvironment;
import dwell.envs.families.EnvironmentFamily.Side;
import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import dwell.policies.LearnedPolicy;
import dwell.policies.ObservationBatch;
import dwell.policies.SteppedRule;
import dwell.trainer.NonFiniteException;
import dwell.trainer.Workers;
import dwell.trainer.config.EvaluationConfig.Mode;
import dwell.trainer.objective.LogSoftmax;
import dwell.trainer.rollout.ActionDraw;
import dwell.trainer.rollout.SideBySide;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Lets policies play the evaluation items of a stepped environment. Item {@code i} and its episode are the same for every policy
 * and every run: their keys are children of (seed 0, EVALUATION, side), so differences between policies are paired. Buffers are
 * reused; confined to one thread.
 */
final class SteppedEvaluator {
    /** Episodes at once: enough for large batches, few enough to fit beside those of training. */
    private static final int WAVE = 1024;

    private final SideBySide wave;
    private final Stakes stakes;
    private final long itemKey;
    private final long episodeKey;
    private final List<String> levels;
    private final List<Action> actions;
    private final int width;
    private final ObservationBatch batch;
    private final boolean[] legal;
    private final double[] logits;
    private final double[] logProbability;

    /**
     * An evaluator of one kind of item.
     *
     * @param make environments of a number of slots
     * @param most episodes that will be asked for at once
     */
    SteppedEvaluator(IntFunction<VectorEnvironment> make, Side side, Stakes stakes, Workers workers, int most) {
        this.wave = new SideBySide(make, workers, Math.min(WAVE, most), 1);
        this.stakes = stakes;
        long key = RandomKey.child(RandomKey.of(0, Purpose.EVALUATION), side.ordinal());
        this.itemKey = RandomKey.child(key, 0);
        this.episodeKey = RandomKey.child(key, 1);
        this.levels = wave.any().levels();
        this.actions = wave.any().actions();
        this.width = wave.any().featureCount();
        this.batch = new ObservationBatch(width, wave.capacity());
        this.legal = new boolean[wave.capacity() * actions.size()];
        this.logits = new double[legal.length];
        this.logProbability = new double[legal.length];
    }

    List<Action> actions() {
        return actions;
    }

    /**
     * Episodes of a learned policy.
     *
     * @throws NonFiniteException if it gives a logit that is not finite
     */
    EvaluatedEpisodes learned(LearnedPolicy policy, Mode mode, int count) {
        return play(count, (played, from, waiting) -> {
            batch.resize(waiting);
            wave.look((environment, slot, episode, place) -> observe(environment, slot, place));
            policy.logits(batch, logits);
            NonFiniteException.check("evaluation", logits, waiting * actions.size());
            return (environment, slot, episode, place) -> choose(mode, environment.actionDraw(slot), place);
        });
    }

    private void observe(VectorEnvironment environment, int slot, int place) {
        environment.observe(slot, batch.features(), place * width);
        batch.rows()[place] = environment.row(slot);
        for (int a = 0; a < actions.size(); a++) {
            legal[place * actions.size() + a] = environment.legal(slot, a);
        }
    }

    private int choose(Mode mode, double u, int place) {
        int at = place * actions.size();
        LogSoftmax.of(logits, at, actions.size(), legal, at, logProbability, at);
        return mode == Mode.GREEDY
                ? ActionDraw.greedy(logProbability, at, actions.size())
                : ActionDraw.sampled(logProbability, at, actions.size(), u);
    }

    /** Episodes of a fixed policy. */
    EvaluatedEpisodes fixed(SteppedRule rule, int count) {
        return play(
                count,
                (played, from, waiting) -> (environment, slot, episode, place) ->
                        rule.choose(environment, slot, played.thinks(from + episode)));
    }

    /** How the episodes that wait take their next decision. */
    private interface Decision {
        /**
         * Looks at them together.
         *
         * @param from number among all items of the wave's first episode
         * @param waiting how many episodes wait
         */
        SideBySide.Chooser of(EvaluatedEpisodes played, int from, int waiting);
    }

    private EvaluatedEpisodes play(int count, Decision decision) {
        EvaluatedEpisodes played = new EvaluatedEpisodes(levels, actions, count);
        for (int from = 0; from < count; from += wave.capacity()) {
            int first = from;
            wave.reset(Math.min(wave.capacity(), count - from), new Keys(from));
            for (int waiting = wave.waiting(); waiting > 0; waiting = wave.waiting()) {
                SideBySide.Chooser chooser = decision.of(played, first, waiting);
                wave.step((environment, slot, episode, place) -> {
                    int action = chooser.choose(environment, slot, episode, place);
                    played.choose(first + episode, action);
                    return action;
                });
            }
            wave.lookAtAll((environment, slot, episode, place) -> played.end(
                    first + episode, environment.outcome(slot), environment.utilityBound(slot, stakes), stakes));
        }
        return played;
    }

    private final class Keys implements SideBySide.Keys {
        private final int from;

        Keys(int from) {
            this.from = from;
        }

        @Override
        public long item(int episode) {
            return RandomKey.child(itemKey, from + episode);
        }

        @Override
        public long episode(int episode) {
            return RandomKey.child(episodeKey, from + episode);
        }
    }
}
