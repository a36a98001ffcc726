package dwell.trainer.warm;

import dwell.envs.Action;
import dwell.envs.process.CompiledProcess;
import dwell.policies.LearnedPolicy;
import dwell.policies.ObservationBatch;
import dwell.trainer.objective.LogSoftmax;
import dwell.trainer.rollout.ProcessRows;
import java.util.List;

/** The rows of the first decisions of episodes, which no policy has a say in. Confined to one thread. */
final class FirstDecisions {
    private final ObservationBatch batch;
    private final boolean[] legal;
    private final double[] weights;
    private final List<Action> actions;

    /**
     * First decisions.
     *
     * @param batch rows
     * @param legal shape [rows x actions]
     * @param weights how often each row is the first, shape [rows]
     */
    FirstDecisions(ObservationBatch batch, boolean[] legal, double[] weights, List<Action> actions) {
        this.batch = batch;
        this.legal = legal;
        this.weights = weights;
        this.actions = actions;
    }

    /** Those of a process, in expectation over items. */
    static FirstDecisions of(CompiledProcess process) {
        double[] weights = new double[process.rowCount()];
        double[] reached = ExactTraces.starts(process);
        for (int s = 0; s < reached.length; s++) {
            for (int i = process.readingBegin(s); i < process.readingBegin(s + 1); i++) {
                weights[process.readingRow(i)] += reached[s] * process.readingProbability(i);
            }
            int forced = process.choiceBegin(s);
            for (int b = process.branchBegin(forced);
                    b < process.branchBegin(forced + 1) && !process.isDecision(s);
                    b++) {
                if (process.branchTarget(b) >= 0) {
                    reached[process.branchTarget(b)] += reached[s] * process.meanProbability(b);
                }
            }
        }
        boolean[] legal = new boolean[process.rowCount() * process.actionCount()];
        for (int i = 0; i < legal.length; i++) {
            legal[i] = process.legal(i / process.actionCount(), i % process.actionCount());
        }
        return new FirstDecisions(ProcessRows.all(process), legal, weights, process.actions());
    }

    /** Share of first decisions in which a policy, acting with its probabilities, does not deliberate. */
    double notThinking(LearnedPolicy policy) {
        int width = actions.size();
        double[] logits = new double[weights.length * width];
        policy.logits(batch, logits);
        double share = 0;
        double all = 0;
        for (int row = 0; row < weights.length; row++) {
            LogSoftmax.of(logits, row * width, width, legal, row * width, logits, row * width);
            all += weights[row];
            for (int a = 0; a < width; a++) {
                share += actions.get(a).kind().deliberates() ? 0 : weights[row] * Math.exp(logits[row * width + a]);
            }
        }
        return share / all;
    }
}
