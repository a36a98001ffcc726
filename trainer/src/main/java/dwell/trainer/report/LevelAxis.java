package dwell.trainer.report;

import java.util.List;

/**
 * Levels along x, one slot each, named below; names are turned where they would not fit side by side. Level {@code i} stands at
 * {@code i + 0.5}.
 *
 * @param names easiest first, within a member of a mixture
 * @param turned whether names are turned
 * @param below height that the names take
 */
record LevelAxis(List<String> names, boolean turned, double below) {
    private static final double NAME_SIZE = 13;
    private static final double LONGEST_NAME = 135;

    static LevelAxis of(List<String> names, double left, double right) {
        double slot = (right - left) / names.size();
        double widest = names.stream()
                .mapToDouble(name -> TextWidth.of(name, NAME_SIZE))
                .max()
                .orElse(0);
        boolean turned = widest > slot - 6;
        return new LevelAxis(names, turned, turned ? 12 + 0.91 * Math.min(LONGEST_NAME, widest) : 20);
    }

    /** Whether the levels are those of several families, named "member: level", which are ordered only within a member. */
    private boolean mixed() {
        return names.stream().allMatch(name -> name.contains(": "))
                && names.stream().map(name -> name.split(": ", 2)[0]).distinct().count() > 1;
    }

    Scale scale(double left, double right) {
        return new Scale(0, names.size(), 1, left, right);
    }

    /** Height below the frame that the axis takes with its name. */
    double height() {
        return below + 26;
    }

    /** Base line, names of levels, name of the axis. */
    void draw(Svg svg, Frame frame) {
        frame.baseLine(svg);
        for (int i = 0; i < names.size(); i++) {
            double x = frame.px(i + 0.5);
            double y = frame.bottom() + (turned ? 12 : 19);
            svg.text(
                    x,
                    y,
                    NAME_SIZE,
                    TextWidth.cutName(names.get(i), NAME_SIZE, LONGEST_NAME),
                    "class",
                    "level",
                    "text-anchor",
                    turned ? "end" : "middle",
                    "transform",
                    turned ? "rotate(-65 " + Svg.number(x) + " " + Svg.number(y) + ")" : "rotate(0)");
        }
        frame.drawXName(
                svg, names.size() > 1 && !mixed() ? "level, easiest first" : "level", frame.bottom() + below + 18);
    }
}
