package dwell.trainer;

import dwell.policies.HostTransfer;
import dwell.policies.LearnedPolicy;
import dwell.trainer.config.KlConfig;
import dwell.trainer.record.Resumable;

/**
 * Moves the reference policy of a KL penalty: every {@code syncEvery} updates its weights become {@code mix} times the present
 * ones and the rest of its own (TR-DPO, 2404.09656; mix 1 is a hard copy).
 */
final class Reference implements Resumable {
    private final KlConfig config;
    private final LearnedPolicy policy;
    private final LearnedPolicy reference;

    Reference(KlConfig config, LearnedPolicy policy, LearnedPolicy reference) {
        this.config = config;
        this.policy = policy;
        this.reference = reference;
    }

    /** Ends an update; {@code updates} are done. */
    void after(int updates) {
        if (config.syncEvery() == 0 || updates % config.syncEvery() != 0) {
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
        return HostTransfer.readAll(reference.parameters());
    }

    @Override
    public void restore(double[] state) {
        HostTransfer.writeAll(state, reference.parameters());
    }
}
