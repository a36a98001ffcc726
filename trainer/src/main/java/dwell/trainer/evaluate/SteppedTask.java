package dwell.trainer.evaluate;

import dwell.envs.Action;
import dwell.envs.ActionKind;
import dwell.envs.VectorEnvironment;
import dwell.envs.check.VectorEpisode;
import dwell.envs.families.EnvironmentFamily.Side;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.Feature;
import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import dwell.policies.LearnedPolicy;
import dwell.policies.PolicyShape;
import dwell.policies.SteppedRule;
import dwell.trainer.Workers;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.ConfigLoader;
import dwell.trainer.config.EvaluationConfig.Mode;
import dwell.trainer.config.RunConfig;
import dwell.trainer.evaluate.SampledReport.Fixed;
import dwell.trainer.evaluate.SampledReport.Played;
import dwell.trainer.evaluate.SampledReport.Sample;
import dwell.trainer.metrics.Metric;
import dwell.trainer.metrics.MetricValues;
import dwell.trainer.rollout.Collector;
import dwell.trainer.rollout.SteppedCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A stepped environment: there is no table and no optimum, and evaluation samples. */
public final class SteppedTask implements Task {
    private static final int FORMAT = 1;
    private static final int PROBES = 32;
    private static final int[] BUDGETS = {1, 2, 4, 8, 16, 32, 64};

    private final RunConfig config;
    private final Catalog catalog;
    private final Workers workers;
    private final Stepped stepped;
    private final VectorEnvironment one;
    private final SteppedEvaluator training;
    private final SteppedEvaluator heldOut;
    private final SteppedEvaluator test;

    SteppedTask(RunConfig config, Catalog catalog, Workers workers) {
        if (config.trainer().stateSharing()) {
            throw new IllegalArgumentException(
                    "trainer.stateSharing must be false with env %s, which is stepped and has no table of observations to share, was true"
                            .formatted(config.env().id()));
        }
        if (!config.trainer().curriculum().isEmpty()) {
            throw new IllegalArgumentException(
                    "trainer.curriculum must be empty with env %s, which is stepped and has no table of levels to draw items from, was a list of %d"
                            .formatted(
                                    config.env().id(),
                                    config.trainer().curriculum().size()));
        }
        this.config = config;
        this.catalog = catalog;
        this.workers = workers;
        this.stepped = Stepped.of(catalog, config);
        this.one = stepped.training().apply(1);
        int episodes = config.evaluation().episodes();
        this.training = new SteppedEvaluator(stepped.training(), Side.TRAINING, config.stakes(), workers, episodes);
        this.heldOut = new SteppedEvaluator(stepped.heldOut(), Side.HELD_OUT, config.stakes(), workers, episodes);
        this.test = new ConfigLoader(catalog).testTask(config).map(this::test).orElse(null);
    }

    private SteppedEvaluator test(RunConfig changed) {
        Stepped other = Stepped.of(catalog, changed);
        VectorEnvironment environment = other.training().apply(1);
        TestInterface.requireSame("action", one.actions(), environment.actions());
        TestInterface.requireSame("feature", names(stepped), names(other));
        if (environment.featureCount() != one.featureCount()) {
            throw TestInterface.refused(
                    "features", "there are %d instead of %d".formatted(environment.featureCount(), one.featureCount()));
        }
        return new SteppedEvaluator(
                other.training(),
                Side.TRAINING,
                changed.stakes(),
                workers,
                config.evaluation().episodes());
    }

    private static List<String> names(Stepped stepped) {
        return stepped.features().stream().map(Feature::name).toList();
    }

    /** An environment of one slot that draws training items; made anew, owned by the caller. */
    public VectorEnvironment environment() {
        return stepped.training().apply(1);
    }

    @Override
    public List<Action> actions() {
        return one.actions();
    }

    @Override
    public Optional<CompiledProcess> process() {
        return Optional.empty();
    }

    @Override
    public PolicyShape shape() {
        return new PolicyShape(one.featureCount(), one.actions().size(), -1);
    }

