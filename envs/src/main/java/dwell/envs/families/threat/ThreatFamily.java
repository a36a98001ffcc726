package dwell.envs.families.threat;

import dwell.envs.Stakes;
import dwell.envs.families.Family;
import dwell.envs.process.DecisionProcess;
import java.util.List;

/** {@code threat-v1}: look again or move on. See {@link ThreatProcess}. */
public final class ThreatFamily implements Family<ThreatParameters> {
    @Override
    public String id() {
        return "threat-v1";
    }

    @Override
    public String summary() {
        return "look again, move on or withdraw where threats are rare and misses cost much; levels differ in how rare";
    }

    @Override
    public String description() {
        return "There is a threat or there is none, and threats are rare. Moving on is right where there is none and a costly miss"
                + " where there is one; withdrawing is safe and worth little. A look costs little and says alarm or quiet, and"
                + " each further look says less. Looking again pays only while it can still change what is done: in a safe"
                + " setting soon not, in a dangerous one longer. The cue of the setting can be wrong, and the base rates can"
                + " differ between training and test, with the same actions and features: what a policy brings along from danger"
                + " to safety is hypervigilance (smoke detector principle, Nesse 2018; signal detection, Green and Swets 1966).";
    }

    @Override
    public ThreatParameters defaults() {
        return new ThreatParameters(List.of(0.01, 0.1, 0.4), List.of(), 0.8, 0.8, 0.85, 6, 1);
    }

    @Override
    public Stakes defaultStakes() {
        return new Stakes(0.02, 1, -9, 0);
    }

    @Override
    public DecisionProcess<?> declare(ThreatParameters parameters) {
        return new ThreatProcess(parameters);
    }
}
