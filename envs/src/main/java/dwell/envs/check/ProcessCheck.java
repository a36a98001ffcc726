package dwell.envs.check;

import dwell.envs.Stakes;
import dwell.envs.exact.Evaluation;
import dwell.envs.exact.KnownLevel;
import dwell.envs.exact.Optimum;
import dwell.envs.exact.Performance;
import dwell.envs.exact.PolicyTable;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.EpisodeTape;
import dwell.envs.process.Feature;
import dwell.envs.process.Item;
import dwell.envs.process.ProcessCompiler;
import dwell.envs.process.ProcessException;
import dwell.envs.process.Simulator;
import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Checks of a declared process. What can be wrong with a declaration the compiler finds; the other checks look at the
 * compiled tables by another way than the one that made them.
 */
public final class ProcessCheck {
    private static final double STANDARD_ERRORS = 4;
    /** Episodes of the largest utility that a mean may be off by beyond its standard errors. */
    private static final double RARE = 8;

    private static final double EXACT = 1e-9;

    private final Stakes stakes;
    private final int episodes;
    private final List<Finding> findings = new ArrayList<>();

    /** Checks of one process, evaluated under given stakes; by so many simulated episodes. */
    public ProcessCheck(Stakes stakes, int episodes) {
        this.stakes = stakes;
        this.episodes = episodes;
    }

    /**
     * What a check found.
     *
     * @param check its name
     * @param detail figures, or what is wrong
     */
    public record Finding(String check, boolean ok, String detail) {}

    /** Runs all checks that can be run. */
    public List<Finding> check(DecisionProcess<?> declaration, Optional<DecisionProcess<?>> heldOut) {
        CompiledProcess process = compiled("declaration", declaration);
        if (process == null) {
            return findings;
        }
        probabilities(process);
        posterior(process);
        bounds(process);
        deterministic(declaration, process);
        heldOut.ifPresent(other -> heldOut(process, other));
        optimum(process);
        values(process);
        simulated(process);
        return findings;
    }

    private void add(String check, boolean ok, String detail, Object... values) {
        findings.add(new Finding(check, ok, String.format(Locale.ROOT, detail, values)));
    }

    private CompiledProcess compiled(String check, DecisionProcess<?> declaration) {
        long begin = System.nanoTime();
        try {
            CompiledProcess process = ProcessCompiler.compile(declaration);
            add(
                    check,
                    true,
                    "%,d states, acyclic and sufficient, %,d choices, %,d observations, %d hidden classes, %d levels;"
                            + " compiled in %.0f ms",
                    process.stateCount(),
                    process.choiceCount(),
                    process.rowCount(),
                    process.classCount(),
                    process.levelCount(),
                    (System.nanoTime() - begin) / 1e6);
            return process;
        } catch (ProcessException e) {
            add(check, false, "%s", e.getMessage());
            return null;
        }
    }

