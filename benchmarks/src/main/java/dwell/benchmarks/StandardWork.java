package dwell.benchmarks;

import dwell.envs.Stakes;
import dwell.envs.exact.Optimum;
import dwell.envs.families.evidence.EvidenceFamily;
import dwell.envs.families.evidence.EvidenceParameters;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.ProcessCompiler;
import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import dwell.policies.LearnedPolicy;
import dwell.policies.PolicyShape;
import dwell.policies.network.MlpFamily;
import dwell.policies.network.MlpParameters;
import dwell.trainer.Trainer;
import dwell.trainer.Workers;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.ConfigLoader;
import dwell.trainer.config.ConfigSources;
import dwell.trainer.config.RunConfig;
import dwell.trainer.config.TrainerConfig;
import dwell.trainer.shaping.UtilityShaping;

/**
 * The standard work, from its preset: what every benchmark measures.
 *
 * @param process compiled
 */
record StandardWork(RunConfig config, CompiledProcess process) {
    /** In units of utility. Small beside the price of a think, 0.01, so that only close calls are left to chance. */
    private static final double TEMPERATURE = 0.002;

    /** The preset, compiled. */
    static StandardWork load() {
        RunConfig config = configured();
        return new StandardWork(config, ProcessCompiler.compile(declare(config)));
    }

    /** The preset with some keys assigned anew, such as {@code trainer.threads=1}. */
    static RunConfig configured(String... assignments) {
        ConfigSources sources = ConfigSources.ofPresets("standard-work").with(assignments);
        return new ConfigLoader(Catalog.installed()).load(sources);
    }

    static DecisionProcess<?> declare(RunConfig config) {
        return new EvidenceFamily().declare((EvidenceParameters) config.env().parameters());
    }

    Stakes stakes() {
        return config.stakes();
    }

    /** An MLP with its initial weights; ND4J has to be started. The caller closes it. */
    LearnedPolicy untrained() {
        PolicyShape shape = new PolicyShape(process.featureCount(), process.actionCount(), process.rowCount());
        MlpParameters parameters = (MlpParameters) config.policy().parameters();
        long key = RandomKey.of(config.run().seed(), Purpose.WEIGHTS);
        return new MlpFamily().create(parameters, shape, config.trainer().precision(), key);
    }

    /** A trainer of plain utility. The caller closes it. */
    Trainer trainer(TrainerConfig settings, LearnedPolicy policy, Workers workers) {
        return Trainer.of(
                settings, config.run().seed(), process, stakes(), new UtilityShaping(), policy, null, workers);
    }

    /**
     * A policy like one that has been trained: it prefers what is best, and is undecided where little is at stake. Action
     * {@code a} has probability in proportion to {@code exp(Q*(s, a) / 0.002)}; the exact regret of that is 0.0004.
     *
     * @return shape [rows x actions]
     */
    double[] nearOptimal() {
        Optimum optimum = Optimum.of(process, stakes());
        int actions = process.actionCount();
        double[] probabilities = new double[process.rowCount() * actions];
        for (int s = 0; s < process.stateCount(); s++) {
            if (!process.isDecision(s)) {
                continue;
            }
            int from = process.readingRow(process.readingBegin(s)) * actions;
            double sum = 0;
            for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                double p = StrictMath.exp((optimum.q(k) - optimum.value(s)) / TEMPERATURE);
                probabilities[from + process.actionOf(k)] = p;
                sum += p;
            }
            for (int a = 0; a < actions; a++) {
                probabilities[from + a] /= sum;
            }
        }
        return probabilities;
    }
}
