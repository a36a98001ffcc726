package dwell.envs.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Stakes;
import dwell.envs.families.Introspection;
import dwell.envs.families.evidence.EvidenceFamily;
import dwell.envs.families.evidence.EvidenceParameters;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessCompiler;
import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The optimum of {@code evidence-v1} against two other programmes for the same problem, over random parameters. */
class VoteRecursionTest {
    private static final long KEY = RandomKey.of(17, Purpose.CHECK);

    private record Setting(EvidenceParameters parameters, Stakes stakes) {}

    private static Setting setting(int number, int alternatives, int longest) {
        long key = RandomKey.child(KEY, number);
        int levels = 1 + RandomKey.below(key, 0, 4);
        List<Double> reliabilities = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        for (int level = 0; level < levels; level++) {
            reliabilities.add(0.3 + 0.7 * RandomKey.uniform(key, 10 + level));
            weights.add(0.1 + RandomKey.uniform(key, 20 + level));
        }
        EvidenceParameters parameters = new EvidenceParameters(
                reliabilities,
                number % 4 == 0 ? List.of() : weights,
                alternatives,
                number % 5 == 0 ? 0 : RandomKey.uniform(key, 1),
                RandomKey.below(key, 2, 4),
                1 + RandomKey.below(key, 3, longest),
                1 + RandomKey.uniform(key, 4),
                number % 3 == 0 ? RandomKey.uniform(key, 5) : 0,
                number % 2 == 0,
                Introspection.FULL,
                0.8);
        Stakes stakes = new Stakes(
                0.002 + 0.03 * RandomKey.uniform(key, 6),
                1,
                -RandomKey.uniform(key, 7),
                0.4 * RandomKey.uniform(key, 8));
        return new Setting(parameters, stakes);
    }

    private static double optimum(Setting setting) {
        CompiledProcess process = ProcessCompiler.compile(new EvidenceFamily().declare(setting.parameters()));
        return Optimum.of(process, setting.stakes()).utility();
    }

    @Test
    void twoAlternativesAgreeWithTheRecursionOverVotesAndLead() {
        for (int i = 0; i < 20; i++) {
            Setting setting = setting(i, 2, 40);
            assertThat(optimum(setting)).as("setting " + i).isCloseTo(overLeads(setting), within(1e-12));
        }
    }

    @Test
    void threeAndFourAlternativesAgreeWithTheRecursionOverCounts() {
        for (int i = 0; i < 12; i++) {
            Setting setting = setting(100 + i, 3 + i % 2, 4);
            assertThat(optimum(setting)).as("setting " + i).isCloseTo(overSequences(setting), within(1e-12));
        }
    }

    @Test
    void twoAlternativesAgreeWithTheRecursionOverCountsToo() {
        for (int i = 0; i < 10; i++) {
            Setting setting = setting(200 + i, 2, 8);
            assertThat(optimum(setting)).as("setting " + i).isCloseTo(overSequences(setting), within(1e-12));
        }
    }

    private static double[] levelPrior(EvidenceParameters p) {
        double[] prior = new double[p.reliabilities().size()];
        double total = 0;
        for (int j = 0; j < prior.length; j++) {
            prior[j] = p.weights().isEmpty() ? 1 : p.weights().get(j);
            total += prior[j];
        }
        for (int j = 0; j < prior.length; j++) {
            prior[j] /= total;
        }
        return prior;
    }

    private static double cueChance(EvidenceParameters p, int level, int cue) {
        int levels = p.reliabilities().size();
        return (cue == level ? p.cueReliability() : 0) + (1 - p.cueReliability()) / levels;
    }

    /**
     * Backward induction over (votes n, lead d) for each cue, in likelihoods of the two truths: the recursion of mixed
     * difficulties with the cue's likelihood in the weights.
     */
    private static double overLeads(Setting setting) {
        EvidenceParameters p = setting.parameters();
        Stakes stakes = setting.stakes();
        double[] prior = levelPrior(p);
        int most = p.freeVotes() + p.maxThinks();
        double utility = 0;
        for (int cue = 0; cue < prior.length; cue++) {
            double[] w = new double[prior.length];
            double shown = 0;
            for (int j = 0; j < w.length; j++) {
                w[j] = prior[j] * cueChance(p, j, cue);
                shown += w[j];
            }
            if (shown == 0) {
                continue;
            }
            double[] later = null;
            for (int n = most; n >= 0; n--) {
                double[] value = new double[2 * n + 1];
                for (int d = -n; d <= n; d += 2) {
                    value[d + n] = value(p, stakes, w, n, d, later);
                }
                later = value;
            }
            utility += shown * later[0];
        }
        return utility;
    }

