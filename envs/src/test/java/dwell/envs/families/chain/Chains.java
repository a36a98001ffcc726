package dwell.envs.families.chain;

import dwell.envs.Action;
import dwell.envs.Stakes;
import dwell.envs.exact.Evaluation;
import dwell.envs.exact.Performance;
import dwell.envs.exact.PolicyTable;
import dwell.envs.families.Introspection;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessCompiler;
import java.util.List;

/** Chains without checks, and the policy that always takes the same kind of step. */
final class Chains {
    private Chains() {}

    static CompiledProcess compile(ChainParameters parameters) {
        return ProcessCompiler.compile(new ChainProcess(parameters));
    }

    static ChainParameters plain(List<Integer> lengths, List<Double> accuracies, double conditioning) {
        return injected(lengths, accuracies, conditioning, 0, 0);
    }

    static ChainParameters injected(
            List<Integer> lengths, List<Double> accuracies, double conditioning, int history, double injected) {
        return new ChainParameters(
                lengths,
                accuracies,
                List.of(),
                conditioning,
                0,
                0.98,
                history,
                injected,
                1,
                2,
                0,
                0,
                0,
                0,
                Introspection.FULL,
                1);
    }

    /** Takes one kind of step to the end of the chain, then answers. */
    static PolicyTable always(CompiledProcess process, Action step) {
        int[] choice = new int[process.stateCount()];
        for (int s = 0; s < choice.length; s++) {
            int wanted = process.actions().indexOf(step);
            choice[s] = process.isDecision(s) ? process.choiceOf(s, wanted) : process.choiceBegin(s);
        }
        return PolicyTable.deterministic(process, choice);
    }

    static List<Double> accuracies(CompiledProcess process, PolicyTable policy) {
        return Evaluation.of(process, Stakes.ofPrice(0), policy).levels().stream()
                .map(Performance::accuracy)
                .toList();
    }
}
