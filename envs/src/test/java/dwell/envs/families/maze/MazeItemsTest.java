package dwell.envs.families.maze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.families.EnvironmentFamily.Side;
import dwell.envs.random.RandomKey;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MazeItemsTest {
    private static final MazeParameters DEFAULTS = new MazeFamily().defaults();
    private static final String GOLDEN_PICTURE = """
            #....#
            ......
            ...#.#
            ....G.
            S.....
            ##..#.
            """;
    private static final String GOLDEN_THINKS = "2 4 4 5 0 5 18 5 8 19 4 12 3 16 1 7 1 5 10 2 ";
    private static final String GOLDEN_HASH = "64d82e9a747c3323";

    @Test
    void itemsNeverChangeUnnoticed() {
        MazeEnvironment environment = new MazeFamily().create(DEFAULTS, 1, Side.TRAINING);
        int shown = 0;
        for (int key = 0; shown == 0; key++) {
            environment.reset(0, RandomKey.child(1, key), 0);
            if (environment.picture(0).length() == 42) {
                assertThat(environment.picture(0)).isEqualTo(GOLDEN_PICTURE);
                shown++;
            }
        }
        MazeItems items = new MazeItems(DEFAULTS, Side.TRAINING);
        long hash = 0;
        for (int i = 0; i < 100; i++) {
            hash = RandomKey.child(hash, items.hash(RandomKey.child(1, i)));
        }
        assertThat(Long.toHexString(hash)).isEqualTo(GOLDEN_HASH);
        StringBuilder thinks = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            environment.reset(0, RandomKey.child(1, i), 0);
            thinks.append(environment.bestThinks(0, new MazeFamily().defaultStakes()))
                    .append(' ');
        }
        assertThat(thinks).hasToString(GOLDEN_THINKS);
    }

    @Test
    void theSidesHaveNoWallsInCommonEvenWhereMazesAreFew() {
        MazeParameters few = Mazes.parameters(List.of(3, 4), List.of(0.2, 0.3), 1, 1, 8, 0);
        MazeItems training = new MazeItems(few, Side.TRAINING);
        MazeItems heldOut = new MazeItems(few, Side.HELD_OUT);
        Set<Long> trained = new HashSet<>();
        for (int i = 0; i < 3000; i++) {
            trained.add(training.wallHash(RandomKey.child(2, i)));
        }
        assertThat(trained).hasSizeLessThan(2900);
        for (int i = 0; i < 3000; i++) {
            assertThat(trained).doesNotContain(heldOut.wallHash(RandomKey.child(2, i)));
        }
    }

    @Test
    void distinctCountsMazesAndTheDefaultsHardlyRepeat() {
        MazeParameters few = Mazes.parameters(List.of(3), List.of(0.2), 1, 1, 8, 0);
        MazeItems items = new MazeItems(few, Side.TRAINING);
        Set<String> pictures = new HashSet<>();
        MazeEnvironment environment = new MazeEnvironment(few, 1, Side.TRAINING);
        for (int i = 0; i < 500; i++) {
            environment.reset(0, RandomKey.child(3, i), i);
            pictures.add(environment.picture(0));
        }
        assertThat(items.distinct(3, 500)).isEqualTo(pictures.size()).isLessThan(500);
        assertThat(new MazeItems(DEFAULTS, Side.TRAINING).distinct(3, 5000)).isGreaterThanOrEqualTo(4990);
    }

    @Test
    void theHeldOutShareOfWallsIsHeldOut() {
        int held = 0;
        int n = 20_000;
        Maze maze = new Maze();
        maze.size = 8;
        for (int i = 0; i < n; i++) {
            for (int row = 1; row <= 8; row++) {
                maze.open[row] = (int) RandomKey.bits(i, row) & 0x1fe;
            }
            held += RandomKey.uniform(maze.wallHash(), 0) < 0.25 ? 1 : 0;
        }
        // 5 standard errors: a false alarm once in two million seeds.
        assertThat((double) held / n).isCloseTo(0.25, within(5 * Math.sqrt(0.25 * 0.75 / n)));
    }

    @Test
    void mazesAreAsTheLevelSays() {
        MazeParameters parameters = new MazeParameters(
                List.of(8, 20), List.of(0.25, 0.375), List.of(1.0, 3.0), 1, 1.5, 1, 1, 8, 0, 0, false, 0.25);
        int hard = 0;
        int n = 4000;
        MazeDrawing drawing = new MazeDrawing(parameters, Side.HELD_OUT);
        Maze maze = new Maze();
        for (int i = 0; i < n; i++) {
            drawing.draw(i, maze);
            hard += maze.level;
            assertThat(maze.size).isEqualTo(maze.level == 0 ? 8 : 20);
            assertThat(maze.shortest).isGreaterThanOrEqualTo(maze.level == 0 ? 11 : 29);
            assertThat(maze.isOpen(maze.start) && maze.isOpen(maze.goal)).isTrue();
            assertThat(maze.openCells).isEqualTo((int)
                    maze.picture().chars().filter(c -> c != '#' && c != '\n').count());
            assertThat(maze.shownSize).isEqualTo(maze.size);
        }
        // 5 standard errors: a false alarm once in two million seeds.
        assertThat((double) hard / n).isCloseTo(0.75, within(5 * Math.sqrt(0.75 * 0.25 / n)));
    }

    @Test
    void cellsAreWallsWithTheDensity() {
        MazeParameters open =
                new MazeParameters(List.of(10), List.of(0.1015625), List.of(), 1, 0, 1, 1, 8, 0, 0, false, 0.01);
        long walls = 0;
        int n = 4000;
        MazeDrawing drawing = new MazeDrawing(open, Side.TRAINING);
        Maze maze = new Maze();
        for (int i = 0; i < n; i++) {
            drawing.draw(i, maze);
            walls += 100 - maze.openCells;
        }
        // Nearly every draw is kept, but isolated starts are not: allow 0.001 beside 5 standard errors.
        double error = 5 * Math.sqrt(0.1015625 * 0.8984375 / (100.0 * n));
        assertThat(walls / (100.0 * n)).isCloseTo(0.1015625, within(0.001 + error));
    }

    @Test
    void aCueWithoutReliabilityShowsALevelThatNeedNotBeTheItems() {
        MazeParameters blind = new MazeParameters(
                List.of(6, 9, 12), List.of(0.25, 0.25, 0.25), List.of(), 0.4, 1, 1, 1, 8, 0, 0, false, 0.25);
        MazeDrawing drawing = new MazeDrawing(blind, Side.TRAINING);
        Maze maze = new Maze();
        int own = 0;
        int n = 5000;
        for (int i = 0; i < n; i++) {
            drawing.draw(i, maze);
            own += maze.shownSize == maze.size ? 1 : 0;
        }
        // 0.4 + 0.6 / 3; 5 standard errors: a false alarm once in two million seeds.
        assertThat((double) own / n).isCloseTo(0.6, within(5 * Math.sqrt(0.6 * 0.4 / n)));
    }

    @Test
    void aLevelWithoutMazesIsRefusedAtOnce() {
        MazeParameters none =
                new MazeParameters(List.of(5), List.of(0.0), List.of(), 1, 2.0, 1, 1, 8, 0, 0, false, 0.25);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MazeFamily().create(none, 1, Side.TRAINING))
                .withMessageStartingWith("no maze of level 5x5 0.0 with a path of at least 8 steps");
    }
}
