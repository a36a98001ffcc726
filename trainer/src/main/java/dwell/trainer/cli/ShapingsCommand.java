package dwell.trainer.cli;

import dwell.trainer.config.Catalog;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "shapings", description = "Lists the training-time rewards.")
final class ShapingsCommand implements Callable<Integer> {
    private final Streams streams;
    private final Catalog catalog;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    ShapingsCommand(Streams streams, Catalog catalog) {
        this.streams = streams;
        this.catalog = catalog;
    }

    @Override
    public Integer call() {
        Listing listing = new Listing("shapings");
        catalog.shapings()
                .forEach(shaping -> listing.add(
                        shaping.id(), shaping.summary(), Map.of("terms", shaping.terms()), shaping.defaults()));
        listing.print(streams, json);
        return CommandRunner.DONE;
    }
}
