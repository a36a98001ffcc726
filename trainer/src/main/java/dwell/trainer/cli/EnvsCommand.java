package dwell.trainer.cli;

import dwell.trainer.config.Catalog;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "envs", description = "Lists the task families.")
final class EnvsCommand implements Callable<Integer> {
    private final Streams streams;
    private final Catalog catalog;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    EnvsCommand(Streams streams, Catalog catalog) {
        this.streams = streams;
        this.catalog = catalog;
    }

    @Override
    public Integer call() {
        Listing listing = new Listing("envs");
        catalog.families()
                .forEach(family -> listing.add(
                        family.id(), family.summary(), Map.of("stakes", family.defaultStakes()), family.defaults()));
        listing.print(streams, json);
        return CommandRunner.DONE;
    }
}
