package dwell.trainer.instrument;

import dwell.envs.Require;
import dwell.envs.families.EnvironmentFamily;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessCompiler;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.ConfigLoader;
import dwell.trainer.config.RunConfig;
import dwell.trainer.config.TrainerConfig.Estimator;
import dwell.trainer.evaluate.Declared;
import dwell.trainer.instrument.GradCheckReport.Level;
import dwell.trainer.instrument.GradCheckReport.Measured;
import dwell.trainer.instrument.GradCheckReport.Numbers;
import dwell.trainer.instrument.GradCheckReport.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Holds what an objective follows against the exact gradient. The directions are those of the real trainer's first pass, averaged over
 * its minibatches, at weights that stay: what later passes do at other weights is not in it. They are enumerated where a group's
 * episodes have few ways to go and an update is the mean of its groups, and drawn otherwise. What the trainer remembers is as before its
 * first update, the critic too; networks are of double precision. Confined to one thread.
 */
public final class GradCheck {
    /** Chance that a right claim fails, for each claim that is tested on samples. */
    public static final double FALSE_ALARMS = 0.01;

    /** Relative; what is smaller is rounding, where all is enumerated. */
    private static final double ROUNDING = 1e-9;

    private static final int LISTED = 4096;
    private static final int LEAST_UPDATES = 8;
    private static final long MOST_NUMBERS = 1L << 27;

    /**
     * What is asked for.
     *
     * @param updates to draw, at least 8, where not all is enumerated
     * @param signalToNoise wished, greater than 0
     * @param groups to enumerate at most; 0 to draw in any case
     */
    public record Request(int updates, double signalToNoise, long groups) {
        public Request {
            Require.within("updates", updates, LEAST_UPDATES, 1 << 20);
            Require.positive("snr", signalToNoise);
            Require.that(groups >= 0, "groups must be at least 0, was %s", groups);
        }
    }

    private final RunConfig config;
    private final Catalog catalog;
    private final CompiledProcess process;
    private final GradientPoint point;
    private final Request request;

    private GradCheck(
            RunConfig config, Catalog catalog, CompiledProcess process, GradientPoint point, Request request) {
        this.config = config;
        this.catalog = catalog;
        this.process = process;
        this.point = point;
        this.request = request;
    }

    /**
     * Checks the objective of a config at a point.
     *
     * @throws IllegalArgumentException with one sentence, if the task is stepped, the gradient is exact anyway, there is a curriculum,
     *     or the exact gradient is 0 at the point
     */
    public static GradCheckReport of(RunConfig config, Catalog catalog, GradientPoint point, Request request) {
        if (catalog.task(config.env().id()) instanceof EnvironmentFamily) {
            throw new IllegalArgumentException(
                    "env %s is stepped and has no exact gradient to hold an objective against; that takes a process"
                            .formatted(config.env().id()));
        }
        Require.that(
                config.trainer().estimator() == Estimator.SAMPLED,
                "trainer.estimator must be sampled, was %s, whose gradient is exact",
                config.trainer().estimator());
        Require.that(
                config.trainer().curriculum().isEmpty(),
                "trainer.curriculum must be empty: the exact gradient is that of the task's own mix of levels");
        CompiledProcess process =
                ProcessCompiler.compile(Declared.of(catalog, config).train());
        RunConfig precise = new ConfigLoader(catalog).changed(config, List.of("trainer.precision=double"));
        return new GradCheck(precise, catalog, process, point, request).report();
    }

    private GradCheckReport report() {
        try (GradientProbe probe = GradientProbe.of(config, catalog, process, point)) {
            GradientTarget target = GradientTarget.of(config, process, probe);
            Require.that(
                    target.norm() > 0,
                    "the exact gradient of %s is 0 at the point '%s'; there is nothing to hold an objective against",
                    target.name(),
                    point.name());
            GradientEnumeration enumeration = GradientEnumeration.of(config, process, request.groups());
            boolean enumerated = enumeration != null && enumeration.separable(catalog, point);
            GradientEstimate estimate;
            List<Level> levels;
            Double itemShare;
            if (enumerated) {
                GradientEnumeration.Found found = enumeration.enumerate(catalog, point, target.gradient());
                estimate = found.estimate();
                double whole = estimate.variance() * config.trainer().prompts();
                itemShare = whole == 0 ? null : (Double) (found.betweenItems() / whole);
                levels = GradientLevels.exact(config, process, target, found.levels());
            } else {
                estimate = sample(probe, target, request.updates());
                itemShare = itemShare(target, estimate);
                int each = Math.max(LEAST_UPDATES, request.updates() / process.levelCount());
                levels = GradientLevels.sampled(config, catalog, process, point, target, each, FALSE_ALARMS);
            }
            List<GradientClaim> claims = new ArrayList<>(bias(target, estimate));
            claims.addAll(new GradientInvariance(config, catalog, process, point, probe).claims());
            claims.add(GradientLevels.claim(levels));
            return report(target, estimate, itemShare, levels, claims);
        }
    }

    private GradientEstimate sample(GradientProbe probe, GradientTarget target, int updates) {
        int size = target.gradient().length;
        Require.that(
                (long) size * updates <= MOST_NUMBERS,
                "updates must be at most %d for a policy of %d weights, was %d",
                MOST_NUMBERS / size,
                size,
                updates);
        double[][] directions = new double[updates][];
        for (int draw = 0; draw < updates; draw++) {
            directions[draw] = probe.direction(draw);
        }
        return GradientSample.of(directions, target.gradient());
    }

