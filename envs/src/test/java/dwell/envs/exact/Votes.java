package dwell.envs.exact;

import dwell.envs.families.Introspection;
import dwell.envs.families.evidence.EvidenceFamily;
import dwell.envs.families.evidence.EvidenceParameters;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.PlotPoint;
import dwell.envs.process.ProcessCompiler;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The plain vote process of the literature: two alternatives, no free vote, a cue that says nothing. */
final class Votes {
    private Votes() {}

    static CompiledProcess of(int maxThinks, double... reliabilities) {
        List<Double> levels = java.util.Arrays.stream(reliabilities).boxed().toList();
        return ProcessCompiler.compile(new EvidenceFamily()
                .declare(new EvidenceParameters(
                        levels, List.of(), 2, 0, 0, maxThinks, 1, 0, false, Introspection.FULL, 0.8)));
    }

    /** Answer as soon as one alternative leads by so many votes. */
    static PolicyTable threshold(CompiledProcess process, int lead) {
        return stopWhere(process, point -> Math.abs(point.y()) - lead);
    }

    /** Answer after so many votes. */
    static PolicyTable fixed(CompiledProcess process, int votes) {
        return stopWhere(process, point -> point.x() - votes);
    }

    private static PolicyTable stopWhere(CompiledProcess process, ToDoubleFunction<PlotPoint> notNegative) {
        double[] probability = new double[process.choiceCount()];
        for (int s = 0; s < process.stateCount(); s++) {
            boolean stop = notNegative.applyAsDouble(process.plotPoint(s).orElseThrow()) >= 0;
            int taken = process.isDecision(s) ? process.choiceOf(s, stop ? 0 : 1) : process.choiceBegin(s);
            probability[taken] = 1;
        }
        return PolicyTable.ofChoices(process, probability);
    }

    /** Half a unit of the last printed digit, and a hair. */
    static double printedWithin(String printed) {
        int decimals = printed.contains(".") ? printed.length() - printed.indexOf('.') - 1 : 0;
        return 0.505 * Math.pow(10, -decimals);
    }
}
