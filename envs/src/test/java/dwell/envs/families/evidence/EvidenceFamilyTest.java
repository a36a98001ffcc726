package dwell.envs.families.evidence;

import dwell.envs.families.Family;
import dwell.envs.families.FamilyContract;
import dwell.envs.families.Introspection;
import dwell.envs.random.RandomKey;
import java.util.ArrayList;
import java.util.List;

class EvidenceFamilyTest extends FamilyContract<EvidenceParameters> {
    @Override
    protected Family<EvidenceParameters> family() {
        return new EvidenceFamily();
    }

    @Override
    protected List<EvidenceParameters> small() {
        return List.of(
                new EvidenceParameters(
                        List.of(0.9, 0.6, 0.5), List.of(), 2, 0.7, 1, 6, 1, 0, false, Introspection.FULL, 0.8),
                new EvidenceParameters(
                        List.of(0.9, 0.6), List.of(2.0, 1.0), 3, 0.5, 0, 4, 1, 0.5, true, Introspection.FULL, 0.8),
                new EvidenceParameters(
                        List.of(0.8, 0.3), List.of(), 2, 1, 2, 4, 0.5, 0, false, Introspection.NOISY, 0.6));
    }

    @Override
    protected EvidenceParameters random(long key) {
        int alternatives = 2 + RandomKey.below(key, 0, 3);
        List<Double> reliabilities = new ArrayList<>();
        for (int level = 0; level <= RandomKey.below(key, 1, 4); level++) {
            // Reliabilities of exactly 0 and 1 among them.
            reliabilities.add(Math.max(0, Math.min(1, 1.4 * RandomKey.uniform(key, 10 + level) - 0.2)));
        }
        return new EvidenceParameters(
                reliabilities,
                List.of(),
                alternatives,
                RandomKey.below(key, 2, 3) / 2.0,
                RandomKey.below(key, 3, 3),
                RandomKey.below(key, 4, alternatives == 2 ? 30 : 7),
                RandomKey.uniform(key, 5),
                RandomKey.uniform(key, 6),
                RandomKey.below(key, 8, 2) == 0,
                Introspection.values()[RandomKey.below(key, 9, 3)],
                RandomKey.uniform(key, 7));
    }
}
