package dwell.trainer.instrument;

import dwell.envs.Ending;
import dwell.envs.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a prompt's kinds of episodes few enough to enumerate. Kinds of one mode, verdict and ending are put together, and the bins
 * with the most variance of compute are split again, at the mean, while there is room. A bin has the mean compute of its kinds, so
 * the mean of whatever is linear in compute is kept.
 */
final class KindMerging {
    private KindMerging() {}

    /**
     * A prompt of at most as many compositions.
     *
     * @param most compositions of its group
     * @throws IllegalArgumentException with one sentence, if even one bin for each mode, verdict and ending is too much
     */
    static TwoModePrompt merged(TwoModePrompt prompt, int groupSize, double most) {
        int all = prompt.direct().size() + prompt.think().size();
        if (Compositions.count(groupSize, all) <= most) {
            return prompt;
        }
        List<Bin> bins = new ArrayList<>();
        bins.addAll(coarse(prompt.direct(), false));
        bins.addAll(coarse(prompt.think(), true));
        if (Compositions.count(groupSize, bins.size()) > most) {
            throw new IllegalArgumentException(
                    "trainer.groupSize is %d, which makes %.1e groups of %d kinds of episodes; at most %.1e can be enumerated"
                            .formatted(groupSize, Compositions.count(groupSize, bins.size()), bins.size(), most));
        }
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
    static int fewest(TwoModePrompt prompt) {
        return coarse(prompt.direct(), false).size()
                + coarse(prompt.think(), true).size();
    }

    private static List<Bin> coarse(List<OutcomeKind> mode, boolean think) {
        record Facts(Verdict verdict, Ending ending) {}
        Map<Facts, List<OutcomeKind>> bins = new LinkedHashMap<>();
        mode.forEach(kind -> bins.computeIfAbsent(new Facts(kind.verdict(), kind.ending()), key -> new ArrayList<>())
                .add(kind));
        return bins.values().stream().map(kinds -> new Bin(kinds, think)).toList();
    }

    /** Kinds of one mode, verdict and ending. */
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
            OutcomeKind first = kinds.get(0);
            return new OutcomeKind(
                    all,
                    first.verdict(),
                    first.ending(),
                    compute(),
                    (int) Math.max(think ? 1 : 0, Math.round(thinks)),
                    (int) Math.max(1, Math.round(decisions)),
                    confidence);
        }
    }
}
