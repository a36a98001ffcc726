package example;

import dwell.envs.families.Family;
import dwell.envs.process.DecisionProcess;
import java.util.List;

/** {@code drafts-v1}: what Dwell finds through {@code META-INF/services}. */
public final class DraftsFamily implements Family<DraftsParameters> {
    @Override
    public String id() {
        return "drafts-v1";
    }

    @Override
    public String summary() {
        return "write drafts until one is good; how often a draft is good is the level";
    }

    @Override
    public String description() {
        return "Each think writes a new draft, which is good with the level's probability, and one can tell a good draft. The"
                + " best draft so far is handed in. Nobody says how hard the item is: after a run of poor drafts it is"
                + " probably a hard one, and writing on does not pay.";
    }

    @Override
    public DraftsParameters defaults() {
        return new DraftsParameters(List.of(0.6, 0.2, 0.005), 0.95, 0.2, 20);
    }

    @Override
    public DecisionProcess<?> declare(DraftsParameters parameters) {
        return new DraftsProcess(parameters);
    }
}
