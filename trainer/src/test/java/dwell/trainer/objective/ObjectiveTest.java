package dwell.trainer.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.process.CompiledProcess;
import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import dwell.policies.LearnedPolicy;
import dwell.policies.Precision;
import dwell.trainer.TaskFixture;
import dwell.trainer.Workers;
import dwell.trainer.config.TrainerConfig;
import dwell.trainer.rollout.Rollouts;
import dwell.trainer.rollout.SharedCollector;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The loss against its definition, decision by decision ({@link DirectLoss}), its gradient against finite differences, and the
 * gradient of a minibatch against the sum of those of its parts.
 */
class ObjectiveTest {
    private static final int PROMPTS = 12;
    private static final int GROUP = 5;
    private static final long STEP_KEY = 77;

    /** Settings, and {@code masks: true} for episodes and decisions that are left out, {@code own: true} for advantages by decision. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "loss.aggregation=episode-mean loss.clip=0.05 loss.clipHigh=0.3",
                "loss.aggregation=constant loss.constantLength=3 loss.clip=0.1 kl.beta=0.4",
                "loss.aggregation=group-mean loss.clip=0.1 masks=true",
                "kl.beta=0.4 kl.estimator=k1 masks=true",
                "kl.beta=0.4 kl.estimator=k2 loss.aggregation=episode-mean",
                "kl.beta=0.4 kl.estimator=k3 entropy.bonus=0.3",
                "kl.beta=0.4 kl.estimator=k3-importance loss.aggregation=group-mean",
                "loss.clip=1 loss.clipHigh=9 entropy.bonus=0.3",
                "loss.clip=0 entropy.bonus=0.7 entropy.kinds=[{kind:think,factor:2.5},{kind:abstain,factor:0}]",
                "loss.surrogate=dual loss.clipBound=1.4 masks=true",
                "loss.surrogate=cispo loss.clipBound=1.3 loss.aggregation=group-mean own=true",
                "loss.surrogate=sapo loss.sapoPositive=1.5 loss.sapoNegative=2 own=true masks=true",
                "loss.surrogate=none loss.aggregation=constant",
                "loss.ratio=episode-geometric loss.clip=0.1 loss.aggregation=episode-mean",
                "loss.ratio=episode-geometric loss.clip=0.3 masks=true kl.beta=0.2",
                "loss.ratio=episode-exact loss.clip=0.4 loss.aggregation=constant",
                "loss.ratio=episode-exact loss.surrogate=none masks=true loss.aggregation=group-mean",
                "loss.ratio=episode-geometric loss.surrogate=gmpo loss.clip=0.33 loss.clipHigh=0.49 masks=true",
                "loss.ratio=episode-geometric loss.surrogate=sapo",
                "loss.ratio=episode-geometric loss.driftMask=0.05 loss.clip=0.5",
                "loss.driftMask=0.05 masks=true loss.clip=0.5",
                "loss.controlWeight=0.3",
                "loss.controlWeight=0.001 loss.aggregation=episode-mean masks=true own=true",
                "loss.controlWeight=2 loss.aggregation=group-mean kl.beta=0.1",
                "loss.select=high-entropy loss.selectShare=0.3",
                "loss.select=high-entropy loss.selectShare=0.6 loss.aggregation=episode-mean masks=true kl.beta=0.3",
                "loss.select=high-entropy loss.selectShare=0.5 loss.ratio=episode-geometric",
                "loss.select=clip-cov loss.selectShare=0.2 loss.covLow=0.01 loss.covHigh=9 masks=true",
                "loss.select=kl-cov loss.selectShare=0.2 loss.klCovWeight=0.7 own=true",
            })
    void lossAndGradientAreThoseOfTheDecisions(String settings) {
        Map<String, Object> keys = keys(settings);
        boolean masked = keys.remove("masks") != null;
        boolean own = keys.remove("own") != null;
        TrainerConfig config = TaskFixture.settings(keys);
        long seed = 1 + Math.floorMod(settings.hashCode(), 20);
        CompiledProcess process = TaskFixture.process(seed);
        int actions = process.actionCount();
        try (LearnedPolicy policy = TaskFixture.mlp(process, Precision.DOUBLE, seed, 6);
                Workers workers = new Workers(1)) {
            Rollouts rollouts = new SharedCollector(process, policy, workers, seed, PROMPTS, GROUP).collect(0);
            Advantages advantages = advantages(rollouts, seed, masked, own);
            Importance importance = masked ? importance(seed) : null;
            double[] factors = process.actions().stream()
                    .mapToDouble(action -> config.entropy().factor(action.kind()))
                    .toArray();
            Objective objective = new Objective(config.loss(), config.kl(), false, factors);
            LossWeights weights = new LossWeights(config.loss());
            int[] order = IntStream.range(0, PROMPTS).toArray();
            weights.minibatch(rollouts, advantages, importance, order, 0, PROMPTS);
            weights.gather(0, PROMPTS);
            int entries = process.rowCount() * actions;
            double[] logits = near(rollouts, entries, seed);
            double[] reference = draw(seed, 3, entries);
            double[] gradient = new double[entries];
            double loss = apply(objective, config, weights, rollouts, logits, reference, gradient)
                    .loss();

            DirectLoss direct = new DirectLoss(config, rollouts, advantages, importance, factors, STEP_KEY);
            assertThat(loss).isCloseTo(direct.of(logits, reference), within(1e-12));

            double[] ignored = new double[entries];
            for (int i = 0; i < entries; i++) {
                double h = 1e-6;
                double numeric = (moved(objective, config, weights, rollouts, logits, reference, ignored, i, h)
                                - moved(objective, config, weights, rollouts, logits, reference, ignored, i, -h))
                        / (2 * h);
                assertThat(gradient[i]).as("entry %d", i).isCloseTo(numeric, within(1e-8));
            }
            if (config.loss().select().toString().endsWith("cov")) {
                return;
            }
            for (int parts : new int[] {2, 3, 12}) {
                double[] sum = new double[entries];
                double lossOfParts = 0;
                for (int part = 0; part < parts; part++) {
                    weights.gather(PROMPTS / parts * part, PROMPTS / parts * (part + 1));
                    double[] one = new double[entries];
                    lossOfParts += apply(objective, config, weights, rollouts, logits, reference, one)
                            .loss();
                    Arrays.setAll(sum, i -> sum[i] + one[i]);
                }
                assertThat(lossOfParts).isCloseTo(loss, within(1e-12));
                for (int i = 0; i < entries; i++) {
                    assertThat(sum[i]).isCloseTo(gradient[i], within(1e-12));
                }
            }
        }
    }

    private static Map<String, Object> keys(String settings) {
        Map<String, Object> keys = new LinkedHashMap<>();
        for (String one : settings.split(" ")) {
            if (!one.isEmpty()) {
                String value = one.substring(one.indexOf('=') + 1);
                keys.put(
                        one.substring(0, one.indexOf('=')),
                        value.replace(":", ": ").replace(",", ", "));
            }
        }
        return keys;
    }

    /** A third of the episodes is not trained on; the first prompt's are all left out. */
    private static Advantages advantages(Rollouts rollouts, long seed, boolean masked, boolean own) {
        Advantages advantages = new Advantages(rollouts.episodes());
        double[] drawn = draw(seed, 1, rollouts.episodes());
        System.arraycopy(drawn, 0, advantages.episodes(), 0, drawn.length);
        for (int e = 0; masked && e < rollouts.episodes(); e++) {
            advantages.trained()[e] = e >= GROUP && (e % 3 != 0);
        }
        if (own) {
            advantages.useDecisions(rollouts);
            for (int p = 0; p < rollouts.prompts(); p++) {
                double[] values = draw(seed, 1000 + p, advantages.decisions(p).length);
                System.arraycopy(values, 0, advantages.decisions(p), 0, values.length);
            }
        }
        return advantages;
    }

