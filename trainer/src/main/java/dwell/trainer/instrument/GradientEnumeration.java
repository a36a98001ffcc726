package dwell.trainer.instrument;

import dwell.envs.process.CompiledProcess;
import dwell.envs.process.Item;
import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import dwell.trainer.config.AdvantageConfig.Baseline;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.ConfigLoader;
import dwell.trainer.config.RunConfig;
import dwell.trainer.rollout.EpisodePath;
import dwell.trainer.rollout.LaidCollector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The exact distribution of the direction of one group: all items, all ways in which the members' episodes can go, each laid before
 * the trainer and weighted with its probability. For an update of many prompts it says everything where the update's direction is the
 * mean of those of its groups, which is tried out on random pairs of groups.
 */
final class GradientEnumeration {
    /** Pairs of groups that are tried out. */
    private static final int PAIRS = 24;

    private static final double ROUNDING = 1e-10;

    private final RunConfig config;
    private final CompiledProcess process;
    private final List<Entry> entries;
    private final double groups;

    private record Entry(Item item, double weight, List<EpisodePath> paths) {}

    private GradientEnumeration(RunConfig config, CompiledProcess process, List<Entry> entries, double groups) {
        this.config = config;
        this.process = process;
        this.entries = entries;
        this.groups = groups;
    }

    /**
     * The enumeration of a config; null where there are more groups than wanted, or what is drawn is not only items and paths.
     *
     * @param most groups at most
     */
    static GradientEnumeration of(RunConfig config, CompiledProcess process, long most) {
        if (!LaidCollector.fits(config.trainer().sampling())
                || config.trainer().advantage().baseline() == Baseline.GREEDY) {
            return null;
        }
        List<Entry> entries = new ArrayList<>();
        double groups = 0;
        for (int c = 0; c < process.classCount(); c++) {
            for (int i = 0; i < process.startStates(c).length; i++) {
                double weight = process.prior(c) * process.startProbabilities(c)[i];
                if (weight == 0) {
                    continue;
                }
                Item item = new Item(c, process.startStates(c)[i]);
                List<EpisodePath> paths = EpisodePath.of(process, item, (int) Math.min(most, 1000));
                groups += paths.isEmpty()
                        ? Double.POSITIVE_INFINITY
                        : Compositions.count(config.trainer().groupSize(), paths.size());
                if (groups > most) {
                    return null;
                }
                entries.add(new Entry(item, weight, paths));
            }
        }
        return new GradientEnumeration(config, process, entries, groups);
    }

    private static RunConfig sized(RunConfig config, Catalog catalog, int prompts) {
        return new ConfigLoader(catalog)
                .changed(
                        config,
                        List.of("trainer.prompts=" + prompts, "trainer.minibatches=1", "trainer.microBatches=1"));
    }

    /** A probe whose groups are laid. */
    private final class Laid implements AutoCloseable {
        private LaidCollector collector;
        private final GradientProbe probe;

        Laid(Catalog catalog, GradientPoint point, int prompts) {
            probe = new GradientProbe(
                    sized(config, catalog, prompts),
                    catalog,
                    process,
                    point,
                    catalog.shaping(config.trainer().shaping().id()),
                    (task, trainer, policy, workers, seed) -> collector = new LaidCollector(task, trainer, policy));
            collector.evaluate();
        }

        @Override
        public void close() {
            probe.close();
        }
    }

    /** Whether an update of the config's many prompts is the mean of its groups, as far as random pairs of groups tell. */
    boolean separable(Catalog catalog, GradientPoint point) {
        if (config.trainer().prompts() == 1) {
            return true;
        }
        try (Laid one = new Laid(catalog, point, 1);
                Laid two = new Laid(catalog, point, 2)) {
            long key = RandomKey.child(RandomKey.of(config.run().seed(), Purpose.CHECK), 7);
            double most = 0;
            double difference = 0;
            for (int pair = 0; pair < PAIRS; pair++) {
                double[] sum = null;
                for (int p = 0; p < 2; p++) {
                    long own = RandomKey.child(RandomKey.child(key, pair), p);
                    Entry entry = entries.get(RandomKey.below(own, 0, entries.size()));
                    EpisodePath[] members = new EpisodePath[config.trainer().groupSize()];
                    boolean equal = p == 0 && pair % 2 == 1;
                    for (int m = 0; m < members.length; m++) {
                        members[m] = entry.paths.get(RandomKey.below(own, equal ? 1 : 1 + m, entry.paths.size()));
                    }
                    one.collector.lay(0, entry.item, members);
                    two.collector.lay(p, entry.item, members);
                    double[] direction = one.probe.direction(0);
                    sum = sum == null ? direction : plus(sum, direction);
                }
                double[] both = two.probe.direction(0);
                for (int i = 0; i < both.length; i++) {
                    most = Math.max(most, Math.abs(both[i]));
                    difference = Math.max(difference, Math.abs(both[i] - sum[i] / 2));
                }
            }
            return difference <= ROUNDING * most;
        }
    }

