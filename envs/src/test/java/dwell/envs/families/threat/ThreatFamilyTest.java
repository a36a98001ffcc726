package dwell.envs.families.threat;

import dwell.envs.families.Family;
import dwell.envs.families.FamilyContract;
import dwell.envs.random.RandomKey;
import java.util.ArrayList;
import java.util.List;

class ThreatFamilyTest extends FamilyContract<ThreatParameters> {
    @Override
    protected Family<ThreatParameters> family() {
        return new ThreatFamily();
    }

    @Override
    protected List<ThreatParameters> small() {
        return List.of(
                new ThreatParameters(List.of(0.05, 0.3), List.of(), 0.7, 0.8, 0.7, 5, 1),
                new ThreatParameters(List.of(0.0, 0.2, 1.0), List.of(3.0, 1.0, 1.0), 0.3, 0.9, 1, 6, 0.5),
                new ThreatParameters(List.of(0.1), List.of(), 0, 1, 0, 3, 1));
    }

    @Override
    protected ThreatParameters random(long key) {
        List<Double> rates = new ArrayList<>();
        for (int level = 0; level <= RandomKey.below(key, 0, 4); level++) {
            rates.add(clamped(key, 10 + level));
        }
        return new ThreatParameters(
                rates,
                List.of(),
                clamped(key, 1),
                0.5 + clamped(key, 2) / 2,
                clamped(key, 3),
                RandomKey.below(key, 4, 11),
                RandomKey.uniform(key, 5));
    }

    /** Exactly 0 and 1 among them. */
    private static double clamped(long key, long counter) {
        return Math.max(0, Math.min(1, 1.4 * RandomKey.uniform(key, counter) - 0.2));
    }
}
