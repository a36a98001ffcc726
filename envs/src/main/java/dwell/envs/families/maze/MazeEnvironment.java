package dwell.envs.families.maze;

import dwell.envs.Action;
import dwell.envs.ActionKind;
import dwell.envs.Ending;
import dwell.envs.Outcome;
import dwell.envs.Stakes;
import dwell.envs.VectorEnvironment;
import dwell.envs.Verdict;
import dwell.envs.families.EnvironmentFamily.Side;
import dwell.envs.random.RandomKey;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;

/**
 * Find the way through a grid maze: search on the map for as long as it pays, then walk.
 *
 * <p><b>Task.</b> A square grid with random walls, a start and a goal that can be reached. Each think expands the next {@code
 * expansions} nodes of an anytime weighted A* search (Hansen and Zhou 2007) on the policy's own, exact map. Answering walks the
 * best path found; before one is found, the way to the node that would be expanded next and from there straight towards the
 * goal, without looking, until the goal or the first wall. The answer is correct if it reaches the goal in at most (1 + {@code
 * slack}) times the steps of the shortest path. With a heuristic weight above 1 the first path found may be too long; further
 * thinks shorten it until it is proven shortest, and after that they only cost.
 *
 * <p><b>Item.</b> The level (size and wall density), the maze and what is shown of its size and density: a function of the item
 * key. The search is deterministic, so an episode is fixed by its item and the number of thinks; the episode key only draws
 * actions. Mazes are training or held-out mazes by a hash of size and walls, so the sides share no walls.
 *
 * <p><b>Observation</b> (in this order): thinks so far / {@code maxThinks}; nodes expanded / open cells; whether a path is found;
 * whether it is proven shortest; the share of the found path beyond the distance without walls, beyond the proven lower bound,
 * and by which the last think shortened it; the share of the lower bound beyond the distance without walls; the next node's
 * distance to the goal against the start's, the share of its estimated path already walked, and the share of that beyond
 * the start's distance; the distance of the nearest node seen against the start's, and how much it fell in the last think; open
 * nodes / (4 size); the chance that the straight walk is free of walls at the shown density, (1 - density)^(h - 1), which a
 * designer gives; the start's distance; the size and the share of walls that the item shows, which are its own with {@code
 * cueReliability}; the constant 1. Each lies in [0, 1]. All of it comes from the policy's own map and search.
 *
 * <p><b>Actions.</b> answer, think and, if asked for, abstain. <b>Compute.</b> Node expansions: a think costs {@code expansions}
 * units, also where fewer nodes are left; each step walked costs {@code moveCompute}, the step against a wall nothing.
 * <b>Episode end.</b> ANSWERED, ABSTAINED, or BUDGET_EXHAUSTED with a forced answer after {@code maxThinks} thinks.
 *
 * <p><b>Bound.</b> A policy only chooses when to stop, and what stopping is worth is fixed by the item. So the best number of
 * thinks of an item is known exactly, and {@link #utilityBound} is the utility of one who is told it: the clairvoyant
 * optimum, attained on every item, but by no policy that has to look.
 *
 * <p><b>Source.</b> Mazes as in Searchformer (Lehnert et al. 2024; used by Dualformer, Su et al. 2025): random walls, start and
 * goal, a shortest path of at least size - 1 steps, split by walls; "optimal" is a plan as short as the shortest. Differs from the
 * paper: walls are independent with a density set by level, where the paper draws a number of walls from 30 to 50 % of the
 * cells; the goal is uniform among the cells that are far enough from the start; one answer is scored, where the paper reports
 * whether one of 64 is optimal; search is weighted and can be stopped.
 *
 * <p><b>Version history.</b> v1: first version.
 *
 * <p>Stepping and observing allocate nothing; slots with the same item key that are reset one after the other share one search.
 */
public final class MazeEnvironment implements VectorEnvironment {
    private static final List<Action> ACTIONS = List.of(
            new Action("answer", ActionKind.ANSWER),
            new Action("think", ActionKind.THINK),
            new Action("abstain", ActionKind.ABSTAIN));
    private static final int ANSWER = 0;
    private static final int THINK = 1;

    private enum Stage {
        IDLE,
        RUNNING,
        ANSWERED,
        ABSTAINED,
        EXHAUSTED
    }

    private final MazeParameters parameters;
    private final List<Action> actions;
    private final List<String> levels;
    private final int largestSize;
    private final MazeDrawing drawing;
    private final Stage[] stages;
    private final Deliberation[] items;
    private final long[] episodeKeys;
    private final int[] thinks;
    private final ArrayDeque<Deliberation> unused = new ArrayDeque<>();
    /** The item begun last. */
    private Deliberation latest;

