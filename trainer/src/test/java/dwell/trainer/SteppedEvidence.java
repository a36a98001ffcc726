package dwell.trainer;

import dwell.envs.Action;
import dwell.envs.Outcome;
import dwell.envs.Stakes;
import dwell.envs.VectorEnvironment;
import dwell.envs.families.EnvironmentFamily;
import dwell.envs.families.evidence.EvidenceFamily;
import dwell.envs.families.evidence.EvidenceParameters;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.Item;
import dwell.envs.process.ProcessCompiler;
import dwell.envs.process.ProcessEnvironment;
import dwell.envs.process.Simulator;
import dwell.envs.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code evidence-v1} as an environment that is stepped and has no tables: what can be sampled here is known exactly. Held-out
 * items are other draws, with votes that are less reliable. The bound of an item is the optimum of a policy that is told its hidden class.
 */
public final class SteppedEvidence implements EnvironmentFamily<EvidenceParameters> {
    private static final Map<EvidenceParameters, Map<Side, CompiledProcess>> PROCESSES = new ConcurrentHashMap<>();

    @Override
    public String id() {
        return "stepped-evidence-v1";
    }

    @Override
    public String summary() {
        return "evidence-v1 without its tables, for tests";
    }

    @Override
    public EvidenceParameters defaults() {
        return new EvidenceFamily().defaults();
    }

    @Override
    public String computeUnit() {
        return "votes";
    }

    @Override
    public VectorEnvironment create(EvidenceParameters parameters, int slots, Side side) {
        CompiledProcess training = process(parameters, Side.TRAINING);
        CompiledProcess process = side == Side.TRAINING ? training : process(parameters, side);
        return new WithoutTables(process, training.levels(), slots, side.ordinal());
    }

    /** The truth behind the environments of one side. */
    static CompiledProcess process(EvidenceParameters parameters, Side side) {
        return PROCESSES
                .computeIfAbsent(parameters, p -> new ConcurrentHashMap<>())
                .computeIfAbsent(side, s -> compiled(parameters, s));
    }

    private static CompiledProcess compiled(EvidenceParameters p, Side side) {
        double scale = side == Side.TRAINING ? 1 : 0.95;
        return ProcessCompiler.compile(new EvidenceFamily()
                .declare(new EvidenceParameters(
                        p.reliabilities().stream().map(r -> scale * r).toList(),
                        p.weights(),
                        p.alternatives(),
                        p.cueReliability(),
                        p.freeVotes(),
                        p.maxThinks(),
                        p.voteCompute(),
                        p.computeRise(),
                        p.abstain(),
                        p.introspection(),
                        p.readingReliability())));
    }

    /**
     * Best value from each state for a policy that knows the hidden class, by backward induction.
     *
     * @return shape [states]
     */
    static double[] toldValues(CompiledProcess process, Stakes stakes, int hiddenClass) {
        double[] value = new double[process.stateCount()];
        for (int s = process.stateCount() - 1; s >= 0; s--) {
            value[s] = Double.NEGATIVE_INFINITY;
            for (int k = process.choiceBegin(s); k < process.choiceBegin(s + 1); k++) {
                double worth = -stakes.price() * process.compute(hiddenClass, k);
                for (int b = process.branchBegin(k); b < process.branchBegin(k + 1); b++) {
                    double p = process.probability(hiddenClass, b);
                    int target = process.branchTarget(b);
                    if (p > 0) {
                        worth += p
                                * (target >= 0 ? value[target] : stakes.value(CompiledProcess.verdictOf(-1 - target)));
                    }
                }
                value[s] = Math.max(value[s], worth);
            }
        }
        return value;
    }

    /** What is left of a process when its rows are not told. */
    private static final class WithoutTables implements VectorEnvironment {
        private final CompiledProcess process;
        private final ProcessEnvironment inner;
        private final List<String> levels;
        private final int side;
        private final long[] items;
        private Stakes boundStakes;
        private double[][] bound;

        WithoutTables(CompiledProcess process, List<String> levels, int slots, int side) {
            this.process = process;
            this.inner = new ProcessEnvironment(process, new Simulator(process), slots);
            this.levels = levels;
            this.side = side;
            this.items = new long[slots];
        }

        @Override
        public int slots() {
            return inner.slots();
        }

        @Override
        public List<String> levels() {
            return levels;
        }

        @Override
        public List<Action> actions() {
            return inner.actions();
        }

        @Override
        public int featureCount() {
            return inner.featureCount();
        }

        @Override
        public void reset(int slot, long itemKey, long episodeKey) {
            items[slot] = side == 0 ? itemKey : RandomKey.child(itemKey, side);
            inner.reset(slot, items[slot], episodeKey);
        }

        @Override
        public boolean running(int slot) {
            return inner.running(slot);
        }

        @Override
        public void observe(int slot, float[] out, int offset) {
            inner.observe(slot, out, offset);
        }

        @Override
        public boolean legal(int slot, int action) {
            return inner.legal(slot, action);
        }

        @Override
        public double actionDraw(int slot) {
            return inner.actionDraw(slot);
        }

        @Override
        public void step(int slot, int action) {
            inner.step(slot, action);
        }

        @Override
        public Outcome outcome(int slot) {
            return inner.outcome(slot);
        }

        @Override
        public double utilityBound(int slot, Stakes stakes) {
            if (!stakes.equals(boundStakes)) {
                boundStakes = stakes;
                bound = new double[process.classCount()][];
                Arrays.setAll(bound, c -> toldValues(process, stakes, c));
            }
            Item item = Item.of(process, items[slot]);
            return bound[item.hiddenClass()][item.startState()];
        }
    }
}
