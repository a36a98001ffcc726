package dwell.trainer.warm;

import dwell.envs.Action;
import dwell.envs.ActionKind;
import dwell.trainer.config.WarmStartConfig;
import dwell.trainer.config.WarmStartConfig.Edit;
import java.util.ArrayList;
import java.util.List;

/**
 * Which thinks are left out of a trace. A decision that is left out is not imitated; the next one that is left in is imitated in
 * the row in which the first of those before it was left out, so that the trace reads as if they had not been there. Where
 * nothing is left in after them, or what is left in is not legal in that row, the row's shortcut stands in: the action that does
 * not deliberate and is worth most. What was drawn in the episode stays as it was.
 *
 * <p>Source: all thoughts of a share of traces, thought dropout (TON, 2505.16854, stage 1); by levels, Dualformer (2410.09918,
 * section 4.1), whose L1 leaves out close clauses, L2 the costs as well, L3 also 30 % of create clauses, and L4 the whole trace.
 * Differs from the papers: here the thinks of a trace are rechecks, tool calls and plain thinks, and L1 leaves out rechecks, L2
 * tool calls as well, L3 each plain think too with a probability, L4 all. And in a paper's trace what was left out is missing from
 * all that follows; a row shows everything found so far, so that after the next decision that is left in, the rows show what
 * the left-out thinks had found.
 *
 * @param share of traces that are treated so
 * @param byAction probability with which a decision is left out, shape [actions]
 */
record Dropping(double share, double[] byAction) {
    /** All ways in which a config treats traces, by share; shares sum to 1. */
    static List<Dropping> of(WarmStartConfig config, List<Action> actions) {
        if (config.edit() == Edit.THOUGHT_DROPOUT) {
            return List.of(of(1 - config.dropout(), actions, 0, 0, 0), everything(config.dropout(), actions));
        }
        if (config.edit() == Edit.TRACE_DROPPING) {
            List<Dropping> levels = new ArrayList<>();
            levels.add(of(config.levels().get(0), actions, 0, 0, 0));
            levels.add(of(config.levels().get(1), actions, 1, 0, 0));
            levels.add(of(config.levels().get(2), actions, 1, 1, 0));
            levels.add(of(config.levels().get(3), actions, 1, 1, config.dropShare()));
            levels.add(everything(config.levels().get(4), actions));
            return levels;
        }
        return List.of(of(1, actions, 0, 0, 0));
    }

    /** Every think is left out. */
    static Dropping everything(double share, List<Action> actions) {
        return of(share, actions, 1, 1, 1);
    }

    private static Dropping of(double share, List<Action> actions, double recheck, double tool, double think) {
        double[] byAction = new double[actions.size()];
        for (int a = 0; a < byAction.length; a++) {
            ActionKind kind = actions.get(a).kind();
            byAction[a] = switch (kind) {
                case RECHECK -> recheck;
                case TOOL -> tool;
                case THINK -> think;
                case ANSWER, ABSTAIN -> 0;
            };
        }
        return new Dropping(share, byAction);
    }
}
