package dwell.trainer.instrument;

import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import dwell.trainer.shaping.RewardRule;
import dwell.trainer.shaping.Shaping;
import dwell.trainer.shaping.ShapingContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rewards of the outcomes of {@link ShapedStates} under one rule. Where a reward depends on the other members of the group, it is
 * the expected one with the G - 1 others drawn from the ends of a policy on the same item: over all multisets of them where
 * they are at most {@value #MOST_SETS}, else over up to {@value #SAMPLED_SETS} drawn with a fixed key, fewer where there are
 * many outcomes; if the first {@value
 * #ALIKE_SETS} of those pay every outcome of the item alike, the rest are not asked. Confined to one thread.
 */
final class ShapedRewards {
    private static final int MOST_SETS = 500;
    private static final int SAMPLED_SETS = 128;
    private static final int LEAST_SETS = 8;
    private static final int PROBES = 64;
    /** Rewards asked for in one round, about. */
    private static final int WORK = 500_000;

    private static final int ALIKE_SETS = 4;
    private static final int PROMPTS = 256;

    private final ShapedStates states;
    private final RewardRule rule;
    private final boolean relative;
    private final int groupSize;
    private final int update;
    private final double[][] terms;
    private final int[][] outcomesOfItem;
    /** By item, one outcome of each kind: outcomes that differ in nothing that the rule looks at are one kind. */
    private final int[][] kindsOfItem;
    /** By outcome, its place among the kinds of its item. */
    private final int[] kindOf;

    private final int kinds;
    private boolean sampled;

    private ShapedRewards(
            ShapedStates states,
            RewardRule rule,
            boolean relative,
            boolean confidence,
            ShapingContext context,
            int termCount) {
        this.states = states;
        this.rule = rule;
        this.relative = relative;
        this.groupSize = relative ? context.groupSize() : 1;
        this.update = Math.max(0, context.updates() - 1);
        this.terms = new double[termCount][groupSize];
        int[] counts = new int[states.items.count()];
        states.outcomes.forEach(outcome -> counts[outcome.item()]++);
        this.outcomesOfItem = new int[counts.length][];
        Arrays.setAll(outcomesOfItem, item -> new int[counts[item]]);
        for (int o = states.outcomes.size() - 1; o >= 0; o--) {
            int item = states.outcomes.get(o).item();
            outcomesOfItem[item][--counts[item]] = o;
        }
        this.kindsOfItem = new int[counts.length][];
        this.kindOf = new int[states.outcomes.size()];
        int all = 0;
        for (int item = 0; item < kindsOfItem.length; item++) {
            Map<ShapedOutcome, Integer> places = new LinkedHashMap<>();
            for (int o : outcomesOfItem[item]) {
                ShapedOutcome outcome = states.outcomes.get(o);
                ShapedOutcome kind = confidence ? outcome : outcome.withoutConfidence();
                Integer place = places.putIfAbsent(kind, places.size());
                kindOf[o] = place == null ? places.size() - 1 : place;
            }
            kindsOfItem[item] = new int[places.size()];
            for (int o : outcomesOfItem[item]) {
                kindsOfItem[item][kindOf[o]] = o;
            }
            all += places.size();
        }
        this.kinds = all;
    }

    /** Whether a rule looks at confidences. */
    private static boolean asksForConfidence(
            ShapedStates states, RewardRule rule, int late, int groupSize, int termCount) {
        ShapedOutcome.Group group = new ShapedOutcome.Group(groupSize, 0);
        int count = states.outcomes.size();
        for (int probe = 0; probe < PROBES; probe++) {
            for (int i = 0; i < groupSize; i++) {
                group.members[i] = states.outcomes.get((int) ((long) (probe + i) % PROBES * (count - 1) / PROBES));
            }
            Arrays.setAll(
                    group.members,
                    i -> group.members[0].item() == group.members[i].item() ? group.members[i] : group.members[0]);
            rule.beginUpdate(late);
            rule.reward(group, new double[termCount][groupSize]);
            rule.endUpdate();
        }
        return group.askedForConfidence();
    }

    /**
     * Starts a rule, at the last update of the run as far as it goes by updates.
     *
     * @throws IllegalArgumentException with one sentence, if the shaping does not fit the process
     */
    static <P extends Record> ShapedRewards start(
            ShapedStates states, Shaping<P> shaping, Record parameters, ShapingContext context) {
        @SuppressWarnings("unchecked") // bound from the type of this shaping's defaults
        P own = (P) parameters;
        return new ShapedRewards(
                states,
                shaping.start(own, context),
                shaping.groupRelative(own),
                asksForConfidence(
                        states,
                        shaping.start(own, context),
                        Math.max(0, context.updates() - 1),
                        context.groupSize(),
                        shaping.terms().size()),
                context,
                shaping.terms().size());
    }

    boolean relative() {
        return relative;
    }

    boolean stateful() {
        return rule.state().length > 0;
    }

    /** Whether expected rewards were sampled so far, and not enumerated. */
    boolean sampled() {
        return sampled;
    }

    /** By item, the numbers of its outcomes. */
    int[][] outcomesOfItem() {
        return outcomesOfItem;
    }

    /** Lets the rule see an update of {@value #PROMPTS} groups whose members end as given; shape [outcomes]. */
    void see(double[] ends, int number) {
        long key = RandomKey.child(RandomKey.child(RandomKey.of(0, Purpose.CHECK), 71), number);
        double[] items = cumulative(states.probabilityOfItem);
        double[][] members = new double[items.length][];
        double[][] all = new double[terms.length][groupSize];
        rule.beginUpdate(update);
        for (int p = 0; p < PROMPTS; p++) {
            long group = RandomKey.child(key, p);
            int item = draw(items, RandomKey.uniform(group, 0));
            if (members[item] == null) {
                members[item] = cumulative(of(item, ends));
            }
            ShapedOutcome.Group view = new ShapedOutcome.Group(groupSize, level(item));
            for (int i = 0; i < groupSize; i++) {
                int drawn = draw(members[item], RandomKey.uniform(group, 1 + i));
                view.members[i] = states.outcomes.get(kindsOfItem[item][drawn]);
            }
            rule.reward(view, all);
        }
        rule.endUpdate();
    }

    /**
     * Expected reward of every outcome, shape [outcomes].
     *
     * @param ends of the other members, shape [outcomes]; not looked at where the shaping is not group-relative
     */
    double[] expected(double[] ends) {
        double[] state = rule.state();
        double[] reward = new double[states.outcomes.size()];
        rule.beginUpdate(update);
        for (int item = 0; item < outcomesOfItem.length; item++) {
            ShapedOutcome.Group group = new ShapedOutcome.Group(groupSize, level(item));
            if (relative && states.probabilityOfItem[item] > 0) {
                againstOthers(item, of(item, ends), group, reward);
            } else if (!relative) {
                for (int o : outcomesOfItem[item]) {
                    group.members[0] = states.outcomes.get(o);
                    reward[o] = first(group);
                }
            }
        }
        if (state.length > 0) {
            rule.restore(state);
        }
        return reward;
    }

    private void againstOthers(int item, double[] ends, ShapedOutcome.Group group, double[] reward) {
        int most = Math.max(LEAST_SETS, Math.min(SAMPLED_SETS, WORK / kinds));
        Sets sets = new Sets(ends, groupSize - 1, most, RandomKey.child(RandomKey.child(key(), 72), item));
        int[] own = kindsOfItem[item];
        double[] sums = new double[own.length];
        double[] known = new double[own.length];
        boolean alike = sets.sampled;
        for (int set = 0; set < sets.members.size(); set++) {
            int[] others = sets.members.get(set);
            for (int i = 0; i < others.length; i++) {
                group.members[1 + i] = states.outcomes.get(own[others[i]]);
            }
            for (int i = 0; i < own.length; i++) {
                group.members[0] = states.outcomes.get(own[i]);
                double one = first(group);
                alike &= set == 0 || one == known[i];
                known[i] = one;
                sums[i] += sets.weights.get(set) * one;
            }
            if (alike && set == ALIKE_SETS - 1) {
                break;
            }
        }
        boolean one = alike && sets.members.size() >= ALIKE_SETS;
        sampled |= sets.sampled && !one;
        for (int o : outcomesOfItem[item]) {
            reward[o] = one ? known[kindOf[o]] : sums[kindOf[o]];
        }
    }

    private static long key() {
        return RandomKey.of(0, Purpose.CHECK);
    }

    private double first(ShapedOutcome.Group group) {
        rule.reward(group, terms);
        double sum = 0;
        for (double[] term : terms) {
            sum += term[0];
        }
        return sum;
    }

    private int level(int item) {
        return states.process.levelOf(states.classOfItem[item]);
    }

    /** Probabilities of an item's kinds of outcomes, given the item. */
    private double[] of(int item, double[] ends) {
        double[] own = new double[kindsOfItem[item].length];
        for (int o : outcomesOfItem[item]) {
            own[kindOf[o]] += ends[o] / states.probabilityOfItem[item];
        }
        return own;
    }

    private static double[] cumulative(double[] probability) {
        double[] out = new double[probability.length];
        double sum = 0;
        int possible = 0;
        for (int i = 0; i < out.length; i++) {
            sum += probability[i];
            out[i] = sum;
            possible = probability[i] > 0 ? i : possible;
        }
        Arrays.fill(out, possible, out.length, 1);
        return out;
    }

    private static int draw(double[] cumulative, double u) {
        int i = 0;
        while (u >= cumulative[i]) {
            i++;
        }
        return i;
    }

    /** The other members of a group: which outcomes of the item, and with what weight. */
    private static final class Sets {
        final List<int[]> members = new ArrayList<>();
        final List<Double> weights = new ArrayList<>();
        final boolean sampled;

        Sets(double[] probability, int size, int most, long key) {
            int[] possible = java.util.stream.IntStream.range(0, probability.length)
                    .filter(i -> probability[i] > 0)
                    .toArray();
            this.sampled = count(possible.length, size) > MOST_SETS;
            if (sampled) {
                double[] cumulative = cumulative(probability);
                for (int set = 0; set < most; set++) {
                    int[] drawn = new int[size];
                    for (int i = 0; i < size; i++) {
                        drawn[i] = draw(cumulative, RandomKey.uniform(key, (long) set * size + i));
                    }
                    members.add(drawn);
                    weights.add(1.0 / most);
                }
            } else {
                enumerate(probability, possible, 0, new int[size], 0, 1);
            }
        }

        /** Multisets of a size out of some kinds, at most {@code MOST_SETS + 1}. */
        private static long count(int kinds, int size) {
            double sets = 1;
            for (int i = 1; i <= size && sets <= MOST_SETS; i++) {
                sets = sets * (kinds - 1 + i) / i;
            }
            return Math.round(Math.min(sets, MOST_SETS + 1));
        }

        /** Adds all ways to fill the rest with kinds from {@code kind} on; weights are multinomial. */
        private void enumerate(
                double[] probability, int[] possible, int kind, int[] chosen, int filled, double weight) {
            if (filled == chosen.length) {
                members.add(chosen.clone());
                weights.add(weight);
                return;
            }
            if (kind == possible.length) {
                return;
            }
            double factor = 1;
            for (int times = 0; filled + times <= chosen.length; times++) {
                if (times > 0) {
                    chosen[filled + times - 1] = possible[kind];
                    factor *= probability[possible[kind]] * (chosen.length - filled - times + 1) / times;
                }
                if (kind + 1 < possible.length || filled + times == chosen.length) {
                    enumerate(probability, possible, kind + 1, chosen, filled + times, weight * factor);
                }
            }
        }
    }
}
