package dwell.envs.process;

import dwell.envs.Ending;
import dwell.envs.Verdict;

/**
 * One thing that can follow a choice: a next state, or the end of the episode.
 *
 * @param probability given the hidden class, in [0, 1]
 * @param next the next state; null where the episode ends
 * @param ending why the episode ends; null where it goes on
 * @param verdict what was answered; null where the episode goes on
 */
public record Branch<S>(double probability, S next, Ending ending, Verdict verdict) {
    /** The episode goes on in {@code next}. */
    public static <S> Branch<S> to(double probability, S next) {
        return new Branch<>(probability, next, null, null);
    }

    /** The episode ends. */
    public static <S> Branch<S> end(double probability, Ending ending, Verdict verdict) {
        return new Branch<>(probability, null, ending, verdict);
    }
}
