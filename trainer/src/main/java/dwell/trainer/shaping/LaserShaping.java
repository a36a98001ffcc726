package dwell.trainer.shaping;

import dwell.envs.Help;
import dwell.envs.Require;
import dwell.envs.Stakes;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * {@code laser}: {@code r = value + bonus * 1[right and L <= target]} (LASER, 2505.15612, table 1, bonus 0.5). Under
 * {@code variant: dynamic} (LASER-D) there is a target for each of three buckets of items by the share of their group that is right
 * (from 2/3, from 1/3, below), and every so many updates each becomes the least compute within which a group of the bucket has at
 * least one right answer in expectation; the given target where none has. {@code exploring} (LASER-DE) pays the bonus also to a wrong answer beyond the target, so that
 * going on after failing costs nothing. State: the targets, and what was counted since they were last set.
 *
 * <p>Differs from the paper: targets are set from the run's own groups since the last time, not from 500 monitor prompts, and
 * compute is counted in 256 equal parts of the largest.
 */
public final class LaserShaping implements Shaping<LaserShaping.Parameters> {
    /** Parameters of the shaping. */
    public record Parameters(
            @Help(
                    "compute within which the bonus is paid, greater than 0; -1 for half of the largest compute of an episode")
            double target,

            @Help("reward of being within the target, at least 0")
            double bonus,

            @Help("fixed, dynamic (LASER-D) or exploring (LASER-DE)")
            Variant variant,

            @Help("updates between changes of the targets, at least 1")
            int every) {
        public Parameters {
            Require.that(
                    target == -1 || target > 0 && !Double.isInfinite(target),
                    "target must be greater than 0, or -1 for half of the largest compute, was %s",
                    target);
            Require.atLeast("bonus", bonus, 0);
            Require.atLeast("every", every, 1);
        }
    }

    @Override
    public String id() {
        return "laser";
    }

    @Override
    public String summary() {
        return "value of the verdict plus a bonus for right answers within a target, which can follow difficulty";
    }

    @Override
    public Parameters defaults() {
        return new Parameters(-1, 0.5, Variant.FIXED, 20);
    }

    @Override
    public List<String> terms() {
        return List.of("verdict", "length");
    }

    @Override
    public boolean groupRelative(Parameters parameters) {
        return parameters.variant() != Variant.FIXED;
    }

    @Override
    public RewardRule start(Parameters parameters, ShapingContext context) {
        double target = context.computeOr("target", parameters.target(), 0.5);
        double cap = parameters.variant() == Variant.FIXED ? target : context.computeOr("target", -1, 1);
        return parameters.variant() == Variant.FIXED
                ? fixed(parameters, context.stakes(), target)
                : new Rule(parameters, context.stakes(), target, cap);
    }

    /** How the target is set. */
    public enum Variant {
        FIXED,
        DYNAMIC,
        EXPLORING;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static MemberRule fixed(Parameters parameters, Stakes stakes, double target) {
        return (group, i, terms) -> {
            terms[0][i] = stakes.value(group.verdict(i));
            terms[1][i] = group.correct(i) && group.compute(i) <= target ? parameters.bonus() : 0;
        };
    }

    private static final class Rule implements RewardRule {
        private static final int BUCKETS = 3;
        private static final int PARTS = 256;

        private final Parameters parameters;
        private final Stakes stakes;
        private final double given;
        private final double cap;
        private final double[] targets = new double[BUCKETS];
        private final double[] groups = new double[BUCKETS];
        private final double[][] right = new double[BUCKETS][PARTS + 1];
        private double counted;

        Rule(Parameters parameters, Stakes stakes, double given, double cap) {
            this.parameters = parameters;
            this.stakes = stakes;
            this.given = given;
            this.cap = cap;
            Arrays.fill(targets, given);
        }

        @Override
        public void reward(OutcomeGroup group, double[][] terms) {
            double solved = GroupSpread.of(group).solved();
            int bucket = solved >= 2.0 / 3 ? 0 : solved >= 1.0 / 3 ? 1 : 2;
            groups[bucket]++;
            for (int i = 0; i < group.size(); i++) {
                boolean within = group.compute(i) <= targets[bucket];
                boolean paid = group.correct(i) ? within : !within && parameters.variant() == Variant.EXPLORING;
                terms[0][i] = stakes.value(group.verdict(i));
                terms[1][i] = paid ? parameters.bonus() : 0;
                if (group.correct(i)) {
                    right[bucket][(int) Math.min(PARTS, Math.ceil(group.compute(i) / cap * PARTS - 1e-9))]++;
                }
            }
        }

        @Override
        public void endUpdate() {
            counted++;
            if (counted < parameters.every()) {
                return;
            }
            for (int bucket = 0; bucket < BUCKETS; bucket++) {
                if (groups[bucket] > 0) {
                    targets[bucket] = least(bucket);
                }
                Arrays.fill(right[bucket], 0);
            }
            Arrays.fill(groups, 0);
            counted = 0;
        }

        private double least(int bucket) {
            double sum = 0;
            for (int part = 0; part <= PARTS; part++) {
                sum += right[bucket][part];
                if (sum >= groups[bucket]) {
                    return part * cap / PARTS;
                }
            }
            return given;
        }

        @Override
        public double[] state() {
            double[] state = new double[1 + BUCKETS * (PARTS + 3)];
            state[0] = counted;
            for (int bucket = 0; bucket < BUCKETS; bucket++) {
                int at = 1 + bucket * (PARTS + 3);
                state[at] = targets[bucket];
                state[at + 1] = groups[bucket];
                System.arraycopy(right[bucket], 0, state, at + 2, PARTS + 1);
            }
            return state;
        }

        @Override
        public void restore(double[] state) {
            RewardRule.requireLength(state, 1 + BUCKETS * (PARTS + 3));
            counted = state[0];
            for (int bucket = 0; bucket < BUCKETS; bucket++) {
                int at = 1 + bucket * (PARTS + 3);
                targets[bucket] = state[at];
                groups[bucket] = state[at + 1];
                System.arraycopy(state, at + 2, right[bucket], 0, PARTS + 1);
            }
        }
    }
}
