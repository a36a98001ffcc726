package dwell.trainer.shaping;

import dwell.envs.Ending;
import dwell.envs.Verdict;

/** The outcomes of the rollouts of one item, in order of members. Facts only; a view, valid during one call. */
public interface OutcomeGroup {
    /** Number of rollouts, G. */
    int size();

    Verdict verdict(int member);

    Ending ending(int member);

    /** Compute units spent. */
    double compute(int member);

    /** Deliberate actions chosen. */
    int thinks(int member);
}
