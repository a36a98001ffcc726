package dwell.trainer.instrument;

import dwell.trainer.shaping.OutcomeGroup;
import dwell.trainer.shaping.RewardRule;
import dwell.trainer.shaping.Shaping;
import dwell.trainer.shaping.ShapingContext;
import java.util.List;

/** A shaping with a constant added to the first term of every reward: another one for each item, between 0 and 1.75. */
final class GradientOffset<P extends Record> implements Shaping<P> {
    private final Shaping<P> shaping;

    GradientOffset(Shaping<P> shaping) {
        this.shaping = shaping;
    }

    @Override
    public String id() {
        return shaping.id();
    }

    @Override
    public String summary() {
        return shaping.summary();
    }

    @Override
    public P defaults() {
        return shaping.defaults();
    }

    @Override
    public List<String> terms() {
        return shaping.terms();
    }

    @Override
    public boolean groupRelative(P parameters) {
        return shaping.groupRelative(parameters);
    }

    @Override
    public RewardRule start(P parameters, ShapingContext context) {
        RewardRule rule = shaping.start(parameters, context);
        return new RewardRule() {
            @Override
            public void reward(OutcomeGroup group, double[][] terms) {
                rule.reward(group, terms);
                for (int member = 0; member < group.size(); member++) {
                    terms[0][member] += group.item() % 8 * 0.25;
                }
            }

            @Override
            public void beginUpdate(int update) {
                rule.beginUpdate(update);
            }

            @Override
            public void endUpdate() {
                rule.endUpdate();
            }

            @Override
            public double[] state() {
                return rule.state();
            }

            @Override
            public void restore(double[] state) {
                rule.restore(state);
            }
        };
    }
}
