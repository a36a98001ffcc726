package dwell.envs.families.bandit;

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
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Beta-Bernoulli arms against an alternative.
 *
 * <p><b>Task.</b> The success rate of each arm is drawn from a Beta prior; each think is one Bernoulli sample of one arm. The
 * alternative has the level's success rate, which cannot be sampled: the cue tells what is known of it. Answering takes the arm of
 * the highest posterior mean, or the alternative if its expected rate is at least that, and is correct with the rate of what was
 * taken; with stakes 1 and 0 its worth is the posterior mean.
 *
 * <p><b>Hidden class.</b> The level. Rates of arms are integrated out: an outcome has its predictive probability. <b>State.</b>
 * The item's cue and the successes and failures of each arm; arms can be exchanged and stand in the order of their posterior
 * means, then of their samples, most first.
 *
 * <p><b>Observation</b> (in this order): samples so far / {@code maxSamples}; for each arm its posterior mean, its posterior
 * standard deviation times 2, its samples / {@code maxSamples}, and its gap, (its mean - the best of the other arms and the
 * alternative) / its standard deviation, cut at -3 and 3, / 3; expected rate of the alternative; best arm's mean minus that; the cue,
 * one-hot over levels; the constant 1.
 *
 * <p><b>Actions.</b> answer and one for each arm, sample0 (the best so far) and on. Of arms with equal counts only the first is
 * offered. <b>Episode end.</b> ANSWERED, or BUDGET_EXHAUSTED with a forced answer after {@code maxSamples} samples.
 *
 * <p><b>Source.</b> Hay, Russell, Tolpin and Shimony 2012. Differs from the paper: the alternative can be known by a cue only.
 *
 * <p><b>Version history.</b> v1: first version.
 */
final class ArmsProcess implements DecisionProcess<ArmsProcess.State> {
    private static final Action ANSWER = new Action("answer", ActionKind.ANSWER);
    private static final double TIE = 1e-12;

    private final BanditParameters parameters;
    private final ArmsParameters game;
    private final int levels;
    private final LevelCue cue;
    private final List<Action> samples;
    private final Comparator<Arm> order;

    ArmsProcess(BanditParameters parameters) {
        this.parameters = parameters;
        this.game = parameters.arms();
        this.levels = game.alternatives().size();
        this.cue = new LevelCue(levels, parameters.cueReliability());
        this.samples = IntStream.range(0, game.arms())
                .mapToObj(arm -> new Action("sample" + arm, ActionKind.THINK))
                .toList();
        this.order = Comparator.comparingDouble(this::mean)
                .thenComparingInt(Arm::total)
                .reversed();
    }

    record Arm(int successes, int failures) {
        int total() {
            return successes + failures;
        }
    }

    /**
     * @param cue the level that the cue shows
     * @param arms best first
     */
    record State(int cue, List<Arm> arms) {
        int total() {
            return arms.stream().mapToInt(Arm::total).sum();
        }
    }

    private double mean(Arm arm) {
        return (game.priorSuccesses() + arm.successes()) / (game.priorSuccesses() + game.priorFailures() + arm.total());
    }

    private double deviation(Arm arm) {
        double mean = mean(arm);
        return Math.sqrt(mean * (1 - mean) / (game.priorSuccesses() + game.priorFailures() + arm.total() + 1));
    }

    /** Expected rate of the alternative once the cue is seen. */
    private double alternative(int shown) {
        double[] weights =
                IntStream.range(0, levels).mapToDouble(parameters::weight).toArray();
        double[] belief = cue.belief(shown, weights);
        return IntStream.range(0, levels)
                .mapToDouble(level -> belief[level] * game.alternatives().get(level))
                .sum();
    }

    @Override
    public List<String> levels() {
        return game.alternatives().stream().map(rate -> "alternative=" + rate).toList();
    }

    @Override
    public List<HiddenClass> hiddenClasses() {
        return parameters.classes(levels());
    }

    @Override
    public List<Action> actions() {
        List<Action> actions = new ArrayList<>(List.of(ANSWER));
        actions.addAll(samples);
        return actions;
    }

    @Override
    public String computeUnit() {
        return "samples";
    }

