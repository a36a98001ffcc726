package dwell.envs.families.maze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dwell.envs.Ending;
import dwell.envs.Outcome;
import dwell.envs.Stakes;
import dwell.envs.VectorEnvironment;
import dwell.envs.Verdict;
import dwell.envs.families.EnvironmentFamily;
import dwell.envs.families.EnvironmentFamily.Side;
import dwell.envs.process.Feature;
import dwell.envs.process.VectorEnvironmentContract;
import dwell.envs.random.RandomKey;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MazeEnvironmentTest {
    private static final int ANSWER = 0;
    private static final int THINK = 1;
    private static final MazeParameters ABSTAINING = new MazeParameters(
            List.of(5, 9, 14), List.of(0.2, 0.3, 0.4), List.of(), 0.5, 1, 2.5, 3, 20, 0.1, 0.5, true, 0.3);

    @Nested
    class OfTheDefaults extends VectorEnvironmentContract {
        @Override
        protected VectorEnvironment environment(int slots) {
            MazeFamily family = new MazeFamily();
            return family.create(family.defaults(), slots, Side.TRAINING);
        }
    }

    @Nested
    class HeldOutWithAbstaining extends VectorEnvironmentContract {
        @Override
        protected VectorEnvironment environment(int slots) {
            return new MazeFamily().create(ABSTAINING, slots, Side.HELD_OUT);
        }
    }

    @Test
    void theFamilyIsFound() {
        assertThat((Iterable<?>) ServiceLoader.load(EnvironmentFamily.class))
                .hasAtLeastOneElementOfType(MazeFamily.class);
    }

    private static Outcome answerAfter(MazeEnvironment environment, long key, int thinks) {
        environment.reset(0, key, thinks);
        for (int i = 0; i < thinks; i++) {
            environment.step(0, THINK);
        }
        if (environment.running(0)) {
            environment.step(0, ANSWER);
        }
        return environment.outcome(0);
    }

    @Test
    void theBoundIsTheBestOfAllStoppingTimesOnEveryMaze() {
        MazeEnvironment environment = new MazeEnvironment(ABSTAINING, 1, Side.TRAINING);
        Stakes[] all = {
            new Stakes(0.01, 1, 0, 0.3),
            new Stakes(0, 1, -1, -2),
            new Stakes(0.05, 1, 0, -5),
            new Stakes(0.002, 2, 1, 0)
        };
        for (int key = 0; key < 300; key++) {
            Outcome[] outcomes = new Outcome[21];
            for (int thinks = 0; thinks <= 20; thinks++) {
                outcomes[thinks] = answerAfter(environment, key, thinks);
            }
            environment.reset(0, key, 0);
            for (Stakes stakes : all) {
                double best = Double.NEGATIVE_INFINITY;
                int when = -1;
                for (int thinks = 0; thinks <= 20; thinks++) {
                    if (outcomes[thinks].utility(stakes) > best) {
                        best = outcomes[thinks].utility(stakes);
                        when = thinks;
                    }
                }
                assertThat(environment.bestThinks(0, stakes)).isEqualTo(when);
                assertThat(environment.utilityBound(0, stakes)).isEqualTo(Math.max(best, stakes.abstain()));
            }
        }
    }

    @Test
    void answersAreWhatAPlainWalkOnThePictureSays() {
        MazeParameters parameters = Mazes.varied(2, 2, 40, 0.2);
        Deliberation item = new Deliberation(parameters, MazeParameters.LARGEST);
        MazeDrawing drawing = new MazeDrawing(parameters, Side.TRAINING);
        int blind = 0;
        for (int key = 0; key < 300; key++) {
            item.begin(drawing, key);
            item.reach(40);
            MazeSearch search = new MazeSearch(20, MazeParameters.LARGEST);
            search.begin(item.maze());
            int shortest = MazeSearchTest.dijkstra(item.maze());
            for (int thinks = 0; thinks <= 40; thinks++) {
                int steps = search.length() != MazeSearch.NONE ? search.length() : straight(item.maze(), search);
                boolean right = steps >= 0 && 5 * steps <= 6 * shortest;
                assertThat(item.verdict(thinks)).isEqualTo(right ? Verdict.CORRECT : Verdict.WRONG);
                blind += right && search.length() == MazeSearch.NONE ? 1 : 0;
                search.expand(2);
            }
        }
        assertThat(blind).as("answers that were right before a path was found").isGreaterThan(50);
    }

    /** Steps by way of the next node and straight on; -1 against a wall. */
    private static int straight(Maze maze, MazeSearch search) {
        String[] rows = maze.picture().split("\n");
        int row = Maze.row(search.next()) - 1;
        int column = Maze.column(search.next()) - 1;
        int goalRow = Maze.row(maze.goal) - 1;
        int goalColumn = Maze.column(maze.goal) - 1;
        int steps = search.walkTo(search.next());
        while (row != goalRow || column != goalColumn) {
            if (Math.abs(goalRow - row) > Math.abs(goalColumn - column)) {
                row += goalRow > row ? 1 : -1;
            } else {
                column += goalColumn > column ? 1 : -1;
            }
            if (rows[row].charAt(column) == '#') {
                return -1;
            }
            steps++;
        }
        return steps;
    }

    @Test
    void walkingCostsItsSteps() {
        MazeEnvironment environment = new MazeEnvironment(ABSTAINING, 1, Side.TRAINING);
        for (int key = 0; key < 50; key++) {
            Maze maze = Mazes.draw(ABSTAINING, key);
            MazeSearch search = new MazeSearch(25, MazeParameters.LARGEST);
            search.begin(maze);
            search.expand(3 * 20);
            Outcome last = answerAfter(environment, key, 20);
            if (search.next() < 0) {
                assertThat(last.verdict()).isEqualTo(Verdict.CORRECT);
                assertThat(last.compute()).isEqualTo(60 + 0.5 * maze.shortest);
            }
        }
    }

    @Test
    void episodesEndAsTheySay() {
        MazeEnvironment environment = new MazeEnvironment(ABSTAINING, 1, Side.TRAINING);
        assertThat(answerAfter(environment, 5, 20).ending()).isEqualTo(Ending.BUDGET_EXHAUSTED);
        assertThat(answerAfter(environment, 5, 19).ending()).isEqualTo(Ending.ANSWERED);
        environment.reset(0, 5, 0);
        environment.step(0, THINK);
        environment.step(0, 2);
        int level = Mazes.draw(ABSTAINING, 5).level;
        assertThat(environment.outcome(0)).isEqualTo(new Outcome(level, Ending.ABSTAINED, Verdict.NONE, 3, 1));
        environment.reset(0, 5, 0);
        assertThatIllegalStateException().isThrownBy(() -> environment.outcome(0));
        MazeEnvironment thoughtless = new MazeEnvironment(Mazes.varied(1, 1, 0, 0), 1, Side.TRAINING);
        thoughtless.reset(0, 1, 1);
        assertThat(thoughtless.running(0)).isFalse();
        assertThat(thoughtless.outcome(0).ending()).isEqualTo(Ending.BUDGET_EXHAUSTED);
        assertThat(thoughtless.outcome(0).compute()).isZero();
    }

    @Test
    void featuresLieInTheirRangesAndShowTheSearch() {
        MazeFamily family = new MazeFamily();
        for (MazeParameters parameters : List.of(family.defaults(), ABSTAINING, Mazes.varied(5, 1, 30, 0))) {
            MazeEnvironment environment = new MazeEnvironment(parameters, 1, Side.TRAINING);
            List<Feature> features = MazeObservation.FEATURES;
            float[] seen = new float[environment.featureCount()];
            for (int key = 0; key < 150; key++) {
                environment.reset(0, key, key);
                float found = 0;
                for (int thinks = 0; environment.running(0); thinks++) {
                    environment.observe(0, seen, 0);
                    for (int f = 0; f < seen.length; f++) {
                        Feature feature = features.get(f);
                        assertThat((double) seen[f]).as(feature.name()).isBetween(feature.min(), feature.max());
                    }
                    assertThat(seen[0]).isEqualTo((float) ((double) thinks / parameters.maxThinks()));
                    assertThat(seen[2]).isGreaterThanOrEqualTo(found);
                    assertThat(seen[3] == 1).isEqualTo(seen[2] == 1 && seen[5] == 0);
                    found = seen[2];
                    environment.step(0, THINK);
                }
            }
        }
    }

    @Test
    void slotsThatShareAnItemAreIndependentAndItemsThatNobodyUsesAreForgotten() {
        MazeEnvironment shared = new MazeEnvironment(ABSTAINING, 3, Side.TRAINING);
        MazeEnvironment alone = new MazeEnvironment(ABSTAINING, 1, Side.TRAINING);
        for (int i = 0; i < 200; i++) {
            for (int slot = 0; slot < 3; slot++) {
                // Equal and different keys, and slots that keep an item while others move on.
                if (i % (slot + 1) == 0) {
                    shared.reset(slot, i / 2 % 5, i);
                    for (int think = 0; think <= (i + slot) % 7; think++) {
                        shared.step(slot, THINK);
                    }
                    shared.step(slot, ANSWER);
                }
            }
            for (int slot = 0; slot < 3; slot++) {
                int from = i - i % (slot + 1);
                Outcome expected = answerAfter(alone, from / 2 % 5, 1 + (from + slot) % 7);
                assertThat(shared.outcome(slot)).isEqualTo(expected);
            }
        }
    }

    @Test
    void itemsDependOnTheirKeyAloneAndActionsAreDrawnFromTheEpisodes() {
        MazeEnvironment environment = new MazeEnvironment(ABSTAINING, 2, Side.TRAINING);
        environment.reset(0, 9, 1);
        environment.reset(1, 8, 2);
        environment.reset(1, 9, 2);
        assertThat(environment.picture(1)).isEqualTo(environment.picture(0));
        assertThat(environment.actionDraw(0)).isEqualTo(RandomKey.uniform(1, 0));
        environment.step(1, THINK);
        assertThat(environment.actionDraw(1)).isEqualTo(RandomKey.uniform(2, 1));
    }

    @Test
    void whatIsAskedOfASlotWithoutAnItemIsRefused() {
        MazeEnvironment environment = new MazeEnvironment(ABSTAINING, 1, Side.TRAINING);
        assertThatIllegalStateException()
                .isThrownBy(() -> environment.utilityBound(0, Stakes.ofPrice(0)))
                .withMessage("slot 0 has no item; reset it first");
    }

    @Test
    void badParametersAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Mazes.parameters(List.of(31), List.of(0.2), 1, 1, 1, 0))
                .withMessage("sizes must lie in [3, 30], was 31");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Mazes.parameters(List.of(5, 6), List.of(0.2), 1, 1, 1, 0))
                .withMessage("densities must have one number for each of the 2 levels of sizes, had 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Mazes.parameters(List.of(5), List.of(Double.NaN), 1, 1, 1, 0))
                .withMessage("densities must lie in [0, 0.5], was NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Mazes.parameters(List.of(5), List.of(0.2), 1.25, 1, 1, 0))
                .withMessage("heuristicWeight must be a multiple of 0.1, was 1.25");
    }
}
