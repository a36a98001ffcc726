package dwell.trainer.report;

import java.util.List;

/** The rectangle that data is drawn in, with its axes. Top is above bottom: {@code top < bottom}. */
record Frame(Scale x, Scale y) {
    static final double TICK_SIZE = 13;

    /**
     * A frame whose scales cover the data.
     *
     * @param xTicks about as many ticks
     */
    static Frame covering(
            double left,
            double top,
            double right,
            double bottom,
            double xLow,
            double xHigh,
            int xTicks,
            double yLow,
            double yHigh,
            int yTicks) {
        return new Frame(
                Scale.covering(xLow, xHigh, left, right, xTicks), Scale.covering(yLow, yHigh, bottom, top, yTicks));
    }

    double left() {
        return x.from();
    }

    double right() {
        return x.to();
    }

    double top() {
        return y.to();
    }

    double bottom() {
        return y.from();
    }

    double px(double value) {
        return x.at(value);
    }

    double py(double value) {
        return y.at(value);
    }

    /** Grid lines and tick labels of y; the axis name stands above the axis, where it can be read without turning. */
    void drawY(Svg svg, String name) {
        svg.open("g", "class", "y-axis");
        for (double tick : y.ticks()) {
            svg.line(left(), py(tick), right(), py(tick), Ink.GRID, 1);
            svg.text(left() - 8, py(tick) + 4, TICK_SIZE, y.label(tick), "text-anchor", "end", "fill", Ink.MUTED);
        }
        if (!name.isEmpty()) {
            svg.text(4, top() - 14, TICK_SIZE, name, "fill", Ink.MUTED);
        }
        svg.close("g");
    }

    /** Base line, ticks and tick labels of x, and the axis name below. */
    void drawX(Svg svg, String name) {
        svg.open("g", "class", "x-axis");
        baseLine(svg);
        for (double tick : x.ticks()) {
            svg.line(px(tick), bottom(), px(tick), bottom() + 5, Ink.AXIS, 1);
            svg.text(px(tick), bottom() + 19, TICK_SIZE, x.label(tick), "text-anchor", "middle", "fill", Ink.MUTED);
        }
        drawXName(svg, name, bottom() + 38);
        svg.close("g");
    }

    void baseLine(Svg svg) {
        svg.line(left(), bottom(), right(), bottom(), Ink.AXIS, 1);
    }

    void drawXName(Svg svg, String name, double baseline) {
        if (!name.isEmpty()) {
            svg.text(
                    (left() + right()) / 2,
                    baseline,
                    TICK_SIZE,
                    TextWidth.cut(name, TICK_SIZE, right() - left()),
                    "text-anchor",
                    "middle",
                    "fill",
                    Ink.MUTED);
        }
    }

    /**
     * A line through data points.
     *
     * @param points shape [points][2], finite
     */
    void polyline(Svg svg, List<double[]> points, String stroke, double width, Object... attributes) {
        StringBuilder path = new StringBuilder();
        for (double[] point : points) {
            path.append(path.isEmpty() ? "M" : "L")
                    .append(Svg.number(px(point[0])))
                    .append(' ')
                    .append(Svg.number(py(point[1])));
        }
        svg.open("g", attributes);
        svg.draw(
                "path",
                "d",
                path,
                "fill",
                "none",
                "stroke",
                stroke,
                "stroke-width",
                width,
                "stroke-linejoin",
                "round",
                "stroke-linecap",
                "round");
        svg.close("g");
    }

    /**
     * The area between two lines over the same x.
     *
     * @param x shape [points]
     * @param low shape [points], lower edge
     * @param high shape [points], upper edge
     */
    void area(Svg svg, double[] x, double[] low, double[] high, String fill, Object... attributes) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < x.length; i++) {
            path.append(i == 0 ? "M" : "L").append(Svg.number(px(x[i]))).append(' ');
            path.append(Svg.number(py(high[i])));
        }
        for (int i = x.length - 1; i >= 0; i--) {
            path.append("L").append(Svg.number(px(x[i]))).append(' ').append(Svg.number(py(low[i])));
        }
        svg.open("g", attributes);
        svg.draw("path", "d", path.append("Z"), "fill", fill);
        svg.close("g");
    }
}
