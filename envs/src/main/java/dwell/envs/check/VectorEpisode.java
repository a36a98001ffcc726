package dwell.envs.check;

import dwell.envs.Outcome;
import dwell.envs.VectorEnvironment;
import dwell.envs.random.RandomKey;

/** Plays episodes of a vector environment by a uniform policy and remembers them as a hash. Confined to one thread. */
public final class VectorEpisode {
    /** An episode of more decisions is taken for one that does not end. */
    static final int MOST_DECISIONS = 100_000;

    private final VectorEnvironment environment;
    private final float[] features;
    private final int actions;

    public VectorEpisode(VectorEnvironment environment) {
        this.environment = environment;
        this.features = new float[environment.featureCount()];
        this.actions = environment.actions().size();
    }

    /** The key of an item among those of {@code key}. */
    public static long itemKey(long key, int n) {
        return RandomKey.child(key, n);
    }

    /** The key of an episode among those of {@code key}. */
    public static long episodeKey(long key, int n) {
        return RandomKey.child(key, ~n);
    }

    /** What a slot shows: features, legal actions, and the draw of the next action. */
    long look(int slot, long hash) {
        environment.observe(slot, features, 0);
        long seen = hash;
        for (float feature : features) {
            seen = RandomKey.child(seen, Float.floatToIntBits(feature));
        }
        for (int a = 0; a < actions; a++) {
            seen = RandomKey.child(seen, environment.legal(slot, a) ? 1 : 0);
        }
        return RandomKey.child(seen, Double.doubleToLongBits(environment.actionDraw(slot)));
    }

    /** The features that {@link #look} saw last. */
    float[] features() {
        return features;
    }

    /** The legal action that the slot's own draw picks, all alike; -1 if none is legal. */
    int uniformAction(int slot) {
        int legal = legalCount(slot);
        int wanted = Math.min((int) (environment.actionDraw(slot) * legal), legal - 1);
        for (int a = 0; a < actions; a++) {
            if (environment.legal(slot, a) && wanted-- == 0) {
                return a;
            }
        }
        return -1;
    }

    int legalCount(int slot) {
        int legal = 0;
        for (int a = 0; a < actions; a++) {
            legal += environment.legal(slot, a) ? 1 : 0;
        }
        return legal;
    }

    /** One decision of a running slot. */
    long step(int slot, long hash) {
        long seen = look(slot, hash);
        int action = uniformAction(slot);
        environment.step(slot, action);
        return RandomKey.child(seen, action);
    }

    /** Plays a slot from its reset to its end; returns the hash of all that was seen, and of the outcome. */
    public long play(int slot, long itemKey, long episodeKey) {
        environment.reset(slot, itemKey, episodeKey);
        return finish(slot, 0);
    }

    /** Plays a slot to its end. */
    long finish(int slot, long hash) {
        long seen = hash;
        for (int n = 0; environment.running(slot); n++) {
            if (n == MOST_DECISIONS) {
                throw new IllegalStateException("an episode has not ended after %,d decisions".formatted(n));
            }
            seen = step(slot, seen);
        }
        Outcome outcome = environment.outcome(slot);
        seen = RandomKey.child(seen, outcome.level());
        seen = RandomKey.child(seen, outcome.ending().ordinal());
        seen = RandomKey.child(seen, outcome.verdict().ordinal());
        seen = RandomKey.child(seen, Double.doubleToLongBits(outcome.compute()));
        return RandomKey.child(seen, outcome.thinks());
    }
}
