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
        assertThat(Cells.size(points)).containsExactly(1, 1);
        assertThat(Cells.of(points, Cells.size(points)).boundary())
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
        assertThat(Cells.size(points)).containsExactly(1, 2);
        assertThat(Cells.of(points, Cells.size(points)).boundary())
                .containsExactlyInAnyOrder(
                        new double[] {0.5, 0, 0.5, 1},
                        new double[] {0.5, 0, 1.5, 0},
                        new double[] {1.5, -2, 1.5, -1},
                        new double[] {1.5, 0, 1.5, 1},
                        new double[] {1.5, -1, 2.5, -1});
    }
}
