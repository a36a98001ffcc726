package dwell.trainer.cli;

import dwell.trainer.config.Catalog;
import dwell.trainer.config.Component;
import dwell.trainer.config.ConfigLoader;
import dwell.trainer.config.ConfigSources;
import dwell.trainer.config.RunConfig;
import dwell.trainer.instrument.Audit;
import dwell.trainer.instrument.AuditReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "audit",
        description =
                "Says what a shaping pays for on a process: its exchange rate and break-evens, wrong answers that it pays above"
                        + " right ones, what it makes optimal, and what that loses.")
final class AuditCommand implements Callable<Integer> {
    private final Streams streams;
    private final ConfigLoader loader;
    private final Catalog catalog;

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Option(
            names = "--shaping",
            paramLabel = "ID",
            description = "The shaping; see dwell shapings. Its keys are set by --set trainer.shaping.KEY=VALUE.")
    private String shaping;

    @Option(
            names = "--against",
            paramLabel = "ID[,KEY=VALUE...]",
            description = "Another shaping: are the same policies optimal, and if not, where do they part?")
    private String against;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    AuditCommand(Streams streams, Catalog catalog) {
        this.streams = streams;
        this.loader = new ConfigLoader(catalog);
        this.catalog = catalog;
    }

    @Override
    public Integer call() {
        List<String> further = shaping == null ? List.of() : List.of("trainer.shaping.id=" + shaping);
        RunConfig config = loader.load(options.sources(further));
        AuditReport report = Audit.of(config, catalog, against == null ? null : other());
        streams.out().println(json ? JsonLine.of(report) : AuditText.of(report));
        return CommandRunner.DONE;
    }

    /** The other shaping; parameters are bound as in any config, whatever its task. */
    private Component other() {
        String[] parts = against.split(",");
        List<String> settings = new ArrayList<>();
        settings.add("trainer.shaping.id=" + parts[0].strip());
        for (int i = 1; i < parts.length; i++) {
            settings.add("trainer.shaping." + parts[i].strip());
        }
        ConfigSources sources = new ConfigSources(
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                settings);
        return loader.load(sources).trainer().shaping();
    }
}
