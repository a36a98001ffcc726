package dwell.trainer.evaluate;

import dwell.envs.ActionKind;
import dwell.envs.Verdict;
import dwell.envs.exact.Explanation;
import dwell.envs.exact.Optimum;
import dwell.envs.exact.PolicyTable;
import dwell.envs.families.EnvironmentFamily;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.Episode;
import dwell.envs.process.Feature;
import dwell.envs.process.Item;
import dwell.envs.process.Simulator;
import dwell.policies.LearnedPolicy;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.RunConfig;
import dwell.trainer.evaluate.EpisodeReport.Step;
import dwell.trainer.rollout.ProcessRows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Explains single episodes of a policy on the training items of a problem. */
public final class Explainer {
    /** Why an episode of a stepped environment is not explained, with its id left out. */
    static final String STEPPED = "env %s is stepped and has no optimum to explain an episode by; that takes a process";

    private final Problem problem;
    private final Optimum optimum;
    private final CompiledProcess process;

    public Explainer(Problem problem) {
        this.problem = problem;
        this.optimum = problem.training().optimum();
        this.process = problem.process();
    }

    /**
     * An episode of a fixed policy on the task of a config.
     *
     * @param name for example {@code think:5}
     * @throws IllegalArgumentException with one sentence, if there is no such policy or episode, or the policy does not fit the
     *     task
     */
    public static EpisodeReport ofFixed(RunConfig config, Catalog catalog, String name, WhichEpisode which) {
        if (catalog.task(config.env().id()) instanceof EnvironmentFamily) {
            throw new IllegalArgumentException(STEPPED.formatted(config.env().id()));
        }
        String[] parts = name.split(":", 2);
        Explainer explainer = new Explainer(Problem.of(config, catalog));
        PolicyTable table = catalog.fixedPolicy(name).table(explainer.optimum, parts.length > 1 ? parts[1] : "");
        return explainer.explain(name, (state, row, choice) -> table.probability(choice), which);
    }

    /**
     * An episode of a learned policy, acting as the config says that it is evaluated.
     *
     * @param name id of the policy
     */
    public EpisodeReport learned(LearnedPolicy policy, String name, WhichEpisode which) {
        int actions = process.actionCount();
        double[] rows = EvaluationBuilder.acting(
                problem.config().evaluation().mode(),
                ProcessRows.probabilities(process, policy, problem.rows()),
                actions);
        return explain(name, (state, row, choice) -> rows[row * actions + process.actionOf(choice)], which);
    }

    private EpisodeReport explain(String name, Episode.Behaviour behaviour, WhichEpisode which) {
        int number = which.number(process);
        Item item = WhichEpisode.item(process, number);
        Episode episode = Episode.walk(
                process, new Simulator(process), item, WhichEpisode.episodeKey(number, which.episode()), behaviour);
        Explanation explanation = Explanation.of(optimum, episode);
        List<Step> steps = new ArrayList<>();
        int thinks = 0;
        for (Explanation.Step step : explanation.steps()) {
            steps.add(step(step, behaviour));
            int action = process.actionOf(step.at().choice());
            boolean chosen = process.isDecision(step.at().state());
            thinks += chosen && process.actions().get(action).kind().deliberates() ? 1 : 0;
        }
        return new EpisodeReport(
                problem.config().task(),
                name,
                number,
                which.episode(),
                process.levels().get(process.levelOf(item.hiddenClass())),
                process.declaration().hiddenClasses().get(item.hiddenClass()).name(),
                optimum.stakes(),
                process.declaration().computeUnit(),
                optimum.utility(),
                explanation.startValue(),
                steps,
                word(CompiledProcess.endingOf(episode.terminal())),
                word(CompiledProcess.verdictOf(episode.terminal())),
                thinks,
                explanation.compute(),
                explanation.utility(),
                explanation.cost(),
                explanation.luck());
    }

    private Step step(Explanation.Step step, Episode.Behaviour behaviour) {
        int state = step.at().state();
        int taken = process.actionOf(step.at().choice());
        boolean decision = process.isDecision(state);
        Map<String, Double> probabilities = new LinkedHashMap<>();
        Map<String, Double> values = new LinkedHashMap<>();
        if (decision) {
            for (int k = process.choiceBegin(state); k < process.choiceBegin(state + 1); k++) {
                String action = action(k);
                probabilities.put(action, behaviour.probability(state, step.at().row(), k));
                values.put(action, optimum.q(k));
            }
        }
        double valueOfThinking = decision ? optimum.valueOfThinking(state) : Double.NaN;
        boolean open = Double.isFinite(valueOfThinking);
        return new Step(
                decision,
                process.state(state).toString(),
                decision ? observed(step.at().row()) : Map.of(),
                belief(state),
                decision ? rightNow(state) : null,
                open ? (Double) valueOfThinking : null,
                open ? (Double) (optimum.stakes().price() * process.meanCompute(bestOn(state))) : null,
                probabilities,
                values,
                taken < 0 ? null : process.actions().get(taken).name(),
                decision ? action(optimum.best(state)) : null,
                step.value(),
                step.cost(),
                step.kind() == null ? null : word(step.kind()),
                step.luck(),
                step.compute());
    }

    private String action(int choice) {
        return process.actions().get(process.actionOf(choice)).name();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private Map<String, Double> observed(int row) {
        Map<String, Double> out = new LinkedHashMap<>();
        List<Feature> features = process.declaration().features();
        for (int f = 0; f < features.size(); f++) {
            out.put(features.get(f).name(), process.feature(row, f));
        }
        return out;
    }

    private Map<String, Double> belief(int state) {
        double[] levels = new double[process.levelCount()];
        for (int c = 0; c < process.classCount(); c++) {
            levels[process.levelOf(c)] += process.posterior(state, c);
        }
        Map<String, Double> out = new LinkedHashMap<>();
        for (int level = 0; level < levels.length; level++) {
            out.put(process.levels().get(level), levels[level]);
        }
        return out;
    }

    private int bestOn(int state) {
        int best = -1;
        for (int k = process.choiceBegin(state); k < process.choiceBegin(state + 1); k++) {
            if (!process.ends(k) && (best < 0 || optimum.q(k) > optimum.q(best))) {
                best = k;
            }
        }
        return best;
    }

    private Double rightNow(int state) {
        Double best = null;
        for (int k = process.choiceBegin(state); k < process.choiceBegin(state + 1); k++) {
            ActionKind kind = process.actions().get(process.actionOf(k)).kind();
            if (kind == ActionKind.ANSWER && process.ends(k)) {
                double right = right(k);
                best = best == null ? right : Math.max(best, right);
            }
        }
        return best;
    }

    private double right(int choice) {
        double right = 0;
        for (int b = process.branchBegin(choice); b < process.branchBegin(choice + 1); b++) {
            boolean correct = CompiledProcess.verdictOf(-1 - process.branchTarget(b)) == Verdict.CORRECT;
            right += correct ? process.meanProbability(b) : 0;
        }
        return right;
    }
}
