package dwell.trainer.report;

import dwell.trainer.evaluate.EvaluationReport;
import dwell.trainer.evaluate.EvaluationReport.MapPoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the policy does in each state: probability of thinking, with the boundary of the optimal policy drawn in. */
final class StateMapFigure {
    /** States visited less often than this are faded: training hardly sees them. */
    static final double VISITED = 1e-4;

    private static final double FEWEST_CELLS = 6;
    private static final double LEFT = 58;
    private static final double GAP = 22;
    private static final double PANEL_HEIGHT = 150;
    private static final double ROW = PANEL_HEIGHT + 66;

    private StateMapFigure() {}

    /** Empty where states are not drawn. */
    static Optional<Figure> of(EvaluationReport report) {
        return report.map() == null || report.map().points().isEmpty()
                ? Optional.empty()
                : Optional.of(drawn(report.map(), true));
    }

    /** What the optimal policy does; empty where states are not drawn. */
    static Optional<Figure> ofOptimum(EvaluationReport.StateMap map) {
        return map == null || map.points().isEmpty() ? Optional.empty() : Optional.of(drawn(map, false));
    }

    private static Figure drawn(EvaluationReport.StateMap map, boolean learned) {
        Map<String, List<MapPoint>> panels = new LinkedHashMap<>();
        for (MapPoint point : map.points()) {
            panels.computeIfAbsent(point.panel(), panel -> new ArrayList<>()).add(point);
        }
        double[] size = Cells.size(map.points());
        int across = panels.size() == 1 ? 1 : panels.size() <= 6 ? 2 : 3;
        int down = (panels.size() + across - 1) / across;
        String title = learned ? title(map) : optimalTitle(map);
        double top = 116 + Heading.extra(title);
        Svg svg = new Svg(
                "states",
                title,
                "Heat maps of the probability of thinking over %s and %s, with the boundary of the optimal policy."
                        .formatted(map.xAxis(), map.yAxis()),
                Figure.WIDTH,
                top + (down - 1) * ROW + PANEL_HEIGHT + 44);
        key(svg, Heading.draw(svg, title, List.of()));
        double[] box = box(map.points(), size);
        double width = (Figure.WIDTH - LEFT - 12 - (across - 1) * GAP) / across;
        int i = 0;
        for (Map.Entry<String, List<MapPoint>> panel : panels.entrySet()) {
            double left = LEFT + (i % across) * (width + GAP);
            double panelTop = top + (i / across) * ROW;
            Frame frame = new Frame(
                    ticked(box[0], box[1], left, left + width, 5),
                    ticked(box[2], box[3], panelTop + PANEL_HEIGHT, panelTop, 4));
            boolean first = i % across == 0;
            boolean lowest = i + across >= panels.size();
            // Panels of a mixture's members have grids of their own.
            double[] cell = Cells.size(panel.getValue());
            panel(svg, "panel" + i, frame, panel.getKey(), panel.getValue(), cell, first, learned);
            if (lowest) {
                frame.drawXName(svg, map.xAxis(), frame.bottom() + 36);
            }
            i++;
        }
        double centre = top + ((down - 1) * ROW + PANEL_HEIGHT) / 2;
        double room = (down - 1) * ROW + PANEL_HEIGHT;
        svg.text(
                0,
                0,
                Frame.TICK_SIZE,
                TextWidth.cut(map.yAxis(), Frame.TICK_SIZE, room),
                "text-anchor",
                "middle",
                "fill",
                Ink.MUTED,
                "transform",
                "translate(14 " + Svg.number(centre) + ") rotate(-90)");
        if (!learned) {
            return new Figure(
                    "states",
                    svg,
                    "Blue: the optimal policy thinks on; amber: it stops. Above a panel, the share of its visits on which it"
                            + " thinks. Pale states are reached in fewer than 1 of 10,000 episodes.");
        }
        return new Figure(
                "states",
                svg,
                "Colour: how likely the learned policy is to think on. Inside the black line the optimal policy thinks,"
                        + " outside it stops; above a panel, on which share of its visits the learned policy stops too early or thinks too long. Pale states are reached in fewer than 1 of 10,000 episodes; those beyond the"
                        + " picture are reached as rarely and the optimal policy stops there.");
    }

