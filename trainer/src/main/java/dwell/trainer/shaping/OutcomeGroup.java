package dwell.trainer.shaping;

import dwell.envs.Ending;
import dwell.envs.Verdict;

/** The outcomes of the rollouts of one item, in order of members. Facts only; a view, valid during one call. */
public interface OutcomeGroup {
    /** Number of rollouts, G. */
    int size();

    /** Index of the item's level, easiest first. */
    int level();

    /**
     * Number of the item among the process's items, see {@link ProcessFacts#items()}: the same whenever hidden class and start
     * state are. -1 where there is no process.
     */
    int item();

    Verdict verdict(int member);

    Ending ending(int member);

    /** Compute units spent. */
    double compute(int member);

    /** Deliberate actions chosen. */
    int thinks(int member);

    /**
     * Exact probability, given all that was observed up to the last decision and what was then chosen, that the episode ends
     * correct once it is known that no decision follows: what a policy that reports its true posterior would state. NaN where
     * there is no process, or rows hide part of the state.
     */
    double confidence(int member);

    /** Whether the episode ended with a correct answer. */
    default boolean correct(int member) {
        return verdict(member) == Verdict.CORRECT;
    }

    /** Whether nothing was deliberated: the direct, no-thinking or short mode of papers with two modes. */
    default boolean direct(int member) {
        return thinks(member) == 0;
    }
}
