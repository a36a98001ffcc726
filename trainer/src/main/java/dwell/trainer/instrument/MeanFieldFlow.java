package dwell.trainer.instrument;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Learning without noise: {@code d theta / dt = p (1 - p) u(p)}, {@code p = 1 / (1 + exp(-theta))}, the logit of a two-mode tabular
 * policy that follows the expected update. It is what stochastic gradient ascent does in the limit of a small learning rate, with
 * t = learning rate times updates. One dimension, so that attractors and repellers are the zeros of u and the ends, and the time
 * between two probabilities is an integral.
 *
 * <p>Immutable.
 */
public final class MeanFieldFlow {
    /** Probabilities closer than this to 0 or 1 count as having arrived. */
    public static final double EDGE = 1e-4;

    /** Updates (per variance) up to this size are rounding. */
    static final double NEGLIGIBLE = 1e-10;

    private static final double FARTHEST = -logit(EDGE / 10);
    private static final int SCAN = 2000;
    private static final double TOLERANCE = 1e-10;

    private final DoubleUnaryOperator perVariance;
    private final List<FixedPoint> fixedPoints;

    /**
     * The flow of an expected update.
     *
     * @param perVariance the update divided by p (1 - p), by the think probability in [0, 1], finite and continuous
     */
    public MeanFieldFlow(DoubleUnaryOperator perVariance) {
        this.perVariance = perVariance;
        this.fixedPoints = find();
    }

    /** The flow of one level whose prompts fill the batch. */
    public static MeanFieldFlow of(LevelUpdates updates, int level) {
        LevelUpdates alone = updates.alone(level);
        return new MeanFieldFlow(p -> alone.perVariance(level, p));
    }

    /** Log-odds of a probability. */
    static double logit(double p) {
        return Math.log(p / (1 - p));
    }

    /** The probability of log-odds. */
    static double probability(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    /** Rising from 0 to 1, both of which are among them; empty where the update is 0 everywhere. */
    public List<FixedPoint> fixedPoints() {
        return fixedPoints;
    }

    /** Those that learning ends at. */
    public List<FixedPoint> attractors() {
        return fixedPoints.stream().filter(FixedPoint::stable).toList();
    }

    /** The expected update divided by p (1 - p), in [0, 1]. */
    double perVariance(double p) {
        return perVariance.applyAsDouble(p);
    }

    /** How fast the logit moves. */
    public double speed(double p) {
        return p * (1 - p) * perVariance.applyAsDouble(p);
    }

    private List<FixedPoint> find() {
        List<Double> zeros = new ArrayList<>();
        List<Integer> signs = new ArrayList<>();
        double last = Double.NaN;
        int sign = 0;
        for (int i = 0; i <= SCAN; i++) {
            double p = i == 0 ? 0 : i == SCAN ? 1 : probability(FARTHEST * (2.0 * i / SCAN - 1));
            double update = perVariance.applyAsDouble(p);
            if (Math.abs(update) <= NEGLIGIBLE) {
                continue;
            }
            int here = (int) Math.signum(update);
            if (sign != 0 && here != sign) {
                zeros.add(zero(last, p, sign));
            }
            if (here != sign) {
                signs.add(here);
            }
            sign = here;
            last = p;
        }
        return signs.isEmpty() ? List.of() : described(zeros, signs);
    }

    private double zero(double from, double to, int sign) {
        double low = from;
        double high = to;
        for (int i = 0; i < 100 && high - low > 1e-15; i++) {
            double middle = (low + high) / 2;
            if (Math.signum(perVariance.applyAsDouble(middle)) == sign) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** @param signs of the update between neighbouring zeros */
    private static List<FixedPoint> described(List<Double> zeros, List<Integer> signs) {
        List<Double> points = new ArrayList<>(List.of(0.0));
        points.addAll(zeros);
        points.add(1.0);
        List<FixedPoint> out = new ArrayList<>();
        int last = points.size() - 1;
        for (int i = 0; i <= last; i++) {
            boolean fromBelow = i == 0 || signs.get(i - 1) > 0;
            boolean fromAbove = i == last || signs.get(i) < 0;
            boolean stable = fromBelow && fromAbove;
            double p = points.get(i);
            double low = i == 0 ? p : points.get(i - 1);
            double high = i == last ? p : points.get(i + 1);
            out.add(new FixedPoint(p, stable, stable ? low : p, stable ? high : p));
        }
        return List.copyOf(out);
    }

    /**
     * Time from one probability to another, in units of learning rate times updates, by adaptive Simpson quadrature of d theta /
     * speed.
     *
     * @param from in (0, 1)
     * @param to in (0, 1)
     * @return infinite where the flow does not lead there
     */
    public double time(double from, double to) {
        if (from == to) {
            return 0;
        }
        double direction = Math.signum(to - from);
        boolean blocked = Math.signum(speed(from)) != direction
                || Math.signum(speed(to)) != direction
                || fixedPoints.stream()
                        .anyMatch(point ->
                                point.probability() > Math.min(from, to) && point.probability() < Math.max(from, to));
        if (blocked) {
            return Double.POSITIVE_INFINITY;
        }
        double a = logit(from);
        double b = logit(to);
        double middle = (a + b) / 2;
        double fa = slowness(a);
        double fb = slowness(b);
        double fm = slowness(middle);
        double whole = (b - a) / 6 * (fa + 4 * fm + fb);
        return simpson(a, b, fa, fm, fb, whole, TOLERANCE * Math.max(1, Math.abs(whole)), 40);
    }

    private double slowness(double logit) {
        return 1 / speed(probability(logit));
    }

    private double simpson(
            double a, double b, double fa, double fm, double fb, double whole, double tolerance, int depth) {
        double m = (a + b) / 2;
        double left = slowness((a + m) / 2);
        double right = slowness((m + b) / 2);
        double first = (m - a) / 6 * (fa + 4 * left + fm);
        double second = (b - m) / 6 * (fm + 4 * right + fb);
        double difference = first + second - whole;
        if (depth == 0 || Math.abs(difference) <= 15 * tolerance) {
            return first + second + difference / 15;
        }
        return simpson(a, m, fa, left, fm, first, tolerance / 2, depth - 1)
                + simpson(m, b, fm, right, fb, second, tolerance / 2, depth - 1);
    }

    /**
     * Where the flow is after a time, by the classical fourth-order Runge-Kutta method with step doubling.
     *
     * @param from think probability, in (0, 1)
     * @param time in units of learning rate times updates, at least 0
     */
    public double after(double from, double time) {
        double theta = logit(from);
        double left = time;
        double step = Math.min(time, 1);
        while (left > 0) {
            step = Math.min(step, left);
            double once = rungeKutta(theta, step);
            double twice = rungeKutta(rungeKutta(theta, step / 2), step / 2);
            double error = Math.abs(twice - once) / 15;
            if (error > TOLERANCE && step > 1e-6) {
                step /= 2;
                continue;
            }
            theta = twice + (twice - once) / 15;
            left -= step;
            if (error < TOLERANCE / 64) {
                step *= 2;
            }
        }
        return probability(theta);
    }

    private double rungeKutta(double theta, double h) {
        double k1 = speed(probability(theta));
        double k2 = speed(probability(theta + h / 2 * k1));
        double k3 = speed(probability(theta + h / 2 * k2));
        double k4 = speed(probability(theta + h * k3));
        return theta + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
    }
}
