package dwell.trainer.cli;

import dwell.envs.Action;
import dwell.envs.exact.ParetoFront.Vertex;
import dwell.envs.exact.ResponseDistribution.Bin;
import dwell.envs.process.Feature;
import dwell.trainer.evaluate.EnvironmentCard;
import dwell.trainer.evaluate.EnvironmentCard.Exact;
import dwell.trainer.evaluate.EnvironmentCard.LevelCard;
import dwell.trainer.evaluate.EnvironmentCard.Parameter;
import dwell.trainer.evaluate.EnvironmentCard.Part;
import dwell.trainer.evaluate.EnvironmentCard.Size;
import dwell.trainer.evaluate.EvaluationReport.Fixed;
import dwell.trainer.evaluate.Responses;
import dwell.trainer.evaluate.Responses.Curve;
import dwell.trainer.evaluate.Tallied;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** The card of an environment for people, and for programs as JSON. */
final class CardText {
    private static final int WIDTH = 110;
    private static final int MOST_VERTICES = 8;

    private CardText() {}

    /** @param html where the card was written; null if it was not */
    static String json(EnvironmentCard card, Path html) {
        ObjectNode object = JsonLine.object(card);
        if (card.exact() != null && card.exact().budgetShape() != null) {
            ((ObjectNode) object.get("exact"))
                    .put("budgetShape", card.exact().budgetShape().toString())
                    .put("budgetShapeKnown", card.exact().budgetShapeKnown().toString());
        }
        if (html != null) {
            object.put("html", html.toString());
        }
        return JsonLine.of(object);
    }

    static String of(EnvironmentCard card) {
        StringBuilder text = new StringBuilder();
        text.append(card.env()).append(": ").append(card.summary()).append("\n\n");
        if (!card.description().equals(card.summary())) {
            paragraph(text, card.description(), "");
            text.append('\n');
        }
        text.append(Table.format(
                "stakes: correct %s, wrong %s, abstain %s, price %s per unit of %s%n",
                Table.plain(card.stakes().correct()),
                Table.plain(card.stakes().wrong()),
                Table.plain(card.stakes().abstain()),
                Table.plain(card.stakes().price()),
                card.computeUnit()));
        text.append("actions: ")
                .append(card.actions().stream().map(CardText::action).collect(Collectors.joining(", ")))
                .append("\n\n");
        observation(text, card);
        text.append("parameters (--set KEY=VALUE)\n");
        card.parameters().forEach(parameter -> parameter(text, parameter));
        card.mixture()
                .forEach(part -> part(
                        text,
                        Table.format("mixed with %s, weight %s", part.id(), Table.plain(part.weight())),
                        card.computeUnit(),
                        part));
        card.wrappers().forEach(part -> part(text, "wrapped in " + part.id(), card.computeUnit(), part));
        text.append('\n');
        if (card.exact() == null) {
            text.append("levels, easiest first: ")
                    .append(String.join(", ", card.levels()))
                    .append("\nstepped, not compiled: measured by sampling, no exact optimum\n");
        } else {
            exact(text, card, card.exact());
        }
        return text.toString();
    }

    private static String action(Action action) {
        String kind = action.kind().name().toLowerCase(Locale.ROOT);
        return action.name().equals(kind) ? kind : "%s (%s)".formatted(action.name(), kind);
    }

