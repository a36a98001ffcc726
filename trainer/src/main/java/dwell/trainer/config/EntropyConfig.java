package dwell.trainer.config;

import dwell.envs.ActionKind;
import dwell.envs.Help;
import dwell.envs.Require;
import java.util.List;

/** The bonus on the policy's entropy ({@code trainer.entropy.*}). */
public record EntropyConfig(
        @Help("weight of the mean entropy per decision at the first update, at least 0")
        double bonus,

        @Help("the weight falls or rises to it in a straight line, at least 0; -1 for no change")
        double finalBonus,

        @Help("entropy that the weight is adapted to, nats per decision, at least 0; 0 for no adaptation")
        double target,

        @Help("change of an adapted weight after each update, greater than 0")
        double targetStep,

        @Help("largest adapted weight, greater than 0") double mostBonus,

        @Help(
                "factor of -p ln p of the actions of a kind, [{kind: think, factor: 2}, ...]; 1 where a kind is not named")
        List<KindFactor> kinds) {

    /** A factor of the entropy of one kind of action. */
    public record KindFactor(
            @Help("think, answer, abstain, recheck or tool") String kind,

            @Help("at least 0") double factor) {
        public KindFactor {
            ActionKind.valueOf(kindName(kind));
            Require.atLeast("factor", factor, 0);
        }

        private static String kindName(String kind) {
            for (ActionKind one : ActionKind.values()) {
                if (Words.kebab(one).equals(kind)) {
                    return one.name();
                }
            }
            throw new IllegalArgumentException(
                    "kind must be think, answer, abstain, recheck or tool, was '%s'".formatted(kind));
        }
    }

    public EntropyConfig {
        Require.atLeast("bonus", bonus, 0);
        Require.that(
                finalBonus == -1 || finalBonus >= 0,
                "finalBonus must be at least 0, or -1 for no change, was %s",
                finalBonus);
        Require.atLeast("target", target, 0);
        Require.that(
                target == 0 || finalBonus == -1,
                "finalBonus must be -1 where target adapts the bonus, was %s",
                finalBonus);
        Require.positive("targetStep", targetStep);
        Require.positive("mostBonus", mostBonus);
        kinds = List.copyOf(kinds);
    }

    /** The factor of a kind of action. */
    public double factor(ActionKind kind) {
        return kinds.stream()
                .filter(one -> one.kind().equals(Words.kebab(kind)))
                .mapToDouble(KindFactor::factor)
                .findFirst()
                .orElse(1);
    }

    /** None. */
    public static EntropyConfig defaults() {
        return new EntropyConfig(0, -1, 0, 1e-3, 0.1, List.of());
    }
}
