package dwell.trainer.cli;

import dwell.trainer.instrument.AuditReport;
import dwell.trainer.instrument.AuditReport.Budget;
import dwell.trainer.instrument.AuditReport.Comparison;
import dwell.trainer.instrument.AuditReport.CounterExample;
import dwell.trainer.instrument.AuditReport.Dominated;
import dwell.trainer.instrument.AuditReport.Found;
import dwell.trainer.instrument.AuditReport.Level;
import dwell.trainer.instrument.AuditReport.Option;
import dwell.trainer.instrument.AuditReport.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An audit in tables and sentences. */
final class AuditText {
    private static final int COLUMNS = 8;
    private static final double NOTHING = 5e-5;

    private AuditText() {}

    static String of(AuditReport report) {
        StringBuilder text = new StringBuilder();
        text.append(Table.format(
                "%s%s on %s, price %s%n",
                report.shaping(),
                parameters(report.parameters()),
                report.env(),
                Table.plain(report.stakes().price())));
        if (report.groupRelative()) {
            text.append(Table.format(
                    report.state()
                            ? "rewards depend on the group of %d or on history; prices are those of the last round%n"
                            : "rewards depend on the group of %d; prices are those where its other members act like the true optimum%n",
                    report.groupSize()));
        }
        text.append('\n').append(prices(report));
        text.append("\n\n").append(orders(report));
        text.append("\n\n").append(optima(report));
        text.append("\n\n").append(verdict(report));
        if (report.against() != null) {
            text.append("\n\n").append(against(report, report.against()));
        }
        return text.toString();
    }

