package dwell.trainer.warm;

import dwell.envs.Action;
import dwell.envs.ActionKind;
import dwell.envs.VectorEnvironment;
import dwell.envs.random.RandomKey;
import dwell.policies.ObservationBatch;
import dwell.policies.SteppedRule;
import dwell.trainer.config.WarmStartConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * What is imitated in a stepped environment: drawn traces, a network row for each imitated decision. Confined to one thread.
 */
final class SteppedImitation {
    private static final int ITEM = 0;
    private static final int EPISODE = 1;
    private static final int EDIT = 2;

    private final VectorEnvironment environment;
    private final SteppedRule teacher;
    private final List<Action> actions;
    private final int width;
    private final Rows imitated = new Rows();
    private final Rows first = new Rows();
    private final List<float[]> seen = new ArrayList<>();

    private SteppedImitation(VectorEnvironment environment, SteppedRule teacher) {
        this.environment = environment;
        this.teacher = teacher;
        this.actions = environment.actions();
        this.width = environment.featureCount();
    }

    /**
     * Draws the traces.
     *
     * @param environment of at least one slot; slot 0 is used
     * @param key as {@link ProcessImitation#sampled}
     */
    static Imitation of(VectorEnvironment environment, SteppedRule teacher, WarmStartConfig config, long key) {
        SteppedImitation traces = new SteppedImitation(environment, teacher);
        TraceEditor editor = new TraceEditor(config, environment.actions());
        Trace trace = new Trace(environment.actions().size());
        for (int n = 0; n < config.traces(); n++) {
            traces.draw(RandomKey.child(key, n), trace, editor);
        }
        ImitationTargets targets = traces.imitated.targets();
        return new Imitation(step -> targets, traces.first.starts());
    }

    private void draw(long key, Trace trace, TraceEditor editor) {
        trace.clear();
        seen.clear();
        environment.reset(0, RandomKey.child(key, ITEM), RandomKey.child(key, EPISODE));
        while (environment.running(0)) {
            float[] features = new float[width];
            environment.observe(0, features, 0);
            seen.add(features);
            int action = teacher.choose(environment, 0, trace.thinks);
            boolean[] legal = trace.add(trace.size(), action, 0, shortcut(), Double.NaN);
            for (int a = 0; a < actions.size(); a++) {
                legal[(trace.size() - 1) * actions.size() + a] = environment.legal(0, a);
            }
            trace.thinks += actions.get(action).kind().deliberates() ? 1 : 0;
            environment.step(0, action);
        }
        if (trace.size() > 0) {
            first.add(seen.get(0), trace, 0, 0);
        }
        editor.edit(trace, RandomKey.child(key, EDIT), (at, action) -> imitated.add(seen.get(at), trace, at, action));
    }

    /** The first legal answer; failing that the first legal action that does not deliberate; -1 where there is none. */
    private int shortcut() {
        int other = -1;
        for (int a = actions.size() - 1; a >= 0; a--) {
            if (environment.legal(0, a) && !actions.get(a).kind().deliberates()) {
                other = a;
            }
        }
        for (int a = 0; a < actions.size(); a++) {
            if (environment.legal(0, a) && actions.get(a).kind() == ActionKind.ANSWER) {
                return a;
            }
        }
        return other;
    }

    /** Rows with an action each. */
    private final class Rows {
        private final BitSet legal = new BitSet();
        private float[] features = new float[1024];
        private int[] taken = new int[64];
        private int count;

        void add(float[] observation, Trace trace, int decision, int action) {
            if ((count + 1) * width > features.length) {
                features = Arrays.copyOf(features, Math.max(2 * features.length, (count + 1) * width));
            }
            if (count == taken.length) {
                taken = Arrays.copyOf(taken, 2 * count);
            }
            System.arraycopy(observation, 0, features, count * width, width);
            for (int a = 0; a < actions.size(); a++) {
                legal.set(count * actions.size() + a, trace.legal(decision, a));
            }
            taken[count++] = action;
        }

        private ObservationBatch batch() {
            ObservationBatch batch = new ObservationBatch(width, count);
            batch.resize(count);
            System.arraycopy(features, 0, batch.features(), 0, count * width);
            Arrays.fill(batch.rows(), -1);
            return batch;
        }

        private boolean[] legal() {
            boolean[] out = new boolean[count * actions.size()];
            legal.stream().forEach(i -> out[i] = true);
            return out;
        }

        ImitationTargets targets() {
            double[] weights = new double[count * actions.size()];
            for (int i = 0; i < count; i++) {
                weights[i * actions.size() + taken[i]] = 1;
            }
            return new ImitationTargets(batch(), legal(), weights, actions.size());
        }

        FirstDecisions starts() {
            double[] weights = new double[count];
            Arrays.fill(weights, 1);
            return new FirstDecisions(batch(), legal(), weights, actions);
        }
    }
}
