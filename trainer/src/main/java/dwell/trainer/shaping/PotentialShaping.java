package dwell.trainer.shaping;

import dwell.envs.Help;
import dwell.envs.Require;
import dwell.envs.Stakes;
import java.util.List;

/**
 * {@code potential}: to the utility is added, at every step, {@code weight * (phi(next) - phi(now))} with phi the exact utility of a
 * reference policy from there on and 0 at the end (Ng, Harada and Russell 1999, Policy Invariance Under Reward Transformations,
 * with discount 1). The sum telescopes to {@code -weight * phi(start)}: the same for every episode of an item, so optima and
 * advantages within groups stay as they were; only what lacks a group's baseline sees it.
 *
 * <p>Differs from the paper: the reward of a whole episode is paid at its end, as the sum.
 */
public final class PotentialShaping implements Shaping<PotentialShaping.Parameters> {
    /** Parameters of the shaping. */
    public record Parameters(
            @Help("of the potential, finite") double weight,

            @Help("fixed policy that the figures are of, such as think:8 or always-answer")
            String reference) {
        public Parameters {
            Require.that(Double.isFinite(weight), "weight must be a finite number, was %s", weight);
        }
    }

    @Override
    public String id() {
        return "potential";
    }

    @Override
    public String summary() {
        return "utility plus differences of a potential along the episode, which change no optimum";
    }

    @Override
    public Parameters defaults() {
        return new Parameters(1, "think:8");
    }

    @Override
    public List<String> terms() {
        return List.of("verdict", "compute", "potential");
    }

    @Override
    public boolean groupRelative(Parameters parameters) {
        return false;
    }

    @Override
    public RewardRule start(Parameters parameters, ShapingContext context) {
        Stakes stakes = context.stakes();
        ProcessFacts.Reference reference = context.process(id()).reference("reference", parameters.reference());
        return (MemberRule) (group, i, terms) -> {
            terms[0][i] = stakes.value(group.verdict(i));
            terms[1][i] = -stakes.price() * group.compute(i);
            terms[2][i] = -parameters.weight() * reference.utility(group.item());
        };
    }
}
