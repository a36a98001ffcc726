package dwell.envs.replay;

import dwell.envs.random.RandomKey;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Questions to train on and questions held out. Within each level the questions with the smallest hashes are held out, as
 * many as come nearest to the wanted share, at least one and not all: so both sides have every level. The hash is of the
 * question's group and name and of the seed, so the order of rows, the model and the modes do not matter.
 *
 * @param train items to train on
 * @param heldOut the others
 */
record HeldOutSplit(RecordedResults train, RecordedResults heldOut) {
    private static final long ROOT = 0x53504C4954L;

    /**
     * Splits results.
     *
     * @param share wanted share of held-out questions, in (0, 1)
     * @throws IllegalArgumentException if a level has a single question
     */
    static HeldOutSplit of(RecordedResults results, double share, long seed) {
        Set<RecordedItem> held = new HashSet<>();
        for (int level = 0; level < results.levels().size(); level++) {
            int wanted = level;
            List<RecordedItem> ofLevel = results.items().stream()
                    .filter(item -> item.level() == wanted)
                    .sorted(Comparator.<RecordedItem>comparingLong(item -> hash(item, seed))
                            .thenComparing(RecordedItem::name))
                    .toList();
            int count = ofLevel.size();
            if (count < 2) {
                throw new IllegalArgumentException(
                        "split needs at least 2 questions of each level, but %s has %d; set split to 0 or add questions"
                                .formatted(results.levels().get(level), count));
            }
            long nearest = Math.round(share * count);
            held.addAll(ofLevel.subList(0, (int) Math.min(Math.max(nearest, 1), count - 1)));
        }
        return new HeldOutSplit(
                results.withItems(results.items().stream()
                        .filter(item -> !held.contains(item))
                        .toList()),
                results.withItems(
                        results.items().stream().filter(held::contains).toList()));
    }

    private static long hash(RecordedItem item, long seed) {
        long key = RandomKey.child(ROOT, seed);
        for (int i = 0; i < item.name().length(); i++) {
            key = RandomKey.child(key, item.name().charAt(i));
        }
        return key;
    }
}