    private static String title(EvaluationReport.StateMap map) {
        double[] split = split(map.points());
        return split[0] > 0
                ? "Decides as the optimum does on %s of its visits to states".formatted(Numbers.percent(split[1]))
                : "No state with a decision is ever visited";
    }

    private static String optimalTitle(EvaluationReport.StateMap map) {
        return split(map.points())[0] > 0
                ? "The optimum thinks on in %s of its visits to states".formatted(Numbers.percent(thinks(map.points())))
                : "No state with a decision is ever visited";
    }

    /** Share of the visits on which the policy thinks. */
    private static double thinks(List<MapPoint> points) {
        double visits = 0;
        double thinks = 0;
        for (MapPoint point : points) {
            visits += point.visits();
            thinks += point.visits() * point.think();
        }
        return thinks / visits;
    }

    /** Visits; and as shares of them: as the optimum does, stopping too early, thinking on too long. */
    private static double[] split(List<MapPoint> points) {
        double visits = 0;
        double early = 0;
        double late = 0;
        for (MapPoint point : points) {
            visits += point.visits();
            early += point.optimalThink() ? point.visits() * (1 - point.think()) : 0;
            late += point.optimalThink() ? 0 : point.visits() * point.think();
        }
        return visits > 0
                ? new double[] {visits, 1 - (early + late) / visits, early / visits, late / visits}
                : new double[4];
    }

    private static void key(Svg svg, double y) {
        double x = 4;
        double baseline = y + 22;
        svg.text(x, baseline, 12.5, "stops", "fill", Ink.MUTED);
        x += 38;
        for (int i = 0; i <= 20; i++) {
            svg.draw(
                    "rect",
                    "x",
                    x + 5 * i,
                    "y",
                    baseline - 11,
                    "width",
                    5.4,
                    "height",
                    12,
                    "fill",
                    Ink.thinking(i / 20.0, false));
        }
        svg.text(x + 112, baseline, 12.5, "thinks", "fill", Ink.MUTED);
        svg.line(x + 172, baseline - 5, x + 194, baseline - 5, Ink.OPTIMAL, 1.8);
        svg.text(x + 200, baseline, 12.5, "optimal boundary", "fill", Ink.MUTED);
        svg.draw("rect", "x", x + 330, "y", baseline - 11, "width", 11, "height", 12, "fill", Ink.thinking(0, true));
        svg.draw("rect", "x", x + 341, "y", baseline - 11, "width", 11, "height", 12, "fill", Ink.thinking(1, true));
        svg.text(x + 358, baseline, 12.5, "hardly ever visited", "fill", Ink.MUTED);
    }

    /** What is worth showing: cells that are visited or in which the optimal policy thinks. */
    private static double[] box(List<MapPoint> points, double[] size) {
        List<MapPoint> shown = points.stream()
                .filter(point -> point.visits() >= VISITED || point.optimalThink())
                .toList();
        List<MapPoint> framed = shown.isEmpty() ? points : shown;
        double[] box = {
            Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
        };
        for (MapPoint point : framed) {
            box[0] = Math.min(box[0], point.x() - size[0] / 2);
            box[1] = Math.max(box[1], point.x() + size[0] / 2);
            box[2] = Math.min(box[2], point.y() - size[1] / 2);
            box[3] = Math.max(box[3], point.y() + size[1] / 2);
        }
        box[1] = Math.max(box[1], box[0] + FEWEST_CELLS * size[0]);
        box[3] = Math.max(box[3], box[2] + FEWEST_CELLS * size[1] / 2);
        return box;
    }

    private static Scale ticked(double low, double high, double from, double to, int ticks) {
        Scale round = Scale.covering(low, high, from, to, ticks);
        return new Scale(low, high, round.step(), from, to);
    }

