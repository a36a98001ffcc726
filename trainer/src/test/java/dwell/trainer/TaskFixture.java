package dwell.trainer;

import dwell.envs.Stakes;
import dwell.envs.families.Introspection;
import dwell.envs.families.evidence.EvidenceFamily;
import dwell.envs.families.evidence.EvidenceParameters;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessCompiler;
import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import dwell.policies.LearnedPolicy;
import dwell.policies.PolicyShape;
import dwell.policies.Precision;
import dwell.policies.network.Activation;
import dwell.policies.network.MlpFamily;
import dwell.policies.network.MlpParameters;
import dwell.trainer.config.AdvantageConfig;
import dwell.trainer.config.AdvantageConfig.Baseline;
import dwell.trainer.config.AdvantageConfig.Scale;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.ConfigLoader;
import dwell.trainer.config.ConfigSources;
import dwell.trainer.config.CurriculumStage;
import dwell.trainer.config.KlConfig.Estimator;
import dwell.trainer.config.LossConfig.Aggregation;
import dwell.trainer.config.LossConfig.Ratio;
import dwell.trainer.config.LossConfig.Select;
import dwell.trainer.config.LossConfig.Surrogate;
import dwell.trainer.config.TrainerConfig;
import dwell.trainer.config.TrainerConfig.CurriculumPath;
import dwell.trainer.config.TrainerConfig.Optimizer;
import dwell.trainer.config.TrainerConfig.Schedule;
import dwell.trainer.shaping.UtilityShaping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Small tasks, policies and configs for tests, drawn by key. */
public final class TaskFixture {
    private TaskFixture() {}

    /** A small evidence task with everything drawn: levels, cue, alternatives, abstention, introspection. */
    public static CompiledProcess process(long seed) {
        long key = RandomKey.child(RandomKey.of(seed, Purpose.CHECK), 1);
        int levels = 1 + RandomKey.below(key, 0, 3);
        List<Double> reliabilities = new ArrayList<>();
        for (int level = 0; level < levels; level++) {
            reliabilities.add(0.4 + 0.6 * RandomKey.uniform(key, 10 + level));
        }
        int alternatives = 2 + RandomKey.below(key, 1, 2);
        return ProcessCompiler.compile(new EvidenceFamily()
                .declare(new EvidenceParameters(
                        reliabilities,
                        List.of(),
                        alternatives,
                        RandomKey.uniform(key, 2),
                        RandomKey.below(key, 3, 3),
                        1 + RandomKey.below(key, 4, alternatives == 2 ? 7 : 4),
                        1,
                        RandomKey.uniform(key, 5),
                        RandomKey.below(key, 6, 2) == 1,
                        Introspection.values()[RandomKey.below(key, 7, 3)],
                        RandomKey.uniform(key, 8))));
    }

    public static Stakes stakes(long seed) {
        long key = RandomKey.child(RandomKey.of(seed, Purpose.CHECK), 2);
        return new Stakes(
                0.1 * RandomKey.uniform(key, 0), 1, -RandomKey.uniform(key, 1), 0.3 * RandomKey.uniform(key, 2));
    }

    public static LearnedPolicy mlp(CompiledProcess process, Precision precision, long seed, Integer... hidden) {
        return new MlpFamily()
                .create(
                        new MlpParameters(List.of(hidden), Activation.TANH),
                        new PolicyShape(process.featureCount(), process.actionCount(), process.rowCount()),
                        precision,
                        RandomKey.of(seed, Purpose.WEIGHTS));
    }

    private static final List<Baseline> BASELINES = List.of(Baseline.MEAN, Baseline.LEAVE_ONE_OUT, Baseline.NONE);
    private static final List<Estimator> IN_REWARD = List.of(Estimator.EXACT, Estimator.K1, Estimator.K2, Estimator.K3);
    private static final List<Scale> SCALES = List.of(Scale.NONE, Scale.GROUP_STD, Scale.BATCH_STD);

    /** A config with every setting that changes the loss drawn. */
    static TrainerConfig config(long seed, boolean stateSharing, int threads) {
        return config(seed, stateSharing, threads, List.of(), CurriculumPath.STEP);
    }

    /** A curriculum for a process, all of it drawn: its path, and stages at updates 0, 1 and 3. */
    static TrainerConfig withCurriculum(CompiledProcess process, long seed, boolean stateSharing, int threads) {
        long key = RandomKey.child(RandomKey.of(seed, Purpose.CHECK), 4);
        List<CurriculumStage> stages = new ArrayList<>();
        for (int update : new int[] {0, 1, 3}) {
            List<Double> mix = new ArrayList<>();
            for (int level = 0; level < process.levelCount(); level++) {
                mix.add(RandomKey.uniform(key, 10 * update + level));
            }
            mix.set(RandomKey.below(key, 40 + update, mix.size()), mix.size() == 1 ? 1.0 : 0.0);
            stages.add(new CurriculumStage(update, mix));
        }
        return config(seed, stateSharing, threads, stages, pick(CurriculumPath.values(), key, 50));
    }

