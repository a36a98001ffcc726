package dwell.trainer.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.trainer.compare.TrialResult.Collapse;
import dwell.trainer.compare.TrialResult.Point;
import dwell.trainer.evaluate.PolicyScore;
import dwell.trainer.evaluate.PolicyScore.Fixed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrialResultTest {
    private static PolicyScore score(double thinks, Double optimalThinks, double compute, double mostThinks) {
        return new PolicyScore(
                "units",
                0.7,
                null,
                optimalThinks == null ? null : (Double) 0.8,
                optimalThinks == null ? null : (Double) 0.1,
                0.0,
                0.1,
                0.0,
                0.9,
                0.9,
                0,
                thinks,
                optimalThinks,
                compute,
                40.0,
                0.7,
                new Fixed("least", 0.3, 0, 20),
                new Fixed("most", 0.5, mostThinks, 60),
                new Fixed("best", 0.6, 2, 40),
                List.of());
    }

    private static TrialResult result(PolicyScore score, Point... curve) {
        return new TrialResult(10, 100, 1000, score, List.of(curve));
    }

    private static Point point(int update, long decisions, double regret) {
        return new Point(update, decisions, 1 - regret, regret, 0.0, regret, 0.5, 1.0, 1.0);
    }

    /** The optimum thinks 4 times, the most is 10: collapsed below 0.2 and above 9.7. */
    @ParameterizedTest
    @CsvSource({"0, never-think", "0.19, never-think", "0.21, none", "4, none", "9.69, none", "9.71, always-think"})
    void thinkingCollapses(double thinks, String collapse) {
        assertThat(result(score(thinks, 4.0, 40, 10)).collapse()).hasToString(collapse);
    }

    /** Modes are told apart by compute: the optimum spends 40 between 20 and 60, so that 21 and 59 are the edges. */
    @ParameterizedTest
    @CsvSource({"20, never-think", "20.9, never-think", "21.1, none", "58.9, none", "59.1, always-think"})
    void choiceOfModesCollapses(double compute, String collapse) {
        assertThat(result(score(0, 0.0, compute, 0)).collapse()).hasToString(collapse);
    }

    @Test
    void whatTheOptimumDoesIsNoCollapse() {
        assertThat(result(score(0, 0.0, 40, 10)).collapse())
                .as("the optimum never thinks")
                .isEqualTo(Collapse.NONE);
        assertThat(result(score(10, 10.0, 40, 10)).collapse())
                .as("the optimum always thinks")
                .isEqualTo(Collapse.NONE);
        assertThat(result(score(3, null, 40, 10)).collapse()).isNull();
    }

    @Test
    void scoresAreNormalisedByWhatThinkingCanGain() {
        assertThat(result(score(4, 4.0, 40, 10)).normalisedScore()).isCloseTo(1 - 0.1 / 0.5, within(1e-12));
        assertThat(result(score(4, null, 40, 10)).normalisedScore()).isNull();
    }

    @Test
    void decisionsToTheOptimumAreThoseOfTheFirstEvaluatedUpdateNearIt() {
        PolicyScore score = score(4, 4.0, 40, 10);
        assertThat(result(score, point(0, 0, 0.5), point(5, 500, 0.0101), point(10, 900, 0.01))
                        .decisionsToNear())
                .isEqualTo(900);
        assertThat(result(score, point(0, 0, 0.5), point(10, 900, 0.02)).decisionsToNear())
                .isNull();
    }

    @Test
    void curvesAreStraightBetweenEvaluatedUpdatesAndEndWithTheRun() {
        TrialResult run = result(score(4, 4.0, 40, 10), point(0, 0, 0.5), point(5, 400, 0.3), point(10, 1000, 0.0));
        assertThat(CommonGrid.UPDATES.of(List.of(run), 5)).containsExactly(0, 2.5, 5, 7.5, 10);
        assertThat(CommonGrid.UPDATES.at(run, 0, Point::regret)).isEqualTo(0.5);
        assertThat(CommonGrid.UPDATES.at(run, 2.5, Point::regret)).isCloseTo(0.4, within(1e-12));
        assertThat(CommonGrid.UPDATES.at(run, 5, Point::regret)).isEqualTo(0.3);
        assertThat(CommonGrid.DECISIONS.at(run, 100, Point::regret)).isCloseTo(0.45, within(1e-12));
        assertThat(CommonGrid.DECISIONS.at(run, 700, Point::regret)).isCloseTo(0.15, within(1e-12));
        assertThat(CommonGrid.DECISIONS.at(run, 1000, Point::regret)).isZero();
        assertThat(CommonGrid.DECISIONS.at(run, 1000.5, Point::regret)).isNaN();
    }

    @Test
    void cellsWithCommasQuotesAndLinesAreQuoted() {
        assertThat(new Csv(List.of("a", "b"))
                        .row(java.util.Arrays.asList("x,y", null))
                        .row(List.of("say \"so\"", 0.1))
                        .text())
                .isEqualTo("a,b\n\"x,y\",\n\"say \"\"so\"\"\",0.1\n");
    }
}
