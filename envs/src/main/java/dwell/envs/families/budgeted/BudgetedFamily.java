package dwell.envs.families.budgeted;

import dwell.envs.families.Family;
import dwell.envs.families.Introspection;
import dwell.envs.process.DecisionProcess;
import java.util.List;

/** {@code budgeted-v1}: think for as long as the item says. See {@link BudgetedProcess}. */
public final class BudgetedFamily implements Family<BudgetedParameters> {
    @Override
    public String id() {
        return "budgeted-v1";
    }

    @Override
    public String summary() {
        return "gather votes within a stated budget of steps, with or without a step counter; levels differ in how reliable votes"
                + " are";
    }

    @Override
    public String description() {
        return "Each item states a budget of think steps. Each step draws votes for the right or the wrong side; answering names"
                + " the leading side. Length counts against the budget: exactly (every step of deviation costs compute), at"
                + " most (an answer over budget is wrong) or softly (LCPO, Aggarwal and Welleck 2025, L1-Exact and L1-Max). The"
                + " observation shows the steps taken, or a noisy reading of them, or not: without a counter a policy can keep a"
                + " budget only as far as its evidence tells it how long it has thought. Under an exact budget the optimal"
                + " length is the budget at every level; under the other rules it is an inverted U in difficulty.";
    }

    @Override
    public BudgetedParameters defaults() {
        return new BudgetedParameters(
                BudgetRule.AT_MOST,
                List.of(3, 6, 12),
                List.of(0.9, 0.75, 0.65, 0.5),
                List.of(),
                0.7,
                2,
                16,
                1,
                3,
                0.03,
                Introspection.FULL,
                0.25,
                true);
    }

    @Override
    public DecisionProcess<?> declare(BudgetedParameters parameters) {
        return new BudgetedProcess(parameters);
    }
}
