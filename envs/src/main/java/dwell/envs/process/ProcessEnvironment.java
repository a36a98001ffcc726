package dwell.envs.process;

import dwell.envs.Action;
import dwell.envs.Outcome;
import dwell.envs.VectorEnvironment;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;

/**
 * A compiled process as a vector environment: the path that environments without tables take. Its episodes are those of
 * {@link Simulator}, draw for draw.
 */
public final class ProcessEnvironment implements VectorEnvironment {
    private static final int IDLE = -2;
    private static final int ENDED = -1;

    private final CompiledProcess process;
    private final Simulator simulator;
    private final LongFunction<Item> items;
    private final int width;
    private final float[] features;
    private final int[] hiddenClass;
    private final int[] state;
    private final int[] row;
    private final int[] step;
    private final int[] terminal;
    private final int[] thinks;
    private final double[] compute;
    private final long[] key;

    /** Episodes of the process's own items. */
    public ProcessEnvironment(CompiledProcess process, Simulator simulator, int slots) {
        this(process, simulator, slots, key -> Item.of(process, key));
    }

    /**
     * Episodes of other items, for example of another mix of levels.
     *
     * @param items the item of a key; called by {@link #reset}, on its thread
     */
    public ProcessEnvironment(CompiledProcess process, Simulator simulator, int slots, LongFunction<Item> items) {
        this.process = process;
        this.simulator = simulator;
        this.items = items;
        this.width = process.featureCount();
        this.features = process.rowFeatures();
        this.hiddenClass = new int[slots];
        this.state = new int[slots];
        Arrays.fill(state, IDLE);
        this.row = new int[slots];
        this.step = new int[slots];
        this.terminal = new int[slots];
        this.thinks = new int[slots];
        this.compute = new double[slots];
        this.key = new long[slots];
    }

    @Override
    public int slots() {
        return state.length;
    }

    @Override
    public List<String> levels() {
        return process.levels();
    }

    @Override
    public List<Action> actions() {
        return process.actions();
    }

    @Override
    public int featureCount() {
        return process.featureCount();
    }

    @Override
    public void reset(int slot, long itemKey, long episodeKey) {
        Item item = items.apply(itemKey);
        hiddenClass[slot] = item.hiddenClass();
        state[slot] = item.startState();
        key[slot] = episodeKey;
        step[slot] = 0;
        thinks[slot] = 0;
        compute[slot] = 0;
        settle(slot);
    }

    private void settle(int slot) {
        while (state[slot] >= 0 && !process.isDecision(state[slot])) {
            take(slot, process.choiceBegin[state[slot]]);
        }
        if (state[slot] >= 0) {
            row[slot] = simulator.rowAt(state[slot], key[slot], step[slot]);
        }
    }

    private void take(int slot, int choice) {
        thinks[slot] += simulator.chosenThinks(choice);
        compute[slot] += process.compute[hiddenClass[slot]][choice];
        int target = process.branchTarget[simulator.branchAt(choice, hiddenClass[slot], key[slot], step[slot])];
        step[slot]++;
        if (target < 0) {
            terminal[slot] = -1 - target;
            state[slot] = ENDED;
        } else {
            state[slot] = target;
        }
    }

    @Override
    public boolean running(int slot) {
        return state[slot] >= 0;
    }

    private void requireRunning(int slot) {
        if (state[slot] < 0) {
            throw new IllegalStateException("slot %d is not running; reset it first".formatted(slot));
        }
    }

    @Override
    public void observe(int slot, float[] out, int offset) {
        requireRunning(slot);
        System.arraycopy(features, row[slot] * width, out, offset, width);
    }

    @Override
    public int row(int slot) {
        requireRunning(slot);
        return row[slot];
    }

    @Override
    public boolean legal(int slot, int action) {
        requireRunning(slot);
        return action >= 0 && action < process.actionCount() && process.choiceOf(state[slot], action) >= 0;
    }

    @Override
    public double actionDraw(int slot) {
        return Simulator.actionDraw(key[slot], step[slot]);
    }

    @Override
    public void step(int slot, int action) {
        requireRunning(slot);
        if (!legal(slot, action)) {
            throw new IllegalArgumentException("action %d is not legal in slot %d".formatted(action, slot));
        }
        take(slot, process.choiceOf(state[slot], action));
        settle(slot);
    }

    @Override
    public Outcome outcome(int slot) {
        if (state[slot] != ENDED) {
            throw new IllegalStateException("slot %d has not ended".formatted(slot));
        }
        return new Outcome(
                process.levelOf(hiddenClass[slot]),
                CompiledProcess.endingOf(terminal[slot]),
                CompiledProcess.verdictOf(terminal[slot]),
                compute[slot],
                thinks[slot]);
    }
}
