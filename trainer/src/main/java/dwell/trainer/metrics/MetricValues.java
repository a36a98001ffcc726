package dwell.trainer.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The metrics of one update. What was not measured is left out. Confined to one thread. */
public final class MetricValues {
    private final double[] values = new double[Metric.values().length];
    private final Map<Metric, double[]> byLevel = new EnumMap<>(Metric.class);
    private final Map<String, Double> terms = new LinkedHashMap<>();

    public MetricValues() {
        Arrays.fill(values, Double.NaN);
    }

    /** Sets a metric; NaN leaves it out. */
    public MetricValues set(Metric metric, double value) {
        values[metric.ordinal()] = value;
        return this;
    }

    /** Sets a metric that has one number for each level; NaN is written as null. */
    public MetricValues set(Metric metric, double[] levels) {
        byLevel.put(metric, levels.clone());
        return this;
    }

    /** Sets the mean of a term of the shaping. */
    public void setTerm(String term, double value) {
        terms.put("reward." + term, value);
    }

    /** The value of a metric; NaN if it was not measured. */
    public double get(Metric metric) {
        return values[metric.ordinal()];
    }

    /** What was measured, by key, in the order of {@link Metric}; whole numbers as such. */
    public Map<String, Object> measured() {
        Map<String, Object> out = new LinkedHashMap<>();
        for (Metric metric : Metric.values()) {
            double value = values[metric.ordinal()];
            if (!Double.isNaN(value)) {
                out.put(metric.key(), number(value));
            } else if (byLevel.containsKey(metric)) {
                List<Object> levels = new ArrayList<>();
                for (double level : byLevel.get(metric)) {
                    levels.add(Double.isNaN(level) ? null : number(level));
                }
                out.put(metric.key(), levels);
            }
        }
        terms.forEach((key, value) -> out.put(key, number(value)));
        return out;
    }

    private static Object number(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return whole ? (Object) (long) value : (Object) value;
    }
}
