package dwell.envs.families.maze;

import dwell.envs.families.EnvironmentFamily.Side;
import dwell.envs.random.RandomKey;
import java.util.stream.LongStream;

/** The mazes that item keys stand for, to look for duplicates and for mazes on both sides of the split. One thread. */
public final class MazeItems {
    private final MazeDrawing drawing;
    private final Maze maze = new Maze();

    public MazeItems(MazeParameters parameters, Side side) {
        this.drawing = new MazeDrawing(parameters, side);
    }

    /** Hash of the size, walls, start and goal of an item; the level and what is shown do not count. */
    public long hash(long itemKey) {
        drawing.draw(itemKey, maze);
        return maze.hash();
    }

    /** Hash of the size and walls of an item; the sides of a split have none in common. */
    public long wallHash(long itemKey) {
        drawing.draw(itemKey, maze);
        return maze.wallHash();
    }

    /** How many different mazes (size, walls, start, goal) the items {@code child(key, 0 .. count - 1)} are. */
    public long distinct(long key, int count) {
        return LongStream.range(0, count)
                .map(i -> hash(RandomKey.child(key, i)))
                .distinct()
                .count();
    }
}