    /**
     * Hash of the family's id, of its parameters, and of what a uniform policy sees on the first {@value #PROBES} items of fixed
     * keys: of its levels' names, observations, legal actions and outcomes. It cannot tell tasks apart that differ on other items
     * only.
     */
    @Override
    public String fingerprint() {
        long hash = PROBES;
        String words =
                config.env().id() + '\n' + config.env().parameters() + '\n' + one.levels() + '\n' + one.actions();
        for (int i = 0; i < words.length(); i++) {
            hash = RandomKey.child(hash, words.charAt(i));
        }
        VectorEpisode player = new VectorEpisode(one);
        long key = RandomKey.child(RandomKey.of(0, Purpose.CHECK), 0);
        for (int n = 0; n < PROBES; n++) {
            hash = RandomKey.child(
                    hash, player.play(0, VectorEpisode.itemKey(key, n), VectorEpisode.episodeKey(key, n)));
        }
        return Long.toHexString(hash);
    }

    @Override
    public Collector collector(LearnedPolicy policy) {
        return new SteppedCollector(
                stepped.training(),
                config.trainer().sampling(),
                policy,
                workers,
                config.run().seed(),
                config.trainer().prompts(),
                config.trainer().groupSize());
    }

    /** Nothing to check: without a table of observations there is none that a policy has no weights for. */
    @Override
    public void requireActs(LearnedPolicy policy) {}

    /** On the first items of the evaluation, at most as many as an update has episodes. */
    @Override
    public Standing standing(LearnedPolicy policy) {
        int count = Math.min(config.evaluation().episodes(), config.trainer().episodes());
        return new Sampled(training.learned(policy, mode(), count).overall());
    }

    private Mode mode() {
        return config.evaluation().mode();
    }

    private record Sampled(Sample sample) implements Standing {
        @Override
        public void describe(MetricValues metrics) {
            metrics.set(Metric.SAMPLED_EPISODES, sample.episodes())
                    .set(Metric.SAMPLED_UTILITY, sample.utility().mean())
                    .set(Metric.SAMPLED_UTILITY_ERROR, sample.utility().error())
                    .set(Metric.SAMPLED_ACCURACY, sample.accuracy().mean())
                    .set(Metric.SAMPLED_THINKS, sample.thinks().mean())
                    .set(Metric.SAMPLED_COMPUTE, sample.compute().mean());
            if (sample.gap() != null) {
                metrics.set(Metric.SAMPLED_GAP, sample.gap().mean())
                        .set(Metric.SAMPLED_GAP_ERROR, sample.gap().error());
            }
        }

        /** The items are the same at every update, so that their bound makes no difference. */
        @Override
        public double loss() {
            return -sample.utility().mean();
        }

        @Override
        public String text() {
            return String.format(
                    Locale.ROOT,
                    "utility %.4f +- %.4f%s",
                    sample.utility().mean(),
                    sample.utility().error(),
                    sample.gap() == null
                            ? ""
                            : String.format(
                                    Locale.ROOT,
                                    ", at most %.4f below the best",
                                    sample.gap().mean()));
        }
    }

    @Override
    public SampledReport report(LearnedPolicy policy, LearnedPolicy untrained, RunFacts facts) {
        int count = config.evaluation().episodes();
        EvaluatedEpisodes own = training.learned(policy, mode(), count);
        Sample greedy = mode() == Mode.GREEDY
                ? own.overall()
                : training.learned(policy, Mode.GREEDY, count).overall();
        return report(
                facts,
                own,
                greedy,
                training.learned(untrained, mode(), count).overall(),
                heldOut.learned(policy, mode(), count).played(),
                test == null ? null : test.learned(policy, mode(), count).played());
    }