    private static void observation(StringBuilder text, EnvironmentCard card) {
        text.append(Table.format("observation: %d features%n", card.featureCount()));
        int width = card.features().stream()
                .mapToInt(one -> one.name().length())
                .max()
                .orElse(1);
        for (Feature feature : card.features()) {
            String range = Table.format("[%s, %s]", number(feature.min()), number(feature.max()));
            text.append(Table.format("  %-" + width + "s  %-16s  %s", feature.name(), range, feature.meaning())
                            .stripTrailing())
                    .append('\n');
        }
        text.append('\n');
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value)
                : Table.format("%.4g", value);
    }

    private static void part(StringBuilder text, String heading, String unit, Part part) {
        text.append(heading).append(": ").append(part.summary()).append('\n');
        if (part.compute() != null) {
            paragraph(text, part.compute().text(unit, Table.plain(part.compute().counts())), "  ");
        }
        part.parameters().forEach(parameter -> parameter(text, parameter));
    }

    private static void parameter(StringBuilder text, Parameter parameter) {
        String value = String.valueOf(parameter.value());
        String byDefault = String.valueOf(parameter.byDefault());
        text.append("  ").append(parameter.key()).append(" = ").append(value.isEmpty() ? "(empty)" : value);
        if (!value.equals(byDefault)) {
            text.append(" (default ")
                    .append(byDefault.isEmpty() ? "empty" : byDefault)
                    .append(')');
        }
        text.append('\n');
        paragraph(text, parameter.help(), "      ");
    }

    private static void paragraph(StringBuilder text, String words, String indent) {
        StringBuilder line = new StringBuilder(indent);
        for (String word : words.split(" ")) {
            if (line.length() > indent.length() && line.length() + 1 + word.length() > WIDTH) {
                text.append(line).append('\n');
                line = new StringBuilder(indent);
            }
            line.append(line.length() > indent.length() ? " " : "").append(word);
        }
        text.append(line).append('\n');
    }

    private static void exact(StringBuilder text, EnvironmentCard card, Exact exact) {
        String unit = card.computeUnit();
        text.append("the optimum by level, with the level hidden / told\n\n");
        text.append(levels(card, exact)).append("\n\n");
        paragraph(
                text,
                "difficulty is (correct - U) / (correct - wrong), where U is the utility of an optimum that is told the level:"
                        + " 0 where a right answer is free, 1 where the level is worth no more than a wrong answer; value of"
                        + " thinking is at the first decision, the best choice that goes on against the best that ends",
                "");
        if (exact.budgetShape() != null) {
            text.append(Table.format(
                    "optimal budget against level: %s; with the level told: %s%n",
                    exact.budgetShape(), exact.budgetShapeKnown()));
        }
        text.append(Table.format(
                "optimal utility %.6f; knowing the level is worth %.6f more%n",
                exact.overall().utility(), Math.max(0, exact.valueOfKnowingLevel())));
        if (exact.bestObserverUtility() != null) {
            text.append(Table.format(
                    "the best policy found for what the observation shows is worth %.6f; seeing the whole state is worth"
                            + " %.6f more%n",
                    exact.bestObserverUtility(), exact.overall().utility() - exact.bestObserverUtility()));
        }
        text.append("endings: ")
                .append(exact.endings().entrySet().stream()
                        .map(ending -> ending.getKey().replace('_', ' ') + " " + Table.percent(ending.getValue()))
                        .collect(Collectors.joining(", ")))
                .append(" under the optimum; no others can occur\n\n");
        text.append(fixed(exact, unit)).append("\n\n");
        if (!exact.zones().isEmpty()) {
            paragraph(text, "zones of fixed budgets, by what more thought repays over its price: " + zones(exact), "");
        }
        front(text, exact, unit);
        responses(text, exact.responses(), unit);
        for (Tallied tally : exact.tallies()) {
            text.append(Table.format("%s: %s per item under the optimum%n", tally.name(), Table.amount(tally.count())));
        }
        size(text, exact.size());
    }

    private static String levels(EnvironmentCard card, Exact exact) {
        List<String> headers = new ArrayList<>(List.of("level", "weight", "difficulty"));
        headers.addAll(List.of(
                "utility",
                "accuracy",
                "thinks",
                card.computeUnit(),
                "value of thinking",
                "right after",
                "wrong after"));
        Table table = new Table(headers);
        for (int i = 0; i < exact.levelTable().size(); i++) {
            table.row(row(exact.levelTable().get(i), exact.responses().levels().get(i)));
        }
        table.footer(row(exact.overall(), exact.responses().overall()));
        return table.text();
    }

    private static List<String> row(LevelCard level, Curve curve) {
        return List.of(
                level.level(),
                Table.percent(level.weight()),
                level.difficulty() == null ? "-" : Table.utility(level.difficulty()),
                Table.utility(level.utility()) + " / " + Table.utility(level.utilityKnown()),
                Table.percent(level.accuracy()) + " / " + Table.percent(level.accuracyKnown()),
                Table.amount(level.thinks()) + " / " + Table.amount(level.thinksKnown()),
                Table.amount(level.compute()) + " / " + Table.amount(level.computeKnown()),
                level.valueOfThinking() == null ? "-" : Table.utility(level.valueOfThinking()),
                curve.timeCorrect() == null ? "-" : Table.amount(curve.timeCorrect()),
                curve.timeWrong() == null ? "-" : Table.amount(curve.timeWrong()));
    }

    private static String fixed(Exact exact, String unit) {
        Table table = new Table(List.of("fixed policy", "accuracy", "thinks", unit, "utility", "below the optimum"));
        for (Fixed fixed : exact.fixed()) {
            table.row(List.of(
                    fixed.policy(),
                    Table.percent(fixed.accuracy()),
                    Table.amount(fixed.thinks()),
                    Table.amount(fixed.compute()),
                    Table.utility(fixed.utility()),
                    Table.utility(exact.overall().utility() - fixed.utility())));
        }
        return table.text();
    }

    private static String zones(Exact exact) {
        return exact.zones().stream()
                .map(zone -> zone.from() == zone.to()
                        ? Table.format("%s %d (%.2f)", zone.zone(), zone.from(), zone.ratioFrom())
                        : Table.format(
                                "%s %d to %d (%.2f to %.2f)",
                                zone.zone(), zone.from(), zone.to(), zone.ratioFrom(), zone.ratioTo()))
                .collect(Collectors.joining(", "));
    }

    private static void front(StringBuilder text, Exact exact, String unit) {
        List<Vertex> vertices = exact.pareto();
        List<String> points = new ArrayList<>();
        int shown = Math.min(MOST_VERTICES, vertices.size());
        for (int i = 0; i < shown; i++) {
            Vertex vertex = vertices.get(shown == 1 ? 0 : i * (vertices.size() - 1) / (shown - 1));
            points.add(Table.format("%.4f at %s", vertex.value(), Table.amount(vertex.compute())));
        }
        paragraph(
                text,
                "front of value against %s (%d of %d vertices): %s"
                        .formatted(unit, shown, vertices.size(), String.join(", ", points)),
                "");
    }

    private static void responses(StringBuilder text, Responses responses, String unit) {
        Curve all = responses.overall();
        answers(text, "right", all.correct(), all.quantilesCorrect(), unit);
        answers(text, "wrong", all.wrong(), all.quantilesWrong(), unit);
        List<String> bins = new ArrayList<>();
        for (Bin bin : responses.conditionalAccuracy()) {
            bins.add("%s at %s".formatted(Table.percent(bin.accuracy()), Table.amount(bin.time())));
        }
        if (!bins.isEmpty()) {
            text.append(Table.format(
                    "accuracy of the answers in %d equal shares by response time: %s%n",
                    Responses.BINS, String.join(", ", bins)));
        }
    }

    private static void answers(
            StringBuilder text, String kind, double probability, List<Double> quantiles, String unit) {
        if (!quantiles.isEmpty()) {
            text.append(Table.format(
                    "%s answers, %s of items: 10, 30, 50, 70, 90 %% of them after %s %s%n",
                    kind,
                    Table.percent(probability),
                    quantiles.stream().map(Table::roundedAmount).collect(Collectors.joining(", ")),
                    unit));
        }
    }

    private static void size(StringBuilder text, Size size) {
        text.append(Table.format(
                "%,d states (%,d decisions), %,d observations, %,d hidden classes; compiled in %.0f ms, solved in %.2f ms%n",
                size.states(),
                size.decisionStates(),
                size.rows(),
                size.hiddenClasses(),
                size.compileMillis(),
                size.solveMillis()));
        text.append(Table.format(
                "%,d distinct items (hidden class and start state), which look in %,d ways%s%n",
                size.items(),
                size.startStates(),
                size.heldOutItems() == 0 ? "" : Table.format("; %,d held out", size.heldOutItems())));
    }
}
