package dwell.envs.families.recall;

import dwell.envs.Action;
import dwell.envs.ActionKind;
import dwell.envs.Ending;
import dwell.envs.families.LevelCue;
import dwell.envs.process.Branch;
import dwell.envs.process.Chance;
import dwell.envs.process.Choice;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.Feature;
import dwell.envs.process.HiddenClass;
import dwell.envs.process.PlotPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Recall of facts, with a feeling of knowing.
 *
 * <p><b>Task.</b> A fact is known with the level's share. A share of contexts misleads; in those a known fact is answered
 * wrongly with the flip rate, and otherwise it is answered right with {@code knownAccuracy}. An unknown fact is guessed. A think
 * is one more noisy look at whether the fact is known; it does not change the answer. A check may shake off the misleading
 * context, or turn a right answer wrong; it shows nothing, and does nothing for an unknown fact.
 *
 * <p><b>Hidden class.</b> Level, and whether the fact is known, known but misled, or unknown. Which context it is matters only
 * through that, so it is drawn with the start state. <b>State.</b> The cue, the sign of a misleading context and the feeling of
 * knowing (the three belong to the item); thinks so far, how many of them found the fact known, and checks so far. Sufficient:
 * looks are exchangeable, and a check shows nothing. Whether the answer is held after r checks is a two-state chain that is
 * integrated out: {@code h(r+1) = h(r) (1 - corruption) + (1 - h(r)) repair}, with h(0) = 1 if known, 0 if misled.
 *
 * <p><b>Observation</b>, in this order: thinks so far / {@code maxThinks}; checks so far / {@code maxChecks}; whether the context
 * shows the sign; whether the fact feels known; (looks for - looks against) / sqrt(thinks); the posterior probability that the
 * fact is known; that of these that the answer held now is yet a misled one; the cue, one-hot over levels; the constant 1.
 *
 * <p><b>Actions.</b> answer, think, check and, if asked for, abstain. <b>Episode end.</b> ANSWERED, ABSTAINED, or
 * BUDGET_EXHAUSTED with a forced answer where nothing else is left to do.
 *
 * <p><b>Source.</b> Ignorance against error: WACK (Simhi et al., arXiv 2410.22071). The threshold of the answer: Chow 1970,
 * {@code p >= (a + L) / (1 + L)} for 1 right, -L wrong, a abstained. The check: a two-state chain as in repeated checking.
 * Differs from the paper: WACK measures knowledge by six sampled answers and flips by one context a question; here both are
 * probabilities, and the feeling, the sign and the check are ours.
 *
 * <p><b>Version history.</b> v1: first version.
 */
final class RecallProcess implements DecisionProcess<RecallProcess.State> {
    private static final Action ANSWER = new Action("answer", ActionKind.ANSWER);
    private static final Action THINK = new Action("think", ActionKind.THINK);
    private static final Action CHECK = new Action("check", ActionKind.RECHECK);
    private static final Action ABSTAIN = new Action("abstain", ActionKind.ABSTAIN);

    private final RecallParameters parameters;
    private final LevelCue cue;
    private final List<Fact> facts;
    /** Prior weight of each fact with each cue. */
    private final double[][] shown;
    /** Probability that a held answer is still held, and that a misled one is right, after so many checks. */
    private final double[][] held;

    /**
     * A hidden class.
     *
     * @param weight prior weight, positive
     */
    private record Fact(int level, Knowledge knowledge, double weight) {
        boolean known() {
            return knowledge != Knowledge.UNKNOWN;
        }
    }

    /**
     * @param cue the level that the cue shows
     * @param sign whether the context looks misleading
     * @param feeling whether the fact feels known at first
     * @param thinks looks at whether the fact is known
     * @param found how many of them found it known
     */
    record State(int cue, boolean sign, boolean feeling, int thinks, int found, int checks) {
        State thought(boolean known) {
            return new State(cue, sign, feeling, thinks + 1, found + (known ? 1 : 0), checks);
        }

        State checked() {
            return new State(cue, sign, feeling, thinks, found, checks + 1);
        }
    }

