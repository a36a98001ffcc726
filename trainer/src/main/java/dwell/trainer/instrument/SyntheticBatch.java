package dwell.trainer.instrument;

import dwell.envs.Ending;
import dwell.envs.Verdict;
import dwell.trainer.objective.EpisodeFacts;
import dwell.trainer.shaping.OutcomeGroup;

/**
 * Groups of episodes of {@link TwoModePrompt}s that nobody rolled out, prompt-major: each member is of a kind. Confined to one
 * thread.
 */
final class SyntheticBatch implements EpisodeFacts {
    private final int groupSize;
    private final TwoModePrompt[] prompts;
    private final OutcomeKind[] kinds;
    private final boolean[] thinking;

    SyntheticBatch(int prompts, int groupSize) {
        this.groupSize = groupSize;
        this.prompts = new TwoModePrompt[prompts];
        this.kinds = new OutcomeKind[prompts * groupSize];
        this.thinking = new boolean[prompts * groupSize];
    }

    /** Says whose a group is. */
    void of(int group, TwoModePrompt prompt) {
        prompts[group] = prompt;
    }

    /** Sets an episode. */
    void set(int episode, OutcomeKind kind, boolean thinks) {
        kinds[episode] = kind;
        thinking[episode] = thinks;
    }

    int prompts() {
        return prompts.length;
    }

    @Override
    public int groupSize() {
        return groupSize;
    }

    @Override
    public int episodes() {
        return kinds.length;
    }

    /** Whether an episode took the think mode. */
    boolean thinking(int episode) {
        return thinking[episode];
    }

    @Override
    public int length(int episode) {
        return kinds[episode].decisions();
    }

    @Override
    public double compute(int episode) {
        return kinds[episode].compute();
    }

    @Override
    public Ending ending(int episode) {
        return kinds[episode].ending();
    }

    /** A view of the outcomes of a group. */
    OutcomeGroup group(int group) {
        return new Group(group);
    }

    private final class Group implements OutcomeGroup {
        private final int group;

        Group(int group) {
            this.group = group;
        }

        private OutcomeKind kind(int member) {
            return kinds[group * groupSize + member];
        }

        @Override
        public int size() {
            return groupSize;
        }

        @Override
        public int level() {
            return prompts[group].level();
        }

        @Override
        public int item() {
            return prompts[group].item();
        }

        @Override
        public Verdict verdict(int member) {
            return kind(member).verdict();
        }

        @Override
        public Ending ending(int member) {
            return kind(member).ending();
        }

        @Override
        public double compute(int member) {
            return kind(member).compute();
        }

        @Override
        public int thinks(int member) {
            return kind(member).thinks();
        }

        @Override
        public double confidence(int member) {
            return kind(member).confidence();
        }
    }
}
