package dwell.envs;

import java.util.Objects;

/**
 * One action of a process. A policy has one logit for each action of its process, in the order of
 * {@link dwell.envs.process.DecisionProcess#actions()}.
 *
 * @param name unique within its process, shown in tables and plots
 * @param kind what the action is for
 */
public record Action(String name, ActionKind kind) {
    public Action {
        Objects.requireNonNull(kind, "kind");
        if (name.isBlank()) {
            throw new IllegalArgumentException("an action's name must not be blank");
        }
    }
}
