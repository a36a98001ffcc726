package dwell.trainer.cli;

import dwell.trainer.config.Preset;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "presets",
        description =
                "Lists the configs that Dwell brings along: tasks, and algorithms, which lie over any task. Several combine,"
                        + " as in --preset standard-work --preset dapo; docs/papers.md says where an algorithm's values are from.")
final class PresetsCommand implements Callable<Integer> {
    private final Streams streams;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    PresetsCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        Listing listing = new Listing("presets");
        Preset.all().forEach(preset -> listing.add(preset.name(), preset.kind(), preset.summary()));
        listing.print(streams, json);
        return CommandRunner.DONE;
    }
}
