package dwell.envs.replay;

import dwell.envs.process.HiddenClass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Recorded results of one model: what each mode achieves on each item, and what it costs. Each item becomes one hidden
 * class.
 *
 * @param levels names, easiest first; each has at least one item
 * @param groups names of the groups of questions; one where there is nothing to tell apart
 * @param modes names of the modes
 * @param items in the order of the hidden classes
 */
record RecordedResults(List<String> levels, List<String> groups, List<String> modes, List<RecordedItem> items) {
    RecordedResults {
        levels = List.copyOf(levels);
        groups = List.copyOf(groups);
        modes = List.copyOf(modes);
        items = List.copyOf(items);
    }

    /** The items as hidden classes. */
    List<HiddenClass> hiddenClasses() {
        return items.stream()
                .map(item -> new HiddenClass(item.name(), item.level(), item.weight()))
                .toList();
    }

    double accuracy(int item, int mode) {
        return items.get(item).accuracy().get(mode);
    }

    double tokens(int item, int mode) {
        return items.get(item).tokens().get(mode);
    }

    /** The same results of other items. */
    RecordedResults withItems(List<RecordedItem> others) {
        return new RecordedResults(levels, groups, modes, others);
    }

    /**
     * The same results with the modes wanted, cheapest first.
     *
     * @param wanted names of modes in order of cost, or empty for all
     * @param where what the results were read from, for messages
     * @throws IllegalArgumentException if a mode is not there, if modes are not in order of cost, or if there is only one
     */
    RecordedResults cheapestFirst(List<String> wanted, String where) {
        if (modes.size() < 2) {
            throw new IllegalArgumentException("%s has results of the mode %s only; it takes at least 2 modes to choose"
                    .formatted(where, modes.get(0)));
        }
        List<Integer> order = wanted.isEmpty()
                ? IntStream.range(0, modes.size())
                        .boxed()
                        .sorted(Comparator.comparingDouble(this::meanTokens))
                        .toList()
                : wanted.stream().map(mode -> indexOf(mode, where)).toList();
        for (int i = 1; i < order.size(); i++) {
            double before = meanTokens(order.get(i - 1));
            double here = meanTokens(order.get(i));
            if (before > here) {
                throw new IllegalArgumentException(
                        "modes must be in the order of their mean tokens, but %s (%.0f) stands before %s (%.0f)"
                                .formatted(modes.get(order.get(i - 1)), before, modes.get(order.get(i)), here));
            }
        }
        List<RecordedItem> reordered = new ArrayList<>();
        for (RecordedItem item : items) {
            reordered.add(new RecordedItem(
                    item.name(),
                    item.level(),
                    item.group(),
                    item.weight(),
                    order.stream().map(item.accuracy()::get).toList(),
                    order.stream().map(item.tokens()::get).toList()));
        }
        return new RecordedResults(
                levels, groups, order.stream().map(modes::get).toList(), reordered);
    }

    private int indexOf(String mode, String where) {
        int index = modes.indexOf(mode);
        if (index < 0) {
            throw new IllegalArgumentException("modes names %s, which %s does not have; it has %s"
                    .formatted(mode, where, String.join(", ", modes)));
        }
        return index;
    }

    private double meanTokens(int mode) {
        double sum = 0;
        double weight = 0;
        for (RecordedItem item : items) {
            sum += item.weight() * item.tokens().get(mode);
            weight += item.weight();
        }
        return sum / weight;
    }
}
