package dwell.envs.families.planning;

import dwell.envs.Stakes;
import dwell.envs.families.Family;
import dwell.envs.process.DecisionProcess;
import java.util.List;

/** {@code planning-v1}: reveal nodes of a reward tree until it is time to take a path. See {@link PlanningProcess}. */
public final class PlanningFamily implements Family<PlanningParameters> {
    @Override
    public String id() {
        return "planning-v1";
    }

    @Override
    public String summary() {
        return "reveal the hidden rewards of a tree at a price, then take the best path; levels differ in what is at stake";
    }

    @Override
    public String description() {
        return "A tree of nodes that hide rewards. Each think reveals one node; answering takes the path from root to leaf with"
                + " the best expected sum, and is paid that sum. Where rewards are large it pays to look at several nodes,"
                + " those first whose reward can change the choice of path; where they are small it pays to look at few or at"
                + " none. The reward first seen tells how much is at stake (the mouselab task of Callaway et al. 2018 and 2022;"
                + " a metalevel decision process, Hay, Russell, Tolpin and Shimony 2012).";
    }

    @Override
    public PlanningParameters defaults() {
        return new PlanningParameters(
                List.of(3, 2),
                List.of(-1.0, 1.0),
                List.of(),
                List.of(),
                List.of(1.0, 0.4, 0.15),
                List.of(),
                0.7,
                1,
                false);
    }

    /** The best possible path is worth 1, the worst possible one -1. */
    @Override
    public Stakes defaultStakes() {
        return new Stakes(0.05, 1, -1, 0);
    }

    @Override
    public DecisionProcess<?> declare(PlanningParameters parameters) {
        return new PlanningProcess(parameters);
    }
}