    RecallProcess(RecallParameters parameters) {
        this.parameters = parameters;
        this.cue = new LevelCue(parameters.knownShares().size(), parameters.cueReliability());
        List<Fact> declared = new ArrayList<>();
        double misled = parameters.misleadingShare() * parameters.flipRate();
        for (int level = 0; level < cue.levels(); level++) {
            double share = parameters.knownShares().get(level);
            double weight = HiddenClass.weightOf(parameters.weights(), level);
            declared.add(new Fact(level, Knowledge.KNOWN, weight * share * (1 - misled)));
            declared.add(new Fact(level, Knowledge.MISLED, weight * share * misled));
            declared.add(new Fact(level, Knowledge.UNKNOWN, weight * (1 - share)));
        }
        this.facts = declared.stream().filter(fact -> fact.weight() > 0).toList();
        this.shown = facts.stream()
                .map(fact -> cue.of(fact.level()).stream()
                        .mapToDouble(chance -> fact.weight() * chance.probability())
                        .toArray())
                .toArray(double[][]::new);
        this.held = new double[][] {held(1), held(0)};
    }

    private double[] held(double before) {
        double[] chain = new double[parameters.maxChecks() + 1];
        chain[0] = before;
        for (int r = 1; r < chain.length; r++) {
            chain[r] = chain[r - 1] * (1 - parameters.corruption()) + (1 - chain[r - 1]) * parameters.repair();
        }
        return chain;
    }

    @Override
    public List<String> levels() {
        return parameters.knownShares().stream().map(share -> "known=" + share).toList();
    }

    @Override
    public List<HiddenClass> hiddenClasses() {
        return facts.stream()
                .map(fact -> new HiddenClass(
                        levels().get(fact.level()) + ", " + fact.knowledge(), fact.level(), fact.weight()))
                .toList();
    }

    @Override
    public List<Action> actions() {
        return parameters.abstain() ? List.of(ANSWER, THINK, CHECK, ABSTAIN) : List.of(ANSWER, THINK, CHECK);
    }

    @Override
    public String computeUnit() {
        return "units";
    }

    @Override
    public List<Chance<State>> start(int hiddenClass) {
        Fact fact = facts.get(hiddenClass);
        double reliability = parameters.signReliability();
        double misleading = misleading(fact.knowledge());
        double sign = misleading * reliability + (1 - misleading) * (1 - reliability);
        double feeling = look(fact, parameters.feelingReliability());
        List<Chance<State>> starts = new ArrayList<>();
        for (Chance<Integer> shown : cue.of(fact.level())) {
            for (boolean signed : new boolean[] {false, true}) {
                for (boolean felt : new boolean[] {false, true}) {
                    double p = shown.probability() * (signed ? sign : 1 - sign) * (felt ? feeling : 1 - feeling);
                    starts.add(new Chance<>(p, new State(shown.value(), signed, felt, 0, 0, 0)));
                }
            }
        }
        return starts;
    }

    /** Probability that the context misleads. */
    private double misleading(Knowledge knowledge) {
        double m = parameters.misleadingShare();
        double f = parameters.flipRate();
        return switch (knowledge) {
            case KNOWN -> m * (1 - f) / (1 - m * f);
            case MISLED -> 1;
            case UNKNOWN -> m;
        };
    }

    /** Probability that a look of the given reliability finds the fact known. */
    private static double look(Fact fact, double reliability) {
        return fact.known() ? reliability : 1 - reliability;
    }

    @Override
    public List<Choice<State>> choices(State state) {
        boolean think = state.thinks() < parameters.maxThinks();
        boolean check = state.checks() < parameters.maxChecks();
        boolean forced = !think && !check && !parameters.abstain();
        List<Choice<State>> choices = new ArrayList<>();
        choices.add(Choice.answer(
                ANSWER, forced ? Ending.BUDGET_EXHAUSTED : Ending.ANSWERED, 0, c -> correct(state.checks(), c)));
        if (think) {
            choices.add(Choice.of(THINK, parameters.thinkCompute(), c -> {
                double found = look(facts.get(c), parameters.probeReliability());
                return List.of(Branch.to(found, state.thought(true)), Branch.to(1 - found, state.thought(false)));
            }));
        }
        if (check) {
            choices.add(Choice.of(CHECK, parameters.checkCompute(), c -> List.of(Branch.to(1, state.checked()))));
        }
        if (parameters.abstain()) {
            choices.add(Choice.abstain(ABSTAIN));
        }
        return choices;
    }

