package dwell.trainer.evaluate;

import dwell.envs.Action;
import dwell.envs.Ending;
import dwell.envs.Outcome;
import dwell.envs.Stakes;
import dwell.envs.Verdict;
import dwell.trainer.evaluate.SampledReport.Played;
import dwell.trainer.evaluate.SampledReport.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/**
 * What a policy did on the evaluation items, episode by episode. Different episodes may be written by different threads; read
 * once all are written.
 */
final class EvaluatedEpisodes {
    private final List<String> levels;
    private final List<Action> actions;
    private final Outcome[] outcome;
    private final double[] utility;
    private final double[] bound;
    private final int[] taken;

    /** Room for {@code count} episodes. */
    EvaluatedEpisodes(List<String> levels, List<Action> actions, int count) {
        this.levels = levels;
        this.actions = actions;
        this.outcome = new Outcome[count];
        this.utility = new double[count];
        this.bound = new double[count];
        this.taken = new int[count * actions.size()];
    }

    /** An action was chosen. */
    void choose(int episode, int action) {
        taken[episode * actions.size() + action]++;
    }

    /** Deliberate actions chosen so far. */
    int thinks(int episode) {
        int thinks = 0;
        for (int a = 0; a < actions.size(); a++) {
            thinks += actions.get(a).kind().deliberates() ? taken[episode * actions.size() + a] : 0;
        }
        return thinks;
    }

    void end(int episode, Outcome ended, double utilityBound, Stakes stakes) {
        outcome[episode] = ended;
        utility[episode] = ended.utility(stakes);
        bound[episode] = utilityBound;
    }

    private int size() {
        return outcome.length;
    }

    Played played() {
        return new Played(overall(), levels());
    }

    Sample overall() {
        return sample("all", e -> true, size());
    }

    /** Levels that no item had are left out. */
    List<Sample> levels() {
        List<Sample> out = new ArrayList<>();
        for (int i = 0; i < levels.size(); i++) {
            int level = i;
            int count = 0;
            for (Outcome ended : outcome) {
                count += ended.level() == level ? 1 : 0;
            }
            if (count > 0) {
                out.add(sample(levels.get(level), e -> outcome[e].level() == level, count));
            }
        }
        return out;
    }

    /** How much more these episodes are worth than others of the same items. */
    Estimate aheadOf(EvaluatedEpisodes other) {
        return estimate(e -> utility[e] - other.utility[e], e -> true);
    }

    private Sample sample(String level, IntPredicate counts, int episodes) {
        boolean bounded = true;
        for (int e = 0; e < size(); e++) {
            bounded &= !counts.test(e) || !Double.isNaN(bound[e]);
        }
        Map<String, Estimate> endings = new LinkedHashMap<>();
        for (Ending ending : Ending.values()) {
            endings.put(ending.name().toLowerCase(Locale.ROOT), share(e -> outcome[e].ending() == ending, counts));
        }
        List<Estimate> shares = new ArrayList<>();
        for (int a = 0; a < actions.size(); a++) {
            int action = a;
            shares.add(estimate(e -> taken[e * actions.size() + action], counts));
        }
        return new Sample(
                level,
                episodes,
                estimate(e -> utility[e], counts),
                bounded ? estimate(e -> bound[e], counts) : null,
                bounded ? estimate(e -> bound[e] - utility[e], counts) : null,
                share(e -> outcome[e].verdict() == Verdict.CORRECT, counts),
                share(e -> outcome[e].verdict() == Verdict.NONE, counts),
                estimate(e -> outcome[e].thinks(), counts),
                estimate(e -> outcome[e].compute(), counts),
                endings,
                shares);
    }

    private Estimate share(IntPredicate happened, IntPredicate counts) {
        return estimate(e -> happened.test(e) ? 1 : 0, counts);
    }

    private Estimate estimate(IntToDoubleFunction value, IntPredicate counts) {
        return Estimate.of(value, counts, size());
    }
}
