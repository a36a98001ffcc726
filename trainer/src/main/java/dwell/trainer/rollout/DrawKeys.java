package dwell.trainer.rollout;

import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;

/**
 * Keys of the items and episodes of an update, by prompt; pure functions of seed, update, prompt and, for groups drawn anew, the
 * attempt. Written by one thread, read by several.
 */
final class DrawKeys {
    private final long itemKey;
    private final long episodeKey;
    private final long resampleKey;
    private final long greedyKey;
    private final long[] items;
    private final long[] groups;
    private long greedy;

    DrawKeys(long seed, int prompts) {
        this.itemKey = RandomKey.of(seed, Purpose.ITEM);
        this.episodeKey = RandomKey.of(seed, Purpose.EPISODE);
        this.resampleKey = RandomKey.of(seed, Purpose.RESAMPLE);
        this.greedyKey = RandomKey.of(seed, Purpose.GREEDY);
        this.items = new long[prompts];
        this.groups = new long[prompts];
    }

    /** Goes to the first draws of an update. */
    void begin(int update) {
        long ofItems = RandomKey.child(itemKey, update);
        long ofGroups = RandomKey.child(episodeKey, update);
        for (int p = 0; p < items.length; p++) {
            items[p] = RandomKey.child(ofItems, p);
            groups[p] = RandomKey.child(ofGroups, p);
        }
        greedy = RandomKey.child(greedyKey, update);
    }

    /** Goes to another draw of a prompt: a new item with new episodes. */
    void redraw(int update, int attempt, int prompt) {
        long key = RandomKey.child(RandomKey.child(RandomKey.child(resampleKey, update), attempt), prompt);
        items[prompt] = RandomKey.child(key, 0);
        groups[prompt] = RandomKey.child(key, 1);
    }

    /** Key of a prompt's item. */
    long item(int prompt) {
        return items[prompt];
    }

    /** Parent of the keys of a prompt's episodes. */
    long group(int prompt) {
        return groups[prompt];
    }

    /** Parent of the key of a prompt's greedy episode, which is member 0. */
    long greedy(int prompt) {
        return RandomKey.child(greedy, prompt);
    }
}
