package dwell.policies.fixed;

import dwell.envs.Action;
import dwell.envs.ActionKind;
import dwell.envs.VectorEnvironment;
import java.util.List;
import java.util.function.Predicate;

/** What a running slot of a stepped environment offers. An action is its index, -1 where there is none. */
record SteppedMenu(List<Action> actions) {
    /** The first answer; failing that the first abstention; failing that the first legal action. */
    int answer(VectorEnvironment environment, int slot) {
        int answer = first(environment, slot, kind -> kind == ActionKind.ANSWER);
        if (answer < 0) {
            answer = first(environment, slot, kind -> kind == ActionKind.ABSTAIN);
        }
        return answer < 0 ? first(environment, slot, kind -> true) : answer;
    }

    /** The first action that deliberates. */
    int deliberation(VectorEnvironment environment, int slot) {
        return first(environment, slot, ActionKind::deliberates);
    }

    int first(VectorEnvironment environment, int slot, Predicate<ActionKind> wanted) {
        for (int a = 0; a < actions.size(); a++) {
            if (wanted.test(actions.get(a).kind()) && environment.legal(slot, a)) {
                return a;
            }
        }
        return -1;
    }
}
