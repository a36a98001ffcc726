package dwell.envs.families.refine;

import dwell.envs.Stakes;
import dwell.envs.families.Family;
import dwell.envs.process.DecisionProcess;
import java.util.List;

/** {@code refine-v1}: improve a draft, check it again, answer with it. See {@link RefineProcess}. */
public final class RefineFamily implements Family<RefineParameters> {
    @Override
    public String id() {
        return "refine-v1";
    }

    @Override
    public String summary() {
        return "improve a draft with diminishing returns, check it again if in doubt, then answer with it";
    }

    @Override
    public String description() {
        return "A draft answer gets better as tokens are thought: the share of right drafts follows a saturating curve for"
                + " each level, and may fall again where long thinking loses right answers. A re-check (\"Wait\") repairs a"
                + " wrong draft or spoils a right one, so it helps only below its own fixed point. Whether the draft is right"
                + " is never seen; a feeling of being sure, right with a set reliability, gives reason to stop early. Easy"
                + " levels are soon done, hard ones deserve long thought, hopeless ones none (curves as fitted to s1,"
                + " Muennighoff et al. 2025).";
    }

    @Override
    public RefineParameters defaults() {
        return new RefineParameters(
                List.of(0.98, 0.9, 0.75, 0.2),
                List.of(-200.0, 200.0, 600.0, 600.0),
                List.of(300.0, 900.0, 1800.0, 2500.0),
                List.of(20_000.0, 0.0, 0.0, 0.0),
                List.of(),
                0.7,
                12,
                400,
                2,
                1,
                300,
                List.of(0.4, 0.3, 0.2, 0.03),
                0.04,
                0.85);
    }

    @Override
    public Stakes defaultStakes() {
        return Stakes.ofPrice(6e-5);
    }

    @Override
    public DecisionProcess<?> declare(RefineParameters parameters) {
        return new RefineProcess(parameters);
    }
}
