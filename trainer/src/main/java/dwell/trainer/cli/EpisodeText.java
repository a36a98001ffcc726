package dwell.trainer.cli;

import dwell.trainer.evaluate.EpisodeReport;
import dwell.trainer.evaluate.EpisodeReport.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An explained episode in words. */
final class EpisodeText {
    private static final double NOTHING = 5e-5;
    private static final int MOST_LEVELS = 5;

    private EpisodeText() {}

    static String of(EpisodeReport report) {
        StringBuilder text = new StringBuilder();
        text.append(Table.format(
                "%s on %s, item %d, episode %d%n", report.policy(), report.env(), report.item(), report.episode()));
        text.append(Table.format("hidden from the policy: %s%n", report.hidden()));
        text.append(Table.format(
                "the optimum expects %s at its start, %s over all items%n%n",
                Table.utility(report.startValue()), Table.utility(report.optimalUtility())));
        int number = 1;
        for (Step step : report.steps()) {
            text.append(number++).append(". ");
            if (step.decision()) {
                decision(text, report, step);
            } else {
                forced(text, report, step);
            }
        }
        text.append(Table.format(
                "%n%s, %s, after %s; %s spent: %s; utility %s%n",
                report.ending(),
                report.verdict().equals("none") ? "no answer" : report.verdict(),
                counted(report.thinks(), "think"),
                report.computeUnit(),
                amount(report.compute()),
                Table.utility(report.utility())));
        text.append(Table.format(
                "%s = %s expected at the start - %s lost by choices %s %s by chance%n",
                Table.utility(report.utility()),
                Table.utility(report.startValue()),
                Table.utility(report.cost()),
                report.luck() < 0 ? "-" : "+",
                Table.utility(Math.abs(report.luck()))));
        return text.toString();
    }

    private static void decision(StringBuilder text, EpisodeReport report, Step step) {
        text.append("Sees ").append(seen(step.observed())).append(".\n");
        text.append("   Belief: ").append(belief(step.belief()));
        if (step.rightNow() != null) {
            text.append("; an answer now is right with ").append(Table.percent(step.rightNow()));
        }
        text.append(".\n");
        if (step.valueOfThinking() != null) {
            text.append("   ").append(thinking(step)).append('\n');
        } else {
            text.append("   Worth: ").append(values(step.values())).append(".\n");
        }
        double probability = step.probabilities().get(step.action());
        text.append(Table.format("   Takes %s (probability %s)", step.action(), Table.percent(probability)));
        if (step.action().equals(step.optimalAction())) {
            text.append(", as the optimum does.\n");
        } else if (step.mistake() == null) {
            text.append(Table.format(", the optimum takes %s; both are worth the same.%n", step.optimalAction()));
        } else {
            text.append(Table.format(
                    ", the optimum takes %s; the difference costs %s (%s).%n",
                    step.optimalAction(), small(step.cost()), step.mistake()));
        }
        chance(text, report, step);
    }

    private static void forced(StringBuilder text, EpisodeReport report, Step step) {
        text.append(step.action() == null ? "A move of nature" : "Forced: " + step.action());
        text.append(".\n");
        chance(text, report, step);
    }

    private static void chance(StringBuilder text, EpisodeReport report, Step step) {
        String spent = step.compute() > 0 ? report.computeUnit() + " spent: " + amount(step.compute()) + "; " : "";
        String luck = Math.abs(step.luck()) < NOTHING
                ? "what follows is what was to be expected"
                : Table.format(
                        "chance makes it %s %s than was to be expected",
                        small(Math.abs(step.luck())), step.luck() > 0 ? "better" : "worse");
        text.append("   ")
                .append(Character.toUpperCase((spent + luck).charAt(0)))
                .append((spent + luck).substring(1))
                .append(".\n");
    }

    private static String thinking(Step step) {
        double value = step.valueOfThinking();
        String price = "its price of %s counted".formatted(small(step.priceOfThinking()));
        return Math.abs(value) < 1e-12
                ? "One more think is worth nothing, %s.".formatted(price)
                : "One more think %s %s, %s.".formatted(value > 0 ? "gains" : "loses", small(Math.abs(value)), price);
    }

    /** What is not zero, and not the constant. */
    private static String seen(Map<String, Double> observed) {
        List<String> parts = new ArrayList<>();
        observed.forEach((name, value) -> {
            if (value != 0 && !name.equals("one")) {
                parts.add(name + " " + Table.format("%.3g", value).replaceFirst("\\.?0+$", ""));
            }
        });
        return parts.isEmpty() ? "nothing but zeros" : String.join(", ", parts);
    }

    private static String belief(Map<String, Double> levels) {
        List<Map.Entry<String, Double>> likeliest = levels.entrySet().stream()
                .sorted(Comparator.comparingDouble(entry -> -entry.getValue()))
                .filter(entry -> entry.getValue() >= NOTHING)
                .toList();
        String named = likeliest.stream()
                .limit(MOST_LEVELS)
                .map(entry -> entry.getKey() + " " + Table.percent(entry.getValue()))
                .collect(Collectors.joining(", "));
        int left = likeliest.size() - MOST_LEVELS;
        return left > 0 ? named + ", " + counted(left, "more level") : named;
    }

    private static String values(Map<String, Double> values) {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + " " + Table.utility(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static String amount(double value) {
        return value == Math.rint(value) ? Table.format("%,.0f", value) : Table.amount(value);
    }

    /** Four decimals, or two digits where that would be 0. */
    private static String small(double value) {
        return value == 0 || value >= NOTHING ? Table.utility(value) : Table.format("%.1e", value);
    }
}
