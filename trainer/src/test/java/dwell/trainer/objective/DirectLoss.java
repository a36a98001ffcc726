package dwell.trainer.objective;

import dwell.envs.random.RandomKey;
import dwell.trainer.config.KlConfig;
import dwell.trainer.config.LossConfig;
import dwell.trainer.config.TrainerConfig;
import dwell.trainer.rollout.Rollouts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The loss as the papers write it: a list of decisions, each with its ratio, its advantage and its weight, summed one by one in
 * probabilities. Shares no code with what it is compared with.
 */
final class DirectLoss {
    private final TrainerConfig config;
    private final Rollouts rollouts;
    private final List<Decision> decisions = new ArrayList<>();
    private final double[] factors;
    private final long key;

    private static final class Decision {
        int episode;
        int prompt;
        int step;
        int cell;
        double advantage;
        double coefficient;
        double weight;
    }

    DirectLoss(
            TrainerConfig config,
            Rollouts rollouts,
            Advantages advantages,
            Importance importance,
            double[] factors,
            long key) {
        this.config = config;
        this.rollouts = rollouts;
        this.factors = factors;
        this.key = key;
        for (int e = 0; e < rollouts.episodes(); e++) {
            int prompt = e / rollouts.groupSize();
            int before = IntStream.range(prompt * rollouts.groupSize(), e)
                    .map(rollouts::length)
                    .sum();
            for (int d = 0; d < rollouts.length(e) && advantages.trained()[e]; d++) {
                Decision one = new Decision();
                one.episode = e;
                one.prompt = prompt;
                one.step = d;
                one.cell = rollouts.decisions(prompt)[rollouts.begin(e) + d];
                one.coefficient = importance == null ? 1 : importance.weight(e, one.cell);
                one.advantage = advantages.byDecision()
                        ? advantages.decisions(prompt)[before + d]
                        : advantages.episodes()[e];
                decisions.add(one);
            }
        }
        if (config.loss().select() == LossConfig.Select.HIGH_ENTROPY) {
            keepHighEntropy();
        }
        decisions.removeIf(one -> one.coefficient == 0);
        weigh(advantages);
    }

    private void keepHighEntropy() {
        List<Decision> ordered = new ArrayList<>(decisions);
        ordered.sort(Comparator.comparingDouble((Decision one) -> -oldEntropy(one.cell)));
        int wanted = (int) Math.ceil(config.loss().selectShare() * decisions.size());
        double threshold = oldEntropy(ordered.get(wanted - 1).cell);
        decisions.removeIf(one -> oldEntropy(one.cell) < threshold);
    }

    private double oldEntropy(int cell) {
        int actions = rollouts.actions();
        double[] log = rollouts.rows().behaviourLogProbability();
        double entropy = 0;
        for (int a = 0; a < actions; a++) {
            double p = Math.exp(log[cell / actions * actions + a]);
            entropy -= p == 0 ? 0 : p * log[cell / actions * actions + a];
        }
        return Math.rint(entropy * 1e6);
    }

    private void weigh(Advantages advantages) {
        LossConfig loss = config.loss();
        boolean apart = loss.controlWeight() >= 0;
        double episodes = IntStream.range(0, rollouts.episodes())
                .filter(e -> advantages.trained()[e])
                .count();
        double prompts = IntStream.range(0, rollouts.episodes())
                .filter(e -> advantages.trained()[e])
                .map(e -> e / rollouts.groupSize())
                .distinct()
                .count();
        List<Decision> averaged =
                decisions.stream().filter(one -> !apart || one.step > 0).toList();
        for (Decision one : decisions) {
            if (apart && one.step == 0) {
                one.weight = loss.controlWeight() / episodes;
                continue;
            }
            long ofEpisode =
                    averaged.stream().filter(d -> d.episode == one.episode).count();
            long ofPrompt =
                    averaged.stream().filter(d -> d.prompt == one.prompt).count();
            one.weight = switch (loss.aggregation()) {
                case DECISION_MEAN -> 1.0 / averaged.size();
                case EPISODE_MEAN -> 1 / episodes / ofEpisode;
                case GROUP_MEAN -> 1 / prompts / ofPrompt;
                case CONSTANT -> 1 / episodes / loss.constantLength();
            };
        }
    }

    /** The loss at logits and reference logits of all rows. */
    double of(double[] logits, double[] reference) {
        double loss = surrogate(logits);
        KlConfig kl = config.kl();
        for (Decision one : decisions) {
            double[] p = softmax(logits, one.cell);
            double[] q = softmax(reference, one.cell);
            int action = one.cell % rollouts.actions();
            double divergence = 0;
            double entropy = 0;
            for (int a = 0; a < p.length; a++) {
                if (p[a] > 0) {
                    divergence += p[a] * Math.log(p[a] / q[a]);
                    entropy -= factors[a] * p[a] * Math.log(p[a]);
                }
            }
            double u = q[action] / p[action];
            double penalty = switch (kl.estimator()) {
                case EXACT -> divergence;
                case K1 -> Math.log(1 / u);
                case K2 -> 0.5 * Math.log(u) * Math.log(u);
                case K3 -> u - 1 - Math.log(u);
                case K3_IMPORTANCE -> ratio(one, logits) * (u - 1 - Math.log(u));
            };
            loss += one.weight * (kl.beta() * penalty - config.entropy().bonus() * entropy);
        }
        return loss;
    }

