package dwell.trainer.claims;

import dwell.envs.Action;
import dwell.envs.ActionKind;
import dwell.envs.Ending;
import dwell.envs.exact.PolicyTable;
import dwell.envs.families.Family;
import dwell.envs.process.Branch;
import dwell.envs.process.Chance;
import dwell.envs.process.Choice;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.Feature;
import dwell.envs.process.HiddenClass;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A world of a gate: see a cue of the question, answer at once or think first. Its actions are {@code short}, {@code think} and,
 * where an answer is written token by token, {@code a} and {@code b}: each token is a decision between two that do not matter, so
 * that an answer of L tokens has L + 1 decisions, as an answer of a language model has.
 *
 * @param levels names of the levels, easiest first
 * @param questions the hidden classes
 * @param cues what can be seen of a question
 * @param tokens whether tokens are decisions; otherwise the gate is the only one, and ends the episode
 */
record TwoModes(List<String> levels, List<Question> questions, List<Cue> cues, boolean tokens)
        implements DecisionProcess<TwoModes.State>, Family<TwoModes.NoParameters> {
    static final String ID = "two-modes-v1";
    private static final Action SHORT = new Action("short", ActionKind.ANSWER);
    private static final Action THINK = new Action("think", ActionKind.THINK);
    // Of a kind that does not deliberate: thinks is then 1 where the gate chose to think, and 0 elsewhere.
    private static final Action A = new Action("a", ActionKind.ANSWER);
    private static final Action B = new Action("b", ActionKind.ANSWER);

    /**
     * A kind of question.
     *
     * @param shortAccuracy probability that the short answer is right
     * @param shortTokens tokens of the short answer
     */
    record Question(
            int level, double weight, double shortAccuracy, double thinkAccuracy, int shortTokens, int thinkTokens) {
        double accuracy(boolean thinks) {
            return thinks ? thinkAccuracy : shortAccuracy;
        }

        int tokens(boolean thinks) {
            return thinks ? thinkTokens : shortTokens;
        }
    }

    /**
     * What is seen.
     *
     * @param probability given each question; over all cues it sums to 1
     * @param features what the gate is a function of, each in [-10, 10]
     */
    record Cue(List<Double> probability, List<Double> features) {}

    /** Nothing to choose. */
    record NoParameters() {}

    /**
     * @param mode 0 at the gate, 1 in a short answer, 2 in one with thinking
     * @param done tokens written
     */
    record State(int cue, int mode, int done) {}

    /** A cue for each question, right with a probability and otherwise drawn uniformly; one-hot. */
    static List<Cue> named(int questions, double reliability) {
        return IntStream.range(0, questions)
                .mapToObj(cue -> new Cue(
                        IntStream.range(0, questions)
                                .mapToObj(q -> (q == cue ? reliability : 0) + (1 - reliability) / questions)
                                .toList(),
                        IntStream.range(0, questions)
                                .mapToObj(q -> q == cue ? 1.0 : 0.0)
                                .toList()))
                .toList();
    }

    /**
     * The difficulty of the question plus normal noise, on the whole numbers of [-9, 9]; one number.
     *
     * @param difficulties of each question
     */
    static List<Cue> noisy(List<Double> difficulties, double sd) {
        int reach = 9;
        List<Cue> cues = new ArrayList<>();
        for (int seen = -reach; seen <= reach; seen++) {
            List<Double> probability = new ArrayList<>();
            for (double difficulty : difficulties) {
                double all = IntStream.rangeClosed(-reach, reach)
                        .mapToDouble(other -> density(other, difficulty, sd))
                        .sum();
                probability.add(density(seen, difficulty, sd) / all);
            }
            cues.add(new Cue(probability, List.of((double) seen)));
        }
        return cues;
    }

    private static double density(double seen, double difficulty, double sd) {
        double z = (seen - difficulty) / sd;
        return StrictMath.exp(-z * z / 2);
    }

    /** The probability of thinking at the gate, by cue. */
    double[] thinking(CompiledProcess process, PolicyTable policy) {
        double[] out = new double[cues.size()];
        for (int c = 0; c < process.classCount(); c++) {
            for (int s : process.startStates(c)) {
                out[((State) process.state(s)).cue()] = policy.probability(process.choiceOf(s, 1));
            }
        }
        return out;
    }

    /** Rewards of the two modes on a question, in expectation. */
    interface ModeReward {
        double of(Question question, boolean thinks);
    }

    /** The expected reward of a gate, in one sum over questions and cues. */
    double value(double[] thinking, ModeReward reward) {
        double value = 0;
        for (int cue = 0; cue < cues.size(); cue++) {
            value += thinking[cue] * sum(cue, true, reward) + (1 - thinking[cue]) * sum(cue, false, reward);
        }
        return value;
    }

    /** The expected reward of the best gate. */
    double best(ModeReward reward) {
        return IntStream.range(0, cues.size())
                .mapToDouble(cue -> Math.max(sum(cue, true, reward), sum(cue, false, reward)))
                .sum();
    }

    private double sum(int cue, boolean thinks, ModeReward reward) {
        double all = questions.stream().mapToDouble(Question::weight).sum();
        double sum = 0;
        for (int q = 0; q < questions.size(); q++) {
            Question question = questions.get(q);
            sum += question.weight() / all * cues.get(cue).probability().get(q) * reward.of(question, thinks);
        }
        return sum;
    }

    @Override
    public List<HiddenClass> hiddenClasses() {
        return IntStream.range(0, questions.size())
                .mapToObj(q -> new HiddenClass(
                        "question " + q,
                        questions.get(q).level(),
                        questions.get(q).weight()))
                .toList();
    }

    @Override
    public List<Action> actions() {
        return tokens ? List.of(SHORT, THINK, A, B) : List.of(SHORT, THINK);
    }

    @Override
    public String computeUnit() {
        return "tokens";
    }

    @Override
    public List<Chance<State>> start(int hiddenClass) {
        return IntStream.range(0, cues.size())
                .filter(cue -> cues.get(cue).probability().get(hiddenClass) > 0)
                .mapToObj(cue -> new Chance<>(cues.get(cue).probability().get(hiddenClass), new State(cue, 0, 0)))
                .toList();
    }

    @Override
    public List<Choice<State>> choices(State state) {
        if (state.mode() == 0) {
            return List.of(begin(state, SHORT, false), begin(state, THINK, true));
        }
        return List.of(Choice.of(A, 1, c -> write(state, c)), Choice.of(B, 1, c -> write(state, c)));
    }

    private Choice<State> begin(State state, Action action, boolean thinks) {
        if (tokens) {
            return Choice.of(action, 0, c -> List.of(Branch.to(1, new State(state.cue(), thinks ? 2 : 1, 0))));
        }
        return Choice.answer(
                action,
                Ending.ANSWERED,
                c -> questions.get(c).tokens(thinks),
                c -> questions.get(c).accuracy(thinks));
    }

    private List<Branch<State>> write(State state, int hiddenClass) {
        Question question = questions.get(hiddenClass);
        boolean thinks = state.mode() == 2;
        if (state.done() + 1 >= question.tokens(thinks)) {
            double right = question.accuracy(thinks);
            return List.of(
                    Branch.end(right, Ending.ANSWERED, dwell.envs.Verdict.CORRECT),
                    Branch.end(1 - right, Ending.ANSWERED, dwell.envs.Verdict.WRONG));
        }
        return List.of(Branch.to(1, new State(state.cue(), state.mode(), state.done() + 1)));
    }

    @Override
    public List<Feature> features() {
        List<Feature> features = new ArrayList<>();
        for (int f = 0; f < cues.get(0).features().size(); f++) {
            features.add(new Feature("cue" + f, -10, 10, "cue"));
        }
        features.add(new Feature("gate", 0, 1, "whether this is the gate"));
        return features;
    }

    @Override
    public void observe(State state, double[] out) {
        List<Double> seen = cues.get(state.cue()).features();
        boolean gate = state.mode() == 0;
        for (int f = 0; f < seen.size(); f++) {
            out[f] = gate ? seen.get(f) : 0;
        }
        out[seen.size()] = gate ? 1 : 0;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String summary() {
        return "for tests";
    }

    @Override
    public NoParameters defaults() {
        return new NoParameters();
    }

    @Override
    public DecisionProcess<?> declare(NoParameters parameters) {
        return this;
    }
}
