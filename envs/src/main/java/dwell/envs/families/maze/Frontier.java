package dwell.envs.families.maze;

/**
 * The open nodes of a search, least priority first: a binary heap that knows where each cell stands. An entry is {@code
 * priority << 16 | distance << 10 | cell}, so equal priorities go to the node nearer to the goal, then to the smaller cell.
 */
final class Frontier {
    private static final int CELL_BITS = 10;
    private static final int DISTANCE_BITS = 6;

    private final int[] entries;
    /** By cell, its place among the entries plus 1; 0 where it is not open. */
    private final short[] places;

    private int count;

    Frontier(int largestSize) {
        this.entries = new int[largestSize * largestSize];
        this.places = new short[Maze.cells(largestSize)];
    }

    static int entry(int priority, int distance, int cell) {
        return priority << CELL_BITS + DISTANCE_BITS | distance << CELL_BITS | cell;
    }

    static int cell(int entry) {
        return entry & (1 << CELL_BITS) - 1;
    }

    static int distance(int entry) {
        return entry >>> CELL_BITS & (1 << DISTANCE_BITS) - 1;
    }

    int count() {
        return count;
    }

    /** Entry {@code i} in the order of the heap; 0 is the least. */
    int at(int i) {
        return entries[i];
    }

    void clear() {
        for (int i = 0; i < count; i++) {
            places[cell(entries[i])] = 0;
        }
        count = 0;
    }

    /** Adds a cell, or gives one that is open a smaller priority. */
    void put(int entry) {
        int place = places[cell(entry)];
        int i = place == 0 ? count++ : place - 1;
        while (i > 0) {
            int parent = i - 1 >>> 1;
            if (entries[parent] <= entry) {
                break;
            }
            set(i, entries[parent]);
            i = parent;
        }
        set(i, entry);
    }

    /** Takes the least entry away. */
    int pop() {
        int least = entries[0];
        places[cell(least)] = 0;
        int last = entries[--count];
        if (count > 0) {
            int i = 0;
            for (int child = 1; child < count; child = 2 * i + 1) {
                if (child + 1 < count && entries[child + 1] < entries[child]) {
                    child++;
                }
                if (entries[child] >= last) {
                    break;
                }
                set(i, entries[child]);
                i = child;
            }
            set(i, last);
        }
        return least;
    }

    private void set(int i, int entry) {
        entries[i] = entry;
        places[cell(entry)] = (short) (i + 1);
    }
}
