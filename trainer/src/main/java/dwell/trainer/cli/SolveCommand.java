package dwell.trainer.cli;

import dwell.envs.Stakes;
import dwell.envs.exact.BestObserver;
import dwell.envs.exact.Evaluation;
import dwell.envs.exact.KnownLevel;
import dwell.envs.exact.Optimum;
import dwell.envs.exact.Performance;
import dwell.envs.families.EnvironmentFamily;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessCompiler;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.ConfigLoader;
import dwell.trainer.config.RunConfig;
import dwell.trainer.evaluate.Declared;
import dwell.trainer.evaluate.MemberCompute;
import dwell.trainer.evaluate.Stepped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "solve",
        description = "Solves an environment exactly: the best that any policy can do, overall and by level.")
final class SolveCommand implements Callable<Integer> {
    private static final int REPETITIONS = 21;
    private static final long BUDGET_NANOS = 500_000_000L;

    private final Streams streams;
    private final ConfigLoader loader;
    private final Catalog catalog;

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    SolveCommand(Streams streams, Catalog catalog) {
        this.streams = streams;
        this.loader = new ConfigLoader(catalog);
        this.catalog = catalog;
    }

    /**
     * What is printed.
     *
     * @param compileMillis wall time of compiling, once
     * @param millis wall time of one solve, the median of the repetitions, the first ones included
     * @param bestObserverUtility best utility found for what the observation shows; null where it shows the whole state
     */
    record Solution(
            String env,
            Stakes stakes,
            String computeUnit,
            int states,
            int rows,
            double compileMillis,
            double millis,
            double utility,
            double accuracy,
            double abstention,
            double thinks,
            double compute,
            double utilityLevelKnown,
            Double bestObserverUtility,
            List<String> actions,
            List<Double> actionShares,
            List<MemberCompute> mixture,
            List<Level> levels) {}

    /** One level of the solution. */
    record Level(
            String level,
            double weight,
            double accuracy,
            double abstention,
            double thinks,
            double compute,
            double utility,
            double utilityLevelKnown,
            List<Double> actionShares) {}

    @Override
    public Integer call() {
        RunConfig config = loader.load(options.sources());
        requireProcess(config);
        long begin = System.nanoTime();
        CompiledProcess process =
                ProcessCompiler.compile(Declared.of(catalog, config).train());
        double compileMillis = (System.nanoTime() - begin) / 1e6;
        Solution solution = solve(config, process, MemberCompute.of(catalog, config), compileMillis);
        streams.out().println(json ? JsonLine.of(solution) : text(solution));
        return CommandRunner.DONE;
    }

    private void requireProcess(RunConfig config) {
        String env = config.env().id();
        if (catalog.task(env) instanceof EnvironmentFamily) {
            // Refuses a mixture and wrappers, which would not help either.
            Stepped.of(catalog, config);
            throw new IllegalArgumentException(
                    "env %s is stepped and has no exact optimum; ./dwell evaluate --env %s --policy think:4 samples a policy against an upper bound"
                            .formatted(env, env));
        }
    }

    private static Solution solve(
            RunConfig config, CompiledProcess process, List<MemberCompute> mixture, double compileMillis) {
        Stakes stakes = config.stakes();
        double millis = medianMillis(process, stakes);
        Optimum optimum = Optimum.of(process, stakes);
        Evaluation evaluation = Evaluation.of(process, stakes, optimum.policy());
        KnownLevel known = KnownLevel.of(process, stakes);
        Performance all = evaluation.overall();
        List<Level> levels = new ArrayList<>();
        for (int i = 0; i < process.levelCount(); i++) {
            Performance one = evaluation.levels().get(i);
            levels.add(new Level(
                    process.levels().get(i),
                    process.levelWeight(i),
                    one.accuracy(),
                    one.abstention(),
                    one.thinks(),
                    one.compute(),
                    one.utility(),
                    known.levels().get(i),
                    one.actions()));
        }
        return new Solution(
                config.task(),
                stakes,
                process.declaration().computeUnit(),
                process.stateCount(),
                process.rowCount(),
                compileMillis,
                millis,
                all.utility(),
                all.accuracy(),
                all.abstention(),
                all.thinks(),
                all.compute(),
                known.utility(),
                process.fullyObserved()
                        ? null
                        : BestObserver.of(process, stakes).utility(),
                process.actions().stream().map(action -> action.name()).toList(),
                all.actions(),
                mixture,
                levels);
    }

    private static double medianMillis(CompiledProcess process, Stakes stakes) {
        double[] millis = new double[REPETITIONS];
        int n = 0;
        long first = System.nanoTime();
        while (n == 0 || n < REPETITIONS && System.nanoTime() - first < BUDGET_NANOS) {
            long begin = System.nanoTime();
            Optimum.of(process, stakes);
            millis[n++] = (System.nanoTime() - begin) / 1e6;
        }
        Arrays.sort(millis, 0, n);
        return millis[n / 2];
    }

    private static String text(Solution solution) {
        boolean modes = Math.abs(solution.actionShares().stream()
                                .mapToDouble(Double::doubleValue)
                                .sum()
                        - 1)
                < 1e-9;
        List<String> headers = new ArrayList<>(List.of("level", "weight"));
        headers.addAll(modes ? solution.actions() : List.of("thinks"));
        headers.addAll(List.of("accuracy", solution.computeUnit(), "utility", "level known"));
        Table table = new Table(headers);
        solution.levels().forEach(level -> table.row(row(level, modes)));
        table.footer(row(
                new Level(
                        "overall",
                        1,
                        solution.accuracy(),
                        solution.abstention(),
                        solution.thinks(),
                        solution.compute(),
                        solution.utility(),
                        solution.utilityLevelKnown(),
                        solution.actionShares()),
                modes));
        String observer = solution.bestObserverUtility() == null
                ? ""
                : Table.format(
                        "%nthe best policy found for what the observation shows is worth %.6f; seeing the whole state is"
                                + " worth %.6f more",
                        solution.bestObserverUtility(), solution.utility() - solution.bestObserverUtility());
        StringBuilder members = new StringBuilder();
        for (MemberCompute member : solution.mixture()) {
            members.append(Table.format(
                    "%n%s: %s", member.id(), member.text(solution.computeUnit(), Table.plain(member.counts()))));
        }
        return table.text()
                + Table.format(
                        "%n%n%s: optimal utility %.6f at price %s; knowing the level is worth %.6f more%s%n%,d states, %,d"
                                + " observations, compiled in %.0f ms, solved in %.2f ms",
                        solution.env(),
                        solution.utility(),
                        solution.stakes().price(),
                        Math.max(0, solution.utilityLevelKnown() - solution.utility()),
                        observer,
                        solution.states(),
                        solution.rows(),
                        solution.compileMillis(),
                        solution.millis())
                + members;
    }

    private static List<String> row(Level level, boolean modes) {
        List<String> cells = new ArrayList<>(List.of(level.level(), Table.percent(level.weight())));
        if (modes) {
            level.actionShares().forEach(share -> cells.add(Table.percent(share)));
        } else {
            cells.add(Table.amount(level.thinks()));
        }
        cells.add(Table.percent(level.accuracy()));
        cells.add(Table.amount(level.compute()));
        cells.add(Table.utility(level.utility()));
        cells.add(Table.utility(level.utilityLevelKnown()));
        return cells;
    }
}