    private double surrogate(double[] logits) {
        LossConfig loss = config.loss();
        double sum = 0;
        List<Decision> left = left(logits);
        for (Decision one : left) {
            List<Decision> mates =
                    decisions.stream().filter(d -> d.episode == one.episode).toList();
            double product = mates.stream().mapToDouble(d -> ratio(d, logits)).reduce(1, (a, b) -> a * b);
            double clippedProduct = mates.stream()
                    .mapToDouble(d -> clipped(ratio(d, logits), one.advantage))
                    .reduce(1, (a, b) -> a * b);
            double bounded = switch (loss.ratio()) {
                case DECISION ->
                    guided(one)
                            ? shaped(ratio(one, logits), one.advantage)
                            : bounded(ratio(one, logits), one.advantage);
                case EPISODE_EXACT -> bounded(product, one.advantage);
                case EPISODE_GEOMETRIC ->
                    loss.surrogate() == LossConfig.Surrogate.GMPO
                            ? Math.pow(clippedProduct, 1.0 / mates.size())
                            : bounded(Math.pow(product, 1.0 / mates.size()), one.advantage);
            };
            sum -= one.weight * one.coefficient * one.advantage * bounded;
        }
        return sum + covariancePenalty(logits);
    }

    /** LUFFY's f(x) = x / (x + k), where the advantage is positive. */
    private double shaped(double ratio, double advantage) {
        double k = config.loss().guidanceShape();
        return advantage > 0 && k > 0 ? 1 - k / (ratio + k) : ratio;
    }

    /** The last members of each group are a teacher's. */
    private boolean guided(Decision one) {
        long guided = Math.round(config.sampling().guidedShare() * rollouts.groupSize());
        return one.episode % rollouts.groupSize() >= rollouts.groupSize() - guided;
    }

    private double bounded(double ratio, double advantage) {
        LossConfig loss = config.loss();
        return switch (loss.surrogate()) {
            case CLIP, GMPO -> clipped(ratio, advantage);
            case DUAL ->
                advantage < 0 ? Math.min(clipped(ratio, advantage), loss.clipBound()) : clipped(ratio, advantage);
            case CISPO ->
                ratio <= loss.clipBound()
                        ? ratio
                        : loss.clipBound() + loss.clipBound() * Math.log(ratio / loss.clipBound());
            case SAPO -> {
                double tau = advantage > 0 ? loss.sapoPositive() : loss.sapoNegative();
                yield 4 / (tau * (1 + Math.exp(tau * (1 - ratio))));
            }
            case NONE -> ratio;
        };
    }

    private double clipped(double ratio, double advantage) {
        double inside = Math.min(
                Math.max(ratio, 1 - config.loss().clip()), 1 + config.loss().clipAbove());
        return advantage > 0 ? Math.min(ratio, inside) : Math.max(ratio, inside);
    }

    /** The decisions that drift and covariance leave. */
    private List<Decision> left(double[] logits) {
        List<Decision> left = new ArrayList<>(decisions);
        if (config.loss().driftMask() > 0) {
            left.removeIf(one -> {
                double drift = decisions.stream()
                        .filter(d -> d.episode == one.episode)
                        .mapToDouble(d -> -Math.log(ratio(d, logits)))
                        .average()
                        .orElseThrow();
                return one.advantage < 0 && drift > config.loss().driftMask();
            });
        }
        if (config.loss().select() == LossConfig.Select.CLIP_COV) {
            List<Integer> candidates = IntStream.range(0, decisions.size())
                    .filter(i -> {
                        double covariance = covariance(i, logits);
                        double ratio = ratio(decisions.get(i), logits);
                        return covariance > config.loss().covLow()
                                && covariance < config.loss().covHigh()
                                && (guided(decisions.get(i)) || clipped(ratio, decisions.get(i).advantage) == ratio);
                    })
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> RandomKey.uniform(key, i)))
                    .toList();
            int wanted = Math.max(1, (int) (config.loss().selectShare() * decisions.size()));
            candidates.stream().limit(wanted).forEach(i -> left.remove(decisions.get(i)));
        }
        return left;
    }

    private double covariancePenalty(double[] logits) {
        if (config.loss().select() != LossConfig.Select.KL_COV) {
            return 0;
        }
        int wanted = Math.max(1, (int) (config.loss().selectShare() * decisions.size()));
        return IntStream.range(0, decisions.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -covariance(i, logits)))
                .limit(wanted)
                .map(decisions::get)
                .mapToDouble(one -> config.loss().klCovWeight() * one.weight * Math.abs(Math.log(ratio(one, logits))))
                .sum();
    }

    private double covariance(int i, double[] logits) {
        double meanLog = decisions.stream()
                .mapToDouble(d -> Math.log(probability(d, logits)))
                .average()
                .orElseThrow();
        double meanAdvantage =
                decisions.stream().mapToDouble(d -> d.advantage).average().orElseThrow();
        Decision one = decisions.get(i);
        return (Math.log(probability(one, logits)) - meanLog) * (one.advantage - meanAdvantage);
    }

    private double probability(Decision one, double[] logits) {
        return softmax(logits, one.cell)[one.cell % rollouts.actions()];
    }

    private double ratio(Decision one, double[] logits) {
        return probability(one, logits) / Math.exp(rollouts.rows().behaviourLogProbability()[one.cell]);
    }

    private double[] softmax(double[] logits, int cell) {
        int actions = rollouts.actions();
        int row = cell / actions;
        double[] p = new double[actions];
        double sum = 0;
        for (int a = 0; a < actions; a++) {
            p[a] = rollouts.rows().legal()[row * actions + a] ? Math.exp(logits[row * actions + a]) : 0;
            sum += p[a];
        }
        for (int a = 0; a < actions; a++) {
            p[a] /= sum;
        }
        return p;
    }
}
