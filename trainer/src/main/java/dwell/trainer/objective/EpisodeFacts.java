package dwell.trainer.objective;

import dwell.envs.Ending;

/** What advantages need to know of the episodes of an update beside their rewards; prompt-major, as rollouts are. */
public interface EpisodeFacts {
    /** Episodes of all prompts; a multiple of {@link #groupSize}. */
    int episodes();

    /** Rollouts of each prompt, G. */
    int groupSize();

    /** Decisions of an episode. */
    int length(int episode);

    /** Compute units of an episode. */
    double compute(int episode);

    Ending ending(int episode);
}
