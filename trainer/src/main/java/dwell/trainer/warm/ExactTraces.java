package dwell.trainer.warm;

import dwell.envs.process.CompiledProcess;
import dwell.trainer.config.WarmStartConfig;
import dwell.trainer.config.WarmStartConfig.Edit;

/** What is imitated of a teacher, in expectation over all of its traces: no sampling noise. */
final class ExactTraces {
    private ExactTraces() {}

    /**
     * Expected number of times that a trace, edited as the config says, imitates an action in a row.
     *
     * @return shape [rows x actions]
     */
    static double[] weights(Teacher teacher, WarmStartConfig config) {
        CompiledProcess process = teacher.process();
        double[] starts = starts(process);
        if (config.edit() == Edit.SELF_BRAKING) {
            return SelfBraking.weights(teacher, config, starts);
        }
        double[] weights = new double[process.rowCount() * process.actionCount()];
        for (Dropping dropping : Dropping.of(config, process.actions())) {
            if (dropping.share() > 0) {
                double[] scaled = starts.clone();
                for (int s = 0; s < scaled.length; s++) {
                    scaled[s] *= dropping.share();
                }
                new DroppingFlow(teacher, dropping).addTo(weights, scaled);
            }
        }
        return weights;
    }

    /** Probability of each start state over items, shape [states]. */
    static double[] starts(CompiledProcess process) {
        double[] starts = new double[process.stateCount()];
        for (int c = 0; c < process.classCount(); c++) {
            for (int i = 0; i < process.startStates(c).length; i++) {
                starts[process.startStates(c)[i]] += process.prior(c) * process.startProbabilities(c)[i];
            }
        }
        return starts;
    }
}
