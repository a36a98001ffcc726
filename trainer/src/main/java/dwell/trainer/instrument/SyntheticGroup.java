package dwell.trainer.instrument;

import dwell.envs.Ending;
import dwell.envs.Verdict;
import dwell.trainer.shaping.OutcomeGroup;

/** A group of episodes of a {@link TwoModePrompt} that nobody rolled out: each member is of a kind. Confined to one thread. */
final class SyntheticGroup implements OutcomeGroup {
    private final OutcomeKind[] kinds;
    private final boolean[] thinking;
    private int level;
    private int item;

    SyntheticGroup(int size) {
        this.kinds = new OutcomeKind[size];
        this.thinking = new boolean[size];
    }

    /** Says whose group it is. */
    void of(TwoModePrompt prompt) {
        level = prompt.level();
        item = prompt.item();
    }

    /** Sets a member. */
    void set(int member, OutcomeKind kind, boolean thinks) {
        kinds[member] = kind;
        thinking[member] = thinks;
    }

    /** Whether a member took the think mode. */
    boolean thinking(int member) {
        return thinking[member];
    }

    @Override
    public int size() {
        return kinds.length;
    }

    @Override
    public int level() {
        return level;
    }

    @Override
    public int item() {
        return item;
    }

    @Override
    public Verdict verdict(int member) {
        return kinds[member].verdict();
    }

    @Override
    public Ending ending(int member) {
        return kinds[member].ending();
    }

    @Override
    public double compute(int member) {
        return kinds[member].compute();
    }

    @Override
    public int thinks(int member) {
        return kinds[member].thinks();
    }

    @Override
    public double confidence(int member) {
        return kinds[member].confidence();
    }

    /** Decisions of a member; a mean where kinds were merged. */
    double decisions(int member) {
        return kinds[member].decisions();
    }
}
