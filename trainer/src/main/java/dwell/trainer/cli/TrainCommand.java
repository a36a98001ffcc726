package dwell.trainer.cli;

import dwell.trainer.TrainingRun;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.ConfigLoader;
import dwell.trainer.config.RunConfig;
import dwell.trainer.evaluate.PolicyReport;
import dwell.trainer.record.RunFolder;
import dwell.trainer.report.Report;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "train",
        description =
                "Trains a policy and says how far it is from the optimum. Without options it trains on recorded results"
                        + " of a real model (preset " + ConfigOptions.DEFAULT_PRESET + ").")
final class TrainCommand implements Callable<Integer> {
    private final Streams streams;
    private final ConfigLoader loader;

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Option(names = "--policy", paramLabel = "ID", description = "The learned policy; see dwell policies.")
    private String policy;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of every random stream of the run.")
    private Long seed;

    @Option(names = "--out", paramLabel = "FOLDER", description = "Folder of the run; must be empty or new.")
    private String out;

    @Option(names = "--backend", paramLabel = "NAME", description = "Where ND4J computes: cpu, cuda or auto.")
    private String backend;

    @Option(
            names = "--resume",
            paramLabel = "FOLDER",
            description = "Go on with an interrupted run, as it was configured.")
    private Path resumed;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    TrainCommand(Streams streams, Catalog catalog) {
        this.streams = streams;
        this.loader = new ConfigLoader(catalog);
    }

    @Override
    public Integer call() {
        if (resumed != null) {
            boolean more = options.given() || policy != null || seed != null || out != null || backend != null;
            if (more) {
                throw new IllegalArgumentException(
                        "--resume goes on with a run as it was configured and takes no other options but --json");
            }
            return run(resumed, progress -> TrainingRun.resume(resumed, progress));
        }
        RunConfig config = loader.load(options.sources(policy, seed, out, backend));
        String name = "%s-%s-s%d"
                .formatted(config.env().id(), config.policy().id(), config.run().seed());
        Path folder = RunFolder.choose(Path.of(""), config.run().out(), name);
        return run(folder, progress -> TrainingRun.start(config, folder, progress));
    }

    private interface Training {
        Optional<PolicyReport> run(TrackedProgress progress);
    }

    /** Ctrl-C is heard while training and reporting go on; nothing else is wanted of what hears it. */
    @SuppressWarnings("try")
    private int run(Path folder, Training training) {
        try (StopOnInterrupt stop = new StopOnInterrupt(TrainingRun::requestStop)) {
            Optional<PolicyReport> ended;
            TrackedProgress progress = new TrackedProgress(streams);
            try (progress) {
                ended = training.run(progress);
            }
            if (ended.isEmpty()) {
                streams.err()
                        .println("stopped after update %d; resume with ./dwell train --resume %s"
                                .formatted(progress.last(), folder));
                return CommandRunner.INTERRUPTED;
            }
            PolicyReport report = ended.get();
            Path page = Report.write(folder);
            if (json) {
                streams.out().println(EvaluationText.json(report, folder, page));
            } else {
                streams.out().print(EvaluationText.of(report));
                streams.out().println("report: " + page);
            }
            return CommandRunner.DONE;
        }
    }
}