    /** Some cells are dropped, the others weigh between 0.5 and 1.5. */
    private static Importance importance(long seed) {
        long key = RandomKey.child(RandomKey.of(seed, Purpose.CHECK), 200);
        return (episode, cell) ->
                RandomKey.uniform(key, 2L * cell) < 0.2 ? 0 : 0.5 + RandomKey.uniform(key, 2L * cell + 1);
    }

    private static Objective.Step apply(
            Objective objective,
            TrainerConfig config,
            LossWeights weights,
            Rollouts rollouts,
            double[] logits,
            double[] reference,
            double[] gradient) {
        int actions = rollouts.actions();
        double[] of = compact(weights, logits, actions);
        double[] dLogits = new double[of.length];
        Objective.Step step = objective.apply(
                weights,
                rollouts.rows(),
                actions,
                of,
                compact(weights, reference, actions),
                dLogits,
                config.kl().beta(),
                config.entropy().bonus(),
                STEP_KEY);
        Arrays.fill(gradient, 0);
        for (int i = 0; i < weights.rowCount(); i++) {
            System.arraycopy(dLogits, i * actions, gradient, weights.rows()[i] * actions, actions);
        }
        return step;
    }

    private static double moved(
            Objective objective,
            TrainerConfig config,
            LossWeights weights,
            Rollouts rollouts,
            double[] logits,
            double[] reference,
            double[] ignored,
            int entry,
            double by) {
        double[] moved = logits.clone();
        moved[entry] += by;
        weights.gather(0, PROMPTS);
        return apply(objective, config, weights, rollouts, moved, reference, ignored)
                .loss();
    }

    private static double[] compact(LossWeights weights, double[] values, int actions) {
        double[] out = new double[weights.rowCount() * actions];
        for (int i = 0; i < weights.rowCount(); i++) {
            System.arraycopy(values, weights.rows()[i] * actions, out, i * actions, actions);
        }
        return out;
    }

    /** Logits not far from the behaviour policy's, so that every bound has ratios on both sides. */
    private static double[] near(Rollouts rollouts, int entries, long seed) {
        double[] old = rollouts.rows().behaviourLogProbability();
        double[] noise = draw(seed, 2, entries);
        double[] out = new double[entries];
        for (int i = 0; i < entries; i++) {
            out[i] = Double.isInfinite(old[i]) ? 0 : old[i] + 0.5 * noise[i];
        }
        return out;
    }

    static double[] draw(long seed, int purpose, int count) {
        long key = RandomKey.child(RandomKey.of(seed, Purpose.CHECK), 100 + purpose);
        return IntStream.range(0, count)
                .mapToDouble(i -> RandomKey.gaussian(key, i))
                .toArray();
    }
}
