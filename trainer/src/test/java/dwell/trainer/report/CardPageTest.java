package dwell.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.exact.ResponseDistribution;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.ConfigLoader;
import dwell.trainer.config.ConfigSources;
import dwell.trainer.evaluate.CardBuilder;
import dwell.trainer.evaluate.EnvironmentCard;
import dwell.trainer.evaluate.EnvironmentCard.LevelCard;
import dwell.trainer.evaluate.EvaluationReport.MapPoint;
import dwell.trainer.evaluate.EvaluationReport.StateMap;
import dwell.trainer.evaluate.Responses;
import dwell.trainer.evaluate.Responses.Curve;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class CardPageTest {
    private static EnvironmentCard evidence;
    private static EnvironmentCard route;
    private static EnvironmentCard many;

    @TempDir
    private Path folder;

    @BeforeAll
    static void build() {
        evidence = card("standard-work");
        route = card("otis-gpt-5.2");
        many = card("bbh-cot");
    }

    private static EnvironmentCard card(String preset) {
        Catalog catalog = Catalog.installed();
        return new CardBuilder(catalog).of(new ConfigLoader(catalog).load(ConfigSources.ofPresets(preset)));
    }

    private Drawing drawing(Figure figure) throws Exception {
        Path file = folder.resolve(figure.name() + ".svg");
        Files.writeString(file, figure.svg().file());
        return new Drawing(file);
    }

    @Test
    void thePageLoadsNothingAndHasAtMostSixPlots() {
        for (EnvironmentCard card : List.of(evidence, route, many)) {
            String html = CardPage.html(card);
            assertThat(html.split("<svg ", -1).length - 1).isBetween(4, 6);
            assertThat(html).doesNotContain("<script", "http://", "https://", "src=", "NaN");
            assertThat(html).contains("default-src 'none'", "<h2>Levels</h2>", "<h2>Observation</h2>");
        }
        assertThat(CardPage.html(evidence)).contains("is an inverted U in difficulty, largest on q=0.65");
    }

    @Test
    void hostileNamesAreEscapedAndASteppedEnvironmentHasAShortPage() {
        EnvironmentCard hostile = new EnvironmentCard(
                "<script>x</script>",
                "a & b",
                "\"quoted\" <b>",
                evidence.parameters(),
                List.of(),
                List.of(),
                evidence.stakes(),
                "votes",
                evidence.actions(),
                List.of(),
                3,
                evidence.levels(),
                null);
        assertThat(CardPage.html(hostile))
                .contains("&lt;script&gt;x", "a &amp; b. Stepped, not compiled", "An observation has 3 features.")
                .doesNotContain("<script>", "<svg");
    }

    @Test
    void theOptimalBudgetIsDrawnWhereItsAxisSays() throws Exception {
        for (EnvironmentCard card : List.of(evidence, route, many)) {
            Drawing drawing = drawing(OptimalBudgetFigure.of(card));
            Drawing.Axis y = drawing.axis("y-axis", 0);
            List<LevelCard> levels = card.exact().levelTable();
            List<Element> hidden = drawing.of("circle", "mark", "hidden");
            List<Element> told = drawing.of("circle", "mark", "told");
            double pixel = (y.high() - y.low()) / 200;
            for (int i = 0; i < levels.size(); i++) {
                assertThat(y.value(Drawing.number(hidden.get(i), "cy")))
                        .isCloseTo(levels.get(i).compute(), within(pixel));
                assertThat(y.value(Drawing.number(told.get(i), "cy")))
                        .isCloseTo(levels.get(i).computeKnown(), within(pixel));
            }
            assertThat(drawing.of("text", "level")).hasSize(levels.size());
        }
    }

    @Test
    void theCurvesAreDrawnWhereTheirAxesSay() throws Exception {
        for (EnvironmentCard card : List.of(evidence, route, many)) {
            Drawing drawing = drawing(CurvesFigure.of(TimedPolicy.of(card), card.computeUnit()));
            Responses responses = card.exact().responses();
            Drawing.Axis accuracy = drawing.axis("y-axis", 0);
            Drawing.Axis time = drawing.axis("y-axis", 1);
            double pixel = (time.high() - time.low()) / 200;
            List<Element> upper = drawing.of("circle", "mark", "accuracy");
            List<Element> right = drawing.of("circle", "mark", "right");
            assertThat(upper).hasSize(responses.levels().size());
            for (int i = 0; i < upper.size(); i++) {
                Curve level = responses.levels().get(i);
                assertThat(accuracy.value(Drawing.number(upper.get(i), "cy")))
                        .isCloseTo(100 * level.correct(), within(0.5));
                assertThat(time.value(Drawing.number(right.get(i), "cy")))
                        .isCloseTo(level.timeCorrect(), within(pixel));
            }
            long wrong = responses.levels().stream()
                    .filter(level -> level.timeWrong() != null)
                    .count();
            assertThat(drawing.of("circle", "mark", "wrong")).hasSize((int) wrong);
        }
    }

    @Test
    void theBarsOfTheTimesAddUpToTheShares() throws Exception {
        for (EnvironmentCard card : List.of(evidence, route, many)) {
            Drawing drawing = drawing(TimesFigure.of(TimedPolicy.of(card), card.computeUnit()));
            // Both directions are labelled with shares, so only the ticks from 0 upwards are an axis.
            List<double[]> ticks = drawing.axis("y-axis", 0).ticks();
            double[] highest = ticks.get(ticks.size() - 1);
            double[] zero =
                    ticks.stream().filter(tick -> tick[1] == 0).findFirst().orElseThrow();
            double unit = highest[1] / (zero[0] - highest[0]);
            Curve all = card.exact().responses().overall();
            assertThat(height(drawing, "right") * unit / 100).isCloseTo(all.correct(), within(0.004));
            assertThat(height(drawing, "wrong") * unit / 100).isCloseTo(all.wrong(), within(0.004));
            List<ResponseDistribution.Bin> bins = card.exact().responses().conditionalAccuracy();
            Drawing.Axis accuracy = drawing.axis("y-axis", 1);
            List<Element> points = drawing.of("circle", "mark", "accuracy");
            for (int i = 0; i < bins.size(); i++) {
                assertThat(accuracy.value(Drawing.number(points.get(i), "cy")))
                        .isCloseTo(100 * bins.get(i).accuracy(), within(0.5));
            }
        }
    }

    private static double height(Drawing drawing, String kind) {
        return drawing.of("rect", "mark", kind).stream()
                .mapToDouble(bar -> Drawing.number(bar, "height"))
                .sum();
    }

    @Test
    void noPlotOfTheCardHasTextOutsideThePicture() throws Exception {
        for (EnvironmentCard card : List.of(evidence, route, many)) {
            List<Figure> figures = new ArrayList<>(List.of(
                    OptimalBudgetFigure.of(card),
                    FrontFigure.of(card),
                    CurvesFigure.of(TimedPolicy.of(card), card.computeUnit()),
                    TimesFigure.of(TimedPolicy.of(card), card.computeUnit())));
            StateMapFigure.ofOptimum(card.exact().map()).ifPresent(figures::add);
            for (Figure figure : figures) {
                Drawing drawing = drawing(figure);
                double height = Drawing.number(drawing.root(), "height");
                for (Element text : drawing.of("text")) {
                    assertThat(Drawing.number(text, "y")).as(figure.name()).isBetween(0.0, height);
                    if (text.getAttribute("text-anchor").isEmpty()
                            && text.getAttribute("transform").isEmpty()) {
                        double end = Drawing.number(text, "x")
                                + 0.8 * TextWidth.of(text.getTextContent(), Drawing.number(text, "font-size"));
                        assertThat(end).as(text.getTextContent()).isLessThanOrEqualTo(Figure.WIDTH);
                    }
                }
            }
        }
    }

    @Test
    void everyVisitedStateOfAnUnevenMapCanBeSeen() throws Exception {
        Catalog catalog = Catalog.installed();
        StateMap map = new CardBuilder(catalog)
                .of(new ConfigLoader(catalog).load(ConfigSources.none().with("env.id=threat-v1")))
                .exact()
                .map();
        long visited = map.points().stream()
                .filter(point -> point.visits() >= StateMapFigure.VISITED)
                .count();
        Drawing drawing = drawing(StateMapFigure.ofOptimum(map).orElseThrow());
        assertThat(drawing.of("rect", "mark", "cell")).hasSize((int) visited).allSatisfy(cell -> {
            assertThat(Drawing.number(cell, "height")).isGreaterThanOrEqualTo(2);
            assertThat(Drawing.number(cell, "width")).isGreaterThanOrEqualTo(2);
        });
        assertThat(drawing.words()).contains("optimal boundary");
    }

    @Test
    void manyPanelsHaveWordsThatFitAndNoLegendOfABoundaryThatIsNotDrawn() throws Exception {
        List<MapPoint> points = new ArrayList<>();
        for (int panel = 0; panel < 7; panel++) {
            points.add(new MapPoint("panel " + panel, 0, 0, 0.4, true, 1));
            points.add(new MapPoint("panel " + panel, 1, 0, 0.4, true, 1));
        }
        Drawing drawing = drawing(StateMapFigure.drawn(new StateMap("thinks", "lead", points), true));
        assertThat(drawing.words()).doesNotContain("optimal boundary");
        assertThat(drawing.of("path", "boundary")).isEmpty();
        List<Element> words = drawing.of("text", "words");
        assertThat(words).extracting(Element::getTextContent).contains("too\u00a0early\u00a060.0\u00a0%,");
        double room = Drawing.number(words.get(2), "x") - Drawing.number(words.get(0), "x");
        assertThat(words)
                .hasSize(14)
                .allSatisfy(text ->
                        assertThat(TextWidth.of(text.getTextContent(), 12)).isLessThan(room));
    }
}
