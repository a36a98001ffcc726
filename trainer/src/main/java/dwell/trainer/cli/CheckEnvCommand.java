package dwell.trainer.cli;

import dwell.envs.check.ProcessCheck;
import dwell.envs.check.VectorCheck;
import dwell.envs.families.EnvironmentFamily;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.ConfigLoader;
import dwell.trainer.config.RunConfig;
import dwell.trainer.evaluate.Declared;
import dwell.trainer.evaluate.Stepped;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check-env",
        description =
                "Checks an environment: that its declaration is a process, and that optimum, evaluation and simulator"
                        + " agree on it; or, where it is stepped, that it keeps what a stepped environment promises.")
final class CheckEnvCommand implements Callable<Integer> {
    private static final int EPISODES = 200_000;
    private static final int STEPPED_EPISODES = 5_000;

    private final Streams streams;
    private final ConfigLoader loader;
    private final Catalog catalog;

    @Parameters(arity = "0..1", paramLabel = "ID", description = "The task family; see dwell envs.")
    private String id;

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    CheckEnvCommand(Streams streams, Catalog catalog) {
        this.streams = streams;
        this.loader = new ConfigLoader(catalog);
        this.catalog = catalog;
    }

    /** What is printed. */
    record Checked(String env, boolean ok, List<ProcessCheck.Finding> checks) {}

    @Override
    public Integer call() {
        RunConfig config = loader.load(options.sourcesOf(id));
        List<ProcessCheck.Finding> findings =
                catalog.task(config.env().id()) instanceof EnvironmentFamily ? stepped(config) : declared(config);
        boolean ok = findings.stream().allMatch(ProcessCheck.Finding::ok);
        if (json) {
            streams.out().println(JsonLine.of(new Checked(config.task(), ok, findings)));
        } else {
            findings.forEach(finding -> streams.out()
                    .println(
                            "%-4s  %s: %s".formatted(finding.ok() ? "ok" : "FAIL", finding.check(), finding.detail())));
        }
        return ok ? CommandRunner.DONE : CommandRunner.FAILED;
    }

    private List<ProcessCheck.Finding> declared(RunConfig config) {
        Declared declared = Declared.of(catalog, config);
        return new ProcessCheck(config.stakes(), EPISODES).check(declared.train(), declared.heldOut());
    }

    private List<ProcessCheck.Finding> stepped(RunConfig config) {
        Stepped stepped = Stepped.of(catalog, config);
        return new VectorCheck(config.stakes(), STEPPED_EPISODES, stepped.features())
                .check(stepped.training(), stepped.heldOut());
    }
}
