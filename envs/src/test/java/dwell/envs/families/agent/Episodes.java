package dwell.envs.families.agent;

import dwell.envs.Verdict;
import dwell.envs.exact.PolicyTable;
import dwell.envs.families.agent.AgentProcess.State;
import dwell.envs.process.CompiledProcess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The exact joint distribution of overthinking score and success over the episodes of a policy, by a forward recursion over
 * states and counts.
 *
 * @param byScore for each score, the probability of an episode that has it and fails, and that has it and succeeds
 */
record Episodes(TreeMap<Double, double[]> byScore) {
    private record Counts(int paralysis, int rogue) {}

    static Episodes of(CompiledProcess process, PolicyTable policy, int stages) {
        AgentProcess declaration = (AgentProcess) process.declaration();
        OverthinkingScore score = new OverthinkingScore(stages);
        TreeMap<Double, double[]> byScore = new TreeMap<>();
        List<Map<Counts, Double>> mass = new ArrayList<>();
        for (int s = 0; s < process.stateCount(); s++) {
            mass.add(new HashMap<>());
        }
        for (int c = 0; c < process.classCount(); c++) {
            mass.get(process.startStates(c)[0]).merge(new Counts(0, 0), process.prior(c), Double::sum);
        }
        double[] tally = new double[3];
        for (int s = 0; s < process.stateCount(); s++) {
            for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                Arrays.fill(tally, 0);
                declaration.tally((State) process.state(s), process.actions().get(process.actionOf(k)), 0, tally);
                for (Map.Entry<Counts, Double> entry : mass.get(s).entrySet()) {
                    Counts counts = new Counts(
                            entry.getKey().paralysis() + (int) tally[0],
                            entry.getKey().rogue() + (int) tally[1]);
                    for (int b = process.branchBegin(k); b < process.branchBegin(k + 1); b++) {
                        double p = entry.getValue() * policy.probability(k) * process.meanProbability(b);
                        int target = process.branchTarget(b);
                        if (p == 0) {
                            continue;
                        }
                        if (target >= 0) {
                            mass.get(target).merge(counts, p, Double::sum);
                        } else {
                            boolean success = CompiledProcess.verdictOf(-1 - target) == Verdict.CORRECT;
                            double reached = score.of(counts.paralysis(), counts.rogue(), tally[2]);
                            byScore.computeIfAbsent(reached, key -> new double[2])[success ? 1 : 0] += p;
                        }
                    }
                }
            }
        }
        return new Episodes(byScore);
    }

    double success() {
        return byScore.values().stream().mapToDouble(p -> p[1]).sum();
    }

    double meanScore() {
        return byScore.entrySet().stream()
                .mapToDouble(e -> e.getKey() * (e.getValue()[0] + e.getValue()[1]))
                .sum();
    }

    /** Success of the episode of lowest score of two independent ones; among equals, either. */
    double lowestOfTwo() {
        double higher = 1;
        double success = 0;
        for (double[] p : byScore.values()) {
            double here = p[0] + p[1];
            higher -= here;
            success += p[1] * (2 * higher + here);
        }
        return success;
    }
}
