package dwell.trainer.cli;

import dwell.trainer.evaluate.EvaluationReport;
import dwell.trainer.evaluate.PolicyReport;
import dwell.trainer.evaluate.SampledReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ObjectNode;

/** An evaluation for people, as a table by level and a verdict, and for programs, as JSON. */
final class EvaluationText {
    /** Long lists for drawing: they stand in evaluation.json. */
    private static final List<String> NOT_PRINTED =
            List.of("pareto", "computeDistribution", "map", "responses", "optimalResponses");

    private EvaluationText() {}

    static String json(PolicyReport report) {
        return JsonLine.of(object(report));
    }

    /** With the paths that a run leaves behind. */
    static String json(PolicyReport report, Path folder, Path page) {
        return JsonLine.of(object(report).put("folder", folder.toString()).put("report", page.toString()));
    }

    private static ObjectNode object(PolicyReport report) {
        return JsonLine.object(report).remove(NOT_PRINTED);
    }

    static String of(PolicyReport report) {
        return report instanceof SampledReport sampled ? SampledText.of(sampled) : exact((EvaluationReport) report);
    }

    private static String exact(EvaluationReport report) {
        StringBuilder text = new StringBuilder();
        String own = report.untrainedUtility() == null ? "this policy" : "learned";
        text.append(Table.format("%s on %s, %s / optimal:%n%n", report.policy(), report.env(), own));
        text.append(table(report)).append("\n\n").append(verdict(report)).append("\n");
        report.tallies()
                .forEach(tally -> text.append(Table.format(
                        "%s: %s per item, the optimum %s%n",
                        tally.name(), Table.amount(tally.count()), Table.amount(tally.optimalCount()))));
        if (report.heldOut() != null) {
            text.append(elsewhere("held-out items", report.heldOut(), report));
        }
        if (report.test() != null) {
            String task = "test task (%s)".formatted(String.join(", ", report.testChanges()));
            text.append(elsewhere(task, report.test(), report));
        }
        if (report.bestObserverUtility() != null) {
            text.append(Table.format(
                    "the best policy found for what the observation shows is worth %.4f%n",
                    report.bestObserverUtility()));
        }
        return text.toString();
    }

    private static String elsewhere(String where, EvaluationReport.HeldOut result, EvaluationReport report) {
        return Table.format(
                "%s: utility %.4f of %.4f, regret %.4f (overthinking %.4f, underthinking %.4f, wrong answer %.4f),"
                        + " accuracy %.1f%%, %s %s%n",
                where,
                result.utility(),
                result.optimalUtility(),
                result.regret(),
                result.overthinkingLoss(),
                result.underthinkingLoss(),
                result.wrongAnswerLoss(),
                100 * result.accuracy(),
                Table.amount(result.compute()),
                report.computeUnit());
    }

    private static String table(EvaluationReport report) {
        boolean modes = choosesModes(report);
        List<EvaluationReport.Fixed> compared = cheapestAndDearest(report);
        List<String> headers = new ArrayList<>(List.of("level", "weight"));
        if (modes) {
            report.actions().forEach(action -> headers.add(action.name()));
        } else {
            headers.add("thinks");
        }
        headers.addAll(List.of("accuracy", report.computeUnit(), "utility", "regret"));
        compared.forEach(fixed -> headers.add(fixed.policy()));
        Table table = new Table(headers);
        for (int i = 0; i < report.levels().size(); i++) {
            table.row(row(report.levels().get(i), modes, levelUtility(compared, i)));
        }
        table.footer(row(
                overall(report),
                modes,
                compared.stream().map(EvaluationReport.Fixed::utility).toList()));
        return table.text();
    }

    private static List<Double> levelUtility(List<EvaluationReport.Fixed> compared, int level) {
        return compared.stream().map(fixed -> fixed.levelUtility().get(level)).toList();
    }

    /** Learned against optimal, where there are two of a thing. */
    private static List<String> row(EvaluationReport.Level level, boolean modes, List<Double> compared) {
        List<String> cells = new ArrayList<>(List.of(level.level(), Table.percent(level.weight())));
        if (modes) {
            IntStream.range(0, level.actionShares().size())
                    .mapToObj(a -> Table.format(
                            "%.0f%% / %.0f%%",
                            100 * level.actionShares().get(a),
                            100 * level.optimalActionShares().get(a)))
                    .forEach(cells::add);
        } else {
            cells.add(Table.amount(level.thinks()) + " / " + Table.amount(level.optimalThinks()));
        }
        cells.add(Table.percent(level.accuracy()) + " / " + Table.percent(level.optimalAccuracy()));
        cells.add(Table.amount(level.compute()) + " / " + Table.amount(level.optimalCompute()));
        cells.add(Table.utility(level.utility()) + " / " + Table.utility(level.optimalUtility()));
        cells.add(Table.utility(level.regret()));
        compared.forEach(utility -> cells.add(Table.utility(utility)));
        return cells;
    }

    private static EvaluationReport.Level overall(EvaluationReport report) {
        return new EvaluationReport.Level(
                "overall",
                1,
                report.accuracy(),
                report.optimalAccuracy(),
                report.abstention(),
                report.thinks(),
                report.optimalThinks(),
                report.compute(),
                report.optimalCompute(),
                report.utility(),
                report.optimalUtility(),
                report.regret(),
                report.overthinkingLoss(),
                report.underthinkingLoss(),
                report.wrongAnswerLoss(),
                report.actionShares(),
                report.optimalActionShares());
    }

    /** Whether an item takes one decision, so that the shares of the actions say what is done with items. */
    private static boolean choosesModes(EvaluationReport report) {
        return report.actions().size() > 2 && isOne(report.actionShares()) && isOne(report.optimalActionShares());
    }

    private static boolean isOne(List<Double> shares) {
        return Math.abs(shares.stream().mapToDouble(Double::doubleValue).sum() - 1) < 1e-9;
    }

    private static List<EvaluationReport.Fixed> cheapestAndDearest(EvaluationReport report) {
        List<EvaluationReport.Fixed> always = report.fixed().stream()
                .filter(fixed -> fixed.policy().startsWith("always"))
                .filter(fixed -> fixed.compute() > 0 || fixed.accuracy() > 0)
                .sorted(Comparator.comparingDouble(EvaluationReport.Fixed::compute))
                .toList();
        return always.size() < 2 ? always : List.of(always.get(0), always.get(always.size() - 1));
    }

    private static String verdict(EvaluationReport report) {
        StringBuilder line = new StringBuilder(Table.format(
                "%s is worth %.4f of an optimal %.4f: regret %.4f (overthinking %.4f, underthinking %.4f, wrong answer %.4f)",
                report.policy(),
                report.utility(),
                report.optimalUtility(),
                report.regret(),
                report.overthinkingLoss(),
                report.underthinkingLoss(),
                report.wrongAnswerLoss()));
        report.fixed().stream()
                .max(Comparator.comparingDouble(EvaluationReport.Fixed::utility))
                .ifPresent(best ->
                        line.append(Table.format("; best fixed policy: %s %.4f", best.policy(), best.utility())));
        return line.toString();
    }
}
