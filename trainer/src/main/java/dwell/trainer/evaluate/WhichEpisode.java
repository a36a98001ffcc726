package dwell.trainer.evaluate;

import dwell.envs.Require;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.Item;
import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;

/**
 * An episode to be explained, by number. The same numbers are the same draws for every policy and every run: item {@code n} has
 * key child {@code n} of child 0, its episode {@code m} key child {@code m} of child {@code n} of child 1, of seed 0 and
 * {@link Purpose#EVALUATION}.
 *
 * @param item from 0; where a level is named, among the items of that level
 * @param episode of the item, from 0
 * @param level name of a level, or its number from 1; null for items of all levels
 */
public record WhichEpisode(int item, int episode, String level) {
    private static final int MOST_ITEMS = 1_000_000;

    public WhichEpisode {
        Require.that(item >= 0, "item must be at least 0, was %d", item);
        Require.that(episode >= 0, "episode must be at least 0, was %d", episode);
    }

    /**
     * The item's number among items of all levels.
     *
     * @throws IllegalArgumentException if there is no such level, or no such item among the first million
     */
    int number(CompiledProcess process) {
        if (level == null) {
            return item;
        }
        int wanted = level(process);
        int found = -1;
        for (int n = 0; n < MOST_ITEMS; n++) {
            found += process.levelOf(item(process, n).hiddenClass()) == wanted ? 1 : 0;
            if (found == item) {
                return n;
            }
        }
        throw new IllegalArgumentException("there are only %d items of level %s among the first %,d"
                .formatted(found + 1, process.levels().get(wanted), MOST_ITEMS));
    }

    private int level(CompiledProcess process) {
        int index = process.levels().indexOf(level);
        for (int i = 0; i < process.levelCount() && index < 0; i++) {
            index = level.equals(Integer.toString(i + 1)) ? i : -1;
        }
        Require.that(
                index >= 0,
                "level must be one of %s, or its number from 1 to %d, was '%s'",
                String.join(", ", process.levels()),
                process.levelCount(),
                level);
        return index;
    }

    /** The item of a number, see above. */
    public static Item item(CompiledProcess process, int number) {
        return Item.of(process, RandomKey.child(key(0), number));
    }

    /** Key of an episode of an item, see above. */
    public static long episodeKey(int item, int episode) {
        return RandomKey.child(RandomKey.child(key(1), item), episode);
    }

    private static long key(int part) {
        return RandomKey.child(RandomKey.of(0, Purpose.EVALUATION), part);
    }
}
