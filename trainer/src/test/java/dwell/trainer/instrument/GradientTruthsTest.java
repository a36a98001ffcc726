package dwell.trainer.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessCompiler;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.ConfigLoader;
import dwell.trainer.config.ConfigSources;
import dwell.trainer.config.RunConfig;
import dwell.trainer.evaluate.Declared;
import dwell.trainer.instrument.GradientClaim.Judgement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is known of estimators, seen through {@link GradCheck}'s enumeration of the real trainer. */
class GradientTruthsTest {
    private static final Catalog CATALOG = Catalog.installed();
    private static final GradCheck.Request REQUEST = new GradCheck.Request(8, 1, 20_000);
    private static final String HEADER = "source,model,domain,group,level,question,mode,samples,correct,tokens\n";

    @TempDir
    private Path folder;

    /** One question and two modes, each answered right in a share of 1000 samples, at a number of tokens. */
    private RunConfig prompt(int rightFirst, int rightSecond, int tokensSecond, String... settings) {
        Path file = folder.resolve("prompt-%d-%d-%d.csv".formatted(rightFirst, rightSecond, tokensSecond));
        try {
            Files.writeString(
                    file,
                    HEADER
                            + "test,m,d,g,1,q,short,1000,%d,1\n".formatted(rightFirst)
                            + "test,m,d,g,1,q,long,1000,%d,%d\n".formatted(rightSecond, tokensSecond));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        List<String> all = new ArrayList<>(List.of(
                "env.id=replay-v1",
                "env.file=" + file,
                "policy.id=tabular",
                "stakes.price=0",
                "trainer.prompts=1",
                "trainer.minibatches=1",
                "trainer.threads=1",
                "trainer.precision=double"));
        all.addAll(List.of(settings));
        return load(all);
    }

    /** Think once or answer at once: two decisions where it thinks. */
    private static RunConfig thinkOnce(String... settings) {
        List<String> all = new ArrayList<>(List.of(
                "env.id=evidence-v1",
                "env.reliabilities=[0.9, 0.6]",
                "env.freeVotes=0",
                "env.maxThinks=2",
                "policy.id=tabular",
                "stakes.price=0.05",
                "trainer.prompts=1",
                "trainer.groupSize=3",
                "trainer.minibatches=1",
                "trainer.threads=1"));
        all.addAll(List.of(settings));
        return load(all);
    }

    private static RunConfig load(List<String> settings) {
        return new ConfigLoader(CATALOG).load(ConfigSources.none().with(settings.toArray(String[]::new)));
    }

    private static GradCheckReport check(RunConfig config, GradientPoint point) {
        GradCheckReport report = GradCheck.of(config, CATALOG, point, REQUEST);
        assertThat(report.enumerated()).isTrue();
        return report;
    }

    private static Judgement outcome(GradCheckReport report, String claim) {
        return report.claims().stream()
                .filter(one -> one.name().equals(claim))
                .findFirst()
                .orElseThrow()
                .outcome();
    }

    /** A point where the second mode has probability p. */
    private static GradientPoint at(double p) {
        return GradientPoint.of("p", 0, Math.log(p / (1 - p)));
    }

    private static double binomial(int n, int k, double p) {
        double value = 1;
        for (int i = 1; i <= k; i++) {
            value *= (n - k + i) / (double) i;
        }
        return value * Math.pow(p, k) * Math.pow(1 - p, n - k);
    }

    /** Closed form of features A1: the sum over numbers of successes, written down apart from the trainer. */
    private static double closedForm(int group, double p, double epsilon) {
        double sum = 0;
        for (int k = 0; k <= group; k++) {
            double variance = (double) k * (group - k) / group / (group - 1);
            double deviation = Math.sqrt(variance);
            sum += binomial(group, k, p) * (deviation == 0 ? 0 : variance / (deviation + epsilon));
        }
        return sum * (group - 1) / (group * p * (1 - p));
    }

    @ParameterizedTest
    @CsvSource({"2,0.1", "4,0.02", "4,0.9", "8,0.1", "8,0.5", "16,0.3"})
    void factorsOfABinaryRewardAreTheClosedForm(int group, double p) {
        String size = "trainer.groupSize=" + group;
        GradCheckReport none = check(prompt(0, 1000, 1, size), at(p));
        assertThat(none.numbers().factor().value()).isCloseTo((group - 1.0) / group, within(1e-10));
        assertThat(outcome(none, "unbiased")).isEqualTo(Judgement.FAIL);
        assertThat(outcome(none, "unbiased up to a factor")).isEqualTo(Judgement.PASS);

        GradCheckReport alone = check(prompt(0, 1000, 1, size, "advantage.baseline=leave-one-out"), at(p));
        assertThat(alone.numbers().factor().value()).isCloseTo(1, within(1e-10));
        assertThat(outcome(alone, "unbiased")).isEqualTo(Judgement.PASS);

        GradCheckReport scaled = check(prompt(0, 1000, 1, size, "advantage.scale=group-std"), at(p));
        assertThat(scaled.numbers().factor().value()).isCloseTo(closedForm(group, p, 1e-4), within(1e-10));
    }

    /** The published table of A1, rounded to four digits. */
    @ParameterizedTest
    @CsvSource({"2,0.02,0.7070", "4,0.1,1.4635", "8,0.3,1.8356", "16,0.5,1.8723", "16,0.9,2.7565"})
    void factorsUnderGroupStdAreThePublishedOnes(int group, double p, double published) {
        GradCheckReport report =
                check(prompt(0, 1000, 1, "trainer.groupSize=" + group, "advantage.scale=group-std"), at(p));
        assertThat(report.numbers().factor().value()).isCloseTo(published, within(5e-5));
    }

    /** Features A2: group-std pushes away from thinking that is worth its price, the mean baseline does not. */
    @ParameterizedTest
    @CsvSource({"970,1000,0.005,-1.407", "950,1000,0.02,-1.291", "600,900,0.02,0.373"})
    void groupStdFlipsTheSignOfThePrice(int direct, int think, double price, double published) {
        // Tokens 0 and 1 cannot be told from 1 and 2 by an advantage that is centred.
        String[] settings = {"trainer.groupSize=8", "stakes.price=" + price, "advantage.scale=group-std"};
        GradCheckReport scaled = check(prompt(direct, think, 2, settings), at(0.5));
        GradCheckReport plain = check(prompt(direct, think, 2, settings[0], settings[1]), at(0.5));
        double truth = 0.001 * (think - direct) - price;
        assertThat(scaled.numbers().factor().value() * truth).isCloseTo(published, within(5e-4));
        assertThat(plain.numbers().factor().value() * truth).isCloseTo(truth * 7 / 8, within(1e-10));
        assertThat(outcome(plain, "unbiased up to a factor")).isEqualTo(Judgement.PASS);
        assertThat(outcome(scaled, "unbiased up to a factor")).isEqualTo(published > 0 ? Judgement.PASS : Judgement.FAIL);
    }

    @Test
    void meansOverDecisionsAreBiasedWhereLengthGoesWithReward() {
        String alone = "advantage.baseline=leave-one-out";
        String shortest = "loss.constantLength=1";
        GradCheckReport constant = check(thinkOnce(alone, "loss.aggregation=constant", shortest), point());
        assertThat(outcome(constant, "unbiased")).isEqualTo(Judgement.PASS);
        for (String aggregation : List.of("decision-mean", "episode-mean", "group-mean")) {
            GradCheckReport report = check(thinkOnce(alone, "loss.aggregation=" + aggregation), point());
            assertThat(outcome(report, "unbiased up to a factor"))
                    .as(aggregation)
                    .isEqualTo(Judgement.FAIL);
            assertThat(report.numbers().bias().value()).as(aggregation).isGreaterThan(0.01);
        }
    }

    /** Weights without any symmetry. */
    private static GradientPoint point() {
        return new GradientPoint(
                "point",
                initial -> {
                    double[] weights = new double[initial.length];
                    for (int i = 0; i < weights.length; i++) {
                        weights[i] = Math.sin(1 + 2.3 * i);
                    }
                    return weights;
                },
                initial -> initial);
    }

    /**
     * On-policy, an episode's ratio has the slope of the sum (exact) or the mean (geometric) of its decisions' logarithms, and the
     * weight of all its decisions. So the sum belongs to episodes that count alike, and the mean to a constant length.
     */
    @ParameterizedTest
    @CsvSource({
        "episode-geometric,constant,PASS",
        "episode-exact,constant,FAIL",
        "episode-geometric,episode-mean,FAIL",
        "episode-exact,episode-mean,PASS"
    })
    void ratiosOfEpisodesAreUnbiasedUnderOneAggregationEach(String ratio, String aggregation, Judgement outcome) {
        GradCheckReport report = check(
                thinkOnce(
                        "advantage.baseline=leave-one-out",
                        "loss.constantLength=1",
                        "loss.aggregation=" + aggregation,
                        "loss.ratio=" + ratio),
                point());
        assertThat(outcome(report, "unbiased")).isEqualTo(outcome);
        assertThat(outcome(report, "unbiased up to a factor")).isEqualTo(outcome);
    }

    /**
     * One decision, no reward: what is left is the penalty. k1 has no expected gradient in the loss and the exact one in the reward; k2
     * has it in the loss; k3 has that of the other divergence, KL(reference, policy), in the loss.
     */
    @ParameterizedTest
    @CsvSource({
        "exact,loss,1,PASS",
        "k1,loss,0,FAIL",
        "k2,loss,1,PASS",
        "k3,loss,NaN,FAIL",
        "k3-importance,loss,1,PASS",
        "k1,reward,1,PASS",
        "k2,reward,NaN,FAIL",
        "k3,reward,NaN,FAIL"
    })
    void estimatorsOfTheDivergenceHaveTheirKnownBiases(
            String estimator, String place, double factor, Judgement unbiased) {
        double p = 0.8;
        GradCheckReport report = check(
                prompt(
                        500,
                        500,
                        1,
                        "stakes.correct=0",
                        "trainer.groupSize=4",
                        "advantage.baseline=leave-one-out",
                        "kl.beta=0.5",
                        "kl.estimator=" + estimator,
                        "kl.place=" + place),
                at(p));
        assertThat(outcome(report, "unbiased")).isEqualTo(unbiased);
        double found = report.numbers().factor().value();
        if (!Double.isNaN(factor)) {
            assertThat(found).isCloseTo(factor, within(1e-10));
            return;
        }
        // By hand: the reference is uniform; derivatives in the second logit.
        double q = 0.5;
        double exact = p * (1 - p) * (Math.log(p / q) - Math.log((1 - p) / (1 - q)));
        double u1 = q / p;
        double u0 = (1 - q) / (1 - p);
        double own = switch (estimator + place) {
            case "k3loss" -> p - q;
            case "k2reward" -> p * (1 - p) * (Math.pow(Math.log(u1), 2) - Math.pow(Math.log(u0), 2)) / 2;
            default -> p * (1 - p) * (u1 - Math.log(u1) - u0 + Math.log(u0));
        };
        assertThat(found).isCloseTo(own / exact, within(1e-10));
    }

    @Test
    void forcedFirstDecisionsNeedTheirImportanceWeight() {
        // The clip would cut ratios far from 1.
        String[] settings = {
            "trainer.groupSize=4",
            "sampling.firstDecision=forced",
            "advantage.baseline=none",
            "loss.surrogate=none",
            "loss.aggregation=constant",
            "loss.constantLength=1",
            "env.abstain=true"
        };
        GradCheckReport right = check(forced(settings, "sampling.importance=behaviour"), point());
        GradCheckReport wrong = check(forced(settings, "sampling.importance=none"), point());
        assertThat(outcome(right, "unbiased up to a factor")).isEqualTo(Judgement.PASS);
        assertThat(right.numbers().factor().value()).isCloseTo(1, within(1e-9));
        assertThat(outcome(wrong, "unbiased up to a factor")).isEqualTo(Judgement.FAIL);
    }

    /** One think at most, whose last decision is forced: the only decision is the first. */
    private static RunConfig forced(String[] settings, String importance) {
        List<String> all = new ArrayList<>(List.of(settings));
        all.add(importance);
        all.add("env.maxThinks=1");
        return thinkOnce(all.toArray(String[]::new));
    }

    /**
     * The mean of 600 sampled updates against the enumeration: 4 standard errors on the factor and on each of the few weights, at two
     * settings; the chance of a false alarm is below 2 x 20 x 6.4e-5 = 0.3 %, with fixed seeds.
     */
    @ParameterizedTest
    @CsvSource({"mean,none", "mean,group-std"})
    void samplesAgreeWithTheEnumeration(String baseline, String scale) {
        RunConfig config =
                thinkOnce("advantage.baseline=" + baseline, "advantage.scale=" + scale, "trainer.precision=double");
        CompiledProcess process =
                ProcessCompiler.compile(Declared.of(CATALOG, config).train());
        int updates = 600;
        try (GradientProbe probe = GradientProbe.of(config, CATALOG, process, point())) {
            double[] target = GradientTarget.of(config, process, probe).gradient();
            double[][] drawn = new double[updates][];
            for (int draw = 0; draw < updates; draw++) {
                drawn[draw] = probe.direction(draw);
            }
            GradientEstimate sampled = GradientSample.of(drawn, target);
            GradientEstimate exact = GradientEnumeration.of(config, process, 20_000)
                    .enumerate(CATALOG, point(), target)
                    .estimate();
            assertThat(target.length).isLessThan(20);
            assertThat(sampled.factor()).isCloseTo(exact.factor(), within(4 * sampled.factorError()));
            for (int i = 0; i < target.length; i++) {
                double[] one = new double[updates];
                for (int draw = 0; draw < updates; draw++) {
                    one[draw] = drawn[draw][i];
                }
                double tolerance = 4 * GradientSample.error(one, GradientSample.mean(one)) + 1e-12;
                assertThat(sampled.mean()[i]).as("weight %d", i).isCloseTo(exact.mean()[i], within(tolerance));
            }
            assertThat(sampled.variance()).isCloseTo(exact.variance(), within(0.25 * exact.variance()));
            assertThat(sampled.cosine()).isCloseTo(exact.cosine(), within(0.15));
        }
    }

    @Test
    void symmetriesHoldOrFailAsTheyShould() {
        RunConfig plain = thinkOnce("trainer.prompts=6", "trainer.minibatches=1");
        GradCheckReport report = GradCheck.of(plain, CATALOG, point(), new GradCheck.Request(16, 1, 0));
        assertThat(report.enumerated()).isFalse();
        for (String claim : List.of(
                "scale-invariant",
                "offset-invariant",
                "member-permutation-invariant",
                "partition-invariant",
                "state-sharing-invariant")) {
            assertThat(outcome(report, claim)).as(claim).isEqualTo(Judgement.PASS);
        }
        GradCheckReport other = GradCheck.of(
                thinkOnce("trainer.prompts=6", "advantage.baseline=batch", "entropy.bonus=0.01"),
                CATALOG,
                point(),
                new GradCheck.Request(16, 1, 0));
        assertThat(outcome(other, "scale-invariant")).isEqualTo(Judgement.FAIL);
        assertThat(outcome(other, "offset-invariant")).isEqualTo(Judgement.FAIL);
        assertThat(outcome(other, "member-permutation-invariant")).isEqualTo(Judgement.PASS);
    }

    @Test
    void manyPromptsAreEnumeratedOnlyWhereTheyAreAMeanOfGroups() {
        String many = "trainer.prompts=64";
        String constant = "loss.aggregation=constant";
        GradCheckReport one = check(thinkOnce(constant), point());
        GradCheckReport mean = check(thinkOnce(constant, many), point());
        assertThat(mean.numbers().factor().value())
                .isCloseTo(one.numbers().factor().value(), within(1e-12));
        assertThat(mean.numbers().variance()).isCloseTo(one.numbers().variance() / 64, within(1e-12));
        GradCheckReport batch =
                GradCheck.of(thinkOnce(constant, many, "advantage.scale=batch-std"), CATALOG, point(), REQUEST);
        assertThat(batch.enumerated()).isFalse();
    }

    /** A right claim fails in at most 1 % of samples: of 200 samples of 16 updates, at most 8 (chance of more below 0.03 %). */
    @Test
    void falseAlarmsAreAsRareAsStated() {
        RunConfig config = thinkOnce(
                "trainer.prompts=16",
                "trainer.groupSize=4",
                "loss.aggregation=constant",
                "loss.constantLength=1",
                "advantage.baseline=leave-one-out",
                "trainer.precision=double");
        CompiledProcess process =
                ProcessCompiler.compile(Declared.of(CATALOG, config).train());
        try (GradientProbe probe = GradientProbe.of(config, CATALOG, process, point())) {
            double[] target = GradientTarget.of(config, process, probe).gradient();
            int alarms = 0;
            for (int sample = 0; sample < 200; sample++) {
                double[][] drawn = new double[16][];
                for (int i = 0; i < 16; i++) {
                    drawn[i] = probe.direction(16 * sample + i);
                }
                alarms += GradientSample.of(drawn, target).pValue() < GradCheck.FALSE_ALARMS ? 1 : 0;
            }
            assertThat(alarms).isLessThanOrEqualTo(8);
        }
    }

    @Test
    void whatCannotBeCheckedIsRefusedInOneSentence() {
        assertThatThrownBy(() -> check(load(List.of("env.id=maze-v1")), GradientPoint.initial()))
                .hasMessageContaining("maze-v1 is stepped");
        assertThatThrownBy(() -> check(thinkOnce("trainer.estimator=exact"), GradientPoint.initial()))
                .hasMessageContaining("trainer.estimator must be sampled, was exact");
        assertThatThrownBy(() -> check(prompt(500, 500, 1), GradientPoint.initial()))
                .hasMessageContaining("exact gradient of utility is 0");
        assertThatThrownBy(() -> new GradCheck.Request(4, 1, 0)).hasMessageContaining("updates must");
        assertThatThrownBy(() -> check(thinkOnce(), GradientPoint.of("short", 1, 2)))
                .hasMessageContaining("'short' has 2 weights");
    }
}
