package dwell.envs.families.recall;

import dwell.envs.Stakes;
import dwell.envs.families.Family;
import dwell.envs.process.DecisionProcess;
import java.util.List;

/** {@code recall-v1}: know whether you know, and whether you are being misled. See {@link RecallProcess}. */
public final class RecallFamily implements Family<RecallParameters> {
    @Override
    public String id() {
        return "recall-v1";
    }

    @Override
    public String summary() {
        return "facts known, not known, or known but answered wrongly in a misleading context: answer, probe, check or abstain";
    }

    @Override
    public String description() {
        return "A question asks for a fact that is known or is not; levels run from frequent facts, nearly all known, to"
                + " obscure ones. Thinking never makes an unknown fact known: a think only asks once more whether the fact"
                + " feels known. A known fact can be answered wrongly because the context misleads; a check may shake that"
                + " off. Abstaining pays between wrong and right, so it is best exactly where an answer is right with less"
                + " than Chow's threshold. Ignorance (abstain) and error (check) call for different things, as in WACK"
                + " (arXiv 2410.22071); levels can be set to the recorded shares of SimpleQA Verified.";
    }

    @Override
    public RecallParameters defaults() {
        return new RecallParameters(
                List.of(0.95, 0.75, 0.50, 0.25, 0.05),
                List.of(),
                0.7,
                1,
                0.02,
                0.5,
                0.25,
                0.85,
                0.7,
                6,
                0.75,
                1,
                2,
                0.75,
                0.02,
                2,
                true);
    }

    /** A wrong answer costs what a right one earns, so that an answer pays where it is right more often than not. */
    @Override
    public Stakes defaultStakes() {
        return new Stakes(0.02, 1, -1, 0);
    }

    @Override
    public DecisionProcess<?> declare(RecallParameters parameters) {
        return new RecallProcess(parameters);
    }
}
