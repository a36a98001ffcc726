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
import dwell.trainer.config.KlConfig.Estimator;
import dwell.trainer.config.LossConfig.Aggregation;
import dwell.trainer.rollout.Rollouts;
import dwell.trainer.rollout.SharedCollector;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The loss against its definition, decision by decision, and its gradient against finite differences. */
class ObjectiveTest {
    private static final int PROMPTS = 12;
    private static final int GROUP = 5;

    @ParameterizedTest
    @CsvSource({
        "1,DECISION_MEAN,0.2,0.2,0,EXACT,0",
        "2,EPISODE_MEAN,0.05,0.3,0,EXACT,0",
        "3,CONSTANT,0.1,0.1,0.4,EXACT,0",
        "4,DECISION_MEAN,0.1,0.2,0.4,K3,0",
        "5,EPISODE_MEAN,0.01,0.01,0.2,K3,0.3",
        "6,DECISION_MEAN,1,9,0.2,EXACT,0.3",
        "7,CONSTANT,0,0,0,EXACT,0.7",
        "8,GROUP_MEAN,0.1,0.1,0,EXACT,0",
    })
    void lossAndGradientAreThoseOfTheDecisions(
            long seed,
            Aggregation aggregation,
            double low,
            double high,
            double kl,
            Estimator estimator,
            double entropy) {
        CompiledProcess process = TaskFixture.process(seed);
        int actions = process.actionCount();
        try (LearnedPolicy policy = TaskFixture.mlp(process, Precision.DOUBLE, seed, 6);
                Workers workers = new Workers(1)) {
            Rollouts rollouts = new SharedCollector(process, policy, workers, seed, PROMPTS, GROUP).collect(0);
            double[] advantages = draw(seed, 1, rollouts.episodes());
            LossWeights weights = new LossWeights(aggregation, 3);
            weights.gather(rollouts, advantages, IntStream.range(0, PROMPTS).toArray(), 0, PROMPTS);
            int entries = weights.rowCount() * actions;
            double[] logits = draw(seed, 2, entries);
            double[] reference = draw(seed, 3, entries);
            Objective objective = new Objective(low, high, kl, estimator, entropy);
            double[] gradient = new double[entries];
            Objective.Step step = objective.apply(weights, rollouts.rows(), actions, logits, reference, gradient);

            double[] all = spread(weights, logits, process.rowCount(), actions);
            double[] allReference = spread(weights, reference, process.rowCount(), actions);
            double direct =
                    direct(rollouts, advantages, all, allReference, aggregation, low, high, kl, estimator, entropy);
            assertThat(step.loss()).isCloseTo(direct, within(1e-12));

            double[] ignored = new double[entries];
            for (int i = 0; i < entries; i++) {
                double h = 1e-6;
                double[] up = logits.clone();
                up[i] += h;
                double[] down = logits.clone();
                down[i] -= h;
                double numeric = (objective
                                        .apply(weights, rollouts.rows(), actions, up, reference, ignored)
                                        .loss()
                                - objective
                                        .apply(weights, rollouts.rows(), actions, down, reference, ignored)
                                        .loss())
                        / (2 * h);
                assertThat(gradient[i]).as("entry %d", i).isCloseTo(numeric, within(1e-8));
            }
        }
    }

    private static double[] draw(long seed, int purpose, int count) {
        long key = RandomKey.child(RandomKey.of(seed, Purpose.CHECK), 100 + purpose);
        return IntStream.range(0, count)
                .mapToDouble(i -> RandomKey.gaussian(key, i))
                .toArray();
    }

    private static double[] spread(LossWeights weights, double[] values, int rows, int actions) {
        double[] out = new double[rows * actions];
        for (int i = 0; i < weights.rowCount(); i++) {
            System.arraycopy(values, i * actions, out, weights.rows()[i] * actions, actions);
        }
        return out;
    }

    /** The loss as the papers write it: a sum over decisions. */
    private static double direct(
            Rollouts rollouts,
            double[] advantages,
            double[] logits,
            double[] reference,
            Aggregation aggregation,
            double low,
            double high,
            double kl,
            Estimator estimator,
            double entropyBonus) {
        int actions = rollouts.actions();
        boolean[] legal = rollouts.rows().legal();
        double[] old = rollouts.rows().behaviourLogProbability();
        double loss = 0;
        for (int e = 0; e < rollouts.episodes(); e++) {
            int n = rollouts.length(e);
            double w = switch (aggregation) {
                case DECISION_MEAN -> 1.0 / rollouts.decisionCount();
                case EPISODE_MEAN -> 1.0 / rollouts.episodes() / n;
                case GROUP_MEAN -> 1.0 / PROMPTS / decisions(rollouts, e / GROUP);
                case CONSTANT -> 1.0 / rollouts.episodes() / 3;
            };
            for (int d = 0; d < n; d++) {
                int decision = rollouts.decisions(e / GROUP)[rollouts.begin(e) + d];
                int row = decision / actions;
                double[] p = softmax(logits, legal, row, actions);
                double[] q = softmax(reference, legal, row, actions);
                int action = decision % actions;
                double ratio = p[action] / Math.exp(old[decision]);
                double clipped = Math.min(Math.max(ratio, 1 - low), 1 + high);
                loss -= w * Math.min(ratio * advantages[e], clipped * advantages[e]);
                double divergence = 0;
                double entropy = 0;
                for (int a = 0; a < actions; a++) {
                    if (p[a] > 0) {
                        divergence += p[a] * Math.log(p[a] / q[a]);
                        entropy -= p[a] * Math.log(p[a]);
                    }
                }
                double u = q[action] / p[action];
                loss += w * kl * (estimator == Estimator.EXACT ? divergence : u - Math.log(u) - 1);
                loss -= w * entropyBonus * entropy;
            }
        }
        return loss;
    }

    private static int decisions(Rollouts rollouts, int prompt) {
        return IntStream.range(prompt * GROUP, (prompt + 1) * GROUP)
                .map(rollouts::length)
                .sum();
    }

    private static double[] softmax(double[] logits, boolean[] legal, int row, int actions) {
        double[] p = new double[actions];
        double sum = 0;
        for (int a = 0; a < actions; a++) {
            p[a] = legal[row * actions + a] ? Math.exp(logits[row * actions + a]) : 0;
            sum += p[a];
        }
        for (int a = 0; a < actions; a++) {
            p[a] /= sum;
        }
        return p;
    }
}
