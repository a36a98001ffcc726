package dwell.trainer.report;

import dwell.envs.Action;
import dwell.trainer.evaluate.EvaluationReport;
import dwell.trainer.evaluate.EvaluationReport.Fixed;
import dwell.trainer.evaluate.EvaluationReport.HeldOut;
import dwell.trainer.evaluate.EvaluationReport.Level;
import dwell.trainer.evaluate.Tallied;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The tables of the report. */
final class Tables {
    private Tables() {}

    /** The figures that matter, each with what it is. */
    static String keyNumbers(EvaluationReport report) {
        Table table = new Table("key", "Key numbers", List.of());
        number(table, "", "Utility", Numbers.utility(report.utility()), "value of the outcome minus price × compute");
        number(
                table,
                "",
                "Optimal utility",
                Numbers.utility(report.optimalUtility()),
                "of the policy that sees the whole state");
        number(table, "", "Regret", Numbers.loss(report.regret()), "optimal utility minus utility; its parts:");
        number(
                table,
                "part",
                "Overthinking",
                Numbers.loss(report.overthinkingLoss()),
                "thinking where stopping is better");
        number(
                table,
                "part",
                "Underthinking",
                Numbers.loss(report.underthinkingLoss()),
                "stopping where thinking is better");
        number(
                table,
                "part",
                "Wrong answers",
                Numbers.loss(report.wrongAnswerLoss()),
                "ending in the wrong way at the same compute");
        number(
                table,
                "",
                "Accuracy",
                Numbers.percent(report.accuracy()),
                "probability of a correct answer; the optimum " + Numbers.percent(report.optimalAccuracy()));
        if (report.abstention() > 0) {
            number(
                    table,
                    "",
                    "Abstention",
                    Numbers.percent(report.abstention()),
                    "probability of ending without an answer");
        }
        number(
                table,
                "",
                "Thinks",
                Numbers.amount(report.thinks()),
                "per item; the optimum " + Numbers.amount(report.optimalThinks()));
        number(
                table,
                "",
                "Compute",
                Numbers.amount(report.compute()),
                "%s per item; the optimum %s".formatted(report.computeUnit(), Numbers.amount(report.optimalCompute())));
        if (given(report.hypervigilanceIndex())) {
            number(
                    table,
                    "",
                    "Hypervigilance index",
                    Numbers.utility(report.hypervigilanceIndex()),
                    "compute of overthinking choices by the compute of the optimal policy");
        }
        number(
                table,
                "",
                "Greedy utility",
                Numbers.utility(report.greedyUtility()),
                "of its likeliest actions; regret " + Numbers.loss(report.greedyRegret()));
        if (given(report.untrainedRegret())) {
            number(
                    table,
                    "",
                    "Untrained regret",
                    Numbers.loss(report.untrainedRegret()),
                    "of the policy with its initial weights");
        }
        number(
                table,
                "",
                "Value of knowing the level",
                Numbers.loss(report.utilityLevelKnown() - report.optimalUtility()),
                "what the optimum would gain if it were told the level");
        if (given(report.bestObserverUtility())) {
            number(
                    table,
                    "",
                    "Value of introspection",
                    Numbers.loss(report.optimalUtility() - report.bestObserverUtility()),
                    "what the best policy found for the given observation (utility %s) would gain from the whole state"
                            .formatted(Numbers.utility(report.bestObserverUtility())));
        }
        return table.html();
    }

    private static boolean given(Double value) {
        return value != null && !value.isNaN();
    }

    private static void number(Table table, String kind, String name, String value, String meaning) {
        table.row(kind, List.of(name, value, meaning));
    }

    /** By level, with the figures of all levels below. */
    static String levels(EvaluationReport report) {
        Table table = levelTable("By level", report.levels(), report);
        List<String> total = new ArrayList<>(List.of(
                "all",
                Numbers.percent(
                        report.levels().stream().mapToDouble(Level::weight).sum()),
                Numbers.percent(report.accuracy()),
                Numbers.amount(report.compute()),
                Numbers.amount(report.optimalCompute())));
        total.addAll(List.of(
                Numbers.utility(report.utility()),
                Numbers.utility(report.optimalUtility()),
                Numbers.lossInColumn(report.regret()),
                Numbers.lossInColumn(report.overthinkingLoss()),
                Numbers.lossInColumn(report.underthinkingLoss()),
                Numbers.lossInColumn(report.wrongAnswerLoss())));
        return table.row("total", total).html();
    }

    /**
     * The policy where it was not trained.
     *
     * @param title of the table
     */
    static String elsewhere(String title, HeldOut heldOut, EvaluationReport report) {
        Table table = levelTable(title, heldOut.levels(), report);
        double weights = heldOut.levels().stream().mapToDouble(Level::weight).sum();
        double optimalCompute = heldOut.levels().stream()
                        .mapToDouble(level -> level.weight() * level.optimalCompute())
                        .sum()
                / weights;
        List<String> total = new ArrayList<>(List.of(
                "all",
                Numbers.percent(weights),
                Numbers.percent(heldOut.accuracy()),
                Numbers.amount(heldOut.compute()),
                Numbers.amount(optimalCompute)));
        total.addAll(List.of(
                Numbers.utility(heldOut.utility()),
                Numbers.utility(heldOut.optimalUtility()),
                Numbers.lossInColumn(heldOut.regret()),
                Numbers.lossInColumn(heldOut.overthinkingLoss()),
                Numbers.lossInColumn(heldOut.underthinkingLoss()),
                Numbers.lossInColumn(heldOut.wrongAnswerLoss())));
        return table.row("total", total).html();
    }

