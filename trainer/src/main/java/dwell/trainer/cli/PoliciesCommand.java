package dwell.trainer.cli;

import dwell.trainer.config.Catalog;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "policies", description = "Lists the policies, learned and fixed.")
final class PoliciesCommand implements Callable<Integer> {
    private final Streams streams;
    private final Catalog catalog;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    PoliciesCommand(Streams streams, Catalog catalog) {
        this.streams = streams;
        this.catalog = catalog;
    }

    /** A fixed policy takes an argument after a colon instead. */
    private record NoKeys() {}

    @Override
    public Integer call() {
        Listing listing = new Listing("policies");
        catalog.policies()
                .forEach(policy ->
                        listing.add(policy.id(), policy.summary(), Map.of("kind", "learned"), policy.defaults()));
        catalog.fixedPolicies()
                .forEach(policy -> listing.add(policy.id(), policy.summary(), Map.of("kind", "fixed"), new NoKeys()));
        listing.print(streams, json);
        return CommandRunner.DONE;
    }
}
