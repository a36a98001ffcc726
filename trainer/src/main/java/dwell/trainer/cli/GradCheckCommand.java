package dwell.trainer.cli;

import dwell.trainer.config.Catalog;
import dwell.trainer.config.ConfigLoader;
import dwell.trainer.config.ConfigSources;
import dwell.trainer.config.RunConfig;
import dwell.trainer.instrument.GradCheck;
import dwell.trainer.instrument.GradCheckReport;
import dwell.trainer.instrument.GradientPoint;
import dwell.trainer.record.RunFolder;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "gradcheck",
        description =
                "Holds what an objective follows against the exact gradient: bias, variance, signal-to-noise, and whether it is"
                        + " unbiased, invariant to scale, offsets, order and partition, and right about the price on every level.")
final class GradCheckCommand implements Callable<Integer> {
    private final Streams streams;
    private final ConfigLoader loader;
    private final Catalog catalog;

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Option(names = "--policy", paramLabel = "ID", description = "The learned policy; see dwell policies.")
    private String policy;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of weights and draws.")
    private Long seed;

    @Option(
            names = "--at",
            paramLabel = "WHERE",
            defaultValue = "initial",
            description =
                    "Weights to look at: initial, uniform (all 0), or the folder of a run, for its newest checkpoint; the run's own config is taken where none is given (default: initial).")
    private String at;

    @Option(
            names = "--updates",
            paramLabel = "N",
            defaultValue = "64",
            description = "Updates to draw where not all is enumerated, at least 8 (default: 64).")
    private int updates;

    @Option(
            names = "--snr",
            paramLabel = "X",
            defaultValue = "1",
            description = "Signal-to-noise ratio that a group size is wanted for (default: 1).")
    private double signalToNoise;

    @Option(
            names = "--groups",
            paramLabel = "N",
            defaultValue = "20000",
            description = "Enumerate up to so many groups; 0 draws in any case (default: 20000).")
    private long groups;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    GradCheckCommand(Streams streams, Catalog catalog) {
        this.streams = streams;
        this.loader = new ConfigLoader(catalog);
        this.catalog = catalog;
    }

    @Override
    public Integer call() {
        GradCheck.Request request = new GradCheck.Request(updates, signalToNoise, groups);
        RunFolder folder = at.equals("initial") || at.equals("uniform") ? null : RunFolder.open(Path.of(at));
        RunConfig ofRun = folder == null ? null : loader.load(ConfigSources.ofFile(folder.config()));
        RunConfig config = ofRun == null || options.given() || policy != null || seed != null
                ? loader.load(options.sources(policy, seed, null, null))
                : ofRun;
        GradientPoint point = ofRun != null
                ? GradientPoint.ofRun(folder, ofRun, catalog)
                : at.equals("uniform") ? GradientPoint.uniform() : GradientPoint.initial();
        GradCheckReport report = GradCheck.of(config, catalog, point, request);
        streams.out().println(json ? JsonLine.of(report) : GradCheckText.of(report));
        return CommandRunner.DONE;
    }
}
