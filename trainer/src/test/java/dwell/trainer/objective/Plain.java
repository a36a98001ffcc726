package dwell.trainer.objective;

import dwell.envs.Ending;

/** Facts of episodes from arrays; those of {@code truncated} were forced at the budget. */
record Plain(int groupSize, int[] lengths, double[] computes, boolean[] truncated) implements EpisodeFacts {
    Plain(int groupSize, int[] lengths, double[] computes) {
        this(groupSize, lengths, computes, new boolean[lengths.length]);
    }

    @Override
    public int episodes() {
        return lengths.length;
    }

    @Override
    public int length(int episode) {
        return lengths[episode];
    }

    @Override
    public double compute(int episode) {
        return computes[episode];
    }

    @Override
    public Ending ending(int episode) {
        return truncated[episode] ? Ending.BUDGET_EXHAUSTED : Ending.ANSWERED;
    }
}
