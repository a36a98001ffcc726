package dwell.trainer.report;

import dwell.envs.Stakes;
import dwell.envs.exact.ParetoFront.Vertex;
import dwell.trainer.evaluate.EnvironmentCard;
import dwell.trainer.evaluate.EvaluationReport;
import dwell.trainer.evaluate.EvaluationReport.Fixed;
import java.util.List;

/**
 * What the plot of value against compute is drawn from.
 *
 * @param pareto vertices of the exact front
 * @param fixed policies to compare with
 * @param own the policy that the plot is about; null where it is about the task
 */
record Tradeoff(
        Stakes stakes,
        String computeUnit,
        double optimalUtility,
        double optimalCompute,
        List<Vertex> pareto,
        List<Fixed> fixed,
        Own own) {
    /** A learned policy. */
    record Own(double utility, double compute, double regret) {
        double value(Stakes stakes) {
            return utility + stakes.price() * compute;
        }
    }

    static Tradeoff of(EvaluationReport report) {
        return new Tradeoff(
                report.stakes(),
                report.computeUnit(),
                report.optimalUtility(),
                report.optimalCompute(),
                report.pareto(),
                report.fixed(),
                new Own(report.utility(), report.compute(), report.regret()));
    }

    static Tradeoff of(EnvironmentCard card) {
        EnvironmentCard.Exact exact = card.exact();
        return new Tradeoff(
                card.stakes(),
                card.computeUnit(),
                exact.overall().utility(),
                exact.overall().compute(),
                exact.pareto(),
                exact.fixed(),
                null);
    }

    /** Value of the optimum's verdicts, compute not paid for. */
    double optimalValue() {
        return optimalUtility + stakes.price() * optimalCompute;
    }

    /** Value of a fixed policy's verdicts. */
    double value(Fixed policy) {
        return policy.utility() + stakes.price() * policy.compute();
    }
}
