package dwell.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Action;
import dwell.envs.ActionKind;
import dwell.envs.Stakes;
import dwell.trainer.evaluate.Estimate;
import dwell.trainer.evaluate.SampledReport;
import dwell.trainer.evaluate.SampledReport.Fixed;
import dwell.trainer.evaluate.SampledReport.Played;
import dwell.trainer.evaluate.SampledReport.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import tools.jackson.databind.json.JsonMapper;

/** Pages and plots of a sampled evaluation, from figures made up here. */
class SampledReportTest {
    private static final String HOSTILE = "<script>alert(1)</script>&'\"";

    @TempDir
    Path folder;

    private static Sample sample(String level, double utility, boolean bounded, boolean single) {
        Double error = single ? null : (Double) 0.02;
        return new Sample(
                level,
                single ? 1 : 400,
                new Estimate(utility, error),
                bounded ? new Estimate(0.9, error) : null,
                bounded ? new Estimate(0.9 - utility, error) : null,
                new Estimate(utility + 0.1, error),
                new Estimate(0, error),
                new Estimate(10 * utility, error),
                new Estimate(20 * utility, error),
                Map.of("answered", new Estimate(1, error)),
                List.of(new Estimate(1, error), new Estimate(10 * utility, error)));
    }

    private Path run(boolean bounded) throws IOException {
        List<Sample> levels = List.of(
                sample("easy", 0.8, bounded, false),
                sample(HOSTILE, 0.5, bounded, false),
                sample("rare", 0.3, bounded, true));
        Sample all = sample("all", 0.6, bounded, false);
        SampledReport report = new SampledReport(
                1,
                "run",
                "maze-v9",
                "mlp",
                3,
                20,
                1000,
                1,
                1000,
                "sampled",
                Stakes.ofPrice(0.01),
                "nodes",
                List.of(new Action("answer", ActionKind.ANSWER), new Action("think", ActionKind.THINK)),
                801,
                all,
                levels,
                all,
                all,
                List.of(new Fixed("think 4", new Estimate(0.1, 0.01), sample("all", 0.5, bounded, false), levels)),
                new Played(all, levels),
                List.of(),
                null);
        Files.writeString(folder.resolve("evaluation.json"), JsonMapper.shared().writeValueAsString(report));
        String gap = bounded ? ",\"sampledGap\":0.3,\"sampledGapError\":0.01" : "";
        Files.writeString(
                folder.resolve("metrics.jsonl"),
                "{\"update\":10,\"sampledUtility\":0.4,\"sampledUtilityError\":0.02%s}\n{\"update\":11}\n"
                                .formatted(gap)
                        + "{\"update\":20,\"sampledUtility\":0.6,\"sampledUtilityError\":0.02%s}\n".formatted(gap));
        Files.writeString(folder.resolve("config.yaml"), "env: {id: maze-v9}\n");
        Files.writeString(folder.resolve("manifest.json"), "{\"dwell\":\"0\"}");
        return Report.write(folder);
    }

    private Drawing drawing(String plot) throws Exception {
        return new Drawing(folder.resolve("plots/" + plot + ".svg"));
    }

    @Test
    void utilityAndBoundStandWhereTheAxisSaysWithBarsOfTwoStandardErrors() throws Exception {
        run(true);
        Drawing drawing = drawing("utility");
        Drawing.Axis y = drawing.axis("y-axis", 0);
        double[] utilities = {0.8, 0.5, 0.3};
        List<Element> own = drawing.of("circle", "mark", "dot");
        List<Element> bound = drawing.of("circle", "mark", "ring");
        assertThat(own).hasSize(3);
        assertThat(bound).hasSize(3);
        for (int i = 0; i < 3; i++) {
            assertThat(y.value(Drawing.number(own.get(i), "cy"))).isCloseTo(utilities[i], within(1e-3));
            assertThat(y.value(Drawing.number(bound.get(i), "cy"))).isCloseTo(0.9, within(1e-3));
        }
        Element bar = Drawing.inside(drawing.of("g", "error").get(0), "line").get(0);
        assertThat(y.value(Drawing.number(bar, "y1"))).isCloseTo(0.76, within(1e-3));
        assertThat(y.value(Drawing.number(bar, "y2"))).isCloseTo(0.84, within(1e-3));
    }

    @Test
    void thePageStatesErrorsAndEpisodesAndLetsNoMarkupIn() throws Exception {
        assertThat(run(true))
                .content()
                .contains("Utility 0.6000 ± 0.0200, at most 0.3000 ± 0.0200 below the best possible")
                .contains("0.1000 ± 0.0100 more than the best fixed policy, think 4")
                .contains("801", "&lt;script&gt;", "<td>0.3000</td>")
                .doesNotContain("<script");
        assertThat(drawing("training").of("circle", "mark", "learned")).hasSize(2);
        assertThat(drawing("training").of("g", "line", "bound")).hasSize(1);
    }

    @Test
    void withoutABoundThereIsNoPlotOfItAndOneLeftFromBeforeGoes() throws Exception {
        run(true);
        assertThat(folder.resolve("plots/utility.svg")).exists();
        assertThat(run(false))
                .content()
                .contains("no bound on the best possible is known", "there is no plot of utility against it")
                .doesNotContain("Upper bound");
        assertThat(folder.resolve("plots/utility.svg")).doesNotExist();
        assertThat(drawing("training").of("g", "line", "bound")).isEmpty();
    }
}