    private double correct(int checks, int hiddenClass) {
        return switch (facts.get(hiddenClass).knowledge()) {
            case KNOWN -> held[0][checks] * parameters.knownAccuracy();
            case MISLED -> held[1][checks] * parameters.knownAccuracy();
            case UNKNOWN -> parameters.guessAccuracy();
        };
    }

    @Override
    public List<Feature> features() {
        double spread = Math.sqrt(Math.max(parameters.maxThinks(), 1));
        List<Feature> features = new ArrayList<>();
        features.add(new Feature("time", 0, 1, "thinks so far / maxThinks"));
        features.add(new Feature("checks", 0, 1, "checks so far / maxChecks"));
        features.add(new Feature("sign", 0, 1, "whether the context looks misleading"));
        features.add(new Feature("feeling", 0, 1, "whether the fact feels known at first"));
        features.add(new Feature(
                "lead", -spread, spread, "(thinks that found it known - thinks that did not) / sqrt(thinks)"));
        features.add(new Feature("known", 0, 1, "posterior probability that the fact is known"));
        features.add(
                new Feature("misled", 0, 1, "posterior probability that it is known, but the answer held is wrong"));
        features.addAll(cue.features());
        features.add(Feature.ONE);
        return features;
    }

    @Override
    public void observe(State state, double[] out) {
        out[0] = state.thinks() / (double) Math.max(parameters.maxThinks(), 1);
        out[1] = state.checks() / (double) Math.max(parameters.maxChecks(), 1);
        out[2] = state.sign() ? 1 : 0;
        out[3] = state.feeling() ? 1 : 0;
        out[4] = (2 * state.found() - state.thinks()) / Math.sqrt(Math.max(state.thinks(), 1));
        double known = known(state);
        out[5] = known;
        out[6] = known * (1 - holding(state));
        out[cue.write(state.cue(), out, 7)] = 1;
    }

    /** Posterior probability that the fact is known. The sign does not bear on it: contexts mislead whether it is or not. */
    private double known(State state) {
        double known = 0;
        double all = 0;
        for (int c = 0; c < facts.size(); c++) {
            Fact fact = facts.get(c);
            double felt = look(fact, parameters.feelingReliability());
            double found = look(fact, parameters.probeReliability());
            double joint = shown[c][state.cue()]
                    * (state.feeling() ? felt : 1 - felt)
                    * Math.pow(found, state.found())
                    * Math.pow(1 - found, state.thinks() - state.found());
            all += joint;
            known += fact.known() ? joint : 0;
        }
        return known / all;
    }

    /** Posterior probability that the answer held to a known fact is the right one. */
    private double holding(State state) {
        double right = parameters.signReliability();
        double misleading = parameters.misleadingShare() * (state.sign() ? right : 1 - right);
        double plain = (1 - parameters.misleadingShare()) * (state.sign() ? 1 - right : right);
        double misled = misleading * parameters.flipRate() / (misleading + plain);
        return (1 - misled) * held[0][state.checks()] + misled * held[1][state.checks()];
    }

    /** Drawn are the states of contexts without a sign, before any check: the others have the same beliefs about knowing. */
    @Override
    public Optional<PlotPoint> plotPoint(State state) {
        if (state.sign() || state.checks() > 0) {
            return Optional.empty();
        }
        return Optional.of(new PlotPoint(
                "cue %s, feels %s".formatted(levels().get(state.cue()), state.feeling() ? "known" : "unknown"),
                state.thinks(),
                2.0 * state.found() - state.thinks()));
    }

    @Override
    public List<String> plotAxes() {
        return List.of("thinks so far", "lead of the looks that found it known");
    }
}
