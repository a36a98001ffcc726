package dwell.trainer.warm;

import dwell.envs.ActionKind;
import dwell.envs.process.CompiledProcess;
import dwell.trainer.config.WarmStartConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Traces that brake themselves. A trace is imitated until its overthinking score reaches {@code brakeAt}; then some thinks are
 * shown but not imitated; after these all further thinks are left out, see {@link Dropping}, so that in their place the trace's
 * own answer is imitated. A trace that answers before is imitated as it is.
 *
 * <p>The score of a trace after n thinks is {@code S = .9 (1 - eta) + .1 kappa}, eta the index of the first think after which
 * the answer is found, by n, and kappa the share of markers of reflection (SBT, 2505.14604, section 3.1); 0 before the answer is
 * found and before the first think. Differs from the paper: whether an answer is found is not read from the text, it is found once
 * the posterior probability of the best answer being right is at least {@code foundAt}; it can be before the first think, index
 * 0. Markers are rechecks, thinks are steps. The masked stretch is a number of thinks; the paper's runs to a second threshold or
 * over two sentences.
 */
final class SelfBraking {
    private static final double EFFICIENCY = 0.9;
    private static final double MARKERS = 0.1;
    private static final int NOT_YET = -1;

    private SelfBraking() {}

    /** The overthinking score of the paper, in [0, 1]; eta and kappa in [0, 1]. */
    static double score(double eta, double kappa) {
        return EFFICIENCY * (1 - eta) + MARKERS * kappa;
    }

    /**
     * Where a trace stands before a decision.
     *
     * @param thinks so far
     * @param rechecks among them
     * @param found thinks after which the answer was found; -1 while it is not
     * @param masked thinks still to be shown but not imitated; -1 while the trace has not been cut
     */
    record Progress(int thinks, int rechecks, int found, int masked) {
        static final Progress START = new Progress(0, 0, NOT_YET, NOT_YET);

        /** Looks at a decision: whether the answer is found there, and whether the trace is cut. */
        Progress at(boolean foundHere, WarmStartConfig config) {
            int first = found == NOT_YET && foundHere ? thinks : found;
            boolean cut = masked == NOT_YET
                    && first != NOT_YET
                    && thinks > 0
                    && score((double) first / thinks, (double) rechecks / thinks) >= config.brakeAt();
            return new Progress(thinks, rechecks, first, cut ? config.maskedThinks() : masked);
        }

        /** Whether all further thinks are left out. */
        boolean over() {
            return masked == 0;
        }

        /** Whether a decision of a kind is imitated; asked only while not {@link #over}. */
        boolean imitated(ActionKind kind) {
            return masked == NOT_YET || !kind.deliberates();
        }

        /** After a decision of a kind. */
        Progress after(ActionKind kind) {
            if (!kind.deliberates()) {
                return this;
            }
            return new Progress(
                    thinks + 1,
                    rechecks + (kind == ActionKind.RECHECK ? 1 : 0),
                    found,
                    masked > 0 ? masked - 1 : masked);
        }
    }

    /** The expectation over all traces of a teacher; shape [rows x actions]. */
    static double[] weights(Teacher teacher, WarmStartConfig config, double[] starts) {
        CompiledProcess process = teacher.process();
        double[] weights = new double[process.rowCount() * process.actionCount()];
        double[] over = new double[process.stateCount()];
        List<Map<Progress, Double>> reached = new ArrayList<>();
        for (double start : starts) {
            Map<Progress, Double> here = new LinkedHashMap<>();
            if (start > 0) {
                here.put(Progress.START, start);
            }
            reached.add(here);
        }
        for (int s = 0; s < starts.length; s++) {
            for (Map.Entry<Progress, Double> entry : reached.get(s).entrySet()) {
                Progress progress = entry.getKey();
                if (process.isDecision(s)) {
                    progress = progress.at(teacher.right(s) >= config.foundAt() - 1e-12, config);
                    if (progress.over()) {
                        over[s] += entry.getValue();
                        continue;
                    }
                }
                go(teacher, s, progress, entry.getValue(), weights, reached);
            }
            reached.set(s, null);
        }
        new DroppingFlow(teacher, Dropping.everything(1, process.actions())).addTo(weights, over);
        return weights;
    }

    private static void go(
            Teacher teacher,
            int state,
            Progress progress,
            double mass,
            double[] weights,
            List<Map<Progress, Double>> reached) {
        CompiledProcess process = teacher.process();
        for (int k = process.choiceBegin(state); k < process.choiceBegin(state + 1); k++) {
            double flow = mass * teacher.probability(k);
            if (flow == 0) {
                continue;
            }
            Progress after = progress;
            if (process.isDecision(state)) {
                int action = process.actionOf(k);
                ActionKind kind = process.actions().get(action).kind();
                after = progress.after(kind);
                for (int i = process.readingBegin(state);
                        i < process.readingBegin(state + 1) && progress.imitated(kind);
                        i++) {
                    weights[process.readingRow(i) * process.actionCount() + action] +=
                            flow * process.readingProbability(i);
                }
            }
            for (int b = process.branchBegin(k); b < process.branchBegin(k + 1); b++) {
                double p = flow * process.meanProbability(b);
                if (process.branchTarget(b) >= 0 && p > 0) {
                    reached.get(process.branchTarget(b)).merge(after, p, Double::sum);
                }
            }
        }
    }
}
