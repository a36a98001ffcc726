package dwell.trainer.cli;

import dwell.envs.Require;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.ConfigLoader;
import dwell.trainer.config.RunConfig;
import dwell.trainer.instrument.FlowReport;
import dwell.trainer.instrument.StochasticRuns;
import dwell.trainer.report.FlowPage;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "flow",
        description =
                "Says where learning would go on each level: fixed points of the expected update of a think logit, their basins,"
                        + " and stochastic runs beside them.")
final class FlowCommand implements Callable<Integer> {
    private final Streams streams;
    private final ConfigLoader loader;
    private final Catalog catalog;

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Option(
            names = "--runs",
            paramLabel = "N",
            description = "Stochastic runs from each start; 0 for none. Default: ${DEFAULT-VALUE}.")
    private int runs = 10;

    @Option(
            names = "--start",
            paramLabel = "P",
            split = ",",
            description = "Think probabilities at which runs begin. Default: ${DEFAULT-VALUE}.")
    private List<Double> starts = List.of(.1, .5, .9);

    @Option(
            names = "--learning-rate",
            paramLabel = "X",
            description = "Learning rate of the runs, plain gradient ascent. Default: ${DEFAULT-VALUE}.")
    private double learningRate = .1;

    @Option(
            names = "--groups",
            paramLabel = "N",
            description = "Groups of an update of the runs. Default: ${DEFAULT-VALUE}.")
    private int groups = 8;

    @Option(
            names = "--time",
            paramLabel = "T",
            description = "Learning rate times updates of the runs. Default: ${DEFAULT-VALUE}.")
    private double time = 100;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the runs. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(names = "--html", paramLabel = "FILE", description = "Write the phase lines to an HTML file, too.")
    private Path html;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    FlowCommand(Streams streams, Catalog catalog) {
        this.streams = streams;
        this.loader = new ConfigLoader(catalog);
        this.catalog = catalog;
    }

    @Override
    public Integer call() {
        if (html != null) {
            HtmlFile.requireWritable(html);
        }
        Require.within("--runs", runs, 0, 10_000);
        Require.within("--groups", groups, 1, 100_000);
        Require.positive("--learning-rate", learningRate);
        Require.positive("--time", time);
        starts.forEach(
                start -> Require.that(start > 0 && start < 1, "--start must lie between 0 and 1, was %s", start));
        Require.that(
                time / learningRate <= 1e7,
                "--time / --learning-rate must be at most 1e7 updates, was %s",
                time / learningRate);
        RunConfig config = loader.load(options.sources());
        FlowReport report =
                FlowReport.of(config, catalog, new StochasticRuns(learningRate, groups, time, seed), runs, starts);
        if (html != null) {
            FlowPage.write(report, ConfigLoader.toYaml(config), html);
        }
        if (json) {
            streams.out().println(FlowText.json(report, html));
        } else {
            streams.out().print(FlowText.of(report));
            if (html != null) {
                streams.out().println("\nphase lines: " + html);
            }
        }
        return CommandRunner.DONE;
    }
}
