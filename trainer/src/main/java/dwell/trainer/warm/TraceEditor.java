package dwell.trainer.warm;

import dwell.envs.Action;
import dwell.envs.ActionKind;
import dwell.envs.random.RandomKey;
import dwell.trainer.config.WarmStartConfig;
import dwell.trainer.config.WarmStartConfig.Edit;
import java.util.List;

/** Edits traces one by one, as {@link ExactTraces} does in expectation. Immutable and thread-safe. */
final class TraceEditor {
    private static final int KEPT = -1;

    private final WarmStartConfig config;
    private final List<Action> actions;
    private final List<Dropping> droppings;

    TraceEditor(WarmStartConfig config, List<Action> actions) {
        this.config = config;
        this.actions = actions;
        this.droppings = Dropping.of(config, actions);
    }

    /** Hears what is imitated. */
    interface Imitated {
        /**
         * An action in a row.
         *
         * @param decision of the trace whose row it is
         */
        void imitate(int decision, int action);
    }

    /**
     * Edits a trace.
     *
     * @param key of the trace's coins: 0 how it is treated, 1 + i whether think i is left out
     */
    void edit(Trace trace, long key, Imitated out) {
        if (config.edit() == Edit.SELF_BRAKING) {
            brake(trace, out);
        } else {
            drop(trace, treatment(RandomKey.uniform(key, 0)).byAction(), key, out);
        }
    }

    private Dropping treatment(double u) {
        double cumulative = 0;
        Dropping last = droppings.get(0);
        for (Dropping dropping : droppings) {
            cumulative += dropping.share();
            if (dropping.share() > 0) {
                last = dropping;
                if (u < cumulative) {
                    return dropping;
                }
            }
        }
        return last;
    }

    private void drop(Trace trace, double[] byAction, long key, Imitated out) {
        int since = KEPT;
        for (int i = 0; i < trace.size(); i++) {
            if (RandomKey.uniform(key, 1L + i) < byAction[trace.action(i)]) {
                since = since == KEPT ? i : since;
            } else {
                imitate(trace, since == KEPT ? i : since, trace.action(i), out);
                since = KEPT;
            }
        }
        end(trace, since, out);
    }

    private void brake(Trace trace, Imitated out) {
        SelfBraking.Progress progress = SelfBraking.Progress.START;
        int since = KEPT;
        for (int i = 0; i < trace.size(); i++) {
            ActionKind kind = actions.get(trace.action(i)).kind();
            if (!progress.over()) {
                progress = progress.at(trace.right(i) >= config.foundAt() - 1e-12, config);
            }
            if (progress.over()) {
                if (kind.deliberates()) {
                    since = since == KEPT ? i : since;
                } else {
                    imitate(trace, since == KEPT ? i : since, trace.action(i), out);
                    since = KEPT;
                }
                continue;
            }
            if (progress.imitated(kind)) {
                imitate(trace, i, trace.action(i), out);
            }
            progress = progress.after(kind);
        }
        end(trace, since, out);
    }

    private static void end(Trace trace, int since, Imitated out) {
        if (since != KEPT) {
            imitate(trace, since, -1, out);
        }
    }

    private static void imitate(Trace trace, int decision, int action, Imitated out) {
        int shown = action >= 0 && trace.legal(decision, action) ? action : trace.shortcut(decision);
        if (shown >= 0) {
            out.imitate(decision, shown);
        }
    }
}