    /**
     * The part of the variance that comes from items: of {@code a + b / G}, relative to the squared norm, by a second sample with groups
     * of twice the size; null where that is not possible or the samples are too noisy for it.
     */
    private Double itemShare(GradientTarget target, GradientEstimate estimate) {
        RunConfig larger;
        try {
            larger = new ConfigLoader(catalog)
                    .changed(
                            config,
                            List.of("trainer.groupSize=" + 2 * config.trainer().groupSize()));
        } catch (IllegalArgumentException tooManyEpisodes) {
            return null;
        }
        int updates = Math.max(LEAST_UPDATES, request.updates() / 2);
        try (GradientProbe probe = GradientProbe.of(larger, catalog, process, point)) {
            GradientEstimate other = sample(probe, target, updates);
            double one = estimate.variance() / estimate.squaredNorm();
            double two = other.variance() / other.squaredNorm();
            boolean known = one > 0 && two > 0;
            return known ? (Double) Math.min(1, Math.max(0, (2 * two - one) / one)) : null;
        }
    }

    private GradCheckReport report(
            GradientTarget target,
            GradientEstimate estimate,
            Double itemShare,
            List<Level> levels,
            List<GradientClaim> claims) {
        double squared = estimate.squaredNorm();
        double unit = target.unit(config);
        boolean points = squared > 0;
        double along = estimate.factor() * target.norm();
        Double variance = points ? (Double) (estimate.variance() / squared) : null;
        int prompts = config.trainer().prompts();
        Numbers numbers = new Numbers(
                new Measured(
                        unit * estimate.factor(), estimate.exact() ? null : (Double) (unit * estimate.factorError())),
                new Measured(root(points ? estimate.residual() : 0), biasError(estimate)),
                points ? (Double) Math.max(-1, Math.min(1, along / Math.sqrt(squared))) : null,
                estimate.cosine(),
                variance,
                points ? (Double) (variance * prompts) : null,
                points && variance > 0 ? (Double) (1 / variance) : null,
                points ? (Double) (variance * prompts) : null);
        double[] bias = null;
        if (target.gradient().length <= LISTED && estimate.factor() != 0) {
            bias = estimate.mean().clone();
            for (int i = 0; i < bias.length; i++) {
                bias[i] = bias[i] / estimate.factor() - target.gradient()[i];
            }
        }
        return new GradCheckReport(
                config.task(),
                config.policy().id(),
                point.name(),
                config.stakes(),
                estimate.exact(),
                target.name(),
                estimate.updates(),
                prompts,
                config.trainer().groupSize(),
                target.gradient().length,
                target.norm(),
                numbers,
                variance == null ? null : wanted(variance, itemShare),
                levels,
                claims,
                FALSE_ALARMS,
                bias);
    }

    private static double root(double value) {
        return Math.sqrt(Math.max(0, value));
    }

    /** By the delta method; where the estimate is not above 0, the root of the error. */
    private static Double biasError(GradientEstimate estimate) {
        if (estimate.exact()) {
            return null;
        }
        double value = root(estimate.residual());
        return value > 0 ? estimate.residualError() / (2 * value) : Math.sqrt(estimate.residualError());
    }

    private Wanted wanted(double variance, Double itemShare) {
        double allowed = 1 / request.signalToNoise();
        Double groupSize = null;
        if (itemShare != null && itemShare * variance < allowed) {
            double within = (1 - itemShare) * variance * config.trainer().groupSize();
            groupSize = Math.max(2, Math.ceil(within / (allowed - itemShare * variance) - ROUNDING));
        }
        double prompts = Math.ceil(config.trainer().prompts() * variance / allowed - ROUNDING);
        return new Wanted(request.signalToNoise(), groupSize, prompts, itemShare);
    }

    private List<GradientClaim> bias(GradientTarget target, GradientEstimate estimate) {
        double factor = target.unit(config) * estimate.factor();
        double share = root(estimate.residual());
        boolean straight;
        boolean forward;
        boolean one;
        String how;
        if (estimate.exact()) {
            boolean points = root(estimate.squaredNorm()) > ROUNDING * target.norm();
            straight = share <= ROUNDING;
            forward = points && estimate.factor() > 0;
            one = Math.abs(factor - 1) <= ROUNDING;
            how = text("%,d groups enumerated", estimate.updates());
        } else {
            double quantile = GradientSample.quantile(estimate.updates(), FALSE_ALARMS);
            double reach = quantile * estimate.factorError();
            straight = estimate.pValue() >= FALSE_ALARMS;
            forward = estimate.factor() > reach;
            one = Math.abs(factor - 1) <= target.unit(config) * reach;
            how = text("p = %.2g over %,d updates", estimate.pValue(), estimate.updates());
        }
        String error = estimate.exact() ? "" : text(" +- %.2g", target.unit(config) * estimate.factorError());
        String times = text("%.4f%s times the exact gradient", factor, error);
        String sentence = straight
                ? text("the expected direction is %s (%s)", times, how)
                : text("the expected direction is %s and, at right angles, %.3g of its length (%s)", times, share, how);
        return List.of(
                GradientClaim.of("unbiased", straight && forward && one, sentence),
                GradientClaim.of(
                        "unbiased up to a factor",
                        straight && forward,
                        straight && forward ? text("it points where the exact gradient points (%s)", how) : sentence));
    }

    private static String text(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
