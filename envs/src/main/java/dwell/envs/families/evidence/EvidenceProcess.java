package dwell.envs.families.evidence;

import dwell.envs.Action;
import dwell.envs.ActionKind;
import dwell.envs.Ending;
import dwell.envs.families.Introspection;
import dwell.envs.families.LevelCue;
import dwell.envs.process.Branch;
import dwell.envs.process.Chance;
import dwell.envs.process.Choice;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.Feature;
import dwell.envs.process.HiddenClass;
import dwell.envs.process.PlotPoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Evidence accumulation with hidden difficulty.
 *
 * <p><b>Task.</b> The truth is one of K alternatives, all equally likely. Each think draws one vote, which names the truth
 * with the level's reliability and otherwise one of the wrong alternatives. Answering names the alternative with the most
 * votes; a tie is broken by a fair coin.
 *
 * <p><b>Hidden class.</b> Level and truth. <b>State.</b> The item's cue and the votes for each alternative, which is
 * sufficient because votes are exchangeable.
 *
 * <p><b>Observation</b> (for two alternatives, in this order): thinks so far / {@code maxThinks}; lead / sqrt(votes) of the
 * first alternative over the second; the absolute value of that; the cue, one-hot over levels; the constant 1. With more
 * alternatives the second feature is one number for each, (its votes - votes/K) / sqrt(votes), and the third is the lead of
 * the first over the second most voted. Without introspection the second and third are left out.
 *
 * <p><b>Actions.</b> answer, think and, if asked for, abstain. <b>Episode end.</b> ANSWERED, ABSTAINED, or BUDGET_EXHAUSTED
 * with a forced answer after {@code maxThinks} thinks. The free votes are moves of nature.
 *
 * <p><b>Source.</b> The sequential probability ratio test with mixed difficulties (Wald 1945; Malhotra, Leslie, Ludwig and
 * Bogacz 2018); the cue and the free vote are ours.
 *
 * <p><b>Version history.</b> v1: first version.
 */
final class EvidenceProcess implements DecisionProcess<EvidenceProcess.State> {
    private static final Action ANSWER = new Action("answer", ActionKind.ANSWER);
    private static final Action THINK = new Action("think", ActionKind.THINK);
    private static final Action ABSTAIN = new Action("abstain", ActionKind.ABSTAIN);

    private final EvidenceParameters parameters;
    private final int levels;
    private final int alternatives;
    private final LevelCue cue;

    EvidenceProcess(EvidenceParameters parameters) {
        this.parameters = parameters;
        this.levels = parameters.reliabilities().size();
        this.alternatives = parameters.alternatives();
        this.cue = new LevelCue(levels, parameters.cueReliability());
    }

    /**
     * @param cue the level that the cue shows
     * @param votes votes for each alternative
     */
    record State(int cue, List<Integer> votes) {
        int total() {
            return votes.stream().mapToInt(Integer::intValue).sum();
        }

        State plus(int alternative) {
            List<Integer> next = new ArrayList<>(votes);
            next.set(alternative, next.get(alternative) + 1);
            return new State(cue, List.copyOf(next));
        }
    }

    @Override
    public List<String> levels() {
        return parameters.reliabilities().stream().map(q -> "q=" + q).toList();
    }

    @Override
    public List<HiddenClass> hiddenClasses() {
        List<HiddenClass> classes = new ArrayList<>();
        for (int level = 0; level < levels; level++) {
            double weight = HiddenClass.weightOf(parameters.weights(), level);
            for (int truth = 0; truth < alternatives; truth++) {
                classes.add(new HiddenClass("%s, truth %d".formatted(levels().get(level), truth), level, weight));
            }
        }
        return classes;
    }

    @Override
    public List<Action> actions() {
        return parameters.abstain() ? List.of(ANSWER, THINK, ABSTAIN) : List.of(ANSWER, THINK);
    }

    @Override
    public String computeUnit() {
        return "votes";
    }

    @Override
    public List<Chance<State>> start(int hiddenClass) {
        List<Integer> none = Collections.nCopies(alternatives, 0);
        return cue.of(hiddenClass / alternatives).stream()
                .map(chance -> new Chance<>(chance.probability(), new State(chance.value(), none)))
                .toList();
    }

    @Override
    public boolean answersFollowClass() {
        return true;
    }

