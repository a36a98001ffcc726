package dwell.trainer.config;

import dwell.envs.Help;
import dwell.envs.Require;
import dwell.policies.Backend;

/** What a run is called, where it lies, and which machine it uses. */
public record RunSettings(
        @Help("seed of every random stream of the run") long seed,

        @Help("folder of the run; empty for runs/<env>-<policy>-s<seed>-<number>")
        String out,

        @Help("updates between two checkpoints, at least 0; 0 for the last only")
        int checkpointEvery,

        @Help("checkpoints kept, the newest and besides them the best, at least 1")
        int keep,

        @Help("where ND4J computes: cpu, cuda or auto") Backend backend) {

    public RunSettings {
        Require.atLeast("checkpointEvery", checkpointEvery, 0);
        Require.atLeast("keep", keep, 1);
    }

    public static RunSettings defaults() {
        return new RunSettings(0, "", 50, 3, Backend.CPU);
    }
}
