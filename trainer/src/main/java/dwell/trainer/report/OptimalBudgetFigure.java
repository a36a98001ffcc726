package dwell.trainer.report;

import dwell.trainer.evaluate.BudgetShape;
import dwell.trainer.evaluate.EnvironmentCard;
import dwell.trainer.evaluate.EnvironmentCard.LevelCard;
import dwell.trainer.report.Heading.Key;
import dwell.trainer.report.Heading.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Mean compute of the optimum by level, with the level hidden and told. */
final class OptimalBudgetFigure {
    private static final double LEFT = 62;
    private static final double RIGHT = Figure.WIDTH - 27;
    private static final double PLOT_HEIGHT = 262;

    private OptimalBudgetFigure() {}

    static Figure of(EnvironmentCard card) {
        List<LevelCard> levels = card.exact().levelTable();
        LevelAxis axis = LevelAxis.of(card.levels(), LEFT, RIGHT);
        String title = title(card);
        double top = 88 + Heading.extra(title);
        double bottom = top + PLOT_HEIGHT;
        Svg svg = new Svg(
                "budget",
                title,
                "Mean compute by level of the optimal policy, with the level hidden and with the level told.",
                Figure.WIDTH,
                bottom + axis.height());
        Heading.draw(
                svg,
                title,
                List.of(
                        new Key(Shape.DOT, Ink.OPTIMAL, "optimum, level hidden"),
                        new Key(Shape.RING, Ink.FIXED, "optimum, level told")));
        double highest = levels.stream()
                .mapToDouble(level -> Math.max(level.compute(), level.computeKnown()))
                .max()
                .orElse(1);
        Frame frame =
                new Frame(axis.scale(LEFT, RIGHT), Scale.covering(0, Math.max(highest * 1.08, 1e-9), bottom, top, 5));
        frame.drawY(svg, "mean compute of an item (" + card.computeUnit() + ")");
        axis.draw(svg, frame);
        List<double[]> told = points(levels, LevelCard::computeKnown);
        List<double[]> hidden = points(levels, LevelCard::compute);
        Labels labels = new Labels(LEFT, top - 4, Figure.WIDTH - 4, bottom - 2);
        labels.avoidLine(frame, told);
        labels.avoidLine(frame, hidden);
        frame.polyline(svg, told, Ink.FIXED, 1.6, "class", "line told");
        frame.polyline(svg, hidden, Ink.OPTIMAL, 2.2, "class", "line hidden");
        for (int i = 0; i < levels.size(); i++) {
            LevelCard level = levels.get(i);
            dot(svg, frame, i, level, level.computeKnown(), "told", card.computeUnit());
            dot(svg, frame, i, level, level.compute(), "hidden", card.computeUnit());
            labels.avoidPoint(frame.px(i + 0.5), frame.py(level.compute()), 6);
            labels.avoidPoint(frame.px(i + 0.5), frame.py(level.computeKnown()), 6);
        }
        LevelCard most = most(levels);
        double x = frame.px(levels.indexOf(most) + 0.5);
        String words = "%s on %s"
                .formatted(
                        Numbers.amount(most.compute(), card.computeUnit()), TextWidth.cutName(most.level(), 12.5, 170));
        labels.place(svg, x, frame.py(most.compute()), 12.5, words, Ink.OPTIMAL, true);
        return new Figure(
                "budget",
                svg,
                "The mean compute that the optimal policy gives an item of each level, and what it would give if it were told"
                        + " the level; being told is worth %s of utility."
                                .formatted(Numbers.loss(card.exact().valueOfKnowingLevel())));
    }

    private static String title(EnvironmentCard card) {
        BudgetShape shape = card.exact().budgetShape();
        String peak = TextWidth.cutName(most(card.exact().levelTable()).level(), 15, 200);
        if (shape == null) {
            return "The optimal budget is largest on " + peak;
        }
        return switch (shape) {
            case FLAT -> "The optimal budget is the same on every level";
            case RISING -> "The optimal budget rises with difficulty";
            case FALLING -> "The optimal budget falls with difficulty";
            case INVERTED_U -> "The optimal budget is an inverted U in difficulty, largest on " + peak;
            case U -> "The optimal budget is a U in difficulty: least in between";
            case MIXED -> "The optimal budget is largest on " + peak;
        };
    }

    private static LevelCard most(List<LevelCard> levels) {
        return levels.stream()
                .max(Comparator.comparingDouble(LevelCard::compute))
                .orElseThrow();
    }

    private static List<double[]> points(List<LevelCard> levels, ToDoubleFunction<LevelCard> compute) {
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < levels.size(); i++) {
            points.add(new double[] {i + 0.5, compute.applyAsDouble(levels.get(i))});
        }
        return points;
    }

    private static void dot(Svg svg, Frame frame, int i, LevelCard level, double compute, String kind, String unit) {
        boolean hidden = kind.equals("hidden");
        svg.mark(
                "%s, level %s: %s".formatted(level.level(), kind, Numbers.amount(compute, unit)),
                "circle",
                "class",
                "mark " + kind,
                "cx",
                frame.px(i + 0.5),
                "cy",
                frame.py(compute),
                "r",
                hidden ? 3.8 : 5.4,
                "fill",
                hidden ? Ink.OPTIMAL : Ink.PAPER,
                "stroke",
                hidden ? Ink.OPTIMAL : Ink.FIXED,
                "stroke-width",
                1.6);
    }
}
