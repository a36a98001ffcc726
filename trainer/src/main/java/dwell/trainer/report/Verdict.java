package dwell.trainer.report;

import dwell.trainer.evaluate.EvaluationReport;
import dwell.trainer.evaluate.EvaluationReport.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The result of a run in one or two sentences. */
final class Verdict {
    private static final double NOTHING = 1e-9;
    private static final int LEVELS_NAMED = 2;

    private Verdict() {}

    /** For example "Regret 0.0031 (0.4 % of the optimum), 61 % of it from overthinking: thinks too little on q=0.65 …". */
    static String sentence(EvaluationReport report) {
        if (report.regret() < NOTHING) {
            return "No regret: the policy decides as well as is possible, utility %s."
                    .formatted(Numbers.utility(report.utility()));
        }
        StringBuilder text = new StringBuilder("Regret " + Numbers.loss(report.regret()));
        if (report.optimalUtility() > NOTHING) {
            text.append(" (%s of the optimum)".formatted(Numbers.percent(report.regret() / report.optimalUtility())));
        }
        text.append(cause(report)).append(levels(report)).append('.');
        return text.toString();
    }

    private static String cause(EvaluationReport report) {
        double over = report.overthinkingLoss();
        double under = report.underthinkingLoss();
        double wrong = report.wrongAnswerLoss();
        double most = Math.max(over, Math.max(under, wrong));
        if (!(most > 0)) {
            return "";
        }
        String kind = most == over ? "overthinking" : most == under ? "underthinking" : "wrong answers";
        double share = Math.min(1, most / report.regret());
        return ", %s from %s"
                .formatted(
                        share > 0.995 ? "all of it" : String.format(Locale.ROOT, "%.0f\u00a0%% of it", 100 * share),
                        kind);
    }

    private static String levels(EvaluationReport report) {
        Spending spending = Spending.of(report);
        List<String> parts = new ArrayList<>();
        if (!spending.tooLittle().isEmpty()) {
            parts.add("too little on " + named(spending.tooLittle(), report.computeUnit()));
        }
        if (!spending.tooMuch().isEmpty()) {
            parts.add("too much on " + named(spending.tooMuch(), report.computeUnit()));
        }
        return parts.isEmpty()
                ? "; every level gets about the compute that the optimum gives it"
                : ": thinks " + String.join(", ", parts);
    }

    private static String named(List<Level> levels, String unit) {
        List<String> names = new ArrayList<>();
        for (Level level : levels.subList(0, Math.min(LEVELS_NAMED, levels.size()))) {
            names.add("%s (%s against %s %s)"
                    .formatted(
                            level.level(),
                            Numbers.amount(level.compute()),
                            Numbers.amount(level.optimalCompute()),
                            unit));
        }
        int left = levels.size() - names.size();
        if (left > 0) {
            names.add(left == 1 ? "one more level" : left + " more levels");
        }
        return names.size() == 1
                ? names.get(0)
                : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.get(names.size() - 1);
    }
}