    @Override
    public List<Chance<State>> start(int hiddenClass) {
        List<Arm> arms = Collections.nCopies(game.arms(), new Arm(0, 0));
        return cue.of(hiddenClass).stream()
                .map(chance -> new Chance<>(chance.probability(), new State(chance.value(), arms)))
                .toList();
    }

    @Override
    public List<Choice<State>> choices(State state) {
        double mean = mean(state.arms().get(0));
        boolean takesArm = mean > alternative(state.cue()) + TIE;
        boolean exhausted = state.total() == game.maxSamples();
        List<Choice<State>> choices = new ArrayList<>();
        choices.add(Choice.answer(
                ANSWER,
                exhausted ? Ending.BUDGET_EXHAUSTED : Ending.ANSWERED,
                0,
                level -> takesArm ? mean : game.alternatives().get(level)));
        for (int arm = 0; arm < game.arms() && !exhausted; arm++) {
            int sampled = arm;
            if (state.arms().indexOf(state.arms().get(arm)) == arm) {
                choices.add(Choice.of(samples.get(arm), game.sampleCompute(), level -> sample(state, sampled)));
            }
        }
        return choices;
    }

    private List<Branch<State>> sample(State state, int index) {
        Arm arm = state.arms().get(index);
        double success = mean(arm);
        return List.of(
                Branch.to(success, with(state, index, new Arm(arm.successes() + 1, arm.failures()))),
                Branch.to(1 - success, with(state, index, new Arm(arm.successes(), arm.failures() + 1))));
    }

    private State with(State state, int index, Arm arm) {
        List<Arm> arms = new ArrayList<>(state.arms());
        arms.set(index, arm);
        arms.sort(order);
        return new State(state.cue(), List.copyOf(arms));
    }

    @Override
    public List<Feature> features() {
        List<Feature> features = new ArrayList<>();
        features.add(new Feature("time", 0, 1, "samples so far / maxSamples"));
        for (int arm = 0; arm < game.arms(); arm++) {
            features.add(new Feature("mean" + arm, 0, 1, "posterior mean of arm %d, the best being 0".formatted(arm)));
            features.add(
                    new Feature("deviation" + arm, 0, 1, "posterior standard deviation of arm %d x 2".formatted(arm)));
            features.add(new Feature("samples" + arm, 0, 1, "samples of arm %d / maxSamples".formatted(arm)));
            features.add(new Feature(
                    "gap" + arm,
                    -1,
                    1,
                    "mean of arm %d over the best rival, in standard deviations / 3".formatted(arm)));
        }
        features.add(new Feature("alternative", 0, 1, "expected rate of the alternative"));
        features.add(new Feature("lead", -1, 1, "posterior mean of the best arm minus the alternative"));
        features.addAll(cue.features());
        features.add(Feature.ONE);
        return features;
    }

    @Override
    public void observe(State state, double[] out) {
        double most = Math.max(game.maxSamples(), 1);
        int f = 0;
        out[f++] = state.total() / most;
        double alternative = alternative(state.cue());
        for (int i = 0; i < game.arms(); i++) {
            Arm arm = state.arms().get(i);
            double rival = game.arms() == 1
                    ? alternative
                    : Math.max(alternative, mean(state.arms().get(i == 0 ? 1 : 0)));
            out[f++] = mean(arm);
            out[f++] = 2 * deviation(arm);
            out[f++] = arm.total() / most;
            out[f++] = Math.max(-1, Math.min(1, (mean(arm) - rival) / deviation(arm) / 3));
        }
        out[f++] = alternative;
        out[f++] = mean(state.arms().get(0)) - alternative;
        out[cue.write(state.cue(), out, f)] = 1;
    }

    @Override
    public Optional<PlotPoint> plotPoint(State state) {
        if (game.arms() > 1) {
            return Optional.empty();
        }
        return Optional.of(new PlotPoint(
                "cue " + levels().get(state.cue()),
                state.total(),
                mean(state.arms().get(0))));
    }

    @Override
    public List<String> plotAxes() {
        return List.of("samples so far", "posterior mean of the arm");
    }
}
