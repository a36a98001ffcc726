package dwell.trainer.evaluate;

import dwell.envs.Action;
import java.util.List;
import java.util.Locale;

/** Whether a policy of the task that is trained on can act in the test task. */
final class TestInterface {
    private TestInterface() {}

    /**
     * Compares actions or features.
     *
     * @param kind for the message
     * @throws IllegalArgumentException with one sentence that names the first difference
     */
    static <T> void requireSame(String kind, List<T> training, List<T> test) {
        if (!training.equals(test)) {
            throw refused("%ss".formatted(kind), difference(kind, training, test));
        }
    }

    /** The refusal of a test task. */
    static IllegalArgumentException refused(String what, String difference) {
        return new IllegalArgumentException(
                "evaluation.test changes the %s of the task: %s; the policy could not act in it"
                        .formatted(what, difference));
    }

    private static String name(Object one) {
        return one instanceof Action action
                ? "%s (%s)".formatted(action.name(), action.kind().name().toLowerCase(Locale.ROOT))
                : one.toString();
    }

    private static <T> String difference(String kind, List<T> training, List<T> test) {
        for (T one : training) {
            if (!test.contains(one)) {
                return "%s %s is missing".formatted(kind, name(one));
            }
        }
        for (T one : test) {
            if (!training.contains(one)) {
                return "%s %s is new".formatted(kind, name(one));
            }
        }
        return "the %ss stand in another order".formatted(kind);
    }
}
