package dwell.envs.replay;

import dwell.envs.families.LevelCue;
import dwell.envs.process.Chance;
import dwell.envs.process.Feature;
import java.util.List;

/** What is shown of an item at the start: a cue to its level and, where there are several groups, its group. */
final class ItemCue {
    private final RecordedResults results;
    private final LevelCue cue;

    /**
     * @param reliability probability that the cue shows the item's level; otherwise it shows a uniformly drawn level
     */
    ItemCue(RecordedResults results, double reliability) {
        this.results = results;
        this.cue = new LevelCue(results.levels().size(), reliability);
    }

    /**
     * @param cue the level that the cue shows
     * @param group the item's group
     */
    record Shown(int cue, int group) {}

    /** What can be shown of an item of the given class. */
    List<Chance<Shown>> of(int hiddenClass) {
        RecordedItem item = results.items().get(hiddenClass);
        return cue.of(item.level()).stream()
                .map(chance -> new Chance<>(chance.probability(), new Shown(chance.value(), item.group())))
                .toList();
    }

    /** Adds the cue, one-hot over levels, and the group, one-hot where there are several. */
    void addFeatures(List<Feature> features) {
        features.addAll(cue.features());
        for (int group = 0; group < shownGroups(); group++) {
            features.add(new Feature(
                    "group" + group,
                    0,
                    1,
                    "whether the item belongs to " + results.groups().get(group)));
        }
    }

    /** Writes the features from the start of {@code out} and returns how many there are. */
    int observe(Shown shown, double[] out) {
        int f = cue.write(shown.cue(), out, 0);
        for (int group = 0; group < shownGroups(); group++) {
            out[f++] = group == shown.group() ? 1 : 0;
        }
        return f;
    }

    /** The name of a picture of all states that show this. */
    String panel(Shown shown) {
        String panel = "cue " + results.levels().get(shown.cue());
        return shownGroups() == 0 ? panel : panel + ", " + results.groups().get(shown.group());
    }

    private int shownGroups() {
        return results.groups().size() > 1 ? results.groups().size() : 0;
    }
}
