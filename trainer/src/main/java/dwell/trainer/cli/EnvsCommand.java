package dwell.trainer.cli;

import dwell.envs.families.Family;
import dwell.envs.families.TaskFamily;
import dwell.trainer.config.Catalog;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "envs",
        description = "Lists the task families: processes, which have an exact optimum, and stepped environments.")
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
        for (TaskFamily<?> task : catalog.tasks()) {
            Map<String, Object> more = new LinkedHashMap<>();
            more.put("kind", task instanceof Family ? "process" : "stepped");
            more.put("stakes", task.defaultStakes());
            listing.add(task.id(), task.summary(), more, task.defaults());
        }
        listing.print(streams, json);
        return CommandRunner.DONE;
    }
}
