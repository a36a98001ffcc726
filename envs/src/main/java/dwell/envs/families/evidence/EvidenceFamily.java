package dwell.envs.families.evidence;

import dwell.envs.families.Family;
import dwell.envs.families.Introspection;
import dwell.envs.process.DecisionProcess;
import java.util.List;

/** {@code evidence-v1}: gather votes until it is time to answer. See {@link EvidenceProcess}. */
public final class EvidenceFamily implements Family<EvidenceParameters> {
    @Override
    public String id() {
        return "evidence-v1";
    }

    @Override
    public String summary() {
        return "gather noisy votes at a price, then answer with the side that leads; levels differ in how reliable votes are";
    }

    @Override
    public String description() {
        return "The truth is one of several alternatives. Each think draws one vote, which names the truth with the level's"
                + " reliability; answering names the alternative with the most votes. Easy levels need few votes, hard ones"
                + " many, and where votes are coin flips no thinking pays: the optimal budget is an inverted U in difficulty"
                + " (sequential probability ratio test with mixed difficulties; Wald 1945, Malhotra et al. 2018).";
    }

    @Override
    public EvidenceParameters defaults() {
        return new EvidenceParameters(
                List.of(0.95, 0.80, 0.65, 0.55, 0.50), List.of(), 2, 0.7, 1, 32, 1, 0, false, Introspection.FULL, 0.8);
    }

    @Override
    public DecisionProcess<?> declare(EvidenceParameters parameters) {
        return new EvidenceProcess(parameters);
    }
}
