package dwell.policies.network;

import dwell.policies.LearnedPolicy;
import dwell.policies.PolicyFamily;
import dwell.policies.PolicyShape;
import dwell.policies.Precision;

/** {@code tabular}: one logit for each observation and action, all 0 at the start. Needs a process with a table of observations. */
public final class TabularFamily implements PolicyFamily<TabularParameters> {
    @Override
    public String id() {
        return "tabular";
    }

    @Override
    public String summary() {
        return "one free logit for each observation and action; starts uniform";
    }

    @Override
    public TabularParameters defaults() {
        return new TabularParameters();
    }

    @Override
    public LearnedPolicy create(TabularParameters parameters, PolicyShape shape, Precision precision, long key) {
        if (shape.rows() < 1) {
            throw new IllegalArgumentException(
                    "a tabular policy needs an environment with a table of observations; this one has none");
        }
        return new TabularPolicy(shape, precision);
    }
}
