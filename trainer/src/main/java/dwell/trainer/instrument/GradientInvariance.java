package dwell.trainer.instrument;

import dwell.envs.Stakes;
import dwell.envs.process.CompiledProcess;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.ConfigLoader;
import dwell.trainer.config.RunConfig;
import dwell.trainer.rollout.Collector;
import dwell.trainer.rollout.ReversedCollector;
import dwell.trainer.shaping.Shaping;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The claims that some change makes no difference. Each is tried on the same draws: the directions of both configs are compared number
 * by number, relative to the largest number of any draw. Nothing is left to chance in it, so there are no false alarms.
 */
final class GradientInvariance {
    private static final int DRAWS = 4;
    /** Allowed where only the order of sums differs. */
    private static final double ROUNDING = 1e-12;
    /** Allowed where rewards are rounded anew. */
    private static final double REWARD_ROUNDING = 1e-9;

    private static final double FACTOR = 4;

    private final RunConfig config;
    private final Catalog catalog;
    private final CompiledProcess process;
    private final GradientPoint point;
    private final Shaping<?> shaping;
    private final List<double[]> own = new ArrayList<>();

    GradientInvariance(
            RunConfig config, Catalog catalog, CompiledProcess process, GradientPoint point, GradientProbe probe) {
        this.config = config;
        this.catalog = catalog;
        this.process = process;
        this.point = point;
        this.shaping = catalog.shaping(config.trainer().shaping().id());
        for (int draw = 0; draw < DRAWS; draw++) {
            own.add(probe.direction(draw));
        }
    }

    List<GradientClaim> claims() {
        return List.of(scale(), offset(), members(), partition(), stateSharing());
    }

    private GradientClaim scale() {
        Stakes stakes = config.stakes();
        RunConfig scaled = with(new Stakes(
                FACTOR * stakes.price(),
                FACTOR * stakes.correct(),
                FACTOR * stakes.wrong(),
                FACTOR * stakes.abstain()));
        double difference = difference(probe(scaled, shaping, Collector::of), true);
        return claim(
                "scale-invariant",
                difference,
                REWARD_ROUNDING,
                "values and price times 4 leave the direction",
                "values and price times 4 turn the direction");
    }

    private RunConfig with(Stakes stakes) {
        return new RunConfig(
                config.env(),
                config.mixture(),
                config.wrappers(),
                stakes,
                config.policy(),
                config.trainer(),
                config.evaluation(),
                config.run());
    }

    private GradientClaim offset() {
        double difference = difference(probe(config, new GradientOffset<>(shaping), Collector::of), false);
        return claim(
                "offset-invariant",
                difference,
                REWARD_ROUNDING,
                "a constant for each item, added to its rewards, changes nothing",
                "a constant for each item, added to its rewards, changes the gradient");
    }

    private GradientClaim members() {
        double difference = difference(
                probe(
                        config,
                        shaping,
                        (task, trainer, policy, workers, seed) ->
                                new ReversedCollector(Collector.of(task, trainer, policy, workers, seed))),
                false);
        return claim(
                "member-permutation-invariant",
                difference,
                ROUNDING,
                "the order of a group's members changes nothing",
                "the order of a group's members changes the gradient");
    }

    private GradientClaim partition() {
        String name = "partition-invariant";
        int size = config.trainer().prompts() / config.trainer().minibatches();
        List<String> parts = new ArrayList<>();
        double most = 0;
        for (int count : new int[] {1, 2, 3, 4, 5, 8, 16, size}) {
            String text = Integer.toString(count);
            if (count > size || size % count != 0 || count == config.trainer().microBatches() || parts.contains(text)) {
                continue;
            }
            RunConfig split;
            try {
                split = changed("trainer.microBatches=" + count);
            } catch (IllegalArgumentException refused) {
                return GradientClaim.skipped(name, refused.getMessage());
            }
            most = Math.max(most, difference(probe(split, shaping, Collector::of), false));
            parts.add(text);
        }
        return parts.isEmpty()
                ? GradientClaim.skipped(name, "a minibatch of one prompt has no parts")
                : claim(
                        name,
                        most,
                        ROUNDING,
                        "%s micro-batches give the same gradient".formatted(String.join(", ", parts)),
                        "micro-batches change the gradient");
    }

    private GradientClaim stateSharing() {
        RunConfig stepped = changed("trainer.stateSharing=" + !config.trainer().stateSharing());
        return claim(
                "state-sharing-invariant",
                difference(probe(stepped, shaping, Collector::of), false),
                ROUNDING,
                "a network row for each decision gives the same gradient as shared rows",
                "a network row for each decision gives another gradient than shared rows");
    }

    private RunConfig changed(String setting) {
        return new ConfigLoader(catalog).changed(config, List.of(setting));
    }

    private GradientProbe probe(RunConfig other, Shaping<?> paid, GradientProbe.Collecting collecting) {
        return new GradientProbe(other, catalog, process, point, paid, collecting);
    }

    /** Largest difference of a number of the directions, relative to the largest number; closes the probe. */
    private double difference(GradientProbe probe, boolean directionOnly) {
        try (probe) {
            double most = 0;
            double difference = 0;
            for (int draw = 0; draw < DRAWS; draw++) {
                double[] before = own.get(draw);
                double[] after = probe.direction(draw);
                double length = GradientSample.dot(after, after);
                double scale = directionOnly && length > 0 ? Math.sqrt(GradientSample.dot(before, before) / length) : 1;
                for (int i = 0; i < before.length; i++) {
                    most = Math.max(most, Math.abs(before[i]));
                    difference = Math.max(difference, Math.abs(scale * after[i] - before[i]));
                }
            }
            return difference == 0 ? 0 : difference / most;
        }
    }

    private static GradientClaim claim(String name, double difference, double most, String holds, String fails) {
        boolean held = difference <= most;
        return GradientClaim.of(
                name,
                held,
                String.format(Locale.ROOT, "%s (largest difference %.1e)", held ? holds : fails, difference));
    }
}