    private static Table levelTable(String caption, List<Level> levels, EvaluationReport report) {
        String unit = report.computeUnit();
        List<String> heads = new ArrayList<>(List.of("level", "weight", "accuracy", unit, "optimal " + unit));
        heads.addAll(List.of("utility", "optimal", "regret", "over", "under", "wrong"));
        Table table = new Table("levels", caption, heads);
        for (Level level : levels) {
            List<String> cells = new ArrayList<>(List.of(
                    level.level(),
                    Numbers.percent(level.weight()),
                    Numbers.percent(level.accuracy()),
                    Numbers.amount(level.compute()),
                    Numbers.amount(level.optimalCompute())));
            cells.addAll(List.of(
                    Numbers.utility(level.utility()),
                    Numbers.utility(level.optimalUtility()),
                    Numbers.lossInColumn(level.regret()),
                    Numbers.lossInColumn(level.overthinkingLoss()),
                    Numbers.lossInColumn(level.underthinkingLoss()),
                    Numbers.lossInColumn(level.wrongAnswerLoss())));
            table.row("", cells);
        }
        return table;
    }

    /**
     * What the process counts, per item, overall and by level.
     *
     * @param learned whether the counts of a learned policy stand before those of the optimum
     */
    static String tallies(List<Tallied> tallies, List<String> levels, boolean learned) {
        List<String> heads = new ArrayList<>(List.of("count", "policy", "all"));
        heads.addAll(levels);
        Table table = new Table("tallies", "Counts", heads);
        for (Tallied tally : tallies) {
            if (learned) {
                table.row("learned", counts(tally.name(), "learned", tally.count(), tally.levels()));
            }
            table.row("", counts(tally.name(), "optimum", tally.optimalCount(), tally.optimalLevels()));
        }
        return table.html();
    }

    private static List<String> counts(String name, String policy, double all, List<Double> levels) {
        List<String> cells = new ArrayList<>(List.of(name, policy, Numbers.amount(all)));
        levels.forEach(count -> cells.add(Numbers.amount(count)));
        return cells;
    }

    /** How often each action is chosen on an item of each level. */
    static String choices(EvaluationReport report) {
        List<String> heads = new ArrayList<>(List.of("level"));
        for (Action action : report.actions()) {
            heads.add(action.name());
            heads.add("optimal " + action.name());
        }
        Table table = new Table("choices", "Choices by level", heads);
        for (Level level : report.levels()) {
            table.row("", shares(level.level(), level.actionShares(), level.optimalActionShares()));
        }
        return table.row("total", shares("all", report.actionShares(), report.optimalActionShares()))
                .html();
    }

    private static List<String> shares(String level, List<Double> learned, List<Double> optimal) {
        List<String> cells = new ArrayList<>(List.of(level));
        for (int a = 0; a < learned.size(); a++) {
            cells.add(Numbers.amount(at(learned, a)));
            cells.add(Numbers.amount(at(optimal, a)));
        }
        return cells;
    }

    private static double at(List<Double> values, int index) {
        return values == null || index >= values.size() || values.get(index) == null ? Double.NaN : values.get(index);
    }

    /** The learned policy, the optimum and the fixed policies, the best first. */
    static String fixed(EvaluationReport report) {
        List<String> heads =
                new ArrayList<>(List.of("policy", "accuracy", "thinks", report.computeUnit(), "utility", "regret"));
        report.levels().forEach(level -> heads.add(level.level()));
        Table table = new Table("fixed", "Policies to compare with", heads);
        double price = report.stakes().price();
        List<Double> optimal =
                report.levels().stream().map(Level::optimalUtility).toList();
        List<Double> learned = report.levels().stream().map(Level::utility).toList();
        double optimalAccuracy = report.stakes().correct() == 1
                        && report.stakes().wrong() == 0
                        && report.stakes().abstain() == 0
                ? report.optimalUtility() + price * report.optimalCompute()
                : Double.NaN;
        policy(
                table,
                "total",
                "optimum",
                optimalAccuracy,
                report.optimalThinks(),
                report.optimalCompute(),
                report.optimalUtility(),
                optimal,
                report);
        policy(
                table,
                "learned",
                "learned: " + report.policy(),
                report.accuracy(),
                report.thinks(),
                report.compute(),
                report.utility(),
                learned,
                report);
        report.fixed().stream()
                .sorted(Comparator.comparingDouble(policy -> -policy.utility()))
                .forEach(policy -> fixed(table, policy, report));
        return table.html();
    }

    private static void fixed(Table table, Fixed policy, EvaluationReport report) {
        policy(
                table,
                "",
                policy.policy(),
                policy.accuracy(),
                policy.thinks(),
                policy.compute(),
                policy.utility(),
                policy.levelUtility(),
                report);
    }

    private static void policy(
            Table table,
            String kind,
            String name,
            double accuracy,
            double thinks,
            double compute,
            double utility,
            List<Double> levelUtility,
            EvaluationReport report) {
        List<String> cells = new ArrayList<>(List.of(
                name,
                Numbers.percent(accuracy),
                Numbers.amount(thinks),
                Numbers.amount(compute),
                Numbers.utility(utility),
                Numbers.lossInColumn(report.optimalUtility() - utility)));
        for (int i = 0; i < report.levels().size(); i++) {
            cells.add(Numbers.utility(at(levelUtility, i)));
        }
        table.row(kind, cells);
    }
}
