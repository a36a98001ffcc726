package dwell.trainer.report;

import dwell.trainer.evaluate.PolicyReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What was run, where, and how episodes ended. */
final class FactsTable {
    private FactsTable() {}

    /**
     * The table.
     *
     * @param shares of episodes by ending
     * @param manifest values as text
     */
    static String html(PolicyReport report, Map<String, Double> shares, Map<String, String> manifest) {
        Table table = new Table("facts", "Run facts", List.of());
        table.row("", List.of("environment", report.env()));
        table.row("", List.of("policy", report.policy() + ", " + report.mode()));
        table.row(
                "",
                List.of(
                        "stakes",
                        "price %s per unit of %s; correct %s, wrong %s, abstain %s"
                                .formatted(
                                        Numbers.exact(report.stakes().price()),
                                        report.computeUnit(),
                                        Numbers.exact(report.stakes().correct()),
                                        Numbers.exact(report.stakes().wrong()),
                                        Numbers.exact(report.stakes().abstain()))));
        table.row(
                "",
                List.of(
                        "training",
                        "%s updates, %s decisions, %s s, %s decisions per second"
                                .formatted(
                                        Numbers.count(report.updates()),
                                        Numbers.count(report.decisions()),
                                        Numbers.amount(report.seconds()),
                                        Numbers.count(report.decisionsPerSecond()))));
        List<String> endings = new ArrayList<>();
        shares.forEach((ending, probability) -> {
            if (probability != null && probability > 0) {
                endings.add(ending.toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + " "
                        + Numbers.percent(probability));
            }
        });
        table.row("", List.of("endings", String.join(", ", endings)));
        table.row("", List.of("seed", Long.toString(report.seed())));
        manifest.forEach((key, value) -> {
            if (!key.equals("seed")) {
                table.row("", List.of(key, value));
            }
        });
        return table.html();
    }
}
