package dwell.trainer.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.families.evidence.EvidenceFamily;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.DecisionProcess;
import dwell.envs.process.Item;
import dwell.envs.process.ProcessCompiler;
import dwell.envs.random.Purpose;
import dwell.envs.random.RandomKey;
import dwell.envs.wrappers.LevelsParameters;
import dwell.envs.wrappers.LevelsWrapper;
import dwell.policies.LearnedPolicy;
import dwell.policies.Precision;
import dwell.trainer.TaskFixture;
import dwell.trainer.Workers;
import dwell.trainer.config.CurriculumStage;
import dwell.trainer.config.SamplingConfig;
import dwell.trainer.config.TrainerConfig.CurriculumPath;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** Five levels, two truths each; levels have unequal weights of their own, so that relative and absolute shares differ. */
class CurriculumTest {
    private static final int LEVELS = 5;
    private static final List<Double> OWN = List.of(5.0, 1.0, 2.0, 1.0, 1.0);
    private static final CompiledProcess PROCESS = process(OWN);

    private static CompiledProcess process(List<Double> weights) {
        EvidenceFamily family = new EvidenceFamily();
        DecisionProcess<?> declared = family.declare(family.defaults());
        return ProcessCompiler.compile(new LevelsWrapper().wrap(declared, new LevelsParameters(weights, "uniform")));
    }

    private static CurriculumStage stage(int update, double... mix) {
        return new CurriculumStage(update, Arrays.stream(mix).boxed().toList());
    }

    private static Curriculum curriculum(CurriculumPath path, CurriculumStage... stages) {
        return new Curriculum(PROCESS, List.of(stages), path);
    }

    private static double[] shares(Curriculum curriculum, int update) {
        curriculum.at(update);
        double[] shares = new double[LEVELS];
        for (int c = 0; c < PROCESS.classCount(); c++) {
            shares[PROCESS.levelOf(c)] += curriculum.prior()[c];
        }
        return shares;
    }

    private static void assertShares(Curriculum curriculum, int update, double... shares) {
        assertThat(shares(curriculum, update)).as("update %d", update).containsExactly(shares, within(1e-15));
    }

    @Test
    void withoutStagesIsTheTasksOwnItemsToTheBit() {
        Curriculum none = Curriculum.none(PROCESS);
        for (int update : new int[] {0, 1, 1000}) {
            none.at(update);
            for (int c = 0; c < PROCESS.classCount(); c++) {
                assertThat(none.prior()[c]).isEqualTo(PROCESS.prior(c));
            }
            for (long key = 0; key < 100; key++) {
                assertThat(none.item(key)).isEqualTo(Item.of(PROCESS, key));
            }
        }
    }

    @Test
    void aStepHoldsUntilTheNextStage() {
        Curriculum curriculum = curriculum(
                CurriculumPath.STEP, stage(0, 1, 1, 0, 0, 0), stage(10, 0, 0, 1, 0, 3), stage(11, 2, 2, 2, 2, 2));
        assertShares(curriculum, 11, .2, .2, .2, .2, .2);
        assertShares(curriculum, 9, .5, .5, 0, 0, 0);
        assertShares(curriculum, 0, .5, .5, 0, 0, 0);
        assertShares(curriculum, 10, 0, 0, .25, 0, .75);
        assertShares(curriculum, Integer.MAX_VALUE, .2, .2, .2, .2, .2);
    }

    /** Shares, not weights, are interpolated: the second stage is written with weights a hundred times as large. */
    @Test
    void aLineGoesFromStageToStageAndThenHolds() {
        Curriculum curriculum = curriculum(
                CurriculumPath.LINEAR, stage(0, 1, 0, 0, 0, 0), stage(4, 0, 100, 0, 300, 0), stage(6, 0, 0, 0, 0, 1));
        assertShares(curriculum, 0, 1, 0, 0, 0, 0);
        assertShares(curriculum, 1, .75, .0625, 0, .1875, 0);
        assertShares(curriculum, 3, .25, .1875, 0, .5625, 0);
        assertShares(curriculum, 4, 0, .25, 0, .75, 0);
        assertShares(curriculum, 5, 0, .125, 0, .375, .5);
        assertShares(curriculum, 6, 0, 0, 0, 0, 1);
        assertShares(curriculum, Integer.MAX_VALUE, 0, 0, 0, 0, 1);
        assertThat(shares(curriculum(CurriculumPath.LINEAR, stage(0, 1, 3, 0, 0, 0)), 7)[1])
                .isEqualTo(.75);
    }