    private static double[] plus(double[] a, double[] b) {
        double[] sum = a.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += b[i];
        }
        return sum;
    }

    /**
     * What was enumerated.
     *
     * @param estimate of an update of the config's prompts
     * @param betweenItems variance of a group's direction between items, which no group size lowers
     * @param levels mean direction of the groups of each level, shape [levels][weights]
     */
    record Found(GradientEstimate estimate, double betweenItems, double[][] levels) {}

    /** Enumerates. */
    Found enumerate(Catalog catalog, GradientPoint point, double[] target) {
        try (Laid laid = new Laid(catalog, point, 1)) {
            int size = target.length;
            double norm = GradientSample.dot(target, target);
            double[] mean = new double[size];
            double[][] levels = new double[process.levelCount()][size];
            // Mean squared norm; mean squared norm of an item's mean; mean cosine and the probability that it is
            // counted.
            double[] sums = new double[4];
            for (Entry entry : entries) {
                double[] own = new double[size];
                forEachGroup(entry, laid.collector, probability -> {
                    double[] direction = laid.probe.direction(0);
                    double squares = GradientSample.dot(direction, direction);
                    double weight = entry.weight * probability;
                    sums[0] += weight * squares;
                    if (squares > 0) {
                        sums[2] += weight * GradientSample.dot(direction, target) / Math.sqrt(squares * norm);
                        sums[3] += weight;
                    }
                    for (int i = 0; i < size; i++) {
                        own[i] += probability * direction[i];
                    }
                });
                int level = process.levelOf(entry.item.hiddenClass());
                for (int i = 0; i < size; i++) {
                    mean[i] += entry.weight * own[i];
                    levels[level][i] += entry.weight * own[i] / process.levelWeight(level);
                }
                sums[1] += entry.weight * GradientSample.dot(own, own);
            }
            double along = GradientSample.dot(mean, target) / norm;
            double squared = GradientSample.dot(mean, mean);
            double[] residual = mean.clone();
            for (int i = 0; i < size; i++) {
                residual[i] -= along * target[i];
            }
            int prompts = config.trainer().prompts();
            GradientEstimate estimate = new GradientEstimate(
                    Math.round(groups),
                    mean,
                    along,
                    null,
                    squared,
                    squared == 0 ? 0 : GradientSample.dot(residual, residual) / squared,
                    null,
                    null,
                    Math.max(0, sums[0] - squared) / prompts,
                    prompts > 1 || sums[3] == 0 ? null : (Double) (sums[2] / sums[3]));
            return new Found(estimate, Math.max(0, sums[1] - squared), levels);
        }
    }

    private interface Group {
        void laid(double probability);
    }

    /** Lays every group of an item that has a probability. */
    private void forEachGroup(Entry entry, LaidCollector collector, Group group) {
        int size = config.trainer().groupSize();
        int leading = collector.leading();
        EpisodePath[] members = new EpisodePath[size];
        fill(entry, collector, members, 0, leading, first -> {
            if (leading == size) {
                collector.lay(0, entry.item, members);
                group.laid(first);
                return;
            }
            fill(entry, collector, members, leading, size, rest -> {
                collector.lay(0, entry.item, members);
                group.laid(first * rest);
            });
        });
    }

    /** Fills the members from one to another, that are drawn alike, in all ways. */
    private static void fill(
            Entry entry, LaidCollector collector, EpisodePath[] members, int from, int to, Group then) {
        double[] log = Compositions.logFactorials(to - from);
        List<EpisodePath> possible = new ArrayList<>();
        List<Double> logs = new ArrayList<>();
        for (EpisodePath path : entry.paths) {
            double probability = collector.probability(path, from == 0);
            if (probability > 0) {
                possible.add(path);
                logs.add(Math.log(probability));
            }
        }
        Compositions.visit(to - from, possible.size(), counts -> {
            double sum = log[to - from];
            int at = from;
            for (int k = 0; k < counts.length; k++) {
                sum += counts[k] * logs.get(k) - log[counts[k]];
                Arrays.fill(members, at, at + counts[k], possible.get(k));
                at += counts[k];
            }
            then.laid(Math.exp(sum));
        });
    }
}
