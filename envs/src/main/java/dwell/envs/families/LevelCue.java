package dwell.envs.families;

import dwell.envs.process.Chance;
import dwell.envs.process.Feature;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What an item shows of its level at the start: the level with a given reliability, and otherwise a uniformly drawn level. The
 * cue belongs to the item; its group shares it. Observed one-hot.
 *
 * @param levels number of levels
 * @param reliability probability that the cue is the level for sure, in [0, 1]; 0 makes it uninformative
 */
public record LevelCue(int levels, double reliability) {
    /** The cues that an item of a level can show. */
    public List<Chance<Integer>> of(int level) {
        return IntStream.range(0, levels)
                .mapToObj(cue -> new Chance<>((cue == level ? reliability : 0) + (1 - reliability) / levels, cue))
                .toList();
    }

    /** One feature for each level. */
    public List<Feature> features() {
        return oneHot("cue", "whether the cue shows level ");
    }

    /** The features where there is no cue, but the level itself is shown; written in the same way. */
    public List<Feature> levelFeatures() {
        return oneHot("level", "whether the item is of level ");
    }

    private List<Feature> oneHot(String name, String meaning) {
        return IntStream.range(0, levels)
                .mapToObj(level -> new Feature(name + level, 0, 1, meaning + level))
                .toList();
    }

    /**
     * Writes the features of a cue.
     *
     * @param out written at {@code offset .. offset + levels - 1}
     * @return the offset after them
     */
    public int write(int cue, double[] out, int offset) {
        for (int level = 0; level < levels; level++) {
            out[offset + level] = level == cue ? 1 : 0;
        }
        return offset + levels;
    }

    /**
     * Probability of each level once the cue is seen, and perhaps more.
     *
     * @param weights shape [levels], at least 0: prior weight of each level times the likelihood of what else has been seen
     */
    public double[] belief(int cue, double[] weights) {
        double[] belief = new double[levels];
        double sum = 0;
        for (int level = 0; level < levels; level++) {
            belief[level] = weights[level] * ((cue == level ? reliability : 0) + (1 - reliability) / levels);
            sum += belief[level];
        }
        for (int level = 0; level < levels; level++) {
            belief[level] /= sum;
        }
        return belief;
    }
}
