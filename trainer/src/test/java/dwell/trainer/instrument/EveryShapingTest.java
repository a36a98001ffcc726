package dwell.trainer.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Ending;
import dwell.envs.Stakes;
import dwell.envs.exact.Evaluation;
import dwell.envs.exact.Optimum;
import dwell.envs.exact.Performance;
import dwell.envs.families.Introspection;
import dwell.envs.families.evidence.EvidenceFamily;
import dwell.envs.families.evidence.EvidenceParameters;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessCompiler;
import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import dwell.trainer.config.Catalog;
import dwell.trainer.shaping.AbstentionShaping;
import dwell.trainer.shaping.AdaptThinkShaping;
import dwell.trainer.shaping.KimiShaping;
import dwell.trainer.shaping.LaserShaping;
import dwell.trainer.shaping.LengthPenaltyShaping;
import dwell.trainer.shaping.ProcessFacts;
import dwell.trainer.shaping.RewardRule;
import dwell.trainer.shaping.Shaping;
import dwell.trainer.shaping.ShapingContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds of every shaping that is shipped. Two levels, votes right with 0.9 and 0.65, at most 8 thinks, abstention for 0.3: under
 * accuracy alone the optimum spends 5.35 votes, under the utility at price 0.02 it spends 2.88.
 */
class EveryShapingTest {
    private static final Stakes STAKES = new Stakes(0.02, 1, 0, 0.3);
    private static final Catalog CATALOG = Catalog.installed();
    private static final CompiledProcess PROCESS = ProcessCompiler.compile(new EvidenceFamily()
            .declare(new EvidenceParameters(
                    List.of(0.9, 0.65), List.of(), 2, 0.9, 1, 8, 1, 0, true, Introspection.FULL, 1)));
    private static final Optimum TRUTH = Optimum.of(PROCESS, STAKES);
    private static final ShapedStates STATES = ShapedStates.of(PROCESS);
    private static final double[] ENDS = STATES.ends(STATES.uniform());

    private static ShapingContext context() {
        return new ShapingContext(
                STAKES, 6, 10, PROCESS.levels(), Optional.of(new ProcessFacts(PROCESS, STAKES, CATALOG::fixedPolicy)));
    }

    /** A shaping with parameters. */
    record Case(Shaping<?> shaping, Record parameters) {
        RewardRule start() {
            return start(shaping, parameters);
        }

        private static <P extends Record> RewardRule start(Shaping<P> shaping, Record parameters) {
            @SuppressWarnings("unchecked") // of this shaping
            P own = (P) parameters;
            return shaping.start(own, context());
        }

        boolean relative() {
            return relative(shaping, parameters);
        }

        private static <P extends Record> boolean relative(Shaping<P> shaping, Record parameters) {
            @SuppressWarnings("unchecked") // of this shaping
            P own = (P) parameters;
            return shaping.groupRelative(own);
        }

