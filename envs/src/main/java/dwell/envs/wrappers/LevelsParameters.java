package dwell.envs.wrappers;

import dwell.envs.Help;
import dwell.envs.Require;
import java.util.List;

/** Parameters of {@link LevelsWrapper}. */
public record LevelsParameters(
        @Help("weight of each level, easiest first, at least 0 and one of them positive; empty to use the profile")
        List<Double> weights,

        @Help("uniform, easy (the easier half of the levels alone, the middle one included), hard (the harder half), or"
                + " linear:x with x in [-1, 1]: weights rise linearly with the level, from 1 - x to 1 + x")
        String profile) {
    private static final String LINEAR = "linear:";

    public LevelsParameters {
        weights = List.copyOf(weights);
        weights.forEach(weight -> Require.within("weights", weight, 0, 1e9));
        Require.that(
                weights.isEmpty() || weights.stream().anyMatch(weight -> weight > 0),
                "weights must have a positive number, was %s",
                weights);
        if (!List.of("uniform", "easy", "hard").contains(profile)) {
            slope(profile);
        }
    }

    private static double slope(String profile) {
        double slope = Double.NaN;
        if (profile.startsWith(LINEAR)) {
            try {
                slope = Double.parseDouble(profile.substring(LINEAR.length()));
            } catch (NumberFormatException e) {
                slope = Double.NaN;
            }
        }
        Require.that(
                slope >= -1 && slope <= 1,
                "profile must be uniform, easy, hard or linear:x with x in [-1, 1], was %s",
                profile);
        return slope;
    }

    /** The share of each level, shape [levels], not normalised. */
    double[] shares(int levels) {
        Require.that(
                weights.isEmpty() || weights.size() == levels,
                "weights must be empty or have one number for each of the %d levels, had %d",
                levels,
                weights.size());
        double[] shares = new double[levels];
        for (int level = 0; level < levels; level++) {
            shares[level] = weights.isEmpty() ? share(level, levels) : weights.get(level);
        }
        return shares;
    }

    private double share(int level, int levels) {
        return switch (profile) {
            case "uniform" -> 1;
            case "easy" -> 2 * level < levels ? 1 : 0;
            case "hard" -> 2 * (levels - 1 - level) < levels ? 1 : 0;
            default -> levels == 1 ? 1 : 1 + slope(profile) * (2.0 * level / (levels - 1) - 1);
        };
    }
}
