package dwell.trainer.report;

import dwell.envs.Action;
import dwell.trainer.evaluate.Estimate;
import dwell.trainer.evaluate.SampledReport;
import dwell.trainer.evaluate.SampledReport.Fixed;
import dwell.trainer.evaluate.SampledReport.Played;
import dwell.trainer.evaluate.SampledReport.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleFunction;

/** The tables of a report whose figures are sampled: every mean with its standard error. */
final class SampledTables {
    private SampledTables() {}

    /** The figures that matter, each with what it is. */
    static String keyNumbers(SampledReport report) {
        Sample all = report.overall();
        Table table = new Table("key", "Key numbers", List.of());
        number(table, "Utility", utility(all.utility()), "value of the outcome minus price × compute");
        if (all.gap() != null) {
            number(
                    table,
                    "Upper bound",
                    utility(all.bound()),
                    "what no policy can exceed, told everything about its item");
            number(table, "Gap", utility(all.gap()), "bound minus utility, paired by item: the regret is at most this");
        }
        number(table, "Accuracy", percent(all.accuracy()), "share of correct answers");
        if (all.abstention().mean() > 0) {
            number(table, "Abstention", percent(all.abstention()), "share of episodes that end without an answer");
        }
        number(table, "Thinks", amount(all.thinks()), "per item");
        number(table, "Compute", amount(all.compute()), report.computeUnit() + " per item");
        number(table, "Greedy utility", utility(report.greedy().utility()), "of its likeliest actions");
        if (report.untrained() != null) {
            number(
                    table,
                    "Untrained utility",
                    utility(report.untrained().utility()),
                    "of the policy with its initial weights");
        }
        number(
                table,
                "Held-out utility",
                utility(report.heldOut().overall().utility()),
                "on items that it was not trained on");
        number(
                table,
                "Episodes",
                Numbers.count(report.episodes()),
                "behind each figure, one an item; ± is one standard error");
        return table.html();
    }

    private static void number(Table table, String name, String value, String meaning) {
        table.row("", List.of(name, value, meaning));
    }

    /** By level, with the figures of all levels below. */
    static String levels(String title, Played played, String unit) {
        boolean bounded = played.overall().gap() != null;
        List<String> heads = new ArrayList<>(List.of("level", "episodes", "accuracy", "thinks", unit, "utility"));
        if (bounded) {
            heads.addAll(List.of("bound", "gap"));
        }
        Table table = new Table("levels", title, heads);
        played.levels().forEach(level -> table.row("", row(level, bounded)));
        return table.row("total", row(played.overall(), bounded)).html();
    }

    private static List<String> row(Sample sample, boolean bounded) {
        List<String> cells = new ArrayList<>(List.of(
                sample.level(),
                Numbers.count(sample.episodes()),
                percent(sample.accuracy()),
                amount(sample.thinks()),
                amount(sample.compute()),
                utility(sample.utility())));
        if (bounded) {
            cells.add(utility(sample.bound()));
            cells.add(utility(sample.gap()));
        }
        return cells;
    }

    /** How often each action is chosen on an item of each level. */
    static String choices(SampledReport report) {
        List<String> heads = new ArrayList<>(List.of("level"));
        report.actions().stream().map(Action::name).forEach(heads::add);
        Table table = new Table("choices", "Choices by level", heads);
        report.levels().forEach(level -> table.row("", shares(level)));
        return table.row("total", shares(report.overall())).html();
    }

    private static List<String> shares(Sample sample) {
        List<String> cells = new ArrayList<>(List.of(sample.level()));
        sample.actionShares().forEach(share -> cells.add(amount(share)));
        return cells;
    }

    /** The policy among fixed ones, the best first. */
    static String fixed(SampledReport report) {
        List<String> heads =
                new ArrayList<>(List.of("policy", "accuracy", "thinks", report.computeUnit(), "utility", "behind"));
        report.levels().forEach(level -> heads.add(level.level()));
        Table table = new Table("fixed", "Policies to compare with", heads);
        String own = report.untrained() == null ? report.policy() : "learned: " + report.policy();
        table.row("learned", fixed(own, report.overall(), "–", report.levels(), report));
        report.fixed().stream()
                .sorted(Comparator.comparingDouble(one -> one.behind().mean()))
                .forEach(one -> table.row("", fixed(one, report)));
        return table.html();
    }

    private static List<String> fixed(Fixed one, SampledReport report) {
        return fixed(one.policy(), one.overall(), utility(one.behind()), one.levels(), report);
    }

    private static List<String> fixed(
            String name, Sample all, String behind, List<Sample> levels, SampledReport report) {
        List<String> cells = new ArrayList<>(List.of(
                name,
                percent(all.accuracy()),
                amount(all.thinks()),
                amount(all.compute()),
                utility(all.utility()),
                behind));
        for (Sample level : report.levels()) {
            cells.add(levels.stream()
                    .filter(sample -> sample.level().equals(level.level()))
                    .map(sample -> Numbers.utility(sample.utility().mean()))
                    .findFirst()
                    .orElse("–"));
        }
        return cells;
    }

    static String utility(Estimate estimate) {
        return with(estimate, Numbers::utility);
    }

    private static String percent(Estimate estimate) {
        return with(estimate, Numbers::percent);
    }

    private static String amount(Estimate estimate) {
        return with(estimate, Numbers::amount);
    }

    /** A dash for what is not known; a single episode has no standard error. */
    private static String with(Estimate estimate, DoubleFunction<String> format) {
        if (estimate == null) {
            return "–";
        }
        String mean = format.apply(estimate.mean());
        return estimate.error() == null ? mean : mean + " ± " + format.apply(estimate.error());
    }
}
