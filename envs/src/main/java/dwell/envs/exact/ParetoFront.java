package dwell.envs.exact;

import dwell.envs.Stakes;
import dwell.envs.process.CompiledProcess;
import java.util.ArrayList;
import java.util.List;

/**
 * The exact front of what can be had for how much compute: the vertices of the upper hull of (compute, value) over all
 * policies that see the whole state. Value is that of the verdicts, compute not paid for; with correct answers worth 1 and
 * everything else 0 it is accuracy. Points between two vertices are reached by mixing their policies.
 *
 * @param vertices in order of compute, value rising and concave
 */
public record ParetoFront(List<Vertex> vertices) {
    public ParetoFront {
        vertices = List.copyOf(vertices);
    }

    /**
     * A policy that is optimal at some price.
     *
     * @param compute compute units per item
     * @param value value of the verdicts per item
     * @param accuracy probability of a correct answer
     */
    public record Vertex(double compute, double value, double accuracy) {}

    /**
     * Finds vertices by solving at the price at which two neighbours are worth the same, until nothing lies above their
     * chord.
     *
     * @param stakes values of verdicts; the price does not matter
     * @param most largest number of vertices wanted, at least 2; where there are more, they are spread over the front
     */
    public static ParetoFront of(CompiledProcess process, Stakes stakes, int most) {
        // At a price of 0 ties go to the cheaper choice only locally; a tiny price makes them do so for whole policies.
        Vertex cheapest = solve(process, stakes.withPrice(steepest(process, stakes)));
        Vertex dearest = solve(process, stakes.withPrice(flattest(process, stakes)));
        List<Vertex> vertices = new ArrayList<>();
        vertices.add(cheapest);
        if (dearest.compute() > cheapest.compute() && dearest.value() > cheapest.value()) {
            refine(process, stakes, cheapest, dearest, most - 2, vertices);
            vertices.add(dearest);
        }
        return new ParetoFront(vertices);
    }

    private static double spread(Stakes stakes) {
        double low = Math.min(stakes.wrong(), stakes.abstain());
        double high = Math.max(stakes.correct(), stakes.abstain());
        return Math.max(high - low, 1e-9);
    }

    private static double steepest(CompiledProcess process, Stakes stakes) {
        double smallest = Double.POSITIVE_INFINITY;
        for (int k = 0; k < process.choiceCount(); k++) {
            double compute = process.meanCompute(k);
            smallest = compute > 0 ? Math.min(smallest, compute) : smallest;
        }
        return Double.isInfinite(smallest) ? 0 : 1e6 * spread(stakes) / smallest;
    }

    private static double flattest(CompiledProcess process, Stakes stakes) {
        double largest = 1e-9;
        for (int k = 0; k < process.choiceCount(); k++) {
            largest = Math.max(largest, process.meanCompute(k));
        }
        return 1e-9 * spread(stakes) / largest;
    }

    private static Vertex solve(CompiledProcess process, Stakes stakes) {
        PolicyTable policy = Optimum.of(process, stakes).policy();
        Performance free = Evaluation.of(process, stakes.withPrice(0), policy).overall();
        return new Vertex(free.compute(), free.utility(), free.accuracy());
    }

    private static void refine(
            CompiledProcess process, Stakes stakes, Vertex left, Vertex right, int room, List<Vertex> out) {
        if (room <= 0) {
            return;
        }
        double slope = (right.value() - left.value()) / (right.compute() - left.compute());
        Vertex middle = solve(process, stakes.withPrice(slope));
        double chord = left.value() + slope * (middle.compute() - left.compute());
        boolean between = middle.compute() > left.compute() && middle.compute() < right.compute();
        if (!between || middle.value() - chord <= 1e-10 * spread(stakes)) {
            return;
        }
        refine(process, stakes, left, middle, (room - 1) / 2, out);
        out.add(middle);
        refine(process, stakes, middle, right, room - 1 - (room - 1) / 2, out);
    }

    /** Largest value that can be had for an amount of compute; that of the dearest vertex beyond it, NaN before the first. */
    public double valueAt(double compute) {
        Vertex first = vertices.get(0);
        if (compute < first.compute()) {
            return Double.NaN;
        }
        for (int i = 1; i < vertices.size(); i++) {
            Vertex right = vertices.get(i);
            if (compute <= right.compute()) {
                Vertex left = vertices.get(i - 1);
                double share = (compute - left.compute()) / (right.compute() - left.compute());
                return left.value() + share * (right.value() - left.value());
            }
        }
        return vertices.get(vertices.size() - 1).value();
    }
}