    /**
     * Makes the slots.
     *
     * @throws IllegalArgumentException if a level has no mazes
     */
    MazeEnvironment(MazeParameters parameters, int slots, Side side) {
        this.parameters = parameters;
        this.actions = ACTIONS.subList(0, parameters.abstain() ? 3 : 2);
        this.levels = parameters.levels();
        this.largestSize =
                parameters.sizes().stream().mapToInt(Integer::intValue).max().orElseThrow();
        this.drawing = new MazeDrawing(parameters, side);
        this.stages = new Stage[slots];
        Arrays.fill(stages, Stage.IDLE);
        this.items = new Deliberation[slots];
        this.episodeKeys = new long[slots];
        this.thinks = new int[slots];
        Maze trial = new Maze();
        for (int level = 0; level < levels.size(); level++) {
            drawing.draw(0, level, trial);
        }
    }

    @Override
    public int slots() {
        return stages.length;
    }

    @Override
    public List<String> levels() {
        return levels;
    }

    @Override
    public List<Action> actions() {
        return actions;
    }

    @Override
    public int featureCount() {
        return MazeObservation.FEATURES.size();
    }

    @Override
    public void reset(int slot, long itemKey, long episodeKey) {
        assign(slot, itemKey);
        episodeKeys[slot] = episodeKey;
        thinks[slot] = 0;
        stages[slot] = parameters.maxThinks() == 0 ? Stage.EXHAUSTED : Stage.RUNNING;
    }

    private void assign(int slot, long itemKey) {
        Deliberation item = items[slot];
        if (item != null) {
            if (item.key() == itemKey) {
                return;
            }
            items[slot] = null;
            stages[slot] = Stage.IDLE;
            if (--item.users == 0) {
                unused.push(item);
            }
        }
        if (latest == null || latest.users == 0 || latest.key() != itemKey) {
            latest = unused.isEmpty() ? new Deliberation(parameters, largestSize) : unused.pop();
            latest.begin(drawing, itemKey);
        }
        items[slot] = latest;
        latest.users++;
    }

    @Override
    public boolean running(int slot) {
        return stages[slot] == Stage.RUNNING;
    }

    private void requireRunning(int slot) {
        if (stages[slot] != Stage.RUNNING) {
            throw new IllegalStateException("slot %d is not running; reset it first".formatted(slot));
        }
    }

    private Deliberation item(int slot) {
        if (items[slot] == null) {
            throw new IllegalStateException("slot %d has no item; reset it first".formatted(slot));
        }
        return items[slot];
    }

    @Override
    public void observe(int slot, float[] out, int offset) {
        requireRunning(slot);
        items[slot].observe(thinks[slot], out, offset);
    }

    @Override
    public boolean legal(int slot, int action) {
        requireRunning(slot);
        return action >= 0 && action < actions.size();
    }

    @Override
    public double actionDraw(int slot) {
        return RandomKey.uniform(episodeKeys[slot], thinks[slot]);
    }

    @Override
    public void step(int slot, int action) {
        if (!legal(slot, action)) {
            throw new IllegalArgumentException("action %d is not legal in slot %d".formatted(action, slot));
        }
        if (action == THINK) {
            items[slot].reach(++thinks[slot]);
            if (thinks[slot] == parameters.maxThinks()) {
                stages[slot] = Stage.EXHAUSTED;
            }
        } else {
            stages[slot] = action == ANSWER ? Stage.ANSWERED : Stage.ABSTAINED;
        }
    }

    @Override
    public Outcome outcome(int slot) {
        Deliberation item = items[slot];
        int spent = thinks[slot];
        Ending ending = switch (stages[slot]) {
            case ANSWERED -> Ending.ANSWERED;
            case ABSTAINED -> Ending.ABSTAINED;
            case EXHAUSTED -> Ending.BUDGET_EXHAUSTED;
            default -> throw new IllegalStateException("slot %d has not ended".formatted(slot));
        };
        return ending == Ending.ABSTAINED
                ? new Outcome(item.maze().level, ending, Verdict.NONE, item.thinkCompute(spent), spent)
                : new Outcome(item.maze().level, ending, item.verdict(spent), item.compute(spent), spent);
    }

    /** The utility of answering (or abstaining at once, if that is better) at the best time for the slot's item. */
    @Override
    public double utilityBound(int slot, Stakes stakes) {
        Deliberation item = item(slot);
        double answering = item.utility(item.bestThinks(stakes), stakes);
        return parameters.abstain() ? Math.max(answering, stakes.abstain()) : answering;
    }

    /**
     * The number of thinks after which answering is worth most on the slot's item, the least where several are; what one who
     * knew the maze would take.
     *
     * @throws IllegalStateException if the slot was never reset
     */
    public int bestThinks(int slot, Stakes stakes) {
        return item(slot).bestThinks(stakes);
    }

    /**
     * The slot's maze as text: one line a row, {@code #} a wall, {@code .} an open cell, {@code S} the start, {@code G} the
     * goal.
     *
     * @throws IllegalStateException if the slot was never reset
     */
    public String picture(int slot) {
        return item(slot).maze().picture();
    }
}
