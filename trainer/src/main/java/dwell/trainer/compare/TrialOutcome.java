package dwell.trainer.compare;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * How a trial ended: with a result, or with the reason why there is none. The content of {@code trials/<key>.json}.
 *
 * @param key of the trial
 * @param dwell version
 * @param jvm name and version
 * @param config of the trial, as YAML
 * @param seconds wall time of training and evaluation
 * @param result null if it failed
 * @param failure one sentence; null if it did not fail
 */
public record TrialOutcome(
        String key, String dwell, String jvm, String config, double seconds, TrialResult result, String failure) {
    @JsonIgnore
    public boolean failed() {
        return result == null;
    }
}
