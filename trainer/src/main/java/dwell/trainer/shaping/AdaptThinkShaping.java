package dwell.trainer.shaping;

import dwell.envs.Help;
import dwell.envs.Require;
import dwell.envs.Stakes;
import java.util.List;

/**
 * {@code adaptthink}: {@code r = value + delta * 1[no think] - reference}, the reference being the expected value of the verdict of a
 * fixed policy on the item (AdaptThink, 2505.13417, equations 5 to 7, delta 0.05). Not thinking pays iff
 * {@code p0 + delta > p1}: the bonus is the same however long the thinking is. The reference is the same for every member, so it
 * matters only under {@code trainer.baseline: none}, which is the paper's.
 *
 * <p>Differs from the paper: the reference is exact, not the mean of 16 samples; the bonus goes to an episode that did not think,
 * by itself or forced.
 */
public final class AdaptThinkShaping implements Shaping<AdaptThinkShaping.Parameters> {
    /** Parameters of the shaping. */
    public record Parameters(
            @Help("reward for an episode without a think, finite")
            double delta,

            @Help("fixed policy that the figures are of, such as think:8 or always-answer")
            String reference) {
        public Parameters {
            Require.that(Double.isFinite(delta), "delta must be a finite number, was %s", delta);
        }
    }

    @Override
    public String id() {
        return "adaptthink";
    }

    @Override
    public String summary() {
        return "a bonus for answering without thinking, against the accuracy of a reference policy";
    }

    @Override
    public Parameters defaults() {
        return new Parameters(0.05, "think:8");
    }

    @Override
    public List<String> terms() {
        return List.of("verdict", "direct", "reference");
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
            terms[1][i] = group.direct(i) ? parameters.delta() : 0;
            terms[2][i] = -reference.value(group.item());
        };
    }
}
