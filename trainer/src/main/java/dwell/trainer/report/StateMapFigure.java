package dwell.trainer.report;

import dwell.trainer.evaluate.EvaluationReport;
import dwell.trainer.evaluate.EvaluationReport.MapPoint;
import java.util.ArrayList;
import java.util.Comparator;
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
    /** Pixels. */
    private static final double LOWEST_CELL = 4;

    private static final double WORDS_SIZE = 12;
    private static final double WORDS_LINE = 15;
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

    static Figure drawn(EvaluationReport.StateMap map, boolean learned) {
        Map<String, List<MapPoint>> panels = new LinkedHashMap<>();
        for (MapPoint point : map.points()) {
            panels.computeIfAbsent(point.panel(), panel -> new ArrayList<>()).add(point);
        }
        // Panels of a mixture's members have grids of their own.
        Map<String, Cells> grids = new LinkedHashMap<>();
        panels.forEach((panel, points) -> grids.put(panel, Cells.of(points)));
        boolean bounded =
                grids.values().stream().anyMatch(cells -> !cells.boundary().isEmpty());
        int across = panels.size() == 1 ? 1 : panels.size() <= 6 ? 2 : 3;
        int down = (panels.size() + across - 1) / across;
        String title = learned ? title(map) : optimalTitle(map);
        double width = (Figure.WIDTH - LEFT - 12 - (across - 1) * GAP) / across;
        Map<String, List<String>> words = new LinkedHashMap<>();
        panels.forEach(
                (panel, points) -> words.put(panel, TextWidth.wrapped(words(points, learned), WORDS_SIZE, width)));
        double extra =
                WORDS_LINE * (words.values().stream().mapToInt(List::size).max().orElse(1) - 1);
        double row = ROW + extra;
        double top = 116 + extra + Heading.extra(title);
        Svg svg = new Svg(
                "states",
                title,
                "Heat maps of the probability of thinking over %s and %s%s."
                        .formatted(
                                map.xAxis(), map.yAxis(), bounded ? ", with the boundary of the optimal policy" : ""),
                Figure.WIDTH,
                top + (down - 1) * row + PANEL_HEIGHT + 44);
        key(svg, Heading.draw(svg, title, List.of()), bounded);
        double[] box = box(panels, grids);
        int i = 0;
        for (Map.Entry<String, List<MapPoint>> panel : panels.entrySet()) {
            double left = LEFT + (i % across) * (width + GAP);
            double panelTop = top + (i / across) * row;
            Frame frame = new Frame(
                    ticked(box[0], box[1], left, left + width, 5),
                    ticked(box[2], box[3], panelTop + PANEL_HEIGHT, panelTop, 4));
            boolean first = i % across == 0;
            boolean lowest = i + across >= panels.size();
            panel(svg, "panel" + i, frame, panel, words.get(panel.getKey()), grids.get(panel.getKey()), first);
            if (lowest) {
                frame.drawXName(svg, map.xAxis(), frame.bottom() + 36);
            }
            i++;
        }
        double centre = top + ((down - 1) * row + PANEL_HEIGHT) / 2;
        double room = (down - 1) * row + PANEL_HEIGHT;
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
                "Colour: how likely the learned policy is to think on."
                        + (bounded ? " Inside the black line the optimal policy thinks, outside it stops;" : "")
                        + (bounded ? " above" : " Above")
                        + " a panel, on which share of its visits the learned policy stops too early or thinks too long. Pale states are reached in fewer than 1 of 10,000 episodes; those beyond the"
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

    private static void key(Svg svg, double y, boolean bounded) {
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
        if (bounded) {
            svg.line(x + 172, baseline - 5, x + 194, baseline - 5, Ink.OPTIMAL, 1.8);
            svg.text(x + 200, baseline, 12.5, "optimal boundary", "fill", Ink.MUTED);
        }
        x -= bounded ? 0 : 158;
        svg.draw("rect", "x", x + 330, "y", baseline - 11, "width", 11, "height", 12, "fill", Ink.thinking(0, true));
        svg.draw("rect", "x", x + 341, "y", baseline - 11, "width", 11, "height", 12, "fill", Ink.thinking(1, true));
        svg.text(x + 358, baseline, 12.5, "hardly ever visited", "fill", Ink.MUTED);
    }

    /** What is worth showing: cells that are visited or in which the optimal policy thinks. */
    private static double[] box(Map<String, List<MapPoint>> panels, Map<String, Cells> grids) {
        boolean any = panels.values().stream().flatMap(List::stream).anyMatch(StateMapFigure::framed);
        double[] box = {
            Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
        };
        double width = 0;
        double height = 0;
        for (Map.Entry<String, Cells> grid : grids.entrySet()) {
            Cells cells = grid.getValue();
            for (MapPoint point : panels.get(grid.getKey())) {
                if (any && !framed(point)) {
                    continue;
                }
                box[0] = Math.min(box[0], point.x() - cells.width() / 2);
                box[1] = Math.max(box[1], point.x() + cells.width() / 2);
                box[2] = Math.min(box[2], cells.at(point).low());
                box[3] = Math.max(box[3], cells.at(point).high());
                width = Math.max(width, cells.width());
                height = Math.max(height, cells.height());
            }
        }
        box[1] = Math.max(box[1], box[0] + FEWEST_CELLS * width);
        box[3] = Math.max(box[3], box[2] + FEWEST_CELLS * height / 2);
        return box;
    }

    private static boolean framed(MapPoint point) {
        return point.visits() >= VISITED || point.optimalThink();
    }

    private static Scale ticked(double low, double high, double from, double to, int ticks) {
        Scale scale =
                new Scale(low, high, Scale.covering(low, high, from, to, ticks).step(), from, to);
        return multiples(scale).size() < 2 && ticks < 20 ? ticked(low, high, from, to, 2 * ticks) : scale;
    }

    private static String words(List<MapPoint> points, boolean learned) {
        double[] split = split(points);
        if (split[0] == 0) {
            return "never visited";
        }
        return learned
                ? "too\u00a0early\u00a0%s, too\u00a0long\u00a0%s"
                        .formatted(Numbers.percent(split[2]), Numbers.percent(split[3]))
                : "thinks on in " + Numbers.percent(thinks(points));
    }

    private static void panel(
            Svg svg,
            String id,
            Frame frame,
            Map.Entry<String, List<MapPoint>> panel,
            List<String> words,
            Cells cells,
            boolean first) {
        svg.open("g", "class", "panel");
        double y = frame.top() - 6 - WORDS_LINE * (words.size() - 1);
        double room = frame.right() - frame.left();
        svg.text(
                frame.left(), y - 15, 12.5, TextWidth.cutName(panel.getKey(), 12.5 * 1.12, room), "font-weight", "600");
        for (String line : words) {
            svg.text(frame.left(), y, WORDS_SIZE, line, "fill", Ink.MUTED, "class", "words");
            y += WORDS_LINE;
        }
        svg.open("g", "clip-path", svg.clip(id, frame), "shape-rendering", "crispEdges");
        cells(svg, frame, panel.getValue(), cells);
        StringBuilder boundary = new StringBuilder();
        for (double[] s : cells.boundary()) {
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

    /** Faded cells lie below the visited ones, and these in the order of their visits: low cells are drawn over each other. */
    private static void cells(Svg svg, Frame frame, List<MapPoint> points, Cells cells) {
        TreeMap<String, StringBuilder> faded = new TreeMap<>();
        List<MapPoint> visited = new ArrayList<>();
        for (MapPoint point : points) {
            double[] at = pixels(frame, cells, point);
            if (!Double.isFinite(point.think())
                    || at[2] < frame.left()
                    || at[0] > frame.right()
                    || at[3] < frame.top()
                    || at[1] > frame.bottom()) {
                continue;
            }
            if (point.visits() >= VISITED) {
                visited.add(point);
            } else {
                double shade = Math.rint(point.think() * 10) / 10;
                faded.computeIfAbsent(Ink.thinking(shade, true), colour -> new StringBuilder())
                        .append('M')
                        .append(Svg.number(at[0]))
                        .append(' ')
                        .append(Svg.number(at[1]))
                        .append('H')
                        .append(Svg.number(at[2] + 0.3))
                        .append('V')
                        .append(Svg.number(at[3] + 0.3))
                        .append('H')
                        .append(Svg.number(at[0]))
                        .append('Z');
            }
        }
        faded.forEach((colour, path) -> svg.draw("path", "class", "faded", "d", path, "fill", colour));
        visited.sort(Comparator.comparingDouble(MapPoint::visits));
        visited.forEach(point -> mark(svg, pixels(frame, cells, point), point));
    }

    /** Left, top, right, bottom; at least as high as can be seen. */
    private static double[] pixels(Frame frame, Cells cells, MapPoint point) {
        Cells.Cell cell = cells.at(point);
        double top = frame.py(cell.high());
        double bottom = frame.py(cell.low());
        double grown = Math.max(0, (LOWEST_CELL - (bottom - top)) / 2);
        return new double[] {
            frame.px(point.x() - cells.width() / 2),
            top - grown,
            frame.px(point.x() + cells.width() / 2),
            bottom + grown
        };
    }

    private static void mark(Svg svg, double[] at, MapPoint point) {
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
                at[0],
                "y",
                at[1],
                "width",
                at[2] - at[0] + 0.3,
                "height",
                at[3] - at[1] + 0.3,
                "fill",
                Ink.thinking(point.think(), false));
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