    private static String parameters(Map<String, Object> parameters) {
        return parameters.isEmpty()
                ? ""
                : parameters.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    /** What is paid for. */
    private static String prices(AuditReport report) {
        Table table = new Table(List.of(
                "pays for, by level",
                "points per " + one(report.computeUnit()),
                "utility's",
                "direct is right",
                "thinking costs",
                "pays above",
                "utility's",
                "wrong ones are",
                "dominated: wrong > right"));
        for (Level level : report.levels()) {
            table.row(List.of(
                    level.level(),
                    rate(level.rate()),
                    rate(level.trueRate()),
                    Table.percent(level.directAccuracy()),
                    level.thinkingCompute() == null ? "-" : Table.amount(level.thinkingCompute()),
                    share(level.breakEven()),
                    share(level.trueBreakEven()),
                    level.wrongAnswers(),
                    dominated(level.dominated())));
        }
        return table.text();
    }

    private static String one(String unit) {
        return unit.endsWith("s") ? unit.substring(0, unit.length() - 1) : unit;
    }

    private static String rate(Double rate) {
        return rate == null ? "-" : Table.format(Math.abs(rate) >= 0.01 || rate == 0 ? "%.3f" : "%.2e", rate + 0.0);
    }

    private static String share(Double share) {
        if (share == null) {
            return "-";
        }
        return share > 1 ? "never" : share < 0 ? "always" : Table.percent(share);
    }

    private static String dominated(Dominated pair) {
        return pair == null
                ? "none"
                : Table.format(
                        "%.3f at %s > %.3f at %s",
                        pair.wrongReward(),
                        Table.amount(pair.wrongCompute()),
                        pair.rightReward(),
                        Table.amount(pair.rightCompute()));
    }

    /** The ordering table; one for all levels where they are paid alike. */
    private static String orders(AuditReport report) {
        boolean alike = report.levels().stream()
                .allMatch(level -> same(level.budgets(), report.levels().get(0).budgets()));
        List<Level> shown = alike ? report.levels().subList(0, 1) : report.levels();
        List<Integer> columns = columns(shown.get(0).budgets().size());
        boolean budgetsAlike = shown.stream().allMatch(level -> sameBudgets(level, shown.get(0)));
        StringBuilder text = new StringBuilder();
        if (budgetsAlike) {
            Table table = new Table(heads(report, shown.get(0), columns));
            shown.forEach(level -> rows(table, alike ? "" : level.level() + ", ", level, columns));
            return table.text();
        }
        for (Level level : shown) {
            List<Integer> own = columns(level.budgets().size());
            Table table = new Table(heads(report, level, own));
            rows(table, level.level() + ", ", level, own);
            text.append(text.isEmpty() ? "" : "\n\n").append(table.text());
        }
        return text.toString();
    }

    private static List<String> heads(AuditReport report, Level level, List<Integer> columns) {
        List<String> heads = new ArrayList<>(List.of("reward after " + report.computeUnit()));
        columns.forEach(i -> heads.add(Table.amount(level.budgets().get(i).compute())));
        return heads;
    }

    private static void rows(Table table, String name, Level level, List<Integer> columns) {
        List<String> right = new ArrayList<>(List.of(name + "right"));
        List<String> wrong = new ArrayList<>(List.of(name + "wrong"));
        for (int i : columns) {
            right.add(reward(level.budgets().get(i).right()));
            wrong.add(reward(level.budgets().get(i).wrong()));
        }
        table.row(right);
        table.row(wrong);
    }

    private static String reward(Double reward) {
        return reward == null ? "-" : Table.format("%.3f", Math.rint(reward * 1e3) / 1e3 + 0.0);
    }

    private static List<Integer> columns(int budgets) {
        List<Integer> columns = new ArrayList<>();
        int shown = Math.min(COLUMNS, budgets);
        for (int i = 0; i < shown; i++) {
            columns.add(shown == 1 ? 0 : (int) Math.round((double) i * (budgets - 1) / (shown - 1)));
        }
        return columns;
    }

    private static boolean sameBudgets(Level a, Level b) {
        if (a.budgets().size() != b.budgets().size()) {
            return false;
        }
        for (int i = 0; i < a.budgets().size(); i++) {
            if (!near(a.budgets().get(i).compute(), b.budgets().get(i).compute())) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(List<Budget> a, List<Budget> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!near(a.get(i).compute(), b.get(i).compute())
                    || !near(a.get(i).right(), b.get(i).right())
                    || !near(a.get(i).wrong(), b.get(i).wrong())) {
                return false;
            }
        }
        return true;
    }

    private static boolean near(Double a, Double b) {
        return a == null || b == null ? a == b : Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a));
    }

    /** What is optimal. */
    private static String optima(AuditReport report) {
        Table table = new Table(List.of(
                "optimal: shaping's / true",
                "thinks",
                report.computeUnit(),
                "accuracy",
                "utility",
                "regret",
                "overthinking",
                "underthinking",
                "wrong answer"));
        double weights = 0;
        double[] sums = new double[6];
        for (Level level : report.levels()) {
            table.row(List.of(
                    level.level(),
                    pair(
                            Table.amount(level.shapedOptimum().thinks()),
                            Table.amount(level.trueOptimum().thinks())),
                    pair(
                            Table.amount(level.shapedOptimum().compute()),
                            Table.amount(level.trueOptimum().compute())),
                    pair(
                            Table.percent(level.shapedOptimum().accuracy()),
                            Table.percent(level.trueOptimum().accuracy())),
                    pair(
                            Table.utility(level.shapedOptimum().utility()),
                            Table.utility(level.trueOptimum().utility())),
                    Table.utility(level.regret().total()),
                    Table.utility(level.regret().overthinking()),
                    Table.utility(level.regret().underthinking()),
                    Table.utility(level.regret().wrongAnswer())));
            weights += level.weight();
            sums[0] += level.weight() * level.shapedOptimum().thinks();
            sums[1] += level.weight() * level.trueOptimum().thinks();
            sums[2] += level.weight() * level.shapedOptimum().compute();
            sums[3] += level.weight() * level.trueOptimum().compute();
            sums[4] += level.weight() * level.shapedOptimum().accuracy();
            sums[5] += level.weight() * level.trueOptimum().accuracy();
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= weights;
        }
        Split regret = report.regret();
        table.footer(List.of(
                "overall",
                pair(Table.amount(sums[0]), Table.amount(sums[1])),
                pair(Table.amount(sums[2]), Table.amount(sums[3])),
                pair(Table.percent(sums[4]), Table.percent(sums[5])),
                pair(Table.utility(report.utility()), Table.utility(report.optimalUtility())),
                Table.utility(regret.total()),
                Table.utility(regret.overthinking()),
                Table.utility(regret.underthinking()),
                Table.utility(regret.wrongAnswer())));
        return table.text();
    }

    private static String pair(String own, String truth) {
        return own + " / " + truth;
    }

    private static String verdict(AuditReport report) {
        Split regret = report.regret();
        String loss = regret.total() < NOTHING
                ? "its optimum loses nothing of the utility"
                : Table.format(
                        "its optimum loses %s of the utility: %s by overthinking, %s by underthinking, %s by worse answers",
                        Table.utility(regret.total()),
                        Table.utility(regret.overthinking()),
                        Table.utility(regret.underthinking()),
                        Table.utility(regret.wrongAnswer()));
        return Table.format(
                "%s: %s%nit pays %s for what is worth %s: a hack gap of %s%n%s",
                report.shaping(),
                loss,
                Table.utility(report.paid()),
                Table.utility(report.utility()),
                Table.utility(report.hackGap()),
                found(report.groupRelative(), report.optimum()));
    }

    private static String found(boolean relative, Found found) {
        String states = Table.format("%,d states that hold what was spent", found.states());
        if (!relative) {
            return "the optimum is exact, over " + states;
        }
        String rewards = found.exact() ? "exact expected rewards" : "expected rewards estimated from sampled groups";
        if (found.converged()) {
            return Table.format(
                    "the optimum is a fixed point of best responses, found in %d rounds over %s, with %s",
                    found.rounds(), states, rewards);
        }
        return Table.format(
                "best responses did not come to rest in %d rounds over %s, with %s; shown is the average over %s",
                found.rounds(),
                states,
                rewards,
                found.cycle() > 0
                        ? Table.format("the cycle of %d that they run into", found.cycle())
                        : "the second half of the rounds");
    }

    private static String against(AuditReport report, Comparison other) {
        String name = other.shaping() + parameters(other.parameters());
        if (other.samePolicies()) {
            return Table.format(
                    "against %s: the same policies are optimal; what a choice falls behind the best differs by %.1e at most",
                    name, other.advantageDifference());
        }
        CounterExample example = other.counterExample();
        StringBuilder text = new StringBuilder(Table.format(
                "against %s: other policies are optimal; its optimum has regret %s%nthey part, for example, in state %s, reached with probability %s from start %s, after %d %s%n",
                name,
                Table.utility(other.regret().total()),
                example.state(),
                Table.format("%.3g", example.probability()),
                example.startState(),
                example.thinks(),
                example.thinks() == 1 ? "think" : "thinks"));
        text.append(Table.format(
                "belief: %s%n",
                example.belief().entrySet().stream()
                        .map(entry -> entry.getKey() + " " + Table.percent(entry.getValue()))
                        .collect(Collectors.joining(", "))));
        Table table = new Table(List.of("choice", report.shaping(), "", other.shaping(), ""));
        for (Option option : example.choices()) {
            table.row(List.of(
                    option.action(),
                    Table.format("%.6f", option.value()),
                    option.optimal() ? "optimal" : "",
                    Table.format("%.6f", option.otherValue()),
                    option.otherOptimal() ? "optimal" : ""));
        }
        text.append(table.text()).append('\n');
        text.append(
                example.replay() == null
                        ? "none of the first items comes through it"
                        : "see an episode through it: ./dwell explain, with the same task, " + example.replay());
        return text.toString();
    }
}