    @Override
    public PolicyScore score(LearnedPolicy policy) {
        int count = config.evaluation().episodes();
        EvaluatedEpisodes own = training.learned(policy, mode(), count);
        Sample greedy = mode() == Mode.GREEDY
                ? own.overall()
                : training.learned(policy, Mode.GREEDY, count).overall();
        return PolicyScore.of(stepped.computeUnit(), own.overall(), greedy, own.levels(), yardsticks(own));
    }

    @Override
    public EpisodeReport explain(LearnedPolicy policy, WhichEpisode which) {
        throw new IllegalArgumentException(
                Explainer.STEPPED.formatted(config.env().id()));
    }

    @Override
    public SampledReport fixed(String name) {
        SteppedRule rule = rule(name);
        int count = config.evaluation().episodes();
        EvaluatedEpisodes own = training.fixed(rule, count);
        return report(
                new RunFacts(name, name, 0, 0, 0, 0),
                own,
                own.overall(),
                null,
                heldOut.fixed(rule, count).played(),
                test == null ? null : test.fixed(rule, count).played());
    }

    /**
     * A fixed policy as a rule of this environment.
     *
     * @param name for example {@code think:5}
     * @throws IllegalArgumentException with one sentence, if there is no such policy or it does not fit the environment
     */
    public SteppedRule rule(String name) {
        String[] parts = name.split(":", 2);
        return catalog.fixedPolicy(name).stepped(one.actions(), parts.length > 1 ? parts[1] : "");
    }

    private SampledReport report(
            RunFacts facts, EvaluatedEpisodes own, Sample greedy, Sample untrained, Played heldOut, Played test) {
        return new SampledReport(
                FORMAT,
                facts.run(),
                config.env().id(),
                facts.policy(),
                config.run().seed(),
                facts.updates(),
                facts.decisions(),
                facts.seconds(),
                facts.decisionsPerSecond(),
                mode().toString(),
                config.stakes(),
                stepped.computeUnit(),
                one.actions(),
                config.evaluation().episodes(),
                own.overall(),
                own.levels(),
                greedy,
                untrained,
                yardsticks(own),
                heldOut,
                config.evaluation().test(),
                test);
    }

    /**
     * Answering or abstaining at once, where that can be done, and fixed budgets, up to the first that is not used up on any item;
     * each action where nothing can be thought.
     */
    private List<Fixed> yardsticks(EvaluatedEpisodes own) {
        List<Fixed> out = new ArrayList<>();
        if (one.actions().stream().map(Action::kind).noneMatch(ActionKind::deliberates)) {
            one.actions().forEach(action -> yardstick("always " + action.name(), "always:" + action.name(), own, out));
            return out;
        }
        yardstick("always answer", "always-answer", own, out);
        one.actions().stream()
                .filter(action -> action.kind() == ActionKind.ABSTAIN && openAtStarts(action))
                .forEach(action -> yardstick("always " + action.name(), "always:" + action.name(), own, out));
        double before = 0;
        for (int budget : BUDGETS) {
            Fixed fixed = yardstick("think " + budget, "think:" + budget, own, out);
            if (fixed.overall().thinks().mean() <= before) {
                out.remove(fixed);
                break;
            }
            before = fixed.overall().thinks().mean();
        }
        return out;
    }

    /** Whether an action can be taken at the first decision of the items that the fingerprint looks at. */
    private boolean openAtStarts(Action action) {
        long key = RandomKey.child(RandomKey.of(0, Purpose.CHECK), 0);
        int index = one.actions().indexOf(action);
        for (int n = 0; n < PROBES; n++) {
            one.reset(0, VectorEpisode.itemKey(key, n), VectorEpisode.episodeKey(key, n));
            if (one.running(0) && !one.legal(0, index)) {
                return false;
            }
        }
        return true;
    }

    private Fixed yardstick(String label, String name, EvaluatedEpisodes own, List<Fixed> out) {
        EvaluatedEpisodes played =
                training.fixed(rule(name), config.evaluation().episodes());
        Fixed fixed = new Fixed(label, own.aheadOf(played), played.overall(), played.levels());
        out.add(fixed);
        return fixed;
    }
}