    private static double value(EvidenceParameters p, Stakes stakes, double[] w, int n, int d, double[] later) {
        int up = (n + d) / 2;
        double plus = 0;
        double minus = 0;
        double next = 0;
        for (int j = 0; j < w.length; j++) {
            double q = p.reliabilities().get(j);
            double likePlus = w[j] * Math.pow(q, up) * Math.pow(1 - q, n - up);
            double likeMinus = w[j] * Math.pow(1 - q, up) * Math.pow(q, n - up);
            plus += likePlus;
            minus += likeMinus;
            next += likePlus * q + likeMinus * (1 - q);
        }
        if (plus + minus == 0) {
            return 0;
        }
        double u = next / (plus + minus);
        int thinks = n - p.freeVotes();
        double onward = later == null ? 0 : u * later[d + 1 + n + 1] + (1 - u) * later[d - 1 + n + 1];
        if (thinks < 0) {
            return onward;
        }
        // The side that leads is named, whether or not it is the likelier one.
        double g = plus / (plus + minus);
        double right = d > 0 ? g : d < 0 ? 1 - g : 0.5;
        double stop = right * stakes.correct() + (1 - right) * stakes.wrong();
        if (later == null) {
            return stop;
        }
        double think = onward - stakes.price() * (p.voteCompute() + p.computeRise() * thinks);
        double best = Math.max(stop, think);
        return p.abstain() ? Math.max(best, stakes.abstain()) : best;
    }

    /** Recursion over every sequence of votes, in joint weights of level and truth that are never normalised. */
    private static double overSequences(Setting setting) {
        EvidenceParameters p = setting.parameters();
        double[] prior = levelPrior(p);
        double utility = 0;
        for (int cue = 0; cue < prior.length; cue++) {
            double[][] joint = new double[prior.length][p.alternatives()];
            for (int j = 0; j < prior.length; j++) {
                java.util.Arrays.fill(joint[j], prior[j] * cueChance(p, j, cue) / p.alternatives());
            }
            utility += weighted(setting, joint, new int[p.alternatives()], 0);
        }
        return utility;
    }

    private static double weighted(Setting setting, double[][] joint, int[] counts, int n) {
        EvidenceParameters p = setting.parameters();
        Stakes stakes = setting.stakes();
        int thinks = n - p.freeVotes();
        double mass = 0;
        double right = 0;
        int most = java.util.Arrays.stream(counts).max().orElseThrow();
        long ties = java.util.Arrays.stream(counts).filter(c -> c == most).count();
        for (double[] level : joint) {
            for (int truth = 0; truth < counts.length; truth++) {
                mass += level[truth];
                right += counts[truth] == most ? level[truth] / ties : 0;
            }
        }
        double stop = right * stakes.correct() + (mass - right) * stakes.wrong();
        if (thinks == p.maxThinks()) {
            return stop;
        }
        double onward = 0;
        for (int vote = 0; vote < counts.length; vote++) {
            double[][] after = new double[joint.length][counts.length];
            for (int j = 0; j < joint.length; j++) {
                double q = p.reliabilities().get(j);
                for (int truth = 0; truth < counts.length; truth++) {
                    after[j][truth] = joint[j][truth] * (vote == truth ? q : (1 - q) / (counts.length - 1));
                }
            }
            counts[vote]++;
            onward += weighted(setting, after, counts, n + 1);
            counts[vote]--;
        }
        if (thinks < 0) {
            return onward;
        }
        double think = onward - mass * stakes.price() * (p.voteCompute() + p.computeRise() * thinks);
        double best = Math.max(stop, think);
        return p.abstain() ? Math.max(best, mass * stakes.abstain()) : best;
    }
}
