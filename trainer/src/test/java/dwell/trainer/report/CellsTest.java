package dwell.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;

import dwell.trainer.evaluate.EvaluationReport.MapPoint;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CellsTest {
    private static MapPoint at(double x, double y, boolean think) {
        return new MapPoint("", x, y, 0.5, think, 1);
    }

    @Test
    void aThinkingCellInAGridIsOutlined() {
        List<MapPoint> points = new ArrayList<>();
        for (int x = 0; x < 3; x++) {
            for (int y = 0; y < 3; y++) {
                points.add(at(x, y, x == 1 && y == 1));
            }
        }
        assertThat(Cells.of(points).width()).isEqualTo(1);
        assertThat(Cells.of(points).height()).isEqualTo(1);
        assertThat(Cells.of(points).boundary())
                .containsExactlyInAnyOrder(
                        new double[] {0.5, 0.5, 1.5, 0.5},
                        new double[] {0.5, 1.5, 1.5, 1.5},
                        new double[] {0.5, 0.5, 0.5, 1.5},
                        new double[] {1.5, 0.5, 1.5, 1.5});
    }

    @Test
    void shiftedColumnsMeetInHalfEdges() {
        List<MapPoint> points =
                List.of(at(0, 0, true), at(1, -1, true), at(1, 1, false), at(2, -2, false), at(2, 0, true));
        assertThat(Cells.of(points).width()).isEqualTo(1);
        assertThat(Cells.of(points).height()).isEqualTo(2);
        assertThat(Cells.of(points).boundary())
                .containsExactlyInAnyOrder(
                        new double[] {0.5, 0, 0.5, 1},
                        new double[] {0.5, 0, 1.5, 0},
                        new double[] {1.5, -2, 1.5, -1},
                        new double[] {1.5, 0, 1.5, 1},
                        new double[] {1.5, -1, 2.5, -1});
    }

    @Test
    void cellsOfUnevenColumnsReachHalfWayToTheirNeighbours() {
        List<MapPoint> points =
                List.of(at(0, 0, true), at(1, -3, false), at(1, 0, true), at(1, 0.25, true), at(1, 5, false));
        Cells cells = Cells.of(points);
        assertThat(points)
                .extracting(
                        point -> List.of(cells.at(point).low(), cells.at(point).high()))
                .containsExactly(
                        List.of(-1.5, 1.5),
                        List.of(-4.5, -1.5),
                        List.of(-1.5, 0.125),
                        List.of(0.125, 2.625),
                        List.of(2.625, 7.375));
        assertThat(cells.boundary())
                .containsExactlyInAnyOrder(new double[] {0.5, -1.5, 1.5, -1.5}, new double[] {0.5, 2.625, 1.5, 2.625});
    }
}
