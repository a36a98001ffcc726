package dwell.trainer.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.process.CompiledProcess;
import dwell.policies.LearnedPolicy;
import dwell.policies.Precision;
import dwell.trainer.TaskFixture;
import dwell.trainer.Workers;
import dwell.trainer.config.SamplingConfig;
import dwell.trainer.metrics.Metric;
import dwell.trainer.metrics.MetricValues;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What PROPS is for: data that match the policy better than independent draws (algorithms 15, claim C15.1). */
class PropsTest {
    private static final int UPDATES = 400;

    /** Mean sampling error of a gate with two actions, of probability near one half, and its standard error. */
    private static double[] samplingError(String settings, int visits) {
        CompiledProcess process = SamplingFixture.twoModes(0.8);
        SamplingConfig sampling = SamplingFixture.sampling(settings);
        try (LearnedPolicy policy = TaskFixture.mlp(process, Precision.DOUBLE, 2, 3);
                Workers workers = new Workers(1)) {
            Collector collector =
                    new SharedCollector(process, Curriculum.none(process), sampling, policy, workers, 7, visits, 1);
            double sum = 0;
            double squares = 0;
            for (int update = 0; update < UPDATES; update++) {
                Rollouts rollouts = collector.collect(update);
                MetricValues metrics = new MetricValues();
                collector.describe(metrics);
                double error = metrics.get(Metric.SAMPLING_ERROR);
                assertThat(error).isCloseTo(direct(rollouts), within(1e-12));
                sum += error;
                squares += error * error;
            }
            double mean = sum / UPDATES;
            return new double[] {mean, Math.sqrt((squares / UPDATES - mean * mean) / (UPDATES - 1))};
        }
    }

    /** KL(shares || policy) of the only row, written out. */
    private static double direct(Rollouts rollouts) {
        double[] count = new double[2];
        double[] log = new double[2];
        for (int e = 0; e < rollouts.episodes(); e++) {
            int cell = rollouts.decisions(e)[rollouts.begin(e)];
            count[cell % 2]++;
            log[cell % 2] = rollouts.rows().policyLogProbability()[cell];
        }
        double sum = 0;
        for (int a = 0; a < 2; a++) {
            double share = count[a] / rollouts.episodes();
            sum += share == 0 ? 0 : share * (Math.log(share) - log[a]);
        }
        return sum;
    }

    /**
     * On-policy the error is (K - 1) / 2n to first order: .0313, .0078, .0020, met within 10 % (the next order at n = 16 is 3 %)
     * and 5 standard errors; with a round for each visit it is at least 5 times smaller. False alarm below 3 x 5.8e-7. The paper's
     * clip of .3 gives only about 4 times at 16 visits: the walk of the counts goes back with probability .65 at most.
     */
    @ParameterizedTest
    @CsvSource({"16,0.5,0.03125", "64,0.3,0.0078125", "256,0.3,0.001953125"})
    void theErrorOfAGateIsAtLeastFiveTimesSmaller(int visits, double clip, double expected) {
        double[] independent = samplingError("propsRounds=1", visits);
        double[] matched = samplingError("propsRounds=" + visits + " propsClip=" + clip, visits);
        assertThat(independent[0]).isCloseTo(expected, within(0.1 * expected + 5 * independent[1]));
        assertThat(matched[0] * 5).isLessThan(independent[0]);
    }

    /** Rounds of many visits do not over-correct: each goes only as far as the next one needs. */
    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8, 16})
    void largeRoundsDoNotOverCorrect(int rounds) {
        double[] independent = samplingError("propsRounds=1", 512);
        double[] matched = samplingError("propsRounds=" + rounds, 512);
        assertThat(matched[0]).isLessThan(independent[0] * 1.3 / rounds);
    }

    /** By hand: policy (.5, .3, .2), counts (6, 3, 1), as many prompts ahead as behind. */
    @Test
    void actionsDrawnTooOftenGetLessAndTheOthersShareIt() {
        double[] log = {Math.log(.5), Math.log(.3), Math.log(.2)};
        // Over by .1, none, under by .1: all of it moves, within the clip.
        assertThat(adapted("propsRounds=2", log, 6, 3, 1)).containsExactly(new double[] {.4, .3, .3}, within(1e-12));
        // Over by .5: clipped at .5 (1 - .3); .15 is shared in proportion to .3 and .2.
        assertThat(adapted("propsRounds=2", log, 10, 0, 0))
                .containsExactly(new double[] {.35, .39, .26}, within(1e-12));
    }

    private static double[] adapted(String settings, double[] log, int... counts) {
        Props props = new Props(SamplingFixture.sampling(settings), 20, 3);
        RowTable table = new RowTable(1, 3, true);
        table.reserve(1);
        table.count = 1;
        Rollouts rollouts = new Rollouts(20, 1, 3, 1, 1, table, null);
        rollouts.decisions[0] = new int[20];
        int at = 0;
        for (int a = 0; a < 3; a++) {
            for (int i = 0; i < counts[a]; i++) {
                rollouts.decisions[0][at] = a;
                rollouts.begin[at] = at;
                rollouts.length[at++] = 1;
            }
        }
        props.begin();
        props.count(rollouts, 0);
        double[] out = new double[3];
        props.logProbabilities(0, log, 0, out, 0);
        for (int a = 0; a < 3; a++) {
            out[a] = Math.exp(out[a]);
        }
        return out;
    }

    @Test
    void oneRoundIsOnPolicyToTheBit() {
        CompiledProcess process = TaskFixture.process(3);
        try (LearnedPolicy policy = TaskFixture.mlp(process, Precision.DOUBLE, 3, 5);
                Workers workers = new Workers(1)) {
            Collector plain =
                    SamplingFixture.collector(process, SamplingFixture.config("", 16, 4, true), policy, workers, 3);
            for (String settings : new String[] {"propsRounds=0", "propsRounds=1"}) {
                Collector props = SamplingFixture.collector(
                        process, SamplingFixture.config(settings, 16, 4, true), policy, workers, 3);
                for (int update = 0; update < 3; update++) {
                    assertThat(SamplingFixture.drawn(props.collect(update)))
                            .isEqualTo(SamplingFixture.drawn(plain.collect(update)));
                }
            }
        }
    }
}
