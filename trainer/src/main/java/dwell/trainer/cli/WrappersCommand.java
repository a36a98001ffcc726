package dwell.trainer.cli;

import dwell.trainer.config.Catalog;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "wrappers", description = "Lists the changes that can be made to any process.")
final class WrappersCommand implements Callable<Integer> {
    private final Streams streams;
    private final Catalog catalog;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    WrappersCommand(Streams streams, Catalog catalog) {
        this.streams = streams;
        this.catalog = catalog;
    }

    @Override
    public Integer call() {
        Listing listing = new Listing("wrappers");
        catalog.wrappers()
                .forEach(wrapper -> listing.add(wrapper.id(), wrapper.summary(), Map.of(), wrapper.defaults()));
        listing.print(streams, json);
        return CommandRunner.DONE;
    }
}
