package dwell.trainer.cli;

import dwell.trainer.Progress;
import dwell.trainer.TrainingRun;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.ConfigLoader;
import dwell.trainer.evaluate.PolicyReport;
import dwell.trainer.evaluate.Task;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "evaluate",
        description =
                "Evaluates a run, or a fixed policy in an environment: exactly and against the optimum, or by sampling and against"
                        + " an upper bound where the environment is stepped.")
final class EvaluateCommand implements Callable<Integer> {
    private final Streams streams;
    private final ConfigLoader loader;
    private final Catalog catalog;

    @Parameters(arity = "0..1", paramLabel = "RUNFOLDER", description = "The folder of a run.")
    private Path run;

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Option(names = "--policy", paramLabel = "ID", description = "A fixed policy such as think:5; see dwell policies.")
    private String policy;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    EvaluateCommand(Streams streams, Catalog catalog) {
        this.streams = streams;
        this.loader = new ConfigLoader(catalog);
        this.catalog = catalog;
    }

    @Override
    public Integer call() {
        PolicyReport report = run == null ? fixed() : ofRun();
        if (json) {
            streams.out().println(EvaluationText.json(report));
        } else {
            streams.out().print(EvaluationText.of(report));
        }
        return CommandRunner.DONE;
    }

    private PolicyReport ofRun() {
        if (options.given() || policy != null) {
            throw new IllegalArgumentException(
                    "a run is evaluated as it was configured; leave out RUNFOLDER or the other options");
        }
        return TrainingRun.evaluate(run, Progress.SILENT);
    }

    private PolicyReport fixed() {
        if (policy == null) {
            throw new IllegalArgumentException(
                    "evaluate takes the folder of a run, or --policy with a fixed policy such as think:5");
        }
        if (catalog.policies().stream().anyMatch(learned -> learned.id().equals(policy))) {
            throw new IllegalArgumentException(
                    "policy %s is a learned one; train it and evaluate the folder of its run".formatted(policy));
        }
        catalog.fixedPolicy(policy);
        return Task.fixed(loader.load(options.sources()), policy);
    }
}
