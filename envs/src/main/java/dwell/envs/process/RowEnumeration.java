package dwell.envs.process;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Enumerates the distinct observations of the decision states, with the checks of features and readings. */
final class RowEnumeration<S> {
    private static final double TOLERANCE = 1e-9;

    private final DecisionProcess<S> declaration;
    private final CompileLimits limits;
    private final List<Feature> features;
    private final int actions;
    private final Map<Key, Integer> index = new HashMap<>();
    private final Map<S, Integer> rowOfReading = new HashMap<>();
    private final List<double[]> rows = new ArrayList<>();
    private final List<boolean[]> legal = new ArrayList<>();
    private final List<S> example = new ArrayList<>();

    RowEnumeration(DecisionProcess<S> declaration, CompileLimits limits) {
        this.declaration = declaration;
        this.limits = limits;
        this.features = declaration.features();
        this.actions = declaration.actions().size();
    }

    private record Key(double[] values) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && Arrays.equals(values, key.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }
    }

    RowTables enumerate(List<S> states, StateTables tables) {
        int[] begin = new int[states.size() + 1];
        IntList row = new IntList();
        DoubleList probability = new DoubleList();
        for (int s = 0; s < states.size(); s++) {
            begin[s] = row.size();
            int first = tables.choiceBegin()[s];
            int last = tables.choiceBegin()[s + 1];
            if (last - first > 1) {
                boolean[] mask = new boolean[actions];
                for (int k = first; k < last; k++) {
                    mask[tables.choiceAction()[k]] = true;
                }
                read(states.get(s), mask, row, probability);
            }
            if (row.size() > limits.readings()) {
                throw new ProcessException(String.format(
                        Locale.ROOT,
                        "the observations have more than %,d readings; make the horizon or the number of alternatives smaller",
                        limits.readings()));
            }
        }
        begin[states.size()] = row.size();
        double[] flat = new double[rows.size() * features.size()];
        boolean[] mask = new boolean[rows.size() * actions];
        for (int r = 0; r < rows.size(); r++) {
            System.arraycopy(rows.get(r), 0, flat, r * features.size(), features.size());
            System.arraycopy(legal.get(r), 0, mask, r * actions, actions);
        }
        return new RowTables(rows.size(), begin, row.toArray(), probability.toArray(), flat, mask);
    }

    private void read(S state, boolean[] mask, IntList row, DoubleList probability) {
        Map<Integer, Double> chances = new TreeMap<>();
        double sum = 0;
        for (Chance<S> reading : declaration.readings(state)) {
            if (!(reading.probability() >= 0)) {
                throw new ProcessException("state %s: a reading has probability %s; it must lie in [0, 1]"
                        .formatted(state, reading.probability()));
            }
            sum += reading.probability();
            if (reading.probability() > 0) {
                chances.merge(rowOf(reading.value(), state, mask), reading.probability(), Double::sum);
            }
        }
        if (!(Math.abs(sum - 1) <= TOLERANCE)) {
            throw new ProcessException(
                    "state %s: the probabilities of its readings sum to %s; they must sum to 1".formatted(state, sum));
        }
        chances.forEach((r, p) -> {
            row.add(r);
            probability.add(p);
        });
    }

    private int rowOf(S reading, S state, boolean[] mask) {
        Integer known = rowOfReading.get(reading);
        int row;
        if (known == null) {
            double[] values = new double[features.size()];
            Arrays.fill(values, Double.NaN);
            declaration.observe(reading, values);
            check(reading, values);
            row = index.computeIfAbsent(new Key(values), key -> {
                rows.add(values);
                legal.add(mask);
                example.add(state);
                return rows.size() - 1;
            });
            rowOfReading.put(reading, row);
        } else {
            row = known;
        }
        if (!Arrays.equals(legal.get(row), mask)) {
            throw new ProcessException(
                    "states %s and %s look the same to the policy but offer different actions; show what tells them apart"
                            .formatted(example.get(row), state));
        }
        return row;
    }

    private void check(S state, double[] values) {
        for (int f = 0; f < values.length; f++) {
            Feature feature = features.get(f);
            // Negative zero would make two rows of one observation.
            values[f] += 0.0;
            if (!(values[f] >= feature.min() - TOLERANCE && values[f] <= feature.max() + TOLERANCE)) {
                throw new ProcessException("state %s: feature %s is %s; it is declared to lie in [%s, %s]"
                        .formatted(state, feature.name(), values[f], feature.min(), feature.max()));
            }
        }
    }

    private static final class IntList {
        private int[] values = new int[1024];
        private int size;

        void add(int value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
            }
            values[size++] = value;
        }

        int size() {
            return size;
        }

        int[] toArray() {
            return Arrays.copyOf(values, size);
        }
    }

    private static final class DoubleList {
        private double[] values = new double[1024];
        private int size;

        void add(double value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
            }
            values[size++] = value;
        }

        double[] toArray() {
            return Arrays.copyOf(values, size);
        }
    }
}
