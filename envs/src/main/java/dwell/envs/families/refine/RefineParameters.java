package dwell.envs.families.refine;

import dwell.envs.Help;
import dwell.envs.Require;
import java.util.List;

/** Parameters of {@link RefineFamily}. */
public record RefineParameters(
        @Help(
                "share of items that thinking without end would get right, one for each level, easiest first; each in [0, 1]")
        List<Double> ceilings,

        @Help(
                "tokens before the first drafts are right, one for each level, in [-1e9, 1e9]; negative where some are right"
                        + " without thinking")
        List<Double> offsets,

        @Help("tokens in which the distance to the ceiling falls to 1/e, one for each level, in (0, 1e9]")
        List<Double> scales,

        @Help(
                "tokens of thinking in which the share of right drafts that are still right falls to 1/e, one for each level,"
                        + " in [0, 1e9]; 0, or an empty list, for no loss")
        List<Double> lossScales,

        @Help("weight of each level, positive; empty for equal weights")
        List<Double> weights,

        @Help("probability that the cue shows the level, in [0, 1]; otherwise it shows a uniformly drawn level")
        double cueReliability,

        @Help("thinks at most, 0 to 64") int maxThinks,

        @Help("tokens of a think, in [0, 1e9]") double thinkCompute,

        @Help("re-checks at most, 0 to 8; no think follows them")
        int maxRechecks,

        @Help("thinks before the first re-check is possible, 1 to 64")
        int recheckAfter,

        @Help("tokens of a re-check, in [0, 1e9]") double recheckCompute,

        @Help("probability that a re-check makes a wrong draft right, one for each level, each in [0, 1]")
        List<Double> repairs,

        @Help("probability that a re-check makes a right draft wrong, in [0, 1]")
        double corruption,

        @Help(
                "probability that the feeling after a think or re-check is the right one, sure of a right draft and unsure of a"
                        + " wrong one, in [0.5, 1]; at 0.5 there is no feeling")
        double signalReliability) {
    public RefineParameters {
        ceilings = List.copyOf(ceilings);
        offsets = List.copyOf(offsets);
        scales = List.copyOf(scales);
        lossScales = List.copyOf(lossScales);
        weights = List.copyOf(weights);
        repairs = List.copyOf(repairs);
        int levels = ceilings.size();
        Require.that(levels > 0, "ceilings must name at least one level, was empty");
        ceilings.forEach(ceiling -> Require.probability("ceilings", ceiling));
        oneForEachLevel("offsets", offsets, levels);
        offsets.forEach(offset -> Require.within("offsets", offset, -1e9, 1e9));
        oneForEachLevel("scales", scales, levels);
        scales.forEach(scale -> Require.positive("scales", scale));
        scales.forEach(scale -> Require.within("scales", scale, 0, 1e9));
        if (!lossScales.isEmpty()) {
            oneForEachLevel("lossScales", lossScales, levels);
        }
        lossScales.forEach(scale -> Require.within("lossScales", scale, 0, 1e9));
        Require.weights("weights", weights, levels);
        Require.probability("cueReliability", cueReliability);
        Require.within("maxThinks", maxThinks, 0, 64);
        Require.within("thinkCompute", thinkCompute, 0, 1e9);
        Require.within("maxRechecks", maxRechecks, 0, 8);
        Require.within("recheckAfter", recheckAfter, 1, 64);
        Require.within("recheckCompute", recheckCompute, 0, 1e9);
        oneForEachLevel("repairs", repairs, levels);
        repairs.forEach(repair -> Require.probability("repairs", repair));
        Require.probability("corruption", corruption);
        Require.within("signalReliability", signalReliability, 0.5, 1);
    }

    private static void oneForEachLevel(String key, List<Double> values, int levels) {
        Require.that(
                values.size() == levels,
                "%s must have one number for each of the %d levels, had %d",
                key,
                levels,
                values.size());
    }

    /** The accuracy curve of a level. */
    SaturationCurve curve(int level) {
        return new SaturationCurve(
                ceilings.get(level),
                offsets.get(level),
                scales.get(level),
                lossScales.isEmpty() ? 0 : lossScales.get(level));
    }

    boolean hasSignal() {
        return signalReliability > 0.5;
    }
}
