package dwell.envs.process;

import java.util.List;

/** The tables of {@link CompiledProcess} that describe states, in its numbering and layout. */
record StateTables(
        List<?> states,
        double[] prior,
        int[] choiceBegin,
        int[] choiceAction,
        int[] branchBegin,
        int[] branchTarget,
        double[][] probability,
        double[][] compute,
        double[] posterior,
        int[][] startState,
        double[][] startProbability) {}
