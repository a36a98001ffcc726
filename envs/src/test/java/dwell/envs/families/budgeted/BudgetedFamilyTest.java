package dwell.envs.families.budgeted;

import dwell.envs.families.Family;
import dwell.envs.families.FamilyContract;
import dwell.envs.families.Introspection;
import dwell.envs.random.RandomKey;
import java.util.ArrayList;
import java.util.List;

class BudgetedFamilyTest extends FamilyContract<BudgetedParameters> {
    @Override
    protected Family<BudgetedParameters> family() {
        return new BudgetedFamily();
    }

    @Override
    protected List<BudgetedParameters> small() {
        List<BudgetedParameters> all = new ArrayList<>();
        all.add(new BudgetedParameters(
                BudgetRule.EXACT,
                List.of(2, 4),
                List.of(0.9, 0.6),
                List.of(),
                0.5,
                2,
                5,
                0.3,
                2,
                0,
                Introspection.FULL,
                0,
                true));
        all.add(new BudgetedParameters(
                BudgetRule.AT_MOST,
                List.of(1, 3),
                List.of(1.0, 0.5),
                List.of(2.0, 1.0),
                1,
                1,
                5,
                1,
                0,
                0,
                Introspection.NONE,
                0,
                true));
        all.add(new BudgetedParameters(
                BudgetRule.SOFT,
                List.of(3),
                List.of(0.8, 0.7),
                List.of(),
                0.7,
                3,
                4,
                0,
                0,
                0.1,
                Introspection.NOISY,
                0.5,
                false));
        return all;
    }

    @Override
    protected BudgetedParameters random(long key) {
        int most = 1 + RandomKey.below(key, 0, 16);
        List<Integer> budgets = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int budget = 1 + RandomKey.below(key, 10 + i, most);
            if (!budgets.contains(budget)) {
                budgets.add(budget);
            }
        }
        List<Double> reliabilities = new ArrayList<>();
        for (int level = 0; level <= RandomKey.below(key, 1, 3); level++) {
            // Reliabilities of exactly 0.5 and 1 among them.
            reliabilities.add(Math.max(0.5, Math.min(1, 0.4 + 0.7 * RandomKey.uniform(key, 20 + level))));
        }
        return new BudgetedParameters(
                BudgetRule.values()[RandomKey.below(key, 2, 3)],
                budgets,
                reliabilities,
                List.of(),
                RandomKey.below(key, 3, 3) / 2.0,
                1 + RandomKey.below(key, 4, 8),
                most,
                RandomKey.uniform(key, 5),
                3 * RandomKey.uniform(key, 6),
                0.2 * RandomKey.uniform(key, 7),
                Introspection.values()[RandomKey.below(key, 8, 3)],
                RandomKey.below(key, 9, 4) / 3.0,
                RandomKey.below(key, 30, 2) == 0);
    }
}