    /** What another declaration of the same task, wrapped in the mix, has as prior. */
    @Test
    void withinALevelClassesKeepTheProcesssProportions() {
        List<Double> mix = List.of(1.0, 4.0, 0.5, 3.0, 1.5);
        CompiledProcess wrapped = process(mix);
        Curriculum curriculum = new Curriculum(PROCESS, List.of(new CurriculumStage(0, mix)), CurriculumPath.STEP);
        assertThat(curriculum.prior()).hasSize(wrapped.classCount());
        for (int c = 0; c < wrapped.classCount(); c++) {
            assertThat(wrapped.levelOf(c)).isEqualTo(PROCESS.levelOf(c));
            assertThat(curriculum.prior()[c]).isCloseTo(wrapped.prior(c), within(1e-15));
        }
    }

    private static int[] drawn(CurriculumPath path, IntUnaryOperator update, int items, CurriculumStage... stages) {
        Curriculum curriculum = curriculum(path, stages);
        int[] drawn = new int[LEVELS];
        long key = RandomKey.child(RandomKey.of(5, Purpose.CHECK), 11);
        for (int i = 0; i < items; i++) {
            curriculum.at(update.applyAsInt(i));
            drawn[PROCESS.levelOf(curriculum.item(RandomKey.child(key, i)).hiddenClass())]++;
        }
        return drawn;
    }

    @Test
    void aCurriculumOfOneLevelHasItemsOfNoOther() {
        for (int level = 0; level < LEVELS; level++) {
            double[] mix = new double[LEVELS];
            mix[level] = 0.1;
            assertThat(drawn(CurriculumPath.LINEAR, i -> i % 7, 2000, stage(0, mix), stage(3, mix))[level])
                    .isEqualTo(2000);
        }
    }

    /** Ten shares within four standard errors: a false alarm in fewer than 1 of 1,500 choices of the seed. */
    @Test
    void levelsAreDrawnWithTheirShares() {
        int items = 40_000;
        CurriculumStage[] stages = {stage(0, 1, 1, 1, 0, 1), stage(8, 0, 1, 2, 4, 1)};
        for (int update : new int[] {2, 20}) {
            double[] shares = shares(curriculum(CurriculumPath.LINEAR, stages), update);
            int[] drawn = drawn(CurriculumPath.LINEAR, i -> update, items, stages);
            for (int level = 0; level < LEVELS; level++) {
                double share = shares[level];
                assertThat((double) drawn[level] / items)
                        .as("update %d, level %d", update, level)
                        .isCloseTo(share, within(4 * Math.sqrt(share * (1 - share) / items)));
            }
        }
    }

    /** The rollouts of an update have its levels, whatever update was collected before. */
    @Test
    void collectorsFollowIt() {
        Curriculum curriculum = curriculum(
                CurriculumPath.STEP, stage(0, 1, 0, 0, 0, 0), stage(2, 0, 0, 0, 1, 0), stage(5, 0, 0, 1, 0, 0));
        try (LearnedPolicy policy = TaskFixture.mlp(PROCESS, Precision.FLOAT, 3, 8);
                Workers workers = new Workers(2)) {
            SharedCollector collector =
                    new SharedCollector(PROCESS, curriculum, SamplingConfig.defaults(), policy, workers, 3, 40, 2);
            for (int[] expected : new int[][] {{4, 3}, {0, 0}, {5, 2}, {1, 0}, {2, 3}}) {
                Rollouts rollouts = collector.collect(expected[0]);
                for (int prompt = 0; prompt < rollouts.prompts(); prompt++) {
                    assertThat(rollouts.level(prompt))
                            .as("update %d", expected[0])
                            .isEqualTo(expected[1]);
                }
            }
        }
    }

    @Test
    void mixesThatDoNotFitTheLevelsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> curriculum(CurriculumPath.STEP, stage(0, 1, 1, 1, 1, 1), stage(2, 1, 2, 3, 4)))
                .withMessage(
                        "trainer.curriculum[1].mix must have one number for each of the 5 levels of the task, had 4");
        CompiledProcess without = process(List.of(1.0, 1.0, 1.0, 1.0, 0.0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Curriculum(without, List.of(stage(0, 1, 1, 1, 1, 0.5)), CurriculumPath.STEP))
                .withMessage(
                        "trainer.curriculum[0].mix must be 0 for level %s, of which the task has no items, was 0.5",
                        without.levels().get(4));
        assertThat(new Curriculum(without, List.of(stage(0, 1, 0, 0, 0, 0)), CurriculumPath.LINEAR).prior())
                .contains(0.0)
                .doesNotContain(Double.NaN);
    }
}