    private void probabilities(CompiledProcess process) {
        double worst = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int c = 0; c < process.classCount(); c++) {
            worst = Math.max(
                    worst, Math.abs(Arrays.stream(process.startProbabilities(c)).sum() - 1));
            for (int s = 0; s < process.stateCount(); s++) {
                if (process.posterior(s, c) == 0) {
                    continue;
                }
                for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                    double sum = 0;
                    for (int b = process.branchBegin(k); b < process.branchBegin(k + 1); b++) {
                        sum += process.probability(c, b);
                        least = Math.min(least, process.probability(c, b));
                    }
                    worst = Math.max(worst, Math.abs(sum - 1));
                    least = Math.min(least, process.compute(c, k));
                }
            }
        }
        add(
                "probabilities",
                worst < EXACT && least >= 0,
                "sum to 1 within %.1e; the smallest probability or compute is %s",
                worst,
                least);
    }

    /** Bayes' rule on the mass that a uniform policy sends forward. */
    private void posterior(CompiledProcess process) {
        int classes = process.classCount();
        double[][] mass = new double[classes][process.stateCount()];
        for (int c = 0; c < classes; c++) {
            for (int i = 0; i < process.startStates(c).length; i++) {
                mass[c][process.startStates(c)[i]] += process.prior(c) * process.startProbabilities(c)[i];
            }
            for (int s = 0; s < process.stateCount(); s++) {
                int choices = process.choiceBegin(s + 1) - process.choiceBegin(s);
                for (int b = process.branchBegin(process.choiceBegin(s));
                        b < process.branchBegin(process.choiceBegin(s + 1));
                        b++) {
                    int target = process.branchTarget(b);
                    if (target >= 0) {
                        mass[c][target] += mass[c][s] / choices * process.probability(c, b);
                    }
                }
            }
        }
        double worst = 0;
        for (int s = 0; s < process.stateCount(); s++) {
            double total = 0;
            for (int c = 0; c < classes; c++) {
                total += mass[c][s];
            }
            // Far states can be too unlikely for their mass to keep its digits.
            for (int c = 0; c < classes && total > 1e-200; c++) {
                worst = Math.max(worst, Math.abs(mass[c][s] / total - process.posterior(s, c)));
            }
        }
        add("posterior", worst < EXACT, "follows Bayes' rule within %.1e", worst);
    }

    private void bounds(CompiledProcess process) {
        List<Feature> features = process.declaration().features();
        for (int row = 0; row < process.rowCount(); row++) {
            for (int f = 0; f < features.size(); f++) {
                Feature feature = features.get(f);
                double value = process.feature(row, f);
                if (!(value >= feature.min() - EXACT && value <= feature.max() + EXACT)) {
                    add(
                            "features",
                            false,
                            "%s must lie in [%s, %s], was %s",
                            feature.name(),
                            feature.min(),
                            feature.max(),
                            value);
                    return;
                }
            }
        }
        add("features", true, "%d, all within their bounds", features.size());
    }

    private void deterministic(DecisionProcess<?> declaration, CompiledProcess process) {
        boolean same = ProcessCompiler.compile(declaration).fingerprint() == process.fingerprint();
        add("determinism", same, "compiled twice, the tables are %s", same ? "the same" : "not the same");
    }

    private void heldOut(CompiledProcess process, DecisionProcess<?> declaration) {
        CompiledProcess heldOut = compiled("held-out items", declaration);
        if (heldOut != null) {
            boolean same = heldOut.actions().equals(process.actions())
                    && declaration.features().equals(process.declaration().features());
            add(
                    "held-out items",
                    same,
                    "actions and features are %s as in training",
                    same ? "the same" : "not the same");
        }
    }

    /** The optimal value comes from a backward recursion under the posterior, its evaluation from a forward one by class. */
    private void optimum(CompiledProcess process) {
        Optimum optimum = Optimum.of(process, stakes);
        long begin = System.nanoTime();
        optimum = Optimum.of(process, stakes);
        double millis = (System.nanoTime() - begin) / 1e6;
        double forward =
                Evaluation.of(process, stakes, optimum.policy()).overall().utility();
        add(
                "optimum",
                Math.abs(forward - optimum.utility()) < EXACT,
                "utility %.9f, evaluated %.9f; solved in %.2f ms",
                optimum.utility(),
                forward,
                millis);
    }

    /** What the optimum must lie between: it cannot beat the best verdict, nor a policy that is told the level. */
    private void values(CompiledProcess process) {
        double best = Math.max(stakes.correct(), stakes.abstain());
        double utility = Optimum.of(process, stakes).utility();
        double known = KnownLevel.of(process, stakes).utility();
        double uniform = Evaluation.of(process, stakes, PolicyTable.ofRows(process, uniformRows(process)))
                .overall()
                .utility();
        add(
                "bounds",
                uniform <= utility + EXACT && utility <= known + EXACT && known <= best + EXACT,
                "uniform policy %.6f <= optimum %.6f <= level known %.6f <= best verdict %.6f",
                uniform,
                utility,
                known,
                best);
    }

    /**
     * The mean of simulated episodes must lie within 4 exact standard errors of the exact value, plus the most that 8 episodes
     * could change in it. Where verdicts are rare a mean is far from normal, and the second term is for that: by Bernstein's
     * inequality a right process fails for fewer than one seed in 1,490, whatever it is; where the mean is nearly normal, for
     * fewer than one in 16,000.
     */
    private void simulated(CompiledProcess process) {
        double[] rows = process.fullyObserved() ? optimalRows(process) : uniformRows(process);
        PolicyTable policy = PolicyTable.ofRows(process, rows);
        Performance exact = Evaluation.of(process, stakes, policy).overall();
        Simulator simulator = new Simulator(process);
        double[] cumulative = new double[rows.length];
        for (int row = 0; row < process.rowCount(); row++) {
            simulator.setRow(rows, row * process.actionCount(), row, cumulative);
        }
        long items = RandomKey.child(RandomKey.of(0, Purpose.CHECK), 0);
        Item[] drawn = new Item[episodes];
        Arrays.setAll(drawn, n -> Item.of(process, RandomKey.child(items, n)));
        EpisodeTape tape = new EpisodeTape(1 << 16);
        double sum = 0;
        long decisions = 0;
        long begin = 0;
        // The first episodes warm up the JVM and are run again.
        for (int n = -episodes / 4; n < episodes; n++) {
            begin = n == 0 ? System.nanoTime() : begin;
            Item item = drawn[Math.abs(n)];
            tape.clear();
            simulator.run(
                    RandomKey.child(items, ~Math.abs(n)), item.hiddenClass(), item.startState(), cumulative, tape);
            if (n >= 0) {
                sum += stakes.value(CompiledProcess.verdictOf(tape.terminal())) - stakes.price() * tape.compute();
                decisions += tape.size();
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        double mean = sum / episodes;
        UtilitySpread spread = UtilitySpread.of(process, stakes, policy);
        double error = spread.deviation() / Math.sqrt(episodes);
        add(
                "simulator",
                Math.abs(mean - exact.utility()) <= STANDARD_ERRORS * error + RARE * spread.range() / episodes + EXACT,
                "%s policy: utility %.5f +- %.5f over %,d episodes, exactly %.5f; %.0f M decisions/s on one core",
                process.fullyObserved() ? "optimal" : "uniform",
                mean,
                error,
                episodes,
                exact.utility(),
                decisions / seconds / 1e6);
    }

    private double[] optimalRows(CompiledProcess process) {
        Optimum optimum = Optimum.of(process, stakes);
        double[] rows = new double[process.rowCount() * process.actionCount()];
        for (int s = 0; s < process.stateCount(); s++) {
            for (int i = process.readingBegin(s); i < process.readingBegin(s + 1); i++) {
                rows[process.readingRow(i) * process.actionCount() + process.actionOf(optimum.best(s))] = 1;
            }
        }
        return rows;
    }

    private static double[] uniformRows(CompiledProcess process) {
        int actions = process.actionCount();
        double[] rows = new double[process.rowCount() * actions];
        for (int row = 0; row < process.rowCount(); row++) {
            int legal = 0;
            for (int a = 0; a < actions; a++) {
                legal += process.legal(row, a) ? 1 : 0;
            }
            for (int a = 0; a < actions; a++) {
                rows[row * actions + a] = process.legal(row, a) ? 1.0 / legal : 0;
            }
        }
        return rows;
    }
}
