package dwell.trainer.rollout;

import dwell.policies.HostTransfer;
import dwell.policies.LearnedPolicy;
import dwell.trainer.Resumable;
import java.util.ArrayDeque;

/**
 * The weights of the last updates, to draw rollouts with those of {@code lag} updates ago; before there are as many, with the
 * initial ones. Confined to one thread.
 */
final class LaggedWeights implements Resumable {
    private final LearnedPolicy policy;
    private final int lag;
    private final int length;
    /** Oldest first; while an update is collected, the present ones last. */
    private final ArrayDeque<double[]> weights = new ArrayDeque<>();

    LaggedWeights(LearnedPolicy policy, int lag) {
        this.policy = policy;
        this.lag = lag;
        this.length = Math.toIntExact(policy.parameters().length());
    }

    /** Whether old weights draw at all. */
    boolean active() {
        return lag > 0;
    }

    /** Remembers the present weights, once at the beginning of each update. */
    void remember() {
        if (active()) {
            weights.addLast(HostTransfer.readAll(policy.parameters()));
            if (weights.size() > lag + 1) {
                weights.removeFirst();
            }
        }
    }

    /** Puts the old weights into the policy; the present ones come back by {@link #putBack}. */
    void take() {
        if (active()) {
            HostTransfer.writeAll(weights.getFirst(), policy.parameters());
        }
    }

    void putBack() {
        if (active()) {
            HostTransfer.writeAll(weights.getLast(), policy.parameters());
        }
    }

    /** The weights of the last {@code lag} updates, or as many as there were, oldest first, one behind the other. */
    @Override
    public double[] state() {
        int kept = Math.min(lag, weights.size());
        double[] state = new double[kept * length];
        int skipped = weights.size() - kept;
        int at = 0;
        for (double[] one : weights) {
            if (skipped-- <= 0) {
                System.arraycopy(one, 0, state, at, length);
                at += length;
            }
        }
        return state;
    }

    @Override
    public void restore(double[] state) {
        int kept = state.length / length;
        if (state.length % length != 0 || kept > lag) {
            throw new IllegalArgumentException(
                    "the checkpoint's weights of earlier updates are %d numbers, which is not at most trainer.sampling.lag (%d) times the %d of the policy; its config.yaml was changed"
                            .formatted(state.length, lag, length));
        }
        weights.clear();
        for (int i = 0; i < kept; i++) {
            double[] one = new double[length];
            System.arraycopy(state, i * length, one, 0, length);
            weights.addLast(one);
        }
    }
}
