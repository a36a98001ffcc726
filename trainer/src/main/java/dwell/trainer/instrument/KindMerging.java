package dwell.trainer.instrument;

import dwell.envs.Ending;
import dwell.envs.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a prompt's kinds of episodes few enough to enumerate. Kinds of one mode and verdict, and one ending where endings count, are
 * put together, and the bins with the most variance of compute are split again, at the mean, while there is room. A bin has the mean
 * compute of its kinds, so the mean of whatever is linear in compute is kept, and their likeliest ending.
 */
final class KindMerging {
    private KindMerging() {}

    /**
     * A prompt of fewer kinds: as many as give at most {@code most} compositions, but no fewer than {@link #fewest}.
     *
     * @param endings whether endings count
     */
    static TwoModePrompt merged(TwoModePrompt prompt, int groupSize, boolean endings, double most) {
        int all = prompt.direct().size() + prompt.think().size();
        if (Compositions.count(groupSize, all) <= most) {
            return prompt;
        }
        List<Bin> bins = new ArrayList<>();
        bins.addAll(coarse(prompt.direct(), endings, false));
        bins.addAll(coarse(prompt.think(), endings, true));
        while (Compositions.count(groupSize, bins.size() + 1) <= most) {
            Bin widest =
                    bins.stream().max(Comparator.comparingDouble(Bin::spread)).orElseThrow();
            if (widest.spread() <= 0) {
                break;
            }
            bins.remove(widest);
            bins.addAll(widest.halves());
        }
        return new TwoModePrompt(
                prompt.level(),
                prompt.item(),
                prompt.weight(),
                bins.stream().filter(bin -> !bin.think).map(Bin::mean).toList(),
                bins.stream().filter(bin -> bin.think).map(Bin::mean).toList());
    }

    /** Kinds that are left where as many as possible are merged. */
    static int fewest(TwoModePrompt prompt, boolean endings) {
        return coarse(prompt.direct(), endings, false).size()
                + coarse(prompt.think(), endings, true).size();
    }

    private static List<Bin> coarse(List<OutcomeKind> mode, boolean endings, boolean think) {
        record Facts(Verdict verdict, Ending ending) {}
        Map<Facts, List<OutcomeKind>> bins = new LinkedHashMap<>();
        mode.forEach(kind -> bins.computeIfAbsent(
                        new Facts(kind.verdict(), endings ? kind.ending() : null), key -> new ArrayList<>())
                .add(kind));
        return bins.values().stream().map(kinds -> new Bin(kinds, think)).toList();
    }

    /** Kinds that are taken as one. */
    private record Bin(List<OutcomeKind> kinds, boolean think) {
        double probability() {
            return kinds.stream().mapToDouble(OutcomeKind::probability).sum();
        }

        double compute() {
            return TwoModePrompt.compute(kinds) / probability();
        }

        /** Variance of compute times probability. */
        double spread() {
            double mean = compute();
            double spread = kinds.stream()
                    .mapToDouble(kind -> kind.probability() * (kind.compute() - mean) * (kind.compute() - mean))
                    .sum();
            // All equal: what is left is rounding.
            return spread < 1e-18 * mean * mean ? 0 : spread;
        }

        List<Bin> halves() {
            double mean = compute();
            return List.of(
                    new Bin(
                            kinds.stream()
                                    .filter(kind -> kind.compute() <= mean)
                                    .toList(),
                            think),
                    new Bin(kinds.stream().filter(kind -> kind.compute() > mean).toList(), think));
        }

        private Ending ending() {
            Map<Ending, Double> mass = new EnumMap<>(Ending.class);
            kinds.forEach(kind -> mass.merge(kind.ending(), kind.probability(), Double::sum));
            return Collections.max(mass.entrySet(), Map.Entry.comparingByValue())
                    .getKey();
        }

        OutcomeKind mean() {
            double all = probability();
            double thinks = 0;
            double decisions = 0;
            double confidence = 0;
            for (OutcomeKind kind : kinds) {
                thinks += kind.probability() / all * kind.thinks();
                decisions += kind.probability() / all * kind.decisions();
                confidence += kind.probability() / all * kind.confidence();
            }
            return new OutcomeKind(
                    all,
                    kinds.get(0).verdict(),
                    ending(),
                    compute(),
                    (int) Math.max(think ? 1 : 0, Math.round(thinks)),
                    (int) Math.max(1, Math.round(decisions)),
                    confidence);
        }
    }
}