    private static void panel(
            Svg svg,
            String id,
            Frame frame,
            String name,
            List<MapPoint> points,
            double[] size,
            boolean first,
            boolean learned) {
        double[] split = split(points);
        svg.open("g", "class", "panel");
        svg.text(
                frame.left(),
                frame.top() - 21,
                12.5,
                TextWidth.cutName(name, 12.5 * 1.12, frame.right() - frame.left()),
                "font-weight",
                "600");
        String words = split[0] > 0 && !learned
                ? "thinks on in " + Numbers.percent(thinks(points))
                : split[0] > 0
                        ? "too early %s, too long %s".formatted(Numbers.percent(split[2]), Numbers.percent(split[3]))
                        : "never visited";
        svg.text(frame.left(), frame.top() - 6, 12, words, "fill", Ink.MUTED, "class", "words");
        svg.open("g", "clip-path", svg.clip(id, frame), "shape-rendering", "crispEdges");
        cells(svg, frame, points, size);
        StringBuilder boundary = new StringBuilder();
        for (double[] s : Cells.of(points, size).boundary()) {
            boundary.append('M').append(Svg.number(frame.px(s[0]))).append(' ').append(Svg.number(frame.py(s[1])));
            boundary.append('L').append(Svg.number(frame.px(s[2]))).append(' ').append(Svg.number(frame.py(s[3])));
        }
        if (!boundary.isEmpty()) {
            svg.draw(
                    "path",
                    "class",
                    "boundary",
                    "d",
                    boundary,
                    "fill",
                    "none",
                    "stroke",
                    Ink.OPTIMAL,
                    "stroke-width",
                    1.5,
                    "stroke-linecap",
                    "square");
        }
        svg.close("g");
        axes(svg, frame, first);
        svg.close("g");
    }

    private static void cells(Svg svg, Frame frame, List<MapPoint> points, double[] size) {
        TreeMap<String, StringBuilder> faded = new TreeMap<>();
        for (MapPoint point : points) {
            double x0 = frame.px(point.x() - size[0] / 2);
            double x1 = frame.px(point.x() + size[0] / 2);
            double y0 = frame.py(point.y() + size[1] / 2);
            double y1 = frame.py(point.y() - size[1] / 2);
            if (!Double.isFinite(point.think())
                    || x1 < frame.left()
                    || x0 > frame.right()
                    || y1 < frame.top()
                    || y0 > frame.bottom()) {
                continue;
            }
            if (point.visits() >= VISITED) {
                svg.mark(
                        "thinks with %s, visited by %s; the optimum %s"
                                .formatted(
                                        Numbers.percent(point.think()),
                                        Numbers.percent(point.visits()),
                                        point.optimalThink() ? "thinks" : "stops"),
                        "rect",
                        "class",
                        "mark cell",
                        "x",
                        x0,
                        "y",
                        y0,
                        "width",
                        x1 - x0 + 0.3,
                        "height",
                        y1 - y0 + 0.3,
                        "fill",
                        Ink.thinking(point.think(), false));
            } else {
                double shade = Math.rint(point.think() * 10) / 10;
                faded.computeIfAbsent(Ink.thinking(shade, true), colour -> new StringBuilder())
                        .append('M')
                        .append(Svg.number(x0))
                        .append(' ')
                        .append(Svg.number(y0))
                        .append('H')
                        .append(Svg.number(x1 + 0.3))
                        .append('V')
                        .append(Svg.number(y1 + 0.3))
                        .append('H')
                        .append(Svg.number(x0))
                        .append('Z');
            }
        }
        faded.forEach((colour, path) -> svg.draw("path", "class", "faded", "d", path, "fill", colour));
    }

    private static void axes(Svg svg, Frame frame, boolean first) {
        svg.draw(
                "rect",
                "x",
                frame.left(),
                "y",
                frame.top(),
                "width",
                frame.right() - frame.left(),
                "height",
                frame.bottom() - frame.top(),
                "fill",
                "none",
                "stroke",
                Ink.AXIS,
                "stroke-width",
                1);
        for (double tick : multiples(frame.x())) {
            double x = frame.px(tick);
            svg.line(x, frame.bottom(), x, frame.bottom() + 4, Ink.AXIS, 1);
            svg.text(x, frame.bottom() + 18, 12, frame.x().label(tick), "text-anchor", "middle", "fill", Ink.MUTED);
        }
        for (double tick : multiples(frame.y())) {
            double y = frame.py(tick);
            svg.line(frame.left() - 4, y, frame.left(), y, Ink.AXIS, 1);
            if (first) {
                svg.text(frame.left() - 8, y + 4, 12, frame.y().label(tick), "text-anchor", "end", "fill", Ink.MUTED);
            }
        }
    }

    private static List<Double> multiples(Scale scale) {
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(scale.low() / scale.step()); i * scale.step() <= scale.high(); i++) {
            ticks.add(i * scale.step());
        }
        return ticks;
    }
}
