package dwell.envs.families.maze;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MazeSearchTest {
    private static final int LARGEST = MazeParameters.LARGEST;

    /** Dijkstra's algorithm on the picture of the maze; -1 where no path is. */
    static int dijkstra(Maze maze) {
        String[] rows = maze.picture().split("\n");
        int size = rows.length;
        int[] best = new int[size * size];
        Arrays.fill(best, -1);
        PriorityQueue<int[]> queue = new PriorityQueue<>((a, b) -> Integer.compare(a[1], b[1]));
        queue.add(new int[] {String.join("", rows).indexOf('S'), 0});
        int[][] moves = {{0, 1}, {1, 0}, {0, -1}, {-1, 0}};
        while (!queue.isEmpty()) {
            int[] node = queue.poll();
            if (best[node[0]] >= 0) {
                continue;
            }
            best[node[0]] = node[1];
            for (int[] move : moves) {
                int row = node[0] / size + move[0];
                int column = node[0] % size + move[1];
                if (row >= 0 && column >= 0 && row < size && column < size && rows[row].charAt(column) != '#') {
                    queue.add(new int[] {row * size + column, node[1] + 1});
                }
            }
        }
        return best[String.join("", rows).indexOf('G')];
    }

    @Test
    void theOraclesShortestPathIsDijkstras() {
        MazeParameters parameters = Mazes.varied(1, 1, 1, 0);
        for (int key = 0; key < 600; key++) {
            Maze maze = Mazes.draw(parameters, key);
            assertThat(maze.shortest).as("maze %d", key).isEqualTo(dijkstra(maze));
        }
    }

    @Test
    void theFloodReachesEveryCellInItsNumberOfSteps() {
        MazeParameters parameters = Mazes.varied(1, 1, 1, 0);
        FloodFill flood = new FloodFill(LARGEST);
        for (int key = 0; key < 40; key++) {
            Maze maze = Mazes.draw(parameters, key);
            int[] steps = queueSearch(maze);
            for (int least : new int[] {1, 3, maze.size}) {
                int[] far = Arrays.stream(cells(maze))
                        .filter(cell -> steps[cell] >= least)
                        .toArray();
                assertThat(flood.flood(maze, least)).isEqualTo(far.length);
                for (int i = 0; i < far.length; i++) {
                    assertThat(flood.farCell(i)).isEqualTo(far[i]);
                    assertThat(flood.steps(far[i])).isEqualTo(steps[far[i]]);
                }
            }
        }
    }

    private static int[] cells(Maze maze) {
        int[] cells = new int[maze.size * maze.size];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = Maze.cell(1 + i / maze.size, 1 + i % maze.size);
        }
        return cells;
    }

    private static int[] queueSearch(Maze maze) {
        int[] steps = new int[Maze.cells(maze.size)];
        Arrays.fill(steps, -1);
        ArrayDeque<Integer> queue = new ArrayDeque<>();
        steps[maze.start] = 0;
        queue.add(maze.start);
        while (!queue.isEmpty()) {
            int cell = queue.poll();
            for (int next : new int[] {cell - 1, cell + 1, cell - Maze.STRIDE, cell + Maze.STRIDE}) {
                if (maze.isOpen(next) && steps[next] < 0) {
                    steps[next] = steps[cell] + 1;
                    queue.add(next);
                }
            }
        }
        return steps;
    }

    @Test
    void withWeightOneTheFirstPathFoundIsTheShortest() {
        MazeParameters parameters = Mazes.varied(1, 1, 1, 0);
        MazeSearch search = new MazeSearch(10, LARGEST);
        for (int key = 0; key < 600; key++) {
            Maze maze = Mazes.draw(parameters, key);
            search.begin(maze);
            while (search.length() == MazeSearch.NONE) {
                search.expand(1);
            }
            assertThat(search.length()).as("maze %d", key).isEqualTo(dijkstra(maze));
            assertThat(search.walkTo(maze.goal)).isEqualTo(search.length());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 13, 20, 50, 100})
    void weightedSearchFindsAPathWithinItsWeightAndEndsWithTheShortestProven(int tenths) {
        MazeParameters parameters = Mazes.varied(1, 1, 1, 0);
        MazeSearch search = new MazeSearch(tenths, LARGEST);
        int longer = 0;
        for (int key = 0; key < 400; key++) {
            Maze maze = Mazes.draw(parameters, key);
            int shortest = dijkstra(maze);
            search.begin(maze);
            int before = MazeSearch.NONE;
            while (search.next() >= 0) {
                assertThat(search.lowerBound()).isBetween(maze.distance(maze.start), shortest);
                search.expand(1);
                assertThat(search.length()).isLessThanOrEqualTo(before);
                if (search.length() != MazeSearch.NONE) {
                    assertThat(10 * search.length()).isLessThanOrEqualTo(tenths * shortest);
                    longer += before == MazeSearch.NONE && search.length() > shortest ? 1 : 0;
                }
                if (search.length() < before) {
                    assertThat(search.walkTo(maze.goal)).isEqualTo(search.length());
                }
                before = search.length();
            }
            assertThat(search.length()).as("maze %d", key).isEqualTo(shortest);
            assertThat(search.lowerBound()).isEqualTo(shortest);
            assertThat(search.openNodes()).isZero();
        }
        if (tenths == 10) {
            assertThat(longer).isZero();
        } else if (tenths >= 20) {
            assertThat(longer).as("first paths that are too long").isPositive();
        }
    }

    @Test
    void expandingManyNodesAtOnceFindsWhatExpandingThemOneByOneFinds() {
        MazeParameters parameters = Mazes.varied(1, 1, 1, 0);
        for (int key = 0; key < 200; key++) {
            Maze maze = Mazes.draw(parameters, key);
            MazeSearch single = new MazeSearch(10, LARGEST);
            MazeSearch batch = new MazeSearch(10, LARGEST);
            single.begin(maze);
            batch.begin(maze);
            while (batch.next() >= 0) {
                batch.expand(7);
                for (int i = 0; i < 7; i++) {
                    single.expand(1);
                }
                assertThat(batch.next()).isEqualTo(single.next());
                assertThat(batch.length()).isEqualTo(single.length());
                assertThat(batch.expanded()).isEqualTo(single.expanded());
                assertThat(batch.nearest()).isEqualTo(single.nearest());
            }
        }
    }

    @Test
    void theFrontierHandsOutItsEntriesInOrderAndMovesWhatGetsBetter() {
        Frontier frontier = new Frontier(LARGEST);
        int[] priorities = new int[200];
        for (int i = 0; i < priorities.length; i++) {
            priorities[i] = 100 + i * 7919 % 1009;
            frontier.put(Frontier.entry(priorities[i], i % 50, 33 + i));
        }
        for (int i = 0; i < priorities.length; i += 3) {
            priorities[i] -= 1 + i % 97;
            frontier.put(Frontier.entry(priorities[i], i % 50, 33 + i));
        }
        int[] expected = new int[priorities.length];
        for (int i = 0; i < priorities.length; i++) {
            expected[i] = Frontier.entry(priorities[i], i % 50, 33 + i);
        }
        Arrays.sort(expected);
        for (int entry : expected) {
            assertThat(frontier.pop()).isEqualTo(entry);
        }
        assertThat(frontier.count()).isZero();
    }
}
