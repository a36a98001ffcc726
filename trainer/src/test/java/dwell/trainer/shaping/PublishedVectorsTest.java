package dwell.trainer.shaping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Stakes;
import dwell.envs.families.Introspection;
import dwell.envs.families.evidence.EvidenceFamily;
import dwell.envs.families.evidence.EvidenceParameters;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessCompiler;
import dwell.policies.FixedPolicy;
import dwell.policies.fixed.AlwaysAnswer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rewards worked out by hand from the papers' equations, in the papers' units (tokens). */
class PublishedVectorsTest {
    private static final Stakes PLAIN = Stakes.ofPrice(0);
    private static final ShapingContext STEPPED =
            new ShapingContext(PLAIN, 8, 100, List.of("level 1"), Optional.empty());

    private static <P extends Record> double[] rewards(Shaping<P> shaping, P parameters, OutcomeGroup group) {
        return rewards(shaping.start(parameters, STEPPED), shaping, group);
    }

    private static double[] rewards(RewardRule rule, Shaping<?> shaping, OutcomeGroup group) {
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

    private static void expect(double[] actual, double... expected) {
        assertThat(actual).containsExactly(expected, within(1e-12));
    }

    @Test
    void softOverlong() {
        expect(
                rewards(
                        new SoftOverlongShaping(),
                        new SoftOverlongShaping.Parameters(20480, 4096, 1, false),
                        Outcomes.group().wrong(16384).wrong(18432).wrong(20480).wrong(20481)),
                0,
                -0.5,
                -1,
                -1);
    }

    @Test
    void cosine() {
        CosineShaping.Parameters at = new CosineShaping.Parameters(2, 1, -10, 0, -10, 14336);
        expect(
                rewards(
                        new CosineShaping(),
                        at,
                        Outcomes.group()
                                .right(7168)
                                .wrong(7168)
                                .right(0)
                                .wrong(14336)
                                .right(14337)),
                1.5,
                -5,
                2,
                0,
                -10);
    }

    @Test
    void kimi() {
        KimiShaping.Parameters once = new KimiShaping.Parameters(1, 0);
        expect(
                rewards(
                        new KimiShaping(),
                        once,
                        Outcomes.group().right(100).right(200).right(300)),
                1.5,
                1,
                0.5);
        expect(
                rewards(
                        new KimiShaping(),
                        once,
                        Outcomes.group().right(100).right(200).wrong(300)),
                1.5,
                1,
                -0.5);
        expect(
                rewards(
                        new KimiShaping(),
                        once,
                        Outcomes.group().wrong(100).right(200).right(300)),
                0,
                1,
                0.5);
        expect(rewards(new KimiShaping(), once, Outcomes.group().right(200).wrong(200)), 1, 0);
        RewardRule warming = new KimiShaping().start(new KimiShaping.Parameters(1, 3), STEPPED);
        warming.beginUpdate(2);
        expect(rewards(warming, new KimiShaping(), Outcomes.group().right(100).right(300)), 1, 1);
        warming.beginUpdate(3);
        expect(rewards(warming, new KimiShaping(), Outcomes.group().right(100).right(300)), 1.5, 0.5);
    }

    @Test
    void openR1LengthPaysAShortWrongAnswerAboveALongRightOne() {
        expect(
                rewards(
                        new OpenR1LengthShaping(),
                        new OpenR1LengthShaping.Parameters(0),
                        Outcomes.group().wrong(100).right(200).right(300)),
                0,
                0,
                -0.5);
    }

    @Test
    void aroraZanetteAtTheMeanOfTheRightAnswers() {
        AroraZanetteShaping.Parameters alpha = new AroraZanetteShaping.Parameters(0.4);
        double[] actual = rewards(
                new AroraZanetteShaping(),
                alpha,
                Outcomes.group().right(100).right(200).right(300).wrong(1000));
        assertThat(actual[1]).isCloseTo(1 - 0.2, within(1e-12));
        assertThat(actual[3]).isZero();
        // One deviation (n) above the mean, sqrt(2/3) * 100.
        assertThat(actual[2]).isCloseTo(1 - 0.4 / (1 + Math.exp(-Math.sqrt(1.5))), within(1e-9));
    }

    @Test
    void l1() {
        OutcomeGroup group = Outcomes.group().right(2000).wrong(2000).right(1000);
        expect(rewards(new L1ExactShaping(), new L1ExactShaping.Parameters(1000, 3e-4), group), 0.7, -0.3, 1);
        expect(rewards(new L1MaxShaping(), new L1MaxShaping.Parameters(1000, 3e-4), group), 0.2, 0, 0.5);
    }

    @Test
    void dast() {
        // Two of four right, both of mean length 1000, largest length 9000: the budget is 5000.
        OutcomeGroup group =
                Outcomes.group().right(1000).right(1000).wrong(1000).wrong(9000);
        expect(rewards(new DastShaping(), new DastShaping.Parameters(9000), group), 0.9, 0.9, -0.82, -0.1);
        // Half right with mean 5000 under a largest length of 5000: a right answer of the budget's length.
        expect(
                rewards(
                        new DastShaping(),
                        new DastShaping.Parameters(5000),
                        Outcomes.group().right(5000).wrong(5000)),
                0.5,
                -0.1);
    }

    @Test
    void hapo() {
        CompiledProcess process = small();
        HapoShaping shaping = new HapoShaping();
        RewardRule rule = shaping.start(new HapoShaping.Parameters(1, -0.7), context(process));
        OutcomeGroup first = Outcomes.group().right(1000).right(3000).wrong(10);
        rule.beginUpdate(0);
        expect(rewards(rule, shaping, first), 1, 1, 0);
        expect(rewards(rule, shaping, Outcomes.group().right(500)), 1);
        rule.restore(rule.state());
        rule.beginUpdate(0);
        rewards(rule, shaping, first);
        rule.endUpdate();
        OutcomeGroup next =
                Outcomes.group().right(1000).right(500).right(2000).wrong(500).wrong(2000);
        expect(rewards(rule, shaping, next), 1, 1 + Math.sqrt(0.5), 1 - 0.7, 0, -1);
        expect(rewards(rule, shaping, new Outcomes(0, 1).with(next(next))), 1);
    }

    private static Outcomes.Member next(OutcomeGroup group) {
        return ((Outcomes) group).members().get(1);
    }

    @Test
    void shorterBetter() {
        ShorterBetterShaping.Parameters at = new ShorterBetterShaping.Parameters(1, 1e-3);
        expect(
                rewards(
                        new ShorterBetterShaping(),
                        at,
                        Outcomes.group().right(400).right(900).wrong(300)),
                1,
                0.5,
                -0.1);
        expect(
                rewards(
                        new ShorterBetterShaping(),
                        at,
                        Outcomes.group().wrong(400).wrong(800)),
                -0.2,
                -0.2);
    }

    @Test
    void sGrpo() {
        OutcomeGroup group =
                Outcomes.group().wrong(1).right(2).right(3).wrong(4).right(5);
        expect(rewards(new SGrpoShaping(), new SGrpoShaping.Parameters(0.5), group), 0, 1, 0.5, 0, 0.25);
    }

    @Test
    void adaptThink() {
        CompiledProcess process = small();
        AdaptThinkShaping shaping = new AdaptThinkShaping();
        RewardRule rule = shaping.start(new AdaptThinkShaping.Parameters(0.05, "always-answer"), context(process));
        // The reference answers by one vote that is right with 0.8.
        expect(
                rewards(
                        rule,
                        shaping,
                        Outcomes.group().right(0).wrong(0).right(9).wrong(9)),
                0.25,
                -0.75,
                0.2,
                -0.8);
    }

    @Test
    void thinkless() {
        expect(
                rewards(
                        new ThinklessShaping(),
                        new ThinklessShaping().defaults(),
                        Outcomes.group().right(0).right(9).wrong(0).wrong(9)),
                1,
                0.5,
                -1,
                -1);
    }

    @Test
    void adaThinkMed() {
        assertThat(AdaThinkMedShaping.length(false, true, 1, 1)).isZero();
        assertThat(AdaThinkMedShaping.length(false, true, 0.5, 0)).isEqualTo(0.75);
        assertThat(AdaThinkMedShaping.length(true, false, 1, 1)).isZero();
        assertThat(AdaThinkMedShaping.length(true, false, 0.5, 1)).isEqualTo(-0.5);
        assertThat(AdaThinkMedShaping.length(false, false, 0.5, 1)).isZero();
        assertThat(AdaThinkMedShaping.length(true, true, 0.5, 1)).isZero();
        assertThat(AdaThinkMedShaping.certainty(0.5)).isCloseTo(0, within(1e-15));
        assertThat(AdaThinkMedShaping.certainty(1)).isEqualTo(1);
    }

    @Test
    void selfBraking() {
        assertThat(SelfBrakingShaping.score(0.25, 0.1)).isCloseTo(0.685, within(1e-12));
        // First right after 1 of 4 units and 1 of 4 thinks: eta 1/4, kappa 0 by one think each here.
        double[] actual = rewards(
                new SelfBrakingShaping(),
                new SelfBrakingShaping.Parameters(1, 0.2),
                Outcomes.group().right(100).right(400).wrong(50));
        expect(actual, 1, 1 - (0.9 * 0.75 - 0.2), 0);
    }

    @Test
    void laser() {
        LaserShaping.Parameters fixed = new LaserShaping.Parameters(8000, 0.5, LaserShaping.Variant.FIXED, 20);
        expect(
                rewards(
                        new LaserShaping(),
                        fixed,
                        Outcomes.group().right(8000).right(8001).wrong(10)),
                1.5,
                1,
                0);
    }

    @Test
    void laserDSetsEachTargetToTheLeastComputeWithOneExpectedRightAnswer() {
        CompiledProcess process = small();
        double most = context(process).process().orElseThrow().mostCompute();
        assertThat(most).isEqualTo(4);
        LaserShaping shaping = new LaserShaping();
        RewardRule rule =
                shaping.start(new LaserShaping.Parameters(4, 0.5, LaserShaping.Variant.EXPLORING, 1), context(process));
        // All right: the shortest, 1, is one expected right answer already. One of four right: that one's 3.
        rewards(rule, shaping, Outcomes.group().right(1).right(2).right(3).right(4));
        rewards(rule, shaping, Outcomes.group().wrong(1).wrong(2).right(3).wrong(4));
        rule.endUpdate();
        expect(rewards(rule, shaping, Outcomes.group().right(1).right(2).right(1)), 1.5, 1, 1.5);
        expect(
                rewards(
                        rule,
                        shaping,
                        Outcomes.group().wrong(2).wrong(4).right(3).wrong(3)),
                0,
                0.5,
                1.5,
                0);
    }

    @Test
    void alp() {
        expect(
                rewards(
                        new AlpShaping(),
                        new AlpShaping.Parameters(1e-7),
                        Outcomes.group().right(8000)),
                1 - 0.0008);
        expect(
                rewards(
                        new AlpShaping(),
                        new AlpShaping.Parameters(1e-4),
                        Outcomes.group().wrong(1000).wrong(0)),
                -0.05,
                0);
    }

    @Test
    void o1Pruner() {
        CompiledProcess process = small();
        O1PrunerShaping shaping = new O1PrunerShaping();
        RewardRule rule = shaping.start(new O1PrunerShaping.Parameters("think:2", 2, -2, 4), context(process));
        ProcessFacts.Reference reference =
                context(process).process().orElseThrow().reference("reference", "think:2");
        assertThat(reference.compute(0)).isEqualTo(2);
        // Three votes of 0.8, majority: 0.8^3 + 3 * 0.8^2 * 0.2 = 0.896.
        assertThat(reference.accuracy(0)).isCloseTo(0.896, within(1e-12));
        expect(
                rewards(
                        rule,
                        shaping,
                        Outcomes.group().right(1).wrong(4).right(0).wrong(2)),
                1 + 2 * 0.104,
                -2,
                4,
                -2 * 0.896);
    }

    @Test
    void drpoSharesOutWhatRightAnswersEarnTogether() {
        double[] actual = rewards(
                new DrpoShaping(),
                new DrpoShaping.Parameters(1, 100),
                Outcomes.group().right(0).right(100).wrong(50));
        double ratio = Math.exp(-1);
        expect(actual, 2 / (1 + ratio), 2 * ratio / (1 + ratio), 0);
        assertThat(actual[0] + actual[1]).isCloseTo(2, within(1e-12));
    }

    @Test
    void thinkPruneTightensItsLimitInStages() {
        ThinkPruneShaping shaping = new ThinkPruneShaping();
        RewardRule rule = shaping.start(new ThinkPruneShaping.Parameters(List.of(4000.0, 3000.0)), STEPPED);
        OutcomeGroup group = Outcomes.group().right(3500).right(3000).wrong(10);
        expect(rewards(rule, shaping, group), 1, 1, 0);
        rule.beginUpdate(49);
        expect(rewards(rule, shaping, group), 1, 1, 0);
        rule.beginUpdate(50);
        expect(rewards(rule, shaping, group), 0, 1, 0);
    }

    @Test
    void dualAscentMovesThePriceTowardsTheBudget() {
        LagrangianShaping shaping = new LagrangianShaping();
        RewardRule rule = shaping.start(new LagrangianShaping.Parameters(100, 1e-3, 0.01), STEPPED);
        expect(rewards(rule, shaping, Outcomes.group().right(120).right(140)), 1 - 1.2, 1 - 1.4);
        rule.endUpdate();
        assertThat(rule.state()).containsExactly(new double[] {0.01 + 0.03}, within(1e-15));
        rewards(rule, shaping, Outcomes.group().right(0));
        rule.endUpdate();
        assertThat(rule.state()).containsExactly(0);
    }

    @Test
    void properScoresAndChow() {
        CompiledProcess process = small();
        OutcomeGroup sure = Outcomes.group().right(0).wrong(0);
        BrierShaping brier = new BrierShaping();
        expect(rewards(brier.start(brier.defaults(), context(process)), brier, sure), 1 - 0.01, -0.81);
        LogConfidenceShaping log = new LogConfidenceShaping();
        expect(rewards(log.start(log.defaults(), context(process)), log, sure), 1 + Math.log(0.9), Math.log(0.1));
        AbstentionShaping chow = new AbstentionShaping();
        expect(rewards(chow, new AbstentionShaping.Parameters(0.75, false), sure), 1, -3);
    }

    /** One level, votes right with 0.8, one of them free, at most 4 thinks of one unit each. */
    private static CompiledProcess small() {
        return ProcessCompiler.compile(new EvidenceFamily()
                .declare(new EvidenceParameters(
                        List.of(0.8), List.of(), 2, 1, 1, 4, 1, 0, false, Introspection.FULL, 1)));
    }

    private static ShapingContext context(CompiledProcess process) {
        Map<String, FixedPolicy> policies =
                Map.of("always-answer", new AlwaysAnswer(), "think:2", new dwell.policies.fixed.Think());
        return new ShapingContext(
                PLAIN, 8, 100, process.levels(), Optional.of(new ProcessFacts(process, PLAIN, policies::get)));
    }
}
