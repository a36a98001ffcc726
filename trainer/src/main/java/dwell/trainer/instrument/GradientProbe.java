package dwell.trainer.instrument;

import dwell.envs.process.CompiledProcess;
import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import dwell.policies.HostTransfer;
import dwell.policies.LearnedPolicy;
import dwell.policies.PolicyFamily;
import dwell.policies.PolicyShape;
import dwell.trainer.Trainer;
import dwell.trainer.Workers;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.Component;
import dwell.trainer.config.RunConfig;
import dwell.trainer.config.TrainerConfig;
import dwell.trainer.rollout.Collector;
import dwell.trainer.rollout.ProcessRows;
import dwell.trainer.shaping.Shaping;

/** A trainer of a config at a point, that is asked for directions and never takes a step. Confined to one thread. */
final class GradientProbe implements AutoCloseable {
    private final CompiledProcess process;
    private final Workers workers;
    private final LearnedPolicy policy;
    private final LearnedPolicy reference;
    private final Trainer trainer;

    /** Makes the collector of a probe. */
    interface Collecting {
        Collector of(CompiledProcess process, TrainerConfig config, LearnedPolicy policy, Workers workers, long seed);
    }

    /**
     * A probe.
     *
     * @param process of the config
     * @param shaping that is paid, with the parameters of the config's
     * @throws IllegalArgumentException with one sentence, if the config's parts do not fit each other
     */
    GradientProbe(
            RunConfig config,
            Catalog catalog,
            CompiledProcess process,
            GradientPoint point,
            Shaping<?> shaping,
            Collecting collecting) {
        this.process = process;
        this.workers = new Workers(config.trainer().threads());
        this.policy = create(config, catalog, process);
        workers.lendTo(policy);
        HostTransfer.writeAll(point.weights().apply(HostTransfer.readAll(policy.parameters())), policy.parameters());
        this.reference = config.trainer().kl().beta() > 0 ? create(config, catalog, process) : null;
        if (reference != null) {
            double[] initial = HostTransfer.readAll(reference.parameters());
            HostTransfer.writeAll(point.reference().apply(initial), reference.parameters());
        }
        long seed = config.run().seed();
        this.trainer = Trainer.of(
                config.trainer(),
                seed,
                process.actions(),
                collecting.of(process, config.trainer(), policy, workers, seed),
                config.stakes(),
                shaping,
                policy,
                reference,
                workers);
    }

    /** A probe of a config as training would have it. */
    static GradientProbe of(RunConfig config, Catalog catalog, CompiledProcess process, GradientPoint point) {
        Shaping<?> shaping = catalog.shaping(config.trainer().shaping().id());
        return new GradientProbe(config, catalog, process, point, shaping, Collector::of);
    }

    /** The policy of a config with its initial weights; closed by the caller. */
    @SuppressWarnings("unchecked")
    static LearnedPolicy create(RunConfig config, Catalog catalog, CompiledProcess process) {
        Component component = config.policy();
        PolicyFamily<Record> family = (PolicyFamily<Record>) catalog.policy(component.id());
        return family.create(
                component.parameters(),
                new PolicyShape(process.featureCount(), process.actionCount(), process.rowCount()),
                config.trainer().precision(),
                RandomKey.of(config.run().seed(), Purpose.WEIGHTS));
    }

    /** See {@link Trainer#direction}. */
    double[] direction(int draw) {
        return trainer.direction(draw);
    }

    /** Number of weights. */
    int size() {
        return Math.toIntExact(policy.parameters().length());
    }

    /** Action probabilities in all rows, shape [rows x actions]. */
    double[] probabilities() {
        return ProcessRows.probabilities(process, policy, ProcessRows.all(process));
    }

    /** The same of the reference policy; null where there is none. */
    double[] referenceProbabilities() {
        return reference == null ? null : ProcessRows.probabilities(process, reference, ProcessRows.all(process));
    }

    /** Carries a gradient in the logits of all rows, shape [rows x actions], over to the weights. */
    double[] inWeights(double[] inLogits) {
        policy.logits(ProcessRows.all(process), new double[inLogits.length]);
        policy.backward(inLogits);
        return HostTransfer.readAll(policy.gradient());
    }

    @Override
    public void close() {
        trainer.close();
        workers.close();
        policy.close();
        if (reference != null) {
            reference.close();
        }
    }
}
