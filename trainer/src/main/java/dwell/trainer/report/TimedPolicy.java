package dwell.trainer.report;

import dwell.trainer.evaluate.EnvironmentCard;
import dwell.trainer.evaluate.EvaluationReport;
import dwell.trainer.evaluate.Responses;
import java.util.List;

/**
 * A policy whose response times are drawn.
 *
 * @param name in the key
 * @param owner in a title, before what it does
 * @param kind class of its marks
 */
record TimedPolicy(String name, String owner, String kind, String colour, Responses responses) {
    /** The learned policy and the optimum; empty where the report says nothing of response times. */
    static List<TimedPolicy> of(EvaluationReport report) {
        return report.responses() == null || report.optimalResponses() == null
                ? List.of()
                : List.of(
                        new TimedPolicy("learned", "The learned policy's", "learned", Ink.LEARNED, report.responses()),
                        optimum(report.optimalResponses()));
    }

    /** The optimum alone. */
    static List<TimedPolicy> of(EnvironmentCard card) {
        return List.of(optimum(card.exact().responses()));
    }

    private static TimedPolicy optimum(Responses responses) {
        return new TimedPolicy("optimum", "The optimum's", "optimal", Ink.OPTIMAL, responses);
    }
}
