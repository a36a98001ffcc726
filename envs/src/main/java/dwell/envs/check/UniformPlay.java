package dwell.envs.check;

import dwell.envs.Outcome;
import dwell.envs.Stakes;
import dwell.envs.VectorEnvironment;
import java.util.function.IntUnaryOperator;

/** What a uniform policy measures of a vector environment: how far it stays below the bound, and how fast it is stepped. */
final class UniformPlay {
    private static final double STANDARD_ERRORS = 4;
    private static final long SPEED_NANOS = 500_000_000L;

    private final long key;

    /** @param key of items and episodes, see {@link VectorEpisode#itemKey} */
    UniformPlay(long key) {
        this.key = key;
    }

    /** A policy cannot do better than the bound; by level too, since a bound that fails on one may hold overall. */
    String bound(VectorEnvironment environment, Stakes stakes, int episodes) {
        VectorEpisode player = new VectorEpisode(environment);
        int levels = environment.levels().size();
        double[] sum = new double[levels + 1];
        double[] squares = new double[levels + 1];
        int[] count = new int[levels + 1];
        for (int n = 0; n < episodes; n++) {
            environment.reset(0, VectorEpisode.itemKey(key, n), VectorEpisode.episodeKey(key, n));
            double running = environment.utilityBound(0, stakes);
            player.finish(0, 0);
            double bound = environment.utilityBound(0, stakes);
            CheckFailure.unless(
                    Double.isNaN(bound) == Double.isNaN(running) && !Double.isInfinite(bound),
                    "item %d has bound %s at its start and %s at its end",
                    n,
                    running,
                    bound);
            if (Double.isNaN(bound)) {
                return "no bound is known";
            }
            Outcome outcome = environment.outcome(0);
            double gap = bound - outcome.utility(stakes);
            for (int group : new int[] {outcome.level(), levels}) {
                sum[group] += gap;
                squares[group] += gap * gap;
                count[group]++;
            }
        }
        for (int group = 0; group <= levels; group++) {
            if (count[group] > 1) {
                double mean = sum[group] / count[group];
                CheckFailure.unless(
                        mean >= -STANDARD_ERRORS * error(mean, squares[group], count[group]) - 1e-12,
                        "a uniform policy is worth %.5f +- %.5f more than the bound on %s",
                        -mean,
                        error(mean, squares[group], count[group]),
                        group == levels ? "all levels" : environment.levels().get(group));
            }
        }
        double mean = sum[levels] / episodes;
        return CheckFailure.text(
                "a uniform policy stays %.5f +- %.5f below the bound over %,d episodes",
                mean, error(mean, squares[levels], episodes), episodes);
    }

    private static double error(double mean, double squares, int count) {
        return Math.sqrt(Math.max(squares / count - mean * mean, 0) / (count - 1));
    }

    /**
     * Steps a second of a uniform policy, which starts many episodes, and of one that thinks as long as it can; each after a
     * quarter of the time or of the episodes to warm up.
     *
     * @param most episodes of each; fewer where they take longer than half a second
     */
    String speed(VectorEnvironment environment, int most) {
        VectorEpisode player = new VectorEpisode(environment);
        double[] uniform = perSecond(environment, player::uniformAction, most);
        double[] thinking = perSecond(environment, slot -> thinkingAction(environment, slot), most);
        return CheckFailure.text(
                "on one core, observations included: %.2f M steps/s and %.0f k episodes/s of a uniform policy, %.2f M steps/s of"
                        + " one that thinks as long as it can",
                uniform[0] / 1e6, uniform[1] / 1e3, thinking[0] / 1e6);
    }

    private static int thinkingAction(VectorEnvironment environment, int slot) {
        int first = -1;
        for (int a = environment.actions().size() - 1; a >= 0; a--) {
            if (environment.legal(slot, a)) {
                if (environment.actions().get(a).kind().deliberates()) {
                    return a;
                }
                first = a;
            }
        }
        return first;
    }

    private double[] perSecond(VectorEnvironment environment, IntUnaryOperator action, int most) {
        stepped(environment, action, most / 4, SPEED_NANOS / 4);
        long begin = System.nanoTime();
        long[] counts = stepped(environment, action, most, SPEED_NANOS);
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new double[] {counts[0] / seconds, counts[1] / seconds};
    }

    /** Steps all slots in turns; returns the numbers of steps and of episodes begun. */
    private long[] stepped(VectorEnvironment environment, IntUnaryOperator action, int most, long nanos) {
        float[] features = new float[environment.featureCount()];
        long end = System.nanoTime() + nanos;
        int next = 0;
        long steps = 0;
        while (next < most && System.nanoTime() < end) {
            for (int slot = 0; slot < environment.slots(); slot++) {
                if (!environment.running(slot)) {
                    environment.reset(slot, VectorEpisode.itemKey(key, next), VectorEpisode.episodeKey(key, next));
                    next++;
                }
                if (environment.running(slot)) {
                    environment.observe(slot, features, 0);
                    environment.step(slot, action.applyAsInt(slot));
                    steps++;
                }
            }
        }
        return new long[] {steps, next};
    }
}
