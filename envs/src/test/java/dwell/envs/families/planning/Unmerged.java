package dwell.envs.families.planning;

import dwell.envs.Stakes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A reward tree of one known level by plain recursion over what is known of every node, in reward units. */
final class Unmerged {
    private final PlanningParameters parameters;
    private final List<int[]> paths = new ArrayList<>();
    private final List<Integer> depthOf = new ArrayList<>();
    private final Map<String, Double> memo = new HashMap<>();

    Unmerged(PlanningParameters parameters) {
        this.parameters = parameters;
        grow(new int[0]);
    }

    private void grow(int[] path) {
        if (path.length == parameters.branching().size()) {
            paths.add(path);
            return;
        }
        for (int child = 0; child < parameters.branching().get(path.length); child++) {
            int[] longer = Arrays.copyOf(path, path.length + 1);
            longer[path.length] = depthOf.size();
            depthOf.add(path.length);
            grow(longer);
        }
    }

    private double reward(int node, int i) {
        return parameters.values().get(i) * parameters.depthSpread(depthOf.get(node));
    }

    private double mean(int node) {
        double sum = 0;
        for (int i = 0; i < parameters.values().size(); i++) {
            sum += reward(node, i);
        }
        return sum / parameters.values().size();
    }

    /** Stakes under which verdicts are worth what paths are worth, in reward units. */
    Stakes stakes(double price) {
        double low = 0;
        double high = 0;
        for (int node : paths.get(0)) {
            low += reward(node, 0);
            high += reward(node, parameters.values().size() - 1);
        }
        return new Stakes(price, high, low, 0);
    }

    private double best(int[] known) {
        return paths.stream()
                .mapToDouble(path -> Arrays.stream(path)
                        .mapToDouble(node -> known[node] < 0 ? mean(node) : reward(node, known[node]))
                        .sum())
                .max()
                .orElseThrow();
    }

    private int[] nothing() {
        int[] known = new int[depthOf.size()];
        Arrays.fill(known, -1);
        return known;
    }

    private static int[] with(int[] known, int node, int i) {
        int[] next = known.clone();
        next[node] = i;
        return next;
    }

    double stop() {
        return best(nothing());
    }

    double optimum(double price) {
        memo.clear();
        return optimum(nothing(), price);
    }

    private double optimum(int[] known, double price) {
        String key = Arrays.toString(known);
        Double found = memo.get(key);
        if (found != null) {
            return found;
        }
        double value = best(known);
        int rewards = parameters.values().size();
        for (int node = 0; node < known.length; node++) {
            if (known[node] < 0) {
                double on = -price;
                for (int i = 0; i < rewards; i++) {
                    on += optimum(with(known, node, i), price) / rewards;
                }
                value = Math.max(value, on);
            }
        }
        memo.put(key, value);
        return value;
    }

    /** The largest gain of revealing one node, then stopping. */
    double valueOfOne() {
        double most = 0;
        int rewards = parameters.values().size();
        for (int node = 0; node < depthOf.size(); node++) {
            double after = 0;
            for (int i = 0; i < rewards; i++) {
                after += best(with(nothing(), node, i)) / rewards;
            }
            most = Math.max(most, after - stop());
        }
        return most;
    }

    /** The gain of knowing all nodes. */
    double valueOfAll() {
        return all(nothing(), 0) - stop();
    }

    private double all(int[] known, int node) {
        if (node == known.length) {
            return best(known);
        }
        double sum = 0;
        for (int i = 0; i < parameters.values().size(); i++) {
            sum += all(with(known, node, i), node + 1);
        }
        return sum / parameters.values().size();
    }
}
