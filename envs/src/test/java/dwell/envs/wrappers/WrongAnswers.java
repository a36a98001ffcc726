package dwell.envs.wrappers;

import dwell.envs.Verdict;
import dwell.envs.exact.Evaluation;
import dwell.envs.exact.PolicyTable;
import dwell.envs.process.CompiledProcess;

/** Which wrong answers a policy gives. */
final class WrongAnswers {
    private WrongAnswers() {}

    /** A choice of a state, by an item of a hidden class. */
    interface Kind {
        boolean matches(int state, int choice, int hiddenClass);
    }

    /** Probability that an item is answered wrongly, by a choice of the kind. */
    static double share(CompiledProcess process, PolicyTable policy, Kind kind) {
        double[] visits = Evaluation.visits(process, policy);
        double share = 0;
        for (int s = 0; s < process.stateCount(); s++) {
            for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                for (int c = 0; c < process.classCount(); c++) {
                    if (kind.matches(s, k, c)) {
                        share += visits[s] * policy.probability(k) * process.posterior(s, c) * wrong(process, k, c);
                    }
                }
            }
        }
        return share;
    }

    private static double wrong(CompiledProcess process, int choice, int hiddenClass) {
        double wrong = 0;
        for (int b = process.branchBegin(choice); b < process.branchBegin(choice + 1); b++) {
            int target = process.branchTarget(b);
            if (target < 0 && CompiledProcess.verdictOf(-1 - target) == Verdict.WRONG) {
                wrong += process.probability(hiddenClass, b);
            }
        }
        return wrong;
    }
}
