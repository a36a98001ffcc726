package dwell.trainer.cli;

import dwell.trainer.config.Catalog;
import dwell.trainer.config.ConfigLoader;
import dwell.trainer.config.RunConfig;
import dwell.trainer.instrument.Effort;
import dwell.trainer.instrument.PriceDistortion;
import dwell.trainer.instrument.Remedy;
import dwell.trainer.instrument.TwoModeTask;
import dwell.trainer.report.DistortionPage;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "lint",
        description =
                "Says before training whether a config pushes thinking the wrong way: the expected update of a think logit"
                        + " against what thinking is worth, by level and think probability. Ends with 2 where it does, unless --accept is given.")
final class LintCommand implements Callable<Integer> {
    private final Streams streams;
    private final ConfigLoader loader;
    private final Catalog catalog;

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Option(names = "--accept", description = "End with 0 also where signs are wrong.")
    private boolean accept;

    @Option(names = "--html", paramLabel = "FILE", description = "Write the map to an HTML file, too.")
    private Path html;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    LintCommand(Streams streams, Catalog catalog) {
        this.streams = streams;
        this.loader = new ConfigLoader(catalog);
        this.catalog = catalog;
    }

    @Override
    public Integer call() {
        if (html != null) {
            HtmlFile.requireWritable(html);
        }
        RunConfig config = loader.load(options.sources());
        TwoModeTask task = TwoModeTask.of(config, catalog);
        PriceDistortion map = PriceDistortion.of(config, task, Effort.THOROUGH);
        List<Remedy> remedies = map.clean() ? List.of() : Remedy.of(config, catalog, task, Effort.THOROUGH);
        if (html != null) {
            DistortionPage.write(map, remedies, ConfigLoader.toYaml(config), html);
        }
        if (json) {
            streams.out().println(LintText.json(map, remedies, html));
        } else {
            streams.out().print(LintText.of(map, remedies));
            if (html != null) {
                streams.out().println("\nmap: " + html);
            }
        }
        // A script that lints before it trains has to stop here, as it does on bad input.
        return map.clean() || accept ? CommandRunner.DONE : CommandRunner.BAD_INPUT;
    }
}
