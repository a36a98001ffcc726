package dwell.trainer;

import dwell.policies.HostTransfer;
import dwell.policies.LearnedPolicy;
import dwell.trainer.config.KlConfig;

/**
 * Moves the reference policy of a KL penalty: every {@code syncEvery} updates its weights become {@code mix} times the present
 * ones and the rest of its own (TR-DPO, 2404.09656; mix 1 is a hard copy). There may be no reference: then nothing happens.
 */
final class MovingReference implements Resumable {
    private final KlConfig config;
    private final LearnedPolicy policy;
    private final LearnedPolicy reference;

    /** @param reference null where there is none */
    MovingReference(KlConfig config, LearnedPolicy policy, LearnedPolicy reference) {
        this.config = config;
        this.policy = policy;
        this.reference = reference;
    }

    /** Ends an update; {@code updates} are done. */
    void after(int updates) {
        if (reference == null || config.syncEvery() == 0 || updates % config.syncEvery() != 0) {
            return;
        }
        double[] now = HostTransfer.readAll(policy.parameters());
        double[] old = HostTransfer.readAll(reference.parameters());
        for (int i = 0; i < old.length; i++) {
            old[i] = config.syncMix() * now[i] + (1 - config.syncMix()) * old[i];
        }
        HostTransfer.writeAll(old, reference.parameters());
    }

    @Override
    public double[] state() {
        return reference == null ? new double[0] : HostTransfer.readAll(reference.parameters());
    }

    @Override
    public void restore(double[] state) {
        long expected = reference == null ? 0 : reference.parameters().length();
        if (state.length != expected) {
            throw new IllegalArgumentException(
                    "it has %d weights of a reference policy, the run needs %d".formatted(state.length, expected));
        }
        if (reference != null) {
            HostTransfer.writeAll(state, reference.parameters());
        }
    }
}
