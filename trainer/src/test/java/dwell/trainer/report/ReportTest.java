package dwell.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Stakes;
import dwell.trainer.evaluate.EvaluationReport;
import dwell.trainer.evaluate.EvaluationReport.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ReportTest {
    private static final List<String> LEVELS = List.of("level 1", "level 2", "level 3", "level 4", "level 5");
    private static final String HOSTILE = "<script>alert(\"x\")</script>&amp;'\u0001";

    @TempDir
    private static Path base;

    private static EvaluationReport evidence;
    private static EvaluationReport route;

    @BeforeAll
    static void write() throws IOException {
        SampleRun votes = SampleRun.evidence();
        SampleRun modes = SampleRun.route(LEVELS);
        evidence = votes.evaluation;
        route = modes.evaluation;
        Report.write(votes.into(base.resolve("evidence")));
        Report.write(modes.into(base.resolve("route")));
        List<String> many = IntStream.range(0, 27)
                .mapToObj(i -> i == 3 ? HOSTILE : "tracking_shuffled_objects_task_" + i)
                .toList();
        Report.write(SampleRun.route(many).into(base.resolve("many")));
    }

    private static Drawing drawing(String run, String plot) throws Exception {
        return new Drawing(base.resolve(run).resolve("plots/" + plot + ".svg"));
    }

    private static List<String> plots(String run) throws IOException {
        try (Stream<Path> files = Files.list(base.resolve(run).resolve("plots"))) {
            return files.map(file -> file.getFileName().toString().replace(".svg", ""))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void thePlotsAreThoseThatApplyAndNothingElseIsLeftBehind() throws IOException {
        assertThat(plots("evidence"))
                .containsExactly("budget", "compute", "curves", "front", "states", "times", "training");
        assertThat(plots("route"))
                .containsExactly("budget", "compute", "curves", "front", "modes", "times", "training");
        try (Stream<Path> files = Files.list(base.resolve("evidence"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "config.yaml", "evaluation.json", "manifest.json", "metrics.jsonl", "plots", "report.html");
        }
    }

    @Test
    void everyPlotIsWellFormedNamedAndKeepsItsMarksInsideThePicture() throws Exception {
        for (String run : List.of("evidence", "route", "many")) {
            for (String plot : plots(run)) {
                Drawing drawing = drawing(run, plot);
                Element root = drawing.root();
                assertThat(root.getNamespaceURI()).as(plot).isNull();
                assertThat(root.getAttribute("xmlns")).isEqualTo("http://www.w3.org/2000/svg");
                assertThat(root.getAttribute("role")).isEqualTo("img");
                assertThat(Drawing.inside(root, "title").get(0).getTextContent())
                        .isNotBlank();
                double width = Drawing.number(root, "width");
                double height = Drawing.number(root, "height");
                assertThat(drawing.of("circle")).allSatisfy(circle -> {
                    assertThat(Drawing.number(circle, "cx")).isBetween(0.0, width);
                    assertThat(Drawing.number(circle, "cy")).isBetween(0.0, height);
                });
            }
        }
    }

    @Test
    void thereIsOneMarkForEveryLevelUpdateModeAndVisitedState() throws Exception {
        assertThat(drawing("evidence", "budget").of("circle", "mark", "learned"))
                .hasSize(5);
        assertThat(drawing("evidence", "budget").of("circle", "mark", "optimal"))
                .hasSize(5);
        assertThat(drawing("many", "budget").of("circle", "mark", "learned")).hasSize(27);
        assertThat(drawing("many", "budget").of("text", "level")).hasSize(27);
        assertThat(drawing("evidence", "training").of("circle", "mark", "learned"))
                .hasSize(SampleRun.UPDATES / SampleRun.EVERY + 1);
        long visited = evidence.map().points().stream()
                .filter(point -> point.visits() >= 1e-4)
                .count();
        assertThat(visited).isGreaterThan(100);
        assertThat(drawing("evidence", "states").of("rect", "mark", "cell")).hasSize((int) visited);
        assertThat(drawing("evidence", "states").of("g", "panel")).hasSize(5);
        assertThat(drawing("evidence", "states").of("path", "boundary")).hasSize(5);
        long shares = route.levels().stream()
                .flatMap(level -> level.actionShares().stream())
                .filter(share -> share >= 5e-4)
                .count();
        assertThat(drawing("route", "modes").of("rect", "share", "learned")).hasSize((int) shares);
    }

    @Test
    void theBudgetIsDrawnWhereItsAxisSays() throws Exception {
        Drawing drawing = drawing("evidence", "budget");
        Drawing.Axis y = drawing.axis("y-axis", 0);
        List<Element> learned = drawing.of("circle", "mark", "learned");
        List<Element> optimal = drawing.of("circle", "mark", "optimal");
        for (int i = 0; i < 5; i++) {
            Level level = evidence.levels().get(i);
            assertThat(y.value(Drawing.number(learned.get(i), "cy"))).isCloseTo(level.compute(), within(0.01));
            assertThat(y.value(Drawing.number(optimal.get(i), "cy"))).isCloseTo(level.optimalCompute(), within(0.01));
            assertThat(level.compute()).isBetween(y.low(), y.high());
        }
        assertThat(drawing.words()).contains("votes too few on q=0.55").contains("votes too many");
    }

    @Test
    void thePriceTouchesTheFrontAtTheOptimumAndTheGapToItIsTheRegret() throws Exception {
        for (String run : List.of("evidence", "route")) {
            EvaluationReport report = run.equals("route") ? route : evidence;
            double price = report.stakes().price();
            Drawing drawing = drawing(run, "front");
            Drawing.Axis x = drawing.axis("x-axis", 0);
            Drawing.Axis y = drawing.axis("y-axis", 0);
            double rounding = 2e-4;
            Element tangent = drawing.of("line", "tangent").get(0);
            for (String end : List.of("1", "2")) {
                double compute = x.value(Drawing.number(tangent, "x" + end));
                assertThat(y.value(Drawing.number(tangent, "y" + end)))
                        .isCloseTo(report.optimalUtility() + price * compute, within(rounding));
            }
            Element optimum = drawing.of("circle", "mark", "optimal").get(0);
            double optimalCompute = x.value(Drawing.number(optimum, "cx"));
            assertThat(optimalCompute).isCloseTo(report.optimalCompute(), within(1e-3 * report.optimalCompute()));
            assertThat(y.value(Drawing.number(optimum, "cy")))
                    .isCloseTo(report.optimalUtility() + price * report.optimalCompute(), within(rounding));
            List<double[]> front = pathOf(drawing.of("g", "line", "front").get(0));
            assertThat(front.size()).isGreaterThan(3);
            assertThat(front)
                    .allSatisfy(point -> assertThat(y.value(point[1]))
                            .isLessThanOrEqualTo(report.optimalUtility() + price * x.value(point[0]) + rounding));
            assertThat(front).anySatisfy(point -> {
                assertThat(point[0]).isCloseTo(Drawing.number(optimum, "cx"), within(0.011));
                assertThat(point[1]).isCloseTo(Drawing.number(optimum, "cy"), within(0.011));
            });
            Element gap = drawing.of("line", "regret").get(0);
            assertThat(y.value(Drawing.number(gap, "y2")) - y.value(Drawing.number(gap, "y1")))
                    .isCloseTo(report.regret(), within(rounding));
        }
    }

    private static List<double[]> pathOf(Element group) {
        List<double[]> points = new ArrayList<>();
        String path = Drawing.inside(group, "path").get(0).getAttribute("d");
        for (String point : path.substring(1).split("L")) {
            String[] xy = point.split(" ");
            points.add(new double[] {Double.parseDouble(xy[0]), Double.parseDouble(xy[1])});
        }
        return points;
    }

    @Test
    void everyFixedPolicyIsDrawnOrNamedAsLyingBeyondThePicture() throws Exception {
        Drawing drawing = drawing("evidence", "front");
        double end = drawing.axis("x-axis", 0).high();
        List<String> beyond = evidence.fixed().stream()
                .filter(policy -> policy.compute() > end)
                .map(EvaluationReport.Fixed::policy)
                .toList();
        assertThat(beyond).contains("think:32");
        int drawn = drawing.of("circle", "mark", "fixed").size();
        String html = Files.readString(base.resolve("evidence/report.html"));
        String caption = html.substring(html.indexOf("To the right of the picture"));
        assertThat(beyond).allSatisfy(name -> assertThat(caption).contains(name));
        int named = caption.substring(0, caption.indexOf("</figcaption>")).split("accuracy").length - 1;
        assertThat(drawn + named).isEqualTo(evidence.fixed().size());
    }

    @Test
    void utilityAndStackedRegretAreDrawnWhereTheirAxesSay() throws Exception {
        Drawing drawing = drawing("evidence", "training");
        List<Element> marks = drawing.of("circle", "mark", "learned");
        Element last = marks.get(marks.size() - 1);
        Drawing.Axis utility = drawing.axis("y-axis", 0);
        Drawing.Axis regret = drawing.axis("y-axis", 1);
        Drawing.Axis updates = drawing.axis("x-axis", 0);
        assertThat(updates.value(Drawing.number(last, "cx"))).isCloseTo(SampleRun.UPDATES, within(0.1));
        assertThat(utility.value(Drawing.number(last, "cy"))).isCloseTo(evidence.utility(), within(1e-4));
        assertThat(utility.value(Drawing.number(drawing.of("line", "known").get(0), "y1")))
                .isCloseTo(evidence.utilityLevelKnown(), within(1e-4));
        String wrong = Drawing.inside(drawing.of("g", "area", "wrong-answer").get(0), "path")
                .get(0)
                .getAttribute("d");
        double top = Double.parseDouble(wrong.substring(1).split("L")[0].split(" ")[1]);
        History history = History.of(Files.readString(base.resolve("evidence/metrics.jsonl")));
        assertThat(regret.value(top)).isCloseTo(history.points().get(0).regret(), within(0.002 * regret.high()));
    }

    @Test
    void theDistributionOfComputeIsDrawnWhole() throws Exception {
        Drawing drawing = drawing("evidence", "compute");
        Drawing.Axis y = drawing.axis("y-axis", 0);
        double sum = drawing.of("rect", "mark", "bar").stream()
                .mapToDouble(bar -> y.value(Drawing.number(bar, "y")))
                .sum();
        assertThat(sum).isCloseTo(100, within(0.5));
    }

    @Test
    void thePageLoadsNothingAndRunsNothing() throws IOException {
        for (String run : List.of("evidence", "route", "many")) {
            String html = Files.readString(base.resolve(run).resolve("report.html"));
            assertThat(html)
                    .doesNotContain("http://", "https://", "src=", "href=", "@import", "<script", "<link", "url(h");
            assertThat(html).contains("default-src 'none'").contains("<details>");
        }
    }

    @Test
    void namesFromTheInputAreEscapedEverywhere() throws Exception {
        String html = Files.readString(base.resolve("many/report.html"));
        assertThat(html)
                .contains("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;amp;&#39;\uFFFD")
                .doesNotContain("alert(\"x\")", "\u0001");
        assertThat(drawing("many", "budget").words()).contains("<script>");
    }

    @Test
    void theVerdictSaysHowMuchWhyAndWhere() {
        assertThat(Verdict.sentence(evidence))
                .startsWith("Regret " + Numbers.loss(evidence.regret()) + " (0.1\u00a0% of the optimum), ")
                .contains("of it from overthinking")
                .contains("thinks too little on q=0.55 (")
                .contains("too much on q=0.5 (")
                .endsWith(").");
    }

    @Test
    void keyNumbersAndHeldOutItemsAreInThePage() throws IOException {
        String votes = Files.readString(base.resolve("evidence/report.html"));
        assertThat(votes)
                .contains(">" + Numbers.utility(evidence.optimalUtility()) + "<", "Value of knowing the level")
                .contains("Choices by level")
                .doesNotContain("Held-out items", "Value of introspection");
        assertThat(Files.readString(base.resolve("route/report.html")))
                .contains("Held-out items", "does not draw its states");
    }

    @Test
    void theSameRunGivesTheSameBytes(@TempDir Path other) throws IOException {
        Path again = Report.write(SampleRun.evidence().into(other.resolve("evidence")));
        assertThat(again).hasSameBinaryContentAs(base.resolve("evidence/report.html"));
    }

    @Test
    void aTornLastLineIsIgnoredAndATornLineBeforeItIsNot(@TempDir Path folder) throws IOException {
        SampleRun run = SampleRun.route(LEVELS);
        run.into(folder);
        Path metrics = folder.resolve("metrics.jsonl");
        byte[] whole = Files.readAllBytes(Report.write(folder));
        Files.writeString(metrics, run.metrics + "{\"update\":310,\"utility\":0.9,\"regr");
        assertThat(Report.write(folder)).hasBinaryContent(whole);

        Files.writeString(metrics, "{\"update\":310,\"utili\n" + run.metrics);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Report.write(folder))
                .withMessageContaining("metrics.jsonl is malformed: line 1 is not JSON");
        assertThat(folder.resolve("report.html")).hasBinaryContent(whole);
    }

    @Test
    void aRunWithoutEvaluatedUpdatesHasNoTrainingPlotAndAnOldOneIsRemoved(@TempDir Path folder) throws IOException {
        Report.write(SampleRun.route(LEVELS).into(folder));
        assertThat(folder.resolve("plots/training.svg")).exists();
        Files.writeString(folder.resolve("metrics.jsonl"), "");
        assertThat(Files.readString(Report.write(folder))).contains("No update was evaluated");
        assertThat(folder.resolve("plots/training.svg")).doesNotExist();
    }

    @Test
    void anEvaluationOfAnotherRunIsRefused(@TempDir Path folder) throws IOException {
        Path run = SampleRun.route(LEVELS).into(folder.resolve("run"));
        Path config = run.resolve("config.yaml");
        String own = Files.readString(config);
        String[][] changes = {
            {"seed: 0", "seed: 7", "evaluation.json is not of this run: its seed is 0, but config.yaml has 7"},
            {"id: mlp", "id: linear", "its policy is mlp, but config.yaml has linear"},
            {"id: replay-v1", "id: chain-v1", "its env is replay-v1, but config.yaml has chain-v1"},
            {
                "run:",
                "wrappers:\n  - {id: horizon}\nmixture:\n  - {env: {id: chain-v1}}\nrun:",
                "its env is replay-v1, but config.yaml has replay-v1 + chain-v1, horizon"
            },
            {"run:", "run: [", "config.yaml is malformed: it is not valid YAML"}
        };
        for (String[] change : changes) {
            assertThat(own).contains(change[0]);
            Files.writeString(config, own.replace(change[0], change[1]));
            refused(run, change[2]);
        }
        Files.writeString(config, own);
        assertThat(Report.write(run)).exists();
    }

    @Test
    void missingAndMalformedFilesAreNamedInOneSentence(@TempDir Path folder) throws IOException {
        Path run = folder.resolve("run");
        refused(run, "there is no run folder " + run);
        for (String file : List.of("evaluation.json", "metrics.jsonl", "config.yaml", "manifest.json")) {
            SampleRun.route(LEVELS).into(run);
            Files.delete(run.resolve(file));
            refused(run, "run folder %s has no %s".formatted(run, file));
        }
        SampleRun.route(LEVELS).into(run);
        Path evaluation = run.resolve("evaluation.json");
        String good = Files.readString(evaluation);
        Files.writeString(evaluation, good.substring(0, good.length() / 2));
        refused(run, "evaluation.json is malformed (line 1, column");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Report.write(run))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("Source", "REDACTED", "(start"));
        Files.writeString(evaluation, good.replace("\"format\":1", "\"format\":2"));
        refused(run, "format must be 1, was 2");
        Files.writeString(evaluation, good.replaceFirst("\"regret\":[-0-9.E]+", "\"regret\":null"));
        refused(run, "regret must be a number, was NaN");
        Files.writeString(evaluation, good.replaceFirst("\"regret\":[-0-9.E]+,", ""));
        refused(run, "regret");
        Files.writeString(evaluation, good.replaceFirst("\"actionShares\":\\[[-0-9.E]+,", "\"actionShares\":["));
        refused(run, "actionShares must have one number for each of the 4 actions, had 3");
        assertThat(run.resolve("report.html")).doesNotExist();
    }

    private static void refused(Path run, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Report.write(run))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    @Test
    void anEvaluationOfBeforeResponseTimesWereWrittenIsStillDrawn(@TempDir Path folder) throws IOException {
        SampleRun.route(LEVELS).into(folder);
        Path evaluation = folder.resolve("evaluation.json");
        ObjectNode old = (ObjectNode) JsonMapper.shared().readTree(Files.readString(evaluation));
        Files.writeString(
                evaluation,
                old.remove(List.of("responses", "optimalResponses", "tallies")).toString());
        String page = Files.readString(Report.write(folder));
        assertThat(page).contains("evaluation.json was written before response times were");
        assertThat(folder.resolve("plots/times.svg")).doesNotExist();
        assertThat(folder.resolve("plots/budget.svg")).exists();
    }

    @Test
    void extremeStakesAreDrawnToo(@TempDir Path folder) throws Exception {
        List<Stakes> extreme =
                List.of(Stakes.ofPrice(0), Stakes.ofPrice(50), new Stakes(0.01, 1, -5, 0), new Stakes(0.1, -1, -1, -1));
        for (int i = 0; i < extreme.size(); i++) {
            Path run = folder.resolve("run" + i);
            Report.write(SampleRun.evidence(extreme.get(i)).into(run));
            for (String plot : List.of("budget", "compute", "curves", "front", "states", "times", "training")) {
                assertThat(new Drawing(run.resolve("plots/" + plot + ".svg"))
                                .of("text")
                                .size())
                        .isGreaterThan(5);
            }
        }
    }

    @Test
    void aNumberThatIsNullIsShownAsADash(@TempDir Path folder) throws IOException {
        SampleRun.route(LEVELS).into(folder);
        Path evaluation = folder.resolve("evaluation.json");
        String good = Files.readString(evaluation);
        int level = good.indexOf("\"levels\":");
        String bad = good.substring(0, level)
                + good.substring(level)
                        .replaceFirst("\"accuracy\":[-0-9.E]+", "\"accuracy\":null")
                        .replaceFirst("\"compute\":[-0-9.E]+", "\"compute\":null");
        Files.writeString(evaluation, bad);
        assertThat(Files.readString(Report.write(folder))).contains("<td>–</td>");
    }
}