        @Override
        public String toString() {
            return shaping.id() + " " + parameters;
        }
    }

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        CATALOG.shapings().forEach(shaping -> cases.add(new Case(shaping, shaping.defaults())));
        cases.add(new Case(new LaserShaping(), new LaserShaping.Parameters(-1, 0.5, LaserShaping.Variant.DYNAMIC, 2)));
        cases.add(
                new Case(new LaserShaping(), new LaserShaping.Parameters(-1, 0.5, LaserShaping.Variant.EXPLORING, 2)));
        cases.add(new Case(new KimiShaping(), new KimiShaping.Parameters(0.4, 2)));
        return cases.stream();
    }

    private static ShapedOutcome outcome(int item, long key, int counter) {
        List<ShapedOutcome> own = STATES.outcomes.stream()
                .filter(outcome -> outcome.item() == item)
                .toList();
        return own.get(RandomKey.below(key, counter, own.size()));
    }

    private static ShapedOutcome.Group group(long key) {
        int item = RandomKey.below(key, 0, STATES.items.count());
        ShapedOutcome.Group group = new ShapedOutcome.Group(6, PROCESS.levelOf(STATES.classOfItem[item]));
        for (int i = 0; i < 6; i++) {
            group.members[i] = outcome(item, key, 1 + i);
        }
        return group;
    }

    private static long key(int number) {
        return RandomKey.child(RandomKey.of(5, Purpose.CHECK), number);
    }

    private static double[] rewards(RewardRule rule, Shaping<?> shaping, ShapedOutcome.Group group) {
        double[][] terms = new double[shaping.terms().size()][group.size()];
        rule.reward(group, terms);
        double[] sums = new double[group.size()];
        for (double[] term : terms) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += term[i];
            }
        }
        return sums;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aRewardDependsOnOthersOrOnHistoryExactlyWhereItSaysSo(Case one) {
        boolean depends = false;
        for (int number = 0; number < 60; number++) {
            RewardRule rule = one.start();
            rule.beginUpdate(5);
            ShapedOutcome.Group group = group(key(number));
            double before = rewards(rule, one.shaping(), group)[0];
            for (int i = 1; i < group.size(); i++) {
                group.members[i] = outcome(group.item(), key(1000 + number), i);
            }
            double others = rewards(rule, one.shaping(), group)[0];
            rule.endUpdate();
            rule.beginUpdate(5);
            rewards(rule, one.shaping(), group(key(2000 + number)));
            rule.endUpdate();
            rule.beginUpdate(5);
            double later = rewards(rule, one.shaping(), group)[0];
            depends |= Math.abs(others - before) > 1e-9 || Math.abs(later - others) > 1e-9;
        }
        assertThat(depends).isEqualTo(one.relative());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void rewardsAreFiniteAndFollowTheirMembersWhenThoseChangePlaces(Case one) {
        RewardRule rule = one.start();
        for (int number = 0; number < 40; number++) {
            rule.beginUpdate(number);
            ShapedOutcome.Group group = group(key(number));
            double[] rewards = rewards(rule, one.shaping(), group);
            assertThat(Arrays.stream(rewards)).allMatch(Double::isFinite);
            ShapedOutcome first = group.members[0];
            group.members[0] = group.members[4];
            group.members[4] = first;
            double[] swapped = rewards(rule, one.shaping(), group);
            assertThat(swapped[0]).isCloseTo(rewards[4], within(1e-9));
            assertThat(swapped[4]).isCloseTo(rewards[0], within(1e-9));
            assertThat(swapped[2]).isCloseTo(rewards[2], within(1e-9));
            rule.endUpdate();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aRestoredRuleGoesOnToTheSameRewards(Case one) {
        RewardRule rule = one.start();
        for (int update = 0; update < 5; update++) {
            update(rule, one, update);
        }
        RewardRule restored = one.start();
        update(restored, one, 77);
        restored.beginUpdate(0);
        rewards(restored, one.shaping(), group(key(99)));
        restored.restore(rule.state());
        for (int update = 5; update < 9; update++) {
            assertThat(update(restored, one, update)).isEqualTo(update(rule, one, update));
            assertThat(restored.state()).isEqualTo(rule.state());
        }
        double[] wrong = new double[rule.state().length + 1];
        assertThatThrownBy(() -> one.start().restore(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("state of trainer.shaping must have");
    }

    private static List<Double> update(RewardRule rule, Case one, int update) {
        List<Double> all = new ArrayList<>();
        rule.beginUpdate(update);
        for (int p = 0; p < 8; p++) {
            for (double reward : rewards(rule, one.shaping(), group(key(100 * update + p)))) {
                all.add(reward);
            }
        }
        rule.endUpdate();
        return all;
    }

    /** What a shaping makes optimal. */
    record Effect(Performance does, Performance accuracyAlone, Performance utility) {
        boolean shorter() {
            return does.compute() < accuracyAlone.compute() - 1e-9;
        }

        boolean shorterThanUtility() {
            return does.compute() < utility.compute() - 1e-9;
        }

        boolean longerThanUtility() {
            return does.compute() > utility.compute() + 1e-9;
        }

        boolean direct() {
            return does.compute() < 1e-12;
        }
    }

    private static Performance does(Shaping<?> shaping, Record parameters) {
        ShapedRewards rewards = ShapedRewards.start(STATES, shaping, parameters, context());
        ShapedSolution solution = ShapedSolution.of(STATES, rewards, TRUTH);
        return Evaluation.overall(PROCESS, STAKES, STATES.marginal(solution.taken, TRUTH));
    }

    /** trl issue 2771: a documentation example rewarded the opposite of its text. */
    private static final Map<String, Predicate<Effect>> STATED = Map.ofEntries(
            Map.entry("utility", e -> e.shorter() && !e.shorterThanUtility() && !e.longerThanUtility()),
            Map.entry("potential", e -> e.shorter() && !e.shorterThanUtility() && !e.longerThanUtility()),
            Map.entry("ton", e -> !e.shorter()),
            Map.entry("length-penalty", Effect::shorter),
            Map.entry("convex-length-penalty", Effect::shorter),
            Map.entry("gated-length-penalty", Effect::shorter),
            Map.entry("l1-exact", e -> Math.abs(e.does.compute() - 4) < 1e-9),
            Map.entry("l1-max", Effect::shorter),
            Map.entry("kimi", Effect::shorter),
            Map.entry("open-r1-length", Effect::direct),
            Map.entry("cosine", e -> e.shorter() && e.longerThanUtility()),
            Map.entry("arora-zanette", Effect::shorter),
            Map.entry("o1-pruner", Effect::shorter),
            Map.entry("think-prune", Effect::shorter),
            Map.entry("dast", Effect::shorter),
            Map.entry("alp", Effect::shorter),
            Map.entry("hapo", Effect::shorter),
            Map.entry("shorter-better", Effect::shorter),
            Map.entry("laser", Effect::shorter),
            Map.entry("s-grpo", Effect::direct),
            Map.entry("drpo", Effect::shorter),
            Map.entry("soft-overlong", Effect::shorterThanUtility),
            Map.entry("stop-properly", e -> exhausted(e.does) < 1e-12 && exhausted(e.utility) > 0.01),
            // All or nothing: the bonus is too small here, and too large in the test below.
            Map.entry("adaptthink", e -> !e.shorter()),
            Map.entry("thinkless", Effect::direct),
            Map.entry("adathink-med", Effect::shorter),
            Map.entry("self-braking", Effect::shorter),
            Map.entry("abstention", e -> e.longerThanUtility() && e.does.abstention() < 1e-12),
            Map.entry("brier", Effect::longerThanUtility),
            Map.entry("log-confidence", Effect::longerThanUtility),
            Map.entry("lagrangian", e -> Math.abs(e.does.compute() - 2) < 0.05));

    private static double exhausted(Performance performance) {
        return performance.endings().get(Ending.BUDGET_EXHAUSTED.ordinal());
    }

    @Test
    void everyShapingMovesItsOptimumTheStatedWay() {
        assertThat(STATED.keySet())
                .isEqualTo(CATALOG.shapings().stream().map(Shaping::id).collect(Collectors.toSet()));
        Performance accuracyAlone = does(new LengthPenaltyShaping(), new LengthPenaltyShaping.Parameters(0));
        Performance utility = Evaluation.overall(PROCESS, STAKES, TRUTH.policy());
        for (Shaping<?> shaping : CATALOG.shapings()) {
            Performance does = does(shaping, shaping.defaults());
            assertThat(STATED.get(shaping.id()).test(new Effect(does, accuracyAlone, utility)))
                    .as("%s: %s", shaping.id(), does)
                    .isTrue();
        }
    }

    @Test
    void aLargeDeltaStopsAllThinkingAndAHighThresholdMakesAbstain() {
        assertThat(does(new AdaptThinkShaping(), new AdaptThinkShaping.Parameters(0.2, "always-answer"))
                        .compute())
                .isZero();
        assertThat(does(new AbstentionShaping(), new AbstentionShaping.Parameters(0.9, true))
                        .abstention())
                .isGreaterThan(0.1);
    }

    /** Of all outcomes with one stated confidence, as many are right as it says. */
    @Test
    void confidencesAreCalibrated() {
        Map<Double, double[]> byConfidence = new java.util.HashMap<>();
        for (int o = 0; o < ENDS.length; o++) {
            ShapedOutcome outcome = STATES.outcomes.get(o);
            double[] sums = byConfidence.computeIfAbsent(outcome.confidence(), q -> new double[2]);
            sums[0] += outcome.correct() ? ENDS[o] : 0;
            sums[1] += ENDS[o];
        }
        assertThat(byConfidence).hasSizeGreaterThan(10);
        byConfidence.forEach((q, sums) -> assertThat(sums[0] / sums[1]).isCloseTo(q, within(1e-12)));
        double whole = 0;
        for (double p : ENDS) {
            whole += p;
        }
        assertThat(whole).isCloseTo(1, within(1e-12));
    }

    /** Enumerated multisets against all ordered tuples of two others. */
    @ParameterizedTest
    @MethodSource("cases")
    void expectedRewardsAreThoseOverAllGroups(Case one) {
        CompiledProcess process = ProcessCompiler.compile(new DirectOrThink(List.of(0.6, 0.3), List.of(0.9, 0.4), 3));
        ShapedStates states = ShapedStates.of(process);
        ShapingContext three = new ShapingContext(
                STAKES, 3, 10, process.levels(), Optional.of(new ProcessFacts(process, STAKES, CATALOG::fixedPolicy)));
        ShapedRewards rewards = ShapedRewards.start(states, one.shaping(), one.parameters(), three);
        double[][] policy = {{0.7, 0.3}, {0.2, 0.8}};
        double[] ends = states.ends(policy);
        double[] expected = rewards.expected(ends);
        assertThat(rewards.sampled()).isFalse();
        RewardRule rule = ruleOf(one.shaping(), one.parameters(), three);
        rule.beginUpdate(9);
        for (int item = 0; item < 2; item++) {
            int[] own = rewards.outcomesOfItem()[item];
            assertThat(own).hasSize(4);
            for (int o : own) {
                double sum = 0;
                for (int a : own) {
                    for (int b : own) {
                        ShapedOutcome.Group group = new ShapedOutcome.Group(3, item);
                        group.members[0] = states.outcomes.get(o);
                        group.members[1] = states.outcomes.get(a);
                        group.members[2] = states.outcomes.get(b);
                        sum += ends[a] * ends[b] * 4 * rewards(rule, one.shaping(), group)[0];
                    }
                }
                assertThat(expected[o]).isCloseTo(sum, within(1e-12));
            }
        }
    }

    private static <P extends Record> RewardRule ruleOf(Shaping<P> shaping, Record parameters, ShapingContext context) {
        @SuppressWarnings("unchecked") // of this shaping
        P own = (P) parameters;
        return shaping.start(own, context);
    }
}
