package dwell.trainer.evaluate;

import dwell.policies.LearnedPolicy;
import dwell.trainer.config.Catalog;

/** Evaluates fixed policies, and learned ones given their weights. */
public final class Evaluator {
    private final EvaluationBuilder builder;
    private final Catalog catalog;

    public Evaluator(Problem problem, Catalog catalog) {
        this.builder = new EvaluationBuilder(problem, catalog);
        this.catalog = catalog;
    }

    /** The report of a fixed policy, {@code id} or {@code id:argument}. */
    public EvaluationReport fixed(String name) {
        String[] parts = name.split(":", 2);
        return builder.fixed(catalog.fixedPolicy(name), parts.length > 1 ? parts[1] : "", name);
    }

    /**
     * The report of a learned policy.
     *
     * @param untrained probabilities of the policy with its initial weights, shape [rows x actions]
     */
    public EvaluationReport learned(LearnedPolicy policy, double[] untrained, RunFacts facts) {
        return builder.learned(policy, untrained, facts);
    }
}
