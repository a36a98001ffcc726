package dwell.trainer.shaping;

import dwell.envs.Stakes;
import java.util.Optional;

/**
 * Shapings whose reward is the value of the verdict minus a coefficient times compute. Their expectation under a policy can be
 * computed exactly, by what computes utility.
 */
public final class AdditiveShaping {
    private AdditiveShaping() {}

    /**
     * What a shaping pays, as stakes whose price is the coefficient.
     *
     * @param parameters of the shaping
     * @param stakes of the run
     * @return empty where the shaping is not additive, or pays for compute
     */
    public static Optional<Stakes> stakes(Record parameters, Stakes stakes) {
        if (parameters instanceof UtilityShaping.Parameters) {
            return Optional.of(stakes);
        }
        if (parameters instanceof LengthPenaltyShaping.Parameters penalty && penalty.coefficient() >= 0) {
            return Optional.of(stakes.withPrice(penalty.coefficient()));
        }
        return Optional.empty();
    }
}
