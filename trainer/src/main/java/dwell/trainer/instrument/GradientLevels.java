package dwell.trainer.instrument;

import dwell.envs.process.CompiledProcess;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.ConfigLoader;
import dwell.trainer.config.RunConfig;
import dwell.trainer.instrument.GradCheckReport.Level;
import dwell.trainer.instrument.GradCheckReport.Measured;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Whether the price has the right sign on each level: an objective that sees items of one level only should, to first order, move the
 * thinks on that level the way in which the exact gradient of its utility does. Sampled levels are drawn by a curriculum of one level.
 */
final class GradientLevels {
    private static final double ZERO = 1e-12;

    private GradientLevels() {}

    /** From the mean directions of groups by level. */
    static List<Level> exact(RunConfig config, CompiledProcess process, GradientTarget target, double[][] directions) {
        List<Level> levels = new ArrayList<>();
        for (int level = 0; level < directions.length; level++) {
            if (meant(process, target, level)) {
                double push = GradientSample.dot(directions[level], target.thinks()[level]);
                double truth = truth(target, level);
                double least = ZERO * norm(directions[level]) * norm(target.thinks()[level]);
                boolean right = Math.abs(push) <= least || push * truth > 0;
                double unit = target.unit(config, level);
                levels.add(new Level(process.levels().get(level), new Measured(unit * push, null), truth, right));
            }
        }
        return levels;
    }

    /**
     * From updates of one level at a time.
     *
     * @param updates for each level
     * @param falseAlarms chance that any right level is called wrong
     */
    static List<Level> sampled(
            RunConfig config,
            Catalog catalog,
            CompiledProcess process,
            GradientPoint point,
            GradientTarget target,
            int updates,
            double falseAlarms) {
        List<Level> levels = new ArrayList<>();
        int count = process.levelCount();
        for (int level = 0; level < count; level++) {
            if (!meant(process, target, level)) {
                continue;
            }
            int own = level;
            String mix = IntStream.range(0, count)
                    .mapToObj(i -> i == own ? "1" : "0")
                    .collect(Collectors.joining(", ", "[", "]"));
            RunConfig one = new ConfigLoader(catalog)
                    .changed(config, List.of("trainer.curriculum=[{update: 0, mix: %s}]".formatted(mix)));
            double[] pushes = new double[updates];
            try (GradientProbe probe = GradientProbe.of(one, catalog, process, point)) {
                for (int draw = 0; draw < updates; draw++) {
                    pushes[draw] = GradientSample.dot(probe.direction(draw), target.thinks()[level]);
                }
            }
            double push = GradientSample.mean(pushes);
            double error = GradientSample.error(pushes, push);
            double truth = truth(target, level);
            double unit = target.unit(config, level);
            boolean told = Math.abs(push) > GradientSample.quantile(updates, 2 * falseAlarms / count) * error;
            levels.add(new Level(
                    process.levels().get(level),
                    new Measured(unit * push, unit * error),
                    truth,
                    told ? (Boolean) (push * truth > 0) : null));
        }
        return levels;
    }

    /** Whether thinking on a level can be moved, and should be. */
    private static boolean meant(CompiledProcess process, GradientTarget target, int level) {
        return process.levelWeight(level) > 0
                && Math.abs(truth(target, level)) > ZERO * norm(target.levels()[level]) * norm(target.thinks()[level]);
    }

    private static double truth(GradientTarget target, int level) {
        return GradientSample.dot(target.levels()[level], target.thinks()[level]);
    }

    private static double norm(double[] vector) {
        return Math.sqrt(GradientSample.dot(vector, vector));
    }

    /** The claim that all levels are right. */
    static GradientClaim claim(List<Level> levels) {
        String name = "price-sign right";
        if (levels.isEmpty()) {
            return GradientClaim.skipped(name, "on no level does the exact gradient move thinking");
        }
        List<String> wrong = levels.stream()
                .filter(level -> Boolean.FALSE.equals(level.right()))
                .map(level -> "%s (%s)".formatted(level.level(), level.truth() > 0 ? "underthinking" : "overthinking"))
                .toList();
        long open = levels.stream().filter(level -> level.right() == null).count();
        if (!wrong.isEmpty()) {
            return GradientClaim.of(
                    name, false, "thinking is pushed the wrong way on %s".formatted(String.join(", ", wrong)));
        }
        return GradientClaim.of(
                name,
                true,
                open == 0
                        ? "thinking is pushed the right way on every level"
                        : "thinking is pushed the wrong way on no level, %d of %d too close to call"
                                .formatted(open, levels.size()));
    }
}
