package dwell.trainer.evaluate;

import dwell.envs.Help;
import dwell.envs.Stakes;
import dwell.envs.VectorEnvironment;
import dwell.envs.exact.Evaluation;
import dwell.envs.exact.KnownLevel;
import dwell.envs.exact.Performance;
import dwell.envs.exact.Tallies;
import dwell.envs.exact.ThinkingAtStart;
import dwell.envs.families.EnvironmentFamily;
import dwell.envs.families.Family;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.ProcessCompiler;
import dwell.envs.wrappers.Wrapper;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.Component;
import dwell.trainer.config.ConfigTree;
import dwell.trainer.config.MixtureMember;
import dwell.trainer.config.RunConfig;
import dwell.trainer.evaluate.EnvironmentCard.Exact;
import dwell.trainer.evaluate.EnvironmentCard.LevelCard;
import dwell.trainer.evaluate.EnvironmentCard.Parameter;
import dwell.trainer.evaluate.EnvironmentCard.Part;
import dwell.trainer.evaluate.EnvironmentCard.Size;
import dwell.trainer.evaluate.EvaluationReport.Fixed;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** Makes the card of an environment. */
public final class CardBuilder {
    private final Catalog catalog;

    public CardBuilder(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * The card of the environment of a config: compiled and solved, or, where it is stepped, without anything exact.
     *
     * @throws IllegalArgumentException with one sentence, if the config's task cannot be declared or compiled
     */
    public EnvironmentCard of(RunConfig config) {
        return catalog.task(config.env().id()) instanceof EnvironmentFamily<?> family
                ? stepped(family, config)
                : declared(catalog.family(config.env().id()), config);
    }

    private EnvironmentCard stepped(EnvironmentFamily<?> family, RunConfig config) {
        Stepped stepped = Stepped.of(catalog, config);
        VectorEnvironment environment = stepped.training().apply(1);
        return new EnvironmentCard(
                family.id(),
                family.summary(),
                family.description(),
                parameters(config.env(), family.defaults()),
                List.of(),
                List.of(),
                config.stakes(),
                family.computeUnit(),
                environment.actions(),
                stepped.features(),
                environment.featureCount(),
                environment.levels(),
                null);
    }

    private EnvironmentCard declared(Family<?> family, RunConfig config) {
        Declared declared = Declared.of(catalog, config);
        DecisionProcess<?> process = declared.train();
        return new EnvironmentCard(
                family.id(),
                family.summary(),
                family.description(),
                parameters(config.env(), family.defaults()),
                mixture(config),
                wrappers(config),
                config.stakes(),
                process.computeUnit(),
                process.actions(),
                process.features(),
                process.features().size(),
                process.levels(),
                exact(declared, config));
    }

    private List<Part> mixture(RunConfig config) {
        List<Part> parts = new ArrayList<>();
        List<MemberCompute> counts = MemberCompute.of(catalog, config);
        for (MixtureMember member : config.mixture()) {
            Family<?> family = catalog.family(member.env().id());
            parts.add(new Part(
                    family.id(),
                    family.summary(),
                    member.weight(),
                    counts.get(parts.size()),
                    parameters(member.env(), family.defaults())));
        }
        return parts;
    }

    private List<Part> wrappers(RunConfig config) {
        List<Part> parts = new ArrayList<>();
        for (Component component : config.wrappers()) {
            Wrapper<?> wrapper = catalog.wrapper(component.id());
            parts.add(new Part(wrapper.id(), wrapper.summary(), 1, null, parameters(component, wrapper.defaults())));
        }
        return parts;
    }

    /** The keys of a component with their values, defaults and help. */
    static List<Parameter> parameters(Component component, Record defaults) {
        Map<String, Object> values = ConfigTree.of(component);
        Map<String, Object> byDefault = ConfigTree.of(defaults);
        List<Parameter> out = new ArrayList<>();
        for (RecordComponent one : defaults.getClass().getRecordComponents()) {
            Help help = one.getAnnotation(Help.class);
            out.add(new Parameter(
                    one.getName(),
                    values.get(one.getName()),
                    byDefault.get(one.getName()),
                    help == null ? "" : help.value()));
        }
        return out;
    }

    private Exact exact(Declared declared, RunConfig config) {
        long begin = System.nanoTime();
        CompiledProcess process = ProcessCompiler.compile(declared.train());
        long compiled = System.nanoTime();
        ExactEvaluator evaluator = new ExactEvaluator(process, config.stakes());
        long solved = System.nanoTime();
        CompiledProcess heldOut =
                declared.heldOut().map(ProcessCompiler::compile).orElse(null);
        Stakes stakes = config.stakes();
        KnownLevel known = KnownLevel.of(process, stakes);
        List<LevelCard> levels = levels(evaluator, known, stakes);
        Tallies tallies = Tallies.of(process, evaluator.optimum().policy());
        return new Exact(
                endings(evaluator),
                overall(evaluator, known, levels, stakes),
                levels,
                shape(config, levels, LevelCard::compute),
                shape(config, levels, LevelCard::computeKnown),
                known.utility() - evaluator.optimum().utility(),
                evaluator.bestObserverUtility(),
                evaluator.yardsticks(catalog).stream()
                        .sorted(Comparator.comparingDouble(Fixed::utility).reversed())
                        .toList(),
                BudgetZones.of(evaluator.optimum(), catalog.fixedPolicy("think")),
                evaluator.pareto(config.evaluation().paretoVertices()),
                Responses.of(process, evaluator.optimum().policy()),
                Tallied.of(tallies, tallies),
                evaluator.map(evaluator.optimum().policy()),
                new Size(
                        process.stateCount(),
                        decisions(process),
                        process.rowCount(),
                        process.classCount(),
                        startStates(process),
                        items(process),
                        heldOut == null ? 0 : items(heldOut),
                        (compiled - begin) / 1e6,
                        (solved - compiled) / 1e6));
    }

    private static BudgetShape shape(RunConfig config, List<LevelCard> levels, ToDoubleFunction<LevelCard> budget) {
        return !config.mixture().isEmpty()
                ? null
                : BudgetShape.of(levels.stream().map(budget::applyAsDouble).toList());
    }

    private static List<LevelCard> levels(ExactEvaluator evaluator, KnownLevel known, Stakes stakes) {
        CompiledProcess process = evaluator.process();
        ThinkingAtStart thinking = ThinkingAtStart.of(evaluator.optimum());
        List<LevelCard> out = new ArrayList<>();
        for (int level = 0; level < process.levelCount(); level++) {
            Performance told = Evaluation.of(process, stakes, KnownLevel.policy(process, stakes, level))
                    .levels()
                    .get(level);
            out.add(card(
                    process.levels().get(level),
                    process.levelWeight(level),
                    known.difficulty(level, stakes),
                    evaluator.optimal().levels().get(level),
                    told.utility(),
                    told.accuracy(),
                    told.thinks(),
                    told.compute(),
                    thinking.levels().get(level)));
        }
        return out;
    }

    private static LevelCard overall(
            ExactEvaluator evaluator, KnownLevel known, List<LevelCard> levels, Stakes stakes) {
        return card(
                "all",
                1,
                (stakes.correct() - known.utility()) / (stakes.correct() - stakes.wrong()),
                evaluator.optimal().overall(),
                known.utility(),
                mean(levels, LevelCard::accuracyKnown),
                mean(levels, LevelCard::thinksKnown),
                mean(levels, LevelCard::computeKnown),
                ThinkingAtStart.of(evaluator.optimum()).overall());
    }

    private static double mean(List<LevelCard> levels, ToDoubleFunction<LevelCard> of) {
        return levels.stream()
                .mapToDouble(level -> level.weight() * of.applyAsDouble(level))
                .sum();
    }

    private static LevelCard card(
            String level,
            double weight,
            double difficulty,
            Performance optimal,
            double utilityKnown,
            double accuracyKnown,
            double thinksKnown,
            double computeKnown,
            double valueOfThinking) {
        return new LevelCard(
                level,
                weight,
                orNull(difficulty),
                optimal.utility(),
                optimal.accuracy(),
                optimal.abstention(),
                optimal.thinks(),
                optimal.compute(),
                utilityKnown,
                accuracyKnown,
                thinksKnown,
                computeKnown,
                orNull(valueOfThinking));
    }

    private static Double orNull(double value) {
        return Double.isFinite(value) ? value : null;
    }

    /** Endings that a branch of a reachable state leads to. */
    private static Map<String, Double> endings(ExactEvaluator evaluator) {
        CompiledProcess process = evaluator.process();
        Set<Integer> possible = new HashSet<>();
        for (int b = 0; b < process.branchBegin(process.choiceCount()); b++) {
            if (process.branchTarget(b) < 0 && process.meanProbability(b) > 0) {
                possible.add(
                        CompiledProcess.endingOf(-1 - process.branchTarget(b)).ordinal());
            }
        }
        Map<String, Double> out = new LinkedHashMap<>();
        int ordinal = 0;
        for (Map.Entry<String, Double> ending :
                ExactEvaluator.endings(evaluator.optimal().overall()).entrySet()) {
            if (possible.contains(ordinal++)) {
                out.put(ending.getKey(), ending.getValue());
            }
        }
        return out;
    }

    private static int decisions(CompiledProcess process) {
        int decisions = 0;
        for (int s = 0; s < process.stateCount(); s++) {
            decisions += process.isDecision(s) ? 1 : 0;
        }
        return decisions;
    }

    private static int startStates(CompiledProcess process) {
        Set<Integer> starts = new HashSet<>();
        for (int c = 0; c < process.classCount(); c++) {
            for (int start : process.startStates(c)) {
                starts.add(start);
            }
        }
        return starts.size();
    }

    private static int items(CompiledProcess process) {
        int items = 0;
        for (int c = 0; c < process.classCount(); c++) {
            Set<Integer> starts = new HashSet<>();
            for (int i = 0; i < process.startStates(c).length; i++) {
                if (process.startProbabilities(c)[i] > 0) {
                    starts.add(process.startStates(c)[i]);
                }
            }
            items += starts.size();
        }
        return items;
    }
}