    @Override
    public List<Choice<State>> choices(State state) {
        int thinks = state.total() - parameters.freeVotes();
        if (thinks < 0) {
            return List.of(Choice.nature(hiddenClass -> vote(state, hiddenClass)));
        }
        if (thinks == parameters.maxThinks()) {
            return List.of(Choice.answer(ANSWER, Ending.BUDGET_EXHAUSTED, 0, c -> correct(state, c)));
        }
        List<Choice<State>> choices = new ArrayList<>();
        choices.add(Choice.answer(ANSWER, Ending.ANSWERED, 0, c -> correct(state, c)));
        double compute = parameters.voteCompute() + parameters.computeRise() * thinks;
        choices.add(Choice.of(THINK, compute, hiddenClass -> vote(state, hiddenClass)));
        if (parameters.abstain()) {
            choices.add(Choice.abstain(ABSTAIN));
        }
        return choices;
    }

    private List<Branch<State>> vote(State state, int hiddenClass) {
        double q = parameters.reliabilities().get(hiddenClass / alternatives);
        int truth = hiddenClass % alternatives;
        return IntStream.range(0, alternatives)
                .mapToObj(k -> Branch.to(k == truth ? q : (1 - q) / (alternatives - 1), state.plus(k)))
                .toList();
    }

    private double correct(State state, int hiddenClass) {
        int most = Collections.max(state.votes());
        boolean leads = state.votes().get(hiddenClass % alternatives) == most;
        return leads ? 1.0 / Collections.frequency(state.votes(), most) : 0;
    }

    @Override
    public List<Feature> features() {
        double spread = Math.sqrt(parameters.freeVotes() + parameters.maxThinks()) + 1;
        List<Feature> features = new ArrayList<>();
        features.add(new Feature("time", 0, 1, "thinks so far / maxThinks"));
        if (parameters.introspection() != Introspection.NONE) {
            for (int k = 0; k < (alternatives == 2 ? 1 : alternatives); k++) {
                features.add(
                        alternatives == 2
                                ? new Feature("lead", -spread, spread, "lead of the first alternative / sqrt(votes)")
                                : new Feature(
                                        "votes" + k,
                                        -spread,
                                        spread,
                                        "votes for alternative %d above the mean / sqrt(votes)".formatted(k)));
            }
            features.add(new Feature("margin", 0, spread, "lead of the most voted over the second / sqrt(votes)"));
        }
        features.addAll(cue.features());
        features.add(Feature.ONE);
        return features;
    }

    @Override
    public void observe(State state, double[] out) {
        int total = state.total();
        double root = Math.sqrt(Math.max(total, 1));
        int f = 0;
        out[f++] = (total - parameters.freeVotes()) / (double) Math.max(parameters.maxThinks(), 1);
        if (parameters.introspection() != Introspection.NONE) {
            if (alternatives == 2) {
                out[f++] = (state.votes().get(0) - state.votes().get(1)) / root;
            } else {
                for (int votes : state.votes()) {
                    out[f++] = (votes - total / (double) alternatives) / root;
                }
            }
            out[f++] = margin(state) / root;
        }
        out[cue.write(state.cue(), out, f)] = 1;
    }

    private int margin(State state) {
        List<Integer> sorted = new ArrayList<>(state.votes());
        sorted.sort(Collections.reverseOrder());
        return sorted.get(0) - sorted.get(1);
    }

    @Override
    public List<Chance<State>> readings(State state) {
        double right = parameters.readingReliability();
        if (parameters.introspection() != Introspection.NOISY || right == 1) {
            return List.of(new Chance<>(1, state));
        }
        List<List<Integer>> possible = new ArrayList<>();
        distribute(state.total(), new ArrayList<>(), possible);
        return possible.stream()
                .map(votes -> new Chance<>(
                        (votes.equals(state.votes()) ? right : 0) + (1 - right) / possible.size(),
                        new State(state.cue(), votes)))
                .toList();
    }

    /** All ways to spread {@code left} votes over the alternatives that {@code votes} does not yet name. */
    private void distribute(int left, List<Integer> votes, List<List<Integer>> out) {
        if (votes.size() == alternatives - 1) {
            List<Integer> full = new ArrayList<>(votes);
            full.add(left);
            out.add(List.copyOf(full));
            return;
        }
        for (int here = 0; here <= left; here++) {
            List<Integer> more = new ArrayList<>(votes);
            more.add(here);
            distribute(left - here, more, out);
        }
    }

    @Override
    public Optional<PlotPoint> plotPoint(State state) {
        int thinks = state.total() - parameters.freeVotes();
        if (thinks < 0 || alternatives > 2) {
            return Optional.empty();
        }
        int lead = state.votes().get(0) - state.votes().get(1);
        return Optional.of(new PlotPoint("cue " + levels().get(state.cue()), thinks, lead));
    }

    @Override
    public List<String> plotAxes() {
        return List.of("thinks so far", "lead of the first alternative (votes)");
    }
}
