package dwell.trainer.shaping;

import dwell.envs.Help;
import dwell.envs.Require;
import java.util.List;

/**
 * {@code o1-pruner}: {@code r = Lref / L - 1 + weight * (c - Aref)}, held to {@code [least, most]}; c is 1 for a right answer and 0
 * for any other, Lref and Aref are mean compute and accuracy of a reference policy on the item (O1-Pruner, 2501.12570, equation
 * 8, with weight 2; its code uses 5 and the bounds -2 and 4). An episode without compute earns the upper bound.
 *
 * <p>Differs from the paper: the reference's figures are exact, not from 12 to 16 samples, and the reward is not standardised,
 * which is the advantage's business ({@code trainer.scale}). The terms are accuracy, and the rest.
 */
public final class O1PrunerShaping implements Shaping<O1PrunerShaping.Parameters> {
    /** Parameters of the shaping. */
    public record Parameters(
            @Help("fixed policy that the figures are of, such as think:8 or always-answer")
            String reference,

            @Help("of accuracy, at least 0") double weight,

            @Help("lower bound of the reward, finite") double least,

            @Help("upper bound of the reward, above least") double most) {
        public Parameters {
            Require.atLeast("weight", weight, 0);
            Require.that(Double.isFinite(least), "least must be a finite number, was %s", least);
            Require.that(
                    most > least && !Double.isInfinite(most),
                    "most must be a finite number above least (%s), was %s",
                    least,
                    most);
        }
    }

    @Override
    public String id() {
        return "o1-pruner";
    }

    @Override
    public String summary() {
        return "shorter than a reference policy on the same item, and more often right than it";
    }

    @Override
    public Parameters defaults() {
        return new Parameters("think:8", 2, -2, 4);
    }

    @Override
    public List<String> terms() {
        return List.of("accuracy", "length");
    }

    @Override
    public boolean groupRelative(Parameters parameters) {
        return false;
    }

    @Override
    public RewardRule start(Parameters parameters, ShapingContext context) {
        ProcessFacts.Reference reference = context.process(id()).reference("reference", parameters.reference());
        return (MemberRule) (group, i, terms) -> {
            double expected = reference.compute(group.item());
            double spent = group.compute(i);
            double shorter = spent == expected ? 0 : expected / spent - 1;
            terms[0][i] = parameters.weight() * ((group.correct(i) ? 1 : 0) - reference.accuracy(group.item()));
            double whole = Math.max(parameters.least(), Math.min(parameters.most(), shorter + terms[0][i]));
            terms[1][i] = whole - terms[0][i];
        };
    }
}