    private static TrainerConfig config(
            long seed, boolean stateSharing, int threads, List<CurriculumStage> curriculum, CurriculumPath path) {
        long key = RandomKey.child(RandomKey.of(seed, Purpose.CHECK), 3);
        int minibatches = 1 << RandomKey.below(key, 0, 3);
        Map<String, Object> drawn = new LinkedHashMap<>();
        drawn.put("trainer.updates", 4);
        drawn.put("trainer.prompts", 4 * minibatches);
        drawn.put("trainer.groupSize", 2 + RandomKey.below(key, 1, 6));
        drawn.put("trainer.curriculumPath", path);
        drawn.put("advantage.baseline", pick(BASELINES, key, 2));
        drawn.put("advantage.scale", pick(SCALES, key, 3));
        drawn.put("loss.aggregation", pick(Aggregation.values(), key, 4));
        drawn.put("loss.constantLength", 3);
        drawn.put("loss.clip", 0.02 + 0.2 * RandomKey.uniform(key, 5));
        drawn.put("loss.clipHigh", RandomKey.below(key, 6, 2) == 0 ? -1 : 0.01 + 0.3 * RandomKey.uniform(key, 7));
        drawn.put("trainer.passes", 1 + RandomKey.below(key, 8, 3));
        drawn.put("trainer.minibatches", minibatches);
        drawn.put("kl.beta", RandomKey.below(key, 9, 2) * 0.3);
        boolean inReward = RandomKey.below(key, 15, 3) == 0;
        drawn.put("kl.place", inReward ? "reward" : "loss");
        drawn.put("kl.estimator", pick(inReward ? IN_REWARD : List.of(Estimator.values()), key, 10));
        drawn.put("kl.target", RandomKey.below(key, 9, 2) * RandomKey.below(key, 16, 2) * 0.01);
        drawn.put("kl.syncEvery", RandomKey.below(key, 17, 3));
        drawn.put("kl.syncMix", 0.6);
        drawn.put("entropy.bonus", RandomKey.below(key, 11, 2) * 0.1);
        drawn.put("entropy.target", RandomKey.below(key, 18, 2) * 0.3);
        drawn.put("loss.ratio", pick(Ratio.values(), key, 19));
        boolean byDecision = drawn.get("loss.ratio") == Ratio.DECISION;
        Surrogate surrogate = pick(Surrogate.values(), key, 20);
        boolean possible = surrogate != Surrogate.GMPO || drawn.get("loss.ratio") == Ratio.EPISODE_GEOMETRIC;
        drawn.put("loss.surrogate", possible ? surrogate : Surrogate.CLIP);
        drawn.put("loss.clipBound", 1.6);
        drawn.put("loss.select", byDecision ? pick(Select.values(), key, 21) : Select.ALL);
        drawn.put("loss.selectShare", 0.3);
        drawn.put("loss.covLow", 0.001);
        drawn.put("loss.controlWeight", byDecision && RandomKey.below(key, 22, 3) == 0 ? 0.2 : -1);
        drawn.put("loss.driftMask", RandomKey.below(key, 23, 2) * 0.02);
        boolean cov = drawn.get("loss.select") == Select.CLIP_COV || drawn.get("loss.select") == Select.KL_COV;
        drawn.put("trainer.microBatches", cov ? 1 : 1 << RandomKey.below(key, 24, 3));
        drawn.put("trainer.optimizer", pick(Optimizer.values(), key, 12));
        drawn.put("trainer.learningRate", 0.03);
        drawn.put("trainer.schedule", pick(Schedule.values(), key, 13));
        drawn.put("trainer.adamBeta2", 0.99);
        drawn.put("trainer.adamEpsilon", 1e-6);
        drawn.put("trainer.gradientClip", RandomKey.below(key, 14, 2) * 0.05);
        drawn.put("trainer.stateSharing", stateSharing);
        drawn.put("trainer.precision", Precision.DOUBLE);
        drawn.put("trainer.threads", threads);
        drawn.put(
                "trainer.curriculum",
                curriculum.stream()
                        .map(stage -> "{update: %d, mix: %s}".formatted(stage.update(), stage.mix()))
                        .toList());
        return settings(drawn);
    }

    /** The defaults with some keys assigned anew. */
    public static TrainerConfig settings(Map<String, ?> keys) {
        String[] assignments = keys.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .toArray(String[]::new);
        return new ConfigLoader(Catalog.installed())
                .load(ConfigSources.none().with(assignments))
                .trainer();
    }

    private static <T> T pick(List<T> values, long key, int counter) {
        return values.get(RandomKey.below(key, counter, values.size()));
    }

    private static <T> T pick(T[] values, long key, int counter) {
        return values[RandomKey.below(key, counter, values.length)];
    }

    /** How advantages are computed: the defaults with some of the keys below {@code trainer.advantage} assigned anew. */
    public static AdvantageConfig advantage(String... assignments) {
        String[] keys =
                Arrays.stream(assignments).map(a -> "trainer.advantage." + a).toArray(String[]::new);
        return new ConfigLoader(Catalog.installed())
                .load(ConfigSources.none().with(keys))
                .trainer()
                .advantage();
    }

    /** A trainer put together from its parts. */
    static Trainer trainer(
            TrainerConfig config,
            long seed,
            CompiledProcess process,
            Stakes stakes,
            LearnedPolicy policy,
            LearnedPolicy reference,
            Workers workers) {
        return Trainer.of(config, seed, process, stakes, new UtilityShaping(), policy, reference, workers);
    }
}
