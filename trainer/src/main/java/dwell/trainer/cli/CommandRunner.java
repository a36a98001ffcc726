package dwell.trainer.cli;

import dwell.trainer.RunFailedException;
import dwell.trainer.config.Catalog;
import dwell.trainer.record.Manifest;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Runs one command line and turns what goes wrong into one sentence and an exit code. */
final class CommandRunner {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int BAD_INPUT = 2;
    static final int INTERRUPTED = 130;

    private final Streams streams;

    CommandRunner(Streams streams) {
        this.streams = streams;
    }

    @Command(
            name = "dwell",
            description =
                    "Trains policies that decide when to think and when to answer, and says exactly how far they are"
                            + " from the best.",
            mixinStandardHelpOptions = true,
            scope = ScopeType.INHERIT,
            synopsisSubcommandLabel = "COMMAND")
    private static final class Root implements Callable<Integer> {
        @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Print the stack trace of an error.")
        private boolean debug;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
        }
    }

    int run(String... arguments) {
        Root root = new Root();
        try {
            return commandLine(root, arguments).execute(arguments);
        } catch (IllegalArgumentException | Error e) {
            return failed(e, root.debug);
        } finally {
            streams.out().flush();
            streams.err().flush();
        }
    }

    private CommandLine commandLine(Root root, String[] arguments) {
        Map<String, Supplier<Callable<Integer>>> commands = commands();
        CommandLine line = new CommandLine(root);
        line.getCommandSpec().version("dwell " + Manifest.version());
        // Reading the options of every command would take as long as all else that a quick command does.
        if (arguments.length > 0 && commands.containsKey(arguments[0])) {
            line.addSubcommand(commands.get(arguments[0]).get());
        } else {
            commands.values().forEach(command -> line.addSubcommand(command.get()));
        }
        return line.setOut(new PrintWriter(streams.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(streams.err(), true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler((e, given) -> badUsage(e))
                .setExecutionExceptionHandler((e, command, parsed) -> failed(e, root.debug))
                .setUsageHelpAutoWidth(true);
    }

    private Map<String, Supplier<Callable<Integer>>> commands() {
        Map<String, Supplier<Callable<Integer>>> commands = new LinkedHashMap<>();
        commands.put("train", () -> new TrainCommand(streams, Catalog.installed()));
        commands.put("compare", () -> new CompareCommand(streams, Catalog.installed()));
        commands.put("solve", () -> new SolveCommand(streams, Catalog.installed()));
        commands.put("evaluate", () -> new EvaluateCommand(streams, Catalog.installed()));
        commands.put("explain", () -> new ExplainCommand(streams, Catalog.installed()));
        commands.put("lint", () -> new LintCommand(streams, Catalog.installed()));
        commands.put("flow", () -> new FlowCommand(streams, Catalog.installed()));
        commands.put("audit", () -> new AuditCommand(streams, Catalog.installed()));
        commands.put("gradcheck", () -> new GradCheckCommand(streams, Catalog.installed()));
        commands.put("report", () -> new ReportCommand(streams));
        commands.put("envs", () -> new EnvsCommand(streams, Catalog.installed()));
        commands.put("env", () -> new EnvCommand(streams, Catalog.installed()));
        commands.put("wrappers", () -> new WrappersCommand(streams, Catalog.installed()));
        commands.put("policies", () -> new PoliciesCommand(streams, Catalog.installed()));
        commands.put("shapings", () -> new ShapingsCommand(streams, Catalog.installed()));
        commands.put("presets", () -> new PresetsCommand(streams));
        commands.put("check-env", () -> new CheckEnvCommand(streams, Catalog.installed()));
        return commands;
    }

    private int badUsage(CommandLine.ParameterException e) {
        List<String> near =
                e instanceof CommandLine.UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        streams.err()
                .println("dwell: %s%s; see %s --help"
                        .formatted(
                                e.getMessage(),
                                near.isEmpty() ? "" : ", did you mean " + near.get(0) + "?",
                                e.getCommandLine().getCommandSpec().qualifiedName()));
        return BAD_INPUT;
    }

    private int failed(Throwable e, boolean debug) {
        boolean badInput = e instanceof IllegalArgumentException;
        boolean foreseen = badInput || e instanceof RunFailedException || e instanceof UncheckedIOException;
        String sentence = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        if (foreseen) {
            streams.err().println("dwell: " + sentence);
        } else {
            streams.err()
                    .println("dwell: %s: %s%s"
                            .formatted(
                                    e.getClass().getSimpleName(),
                                    sentence.lines().findFirst().orElse(""),
                                    debug ? "" : " (--debug shows where)"));
        }
        if (debug) {
            e.printStackTrace(streams.err());
        }
        return badInput ? BAD_INPUT : FAILED;
    }
}
