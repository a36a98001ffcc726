package dwell.benchmarks;

import dwell.envs.exact.Optimum;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessCompiler;
import dwell.trainer.Progress;
import dwell.trainer.TrainingRun;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.ConfigLoader;
import dwell.trainer.config.ConfigSources;
import dwell.trainer.config.RunConfig;
import dwell.trainer.evaluate.Declared;
import dwell.trainer.evaluate.EvaluationReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The table of docs/families.md: what a default MLP with the default trainer reaches on every family, with seeds 1 to 3, in one
 * JVM, one after the other. Arguments are entries {@code ID[;key=value...]}; without any, every process family with its defaults.
 */
final class FamilyTable {
    /** A regret counts as small if it is at most this share of the distance from the best fixed policy to the optimum ... */
    private static final double SMALL_SHARE = 0.01;
    /** ... or at most this. */
    private static final double SMALL = 0.005;

    /** A fixed policy that is this near to the optimum is optimal. */
    private static final double NO_DISTANCE = 1e-4;

    private static final int SEEDS = 3;

    private FamilyTable() {}

    public static void main(String[] arguments) throws IOException {
        Catalog catalog = Catalog.installed();
        List<String> entries = arguments.length > 0
                ? List.of(arguments)
                : catalog.families().stream().map(family -> family.id()).toList();
        System.out.println(
                "| task | states | compile + solve, ms | optimum | best fixed policy | regret untrained | regret,"
                        + " median | worst seed | median / distance | small | training, s |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|---|");
        for (String entry : entries) {
            System.out.println(row(catalog, entry));
        }
    }

    private static RunConfig config(Catalog catalog, String entry, long seed) {
        String[] parts = entry.split(";");
        return new ConfigLoader(catalog)
                .load(new ConfigSources(
                        List.of(),
                        Optional.empty(),
                        Optional.of(parts[0]),
                        Optional.of("mlp"),
                        Optional.of(seed),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Arrays.asList(parts).subList(1, parts.length)));
    }

    private static String row(Catalog catalog, String entry) throws IOException {
        RunConfig config = config(catalog, entry, 1);
        long begin = System.nanoTime();
        CompiledProcess process =
                ProcessCompiler.compile(Declared.of(catalog, config).train());
        Optimum.of(process, config.stakes());
        double compiled = (System.nanoTime() - begin) / 1e6;
        List<EvaluationReport> reports = new ArrayList<>();
        for (int seed = 1; seed <= SEEDS; seed++) {
            reports.add(trained(config(catalog, entry, seed)));
        }
        reports.sort(Comparator.comparingDouble(EvaluationReport::regret));
        EvaluationReport median = reports.get(SEEDS / 2);
        EvaluationReport worst = reports.get(SEEDS - 1);
        EvaluationReport.Fixed best = median.fixed().stream()
                .max(Comparator.comparingDouble(EvaluationReport.Fixed::utility))
                .orElseThrow();
        double distance = median.optimalUtility() - best.utility();
        boolean small = worst.regret() <= Math.max(SMALL, SMALL_SHARE * distance);
        return String.format(
                Locale.ROOT,
                "| `%s` | %,d | %.0f | %.4f | %s %.4f | %.4f | %.4f | %.4f | %s | %s | %.1f |",
                entry,
                process.stateCount(),
                compiled,
                median.optimalUtility(),
                best.policy(),
                best.utility(),
                median.untrainedRegret(),
                median.regret(),
                worst.regret(),
                distance < NO_DISTANCE ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * median.regret() / distance),
                small ? "yes" : "**no**",
                reports.stream().mapToDouble(EvaluationReport::seconds).max().orElseThrow());
    }

    private static EvaluationReport trained(RunConfig config) throws IOException {
        Path folder = Files.createTempDirectory("dwell-families");
        try {
            return (EvaluationReport) TrainingRun.start(config, folder.resolve("run"), Progress.SILENT)
                    .orElseThrow();
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
