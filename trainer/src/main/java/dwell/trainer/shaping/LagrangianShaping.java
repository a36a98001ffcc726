package dwell.trainer.shaping;

import dwell.envs.Help;
import dwell.envs.Require;
import dwell.envs.Stakes;
import java.util.List;

/**
 * {@code lagrangian}: {@code r = value - lambda * L}; after every update
 * {@code lambda <- max(0, lambda + step * (mean L - budget))}: dual ascent on "as many right answers as possible with mean compute at
 * most the budget" (Altman 1999, Constrained Markov Decision Processes). Where the constrained optimum is a mixture of two
 * policies, lambda swings around the price between them. State: lambda.
 */
public final class LagrangianShaping implements Shaping<LagrangianShaping.Parameters> {
    /** Parameters of the shaping. */
    public record Parameters(
            @Help("mean compute allowed, at least 0; -1 for a quarter of the largest compute of an episode")
            double budget,

            @Help(
                    "change of lambda per update and unit over the budget, greater than 0; -1 for 0.1 over the square of the largest compute")
            double step,

            @Help("lambda of the first update, at least 0") double initial) {
        public Parameters {
            Require.that(
                    budget == -1 || budget >= 0 && !Double.isInfinite(budget),
                    "budget must be at least 0, or -1 for a quarter of the largest compute, was %s",
                    budget);
            Require.that(
                    step == -1 || step > 0 && !Double.isInfinite(step),
                    "step must be greater than 0, or -1 for the default, was %s",
                    step);
            Require.atLeast("initial", initial, 0);
        }
    }

    @Override
    public String id() {
        return "lagrangian";
    }

    @Override
    public String summary() {
        return "value of the verdict minus compute at a price that rises while more than a budget is spent";
    }

    @Override
    public Parameters defaults() {
        return new Parameters(-1, -1, 0);
    }

    @Override
    public List<String> terms() {
        return List.of("verdict", "compute");
    }

    @Override
    public boolean groupRelative(Parameters parameters) {
        return true;
    }

    @Override
    public RewardRule start(Parameters parameters, ShapingContext context) {
        double budget = context.computeOr("budget", parameters.budget(), 0.25);
        double step = parameters.step() != -1
                ? parameters.step()
                : context.rateOr("step", -1, 0.1) / context.computeOr("step", -1, 1);
        return new Rule(context.stakes(), budget, step, parameters.initial());
    }

    private static final class Rule implements RewardRule {
        private final Stakes stakes;
        private final double budget;
        private final double step;
        private double lambda;
        private double spent;
        private long episodes;

        Rule(Stakes stakes, double budget, double step, double lambda) {
            this.stakes = stakes;
            this.budget = budget;
            this.step = step;
            this.lambda = lambda;
        }

        @Override
        public void reward(OutcomeGroup group, double[][] terms) {
            for (int i = 0; i < group.size(); i++) {
                terms[0][i] = stakes.value(group.verdict(i));
                terms[1][i] = -lambda * group.compute(i);
                spent += group.compute(i);
            }
            episodes += group.size();
        }

        @Override
        public void endUpdate() {
            if (episodes > 0) {
                lambda = Math.max(0, lambda + step * (spent / episodes - budget));
            }
            forget();
        }

        private void forget() {
            spent = 0;
            episodes = 0;
        }

        @Override
        public double[] state() {
            return new double[] {lambda};
        }

        @Override
        public void restore(double[] state) {
            RewardRule.requireLength(state, 1);
            lambda = state[0];
            forget();
        }
    }
}
