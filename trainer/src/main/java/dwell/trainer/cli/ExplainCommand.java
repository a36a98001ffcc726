package dwell.trainer.cli;

import dwell.trainer.Progress;
import dwell.trainer.TrainingRun;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.ConfigLoader;
import dwell.trainer.evaluate.EpisodeReport;
import dwell.trainer.evaluate.Explainer;
import dwell.trainer.evaluate.WhichEpisode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        description =
                "Explains one episode of a run's policy, or of a fixed policy: what it saw and did, what the optimum would"
                        + " have done, and what the difference cost.")
final class ExplainCommand implements Callable<Integer> {
    private final Streams streams;
    private final ConfigLoader loader;
    private final Catalog catalog;

    @Parameters(arity = "0..1", paramLabel = "RUNFOLDER", description = "The folder of a run.")
    private Path run;

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Option(names = "--policy", paramLabel = "ID", description = "A fixed policy such as think:5; see dwell policies.")
    private String policy;

    @Option(
            names = "--item",
            paramLabel = "N",
            description = "Which item, from 0; the same number is the same item for every policy.")
    private int item;

    @Option(names = "--episode", paramLabel = "M", description = "Which episode of the item, from 0.")
    private int episode;

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            description = "Count only items of this level, a name or a number from 1.")
    private String level;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    ExplainCommand(Streams streams, Catalog catalog) {
        this.streams = streams;
        this.loader = new ConfigLoader(catalog);
        this.catalog = catalog;
    }

    @Override
    public Integer call() {
        WhichEpisode which = new WhichEpisode(item, episode, level);
        EpisodeReport report = run == null ? fixed(which) : ofRun(which);
        if (json) {
            streams.out().println(JsonLine.of(report));
        } else {
            streams.out().print(EpisodeText.of(report));
        }
        return CommandRunner.DONE;
    }

    private EpisodeReport ofRun(WhichEpisode which) {
        if (options.given() || policy != null) {
            throw new IllegalArgumentException(
                    "a run is explained as it was configured; leave out RUNFOLDER or the other options");
        }
        return TrainingRun.explain(run, which, Progress.SILENT);
    }

    private EpisodeReport fixed(WhichEpisode which) {
        if (policy == null) {
            throw new IllegalArgumentException(
                    "explain takes the folder of a run, or --policy with a fixed policy such as think:5");
        }
        if (catalog.policies().stream().anyMatch(learned -> learned.id().equals(policy))) {
            throw new IllegalArgumentException(
                    "policy %s is a learned one; train it and explain the folder of its run".formatted(policy));
        }
        catalog.fixedPolicy(policy);
        return Explainer.ofFixed(loader.load(options.sources()), catalog, policy, which);
    }
}
