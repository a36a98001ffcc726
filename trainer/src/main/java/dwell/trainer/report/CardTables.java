package dwell.trainer.report;

import dwell.envs.Action;
import dwell.envs.process.Feature;
import dwell.trainer.evaluate.EnvironmentCard;
import dwell.trainer.evaluate.EnvironmentCard.LevelCard;
import dwell.trainer.evaluate.EnvironmentCard.Parameter;
import dwell.trainer.evaluate.EnvironmentCard.Size;
import dwell.trainer.evaluate.EvaluationReport.Fixed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The tables of an environment's card. */
final class CardTables {
    private CardTables() {}

    static String parameters(List<Parameter> parameters) {
        Table table = new Table("facts", "Parameters", List.of());
        for (Parameter parameter : parameters) {
            String value = String.valueOf(parameter.value());
            boolean changed = !value.equals(String.valueOf(parameter.byDefault()));
            String text = value.isEmpty() ? "(empty)" : value;
            table.row(
                    "",
                    List.of(
                            parameter.key(),
                            changed ? text + " (default " + parameter.byDefault() + ")" : text,
                            parameter.help()));
        }
        return table.html();
    }

    static String actions(EnvironmentCard card) {
        Table table = new Table("facts", "Actions", List.of());
        for (Action action : card.actions()) {
            String kind = action.kind().name().toLowerCase(Locale.ROOT);
            table.row("", List.of(action.name(), kind, action.kind().deliberates() ? "counts as a think" : ""));
        }
        return table.html();
    }

    static String features(EnvironmentCard card) {
        Table table = new Table("facts", "Observation", List.of());
        for (Feature feature : card.features()) {
            table.row(
                    "",
                    List.of(
                            feature.name(),
                            "[%s, %s]".formatted(Numbers.rounded(feature.min()), Numbers.rounded(feature.max())),
                            feature.meaning()));
        }
        return table.html();
    }

    static String levels(EnvironmentCard card) {
        String unit = card.computeUnit();
        Table table = new Table(
                "levels",
                "Levels",
                List.of(
                        "level",
                        "weight",
                        "difficulty",
                        "utility, told",
                        "utility",
                        "accuracy",
                        "thinks, told",
                        "thinks",
                        unit + ", told",
                        unit,
                        "value of thinking"));
        card.exact().levelTable().forEach(level -> table.row("", cells(level)));
        return table.row("total", cells(card.exact().overall())).html();
    }

    private static List<String> cells(LevelCard level) {
        return List.of(
                level.level(),
                Numbers.percent(level.weight()),
                Numbers.utility(orNaN(level.difficulty())),
                Numbers.utility(level.utilityKnown()),
                Numbers.utility(level.utility()),
                Numbers.percent(level.accuracy()),
                Numbers.amount(level.thinksKnown()),
                Numbers.amount(level.thinks()),
                Numbers.amount(level.computeKnown()),
                Numbers.amount(level.compute()),
                Numbers.utility(orNaN(level.valueOfThinking())));
    }

    private static double orNaN(Double value) {
        return value == null ? Double.NaN : value;
    }

    static String fixed(EnvironmentCard card) {
        Table table = new Table(
                "fixed",
                "Fixed policies",
                List.of("policy", "accuracy", "thinks", card.computeUnit(), "utility", "below the optimum"));
        LevelCard best = card.exact().overall();
        table.row(
                "total",
                List.of(
                        "optimum",
                        Numbers.percent(best.accuracy()),
                        Numbers.amount(best.thinks()),
                        Numbers.amount(best.compute()),
                        Numbers.utility(best.utility()),
                        Numbers.lossInColumn(0)));
        for (Fixed fixed : card.exact().fixed()) {
            table.row(
                    "",
                    List.of(
                            fixed.policy(),
                            Numbers.percent(fixed.accuracy()),
                            Numbers.amount(fixed.thinks()),
                            Numbers.amount(fixed.compute()),
                            Numbers.utility(fixed.utility()),
                            Numbers.lossInColumn(best.utility() - fixed.utility())));
        }
        return table.html();
    }

    static String facts(EnvironmentCard card) {
        EnvironmentCard.Exact exact = card.exact();
        Size size = exact.size();
        Table table = new Table("facts", "Facts", List.of());
        List<String> endings = new ArrayList<>();
        exact.endings().forEach((ending, p) -> endings.add(ending.replace('_', ' ') + " " + Numbers.percent(p)));
        table.row("", List.of("stakes", stakes(card)));
        table.row("", List.of("endings that can occur", String.join(", ", endings) + " under the optimum"));
        table.row(
                "",
                List.of(
                        "size",
                        "%s states, %s of them decisions, %s distinct observations, %s hidden classes"
                                .formatted(
                                        Numbers.count(size.states()),
                                        Numbers.count(size.decisionStates()),
                                        Numbers.count(size.rows()),
                                        Numbers.count(size.hiddenClasses()))));
        table.row(
                "",
                List.of(
                        "items",
                        "%s distinct (hidden class and start state), which look in %s ways%s"
                                .formatted(
                                        Numbers.count(size.items()),
                                        Numbers.count(size.startStates()),
                                        size.heldOutItems() == 0
                                                ? ""
                                                : "; " + Numbers.count(size.heldOutItems()) + " held out")));
        table.row(
                "",
                List.of(
                        "time",
                        "compiled in %s ms, solved in %s ms"
                                .formatted(Numbers.amount(size.compileMillis()), Numbers.amount(size.solveMillis()))));
        return table.html();
    }

    static String stakes(EnvironmentCard card) {
        return "price %s per unit of %s; correct %s, wrong %s, abstain %s"
                .formatted(
                        Numbers.exact(card.stakes().price()),
                        card.computeUnit(),
                        Numbers.exact(card.stakes().correct()),
                        Numbers.exact(card.stakes().wrong()),
                        Numbers.exact(card.stakes().abstain()));
    }
}
