package dwell.trainer.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dwell.envs.Stakes;
import dwell.envs.exact.Evaluation;
import dwell.envs.exact.Optimum;
import dwell.envs.exact.PolicyTable;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessCompiler;
import dwell.trainer.TaskFixture;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.ConfigLoader;
import dwell.trainer.config.ConfigSources;
import dwell.trainer.config.RunConfig;
import dwell.trainer.evaluate.Declared;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PriceDistortionTest {
    private static final Catalog CATALOG = Catalog.installed();

    private static RunConfig config(String preset, String... settings) {
        return new ConfigLoader(CATALOG).load(ConfigSources.ofPresets(preset).with(settings));
    }

    /** Accuracy, compute and utility of either mode against the evaluation of the policy that takes it, by level. */
    @ParameterizedTest
    @ValueSource(strings = {"standard-work", "math500-r1-7b"})
    void modesAreWhatTheirPoliciesDo(String preset) {
        RunConfig config = config(preset);
        CompiledProcess process =
                ProcessCompiler.compile(Declared.of(CATALOG, config).train());
        Stakes stakes = config.stakes();
        Optimum optimum = Optimum.of(process, stakes);
        int[] direct = new int[process.stateCount()];
        int[] think = new int[process.stateCount()];
        BitSet first = firstDecisions(process);
        for (int s = 0; s < process.stateCount(); s++) {
            direct[s] = best(optimum, s, false);
            think[s] = first.get(s) ? best(optimum, s, true) : optimum.best(s);
        }
        Evaluation answered = Evaluation.of(process, stakes, PolicyTable.deterministic(process, direct));
        Evaluation thought = Evaluation.of(process, stakes, PolicyTable.deterministic(process, think));
        PriceDistortion map = PriceDistortion.of(config, TwoModeTask.of(process, stakes, CATALOG), Effort.QUICK);
        for (int i = 0; i < map.levels().size(); i++) {
            PriceDistortion.Level level = map.levels().get(i);
            assertThat(level.direct().accuracy())
                    .isEqualTo(answered.levels().get(i).accuracy(), within(1e-9));
            assertThat(level.direct().compute())
                    .isEqualTo(answered.levels().get(i).compute(), within(1e-5));
            assertThat(level.think().accuracy())
                    .isEqualTo(thought.levels().get(i).accuracy(), within(1e-9));
            assertThat(level.think().compute())
                    .isEqualTo(thought.levels().get(i).compute(), within(1e-5));
            assertThat(level.netValue())
                    .isEqualTo(
                            thought.levels().get(i).utility()
                                    - answered.levels().get(i).utility(),
                            within(1e-6));
        }
    }

    private static BitSet firstDecisions(CompiledProcess process) {
        BitSet reached = new BitSet();
        BitSet first = new BitSet();
        for (int c = 0; c < process.classCount(); c++) {
            for (int start : process.startStates(c)) {
                reached.set(start);
            }
        }
        for (int s = 0; s < process.stateCount(); s++) {
            if (!reached.get(s)) {
                continue;
            }
            if (process.isDecision(s)) {
                first.set(s);
                continue;
            }
            int only = process.choiceBegin(s);
            for (int b = process.branchBegin(only); b < process.branchBegin(only + 1); b++) {
                if (process.branchTarget(b) >= 0) {
                    reached.set(process.branchTarget(b));
                }
            }
        }
        return first;
    }

    private static int best(Optimum optimum, int state, boolean deliberating) {
        CompiledProcess process = optimum.process();
        int best = -1;
        for (int k = process.choiceBegin(state); k < process.choiceBegin(state + 1); k++) {
            boolean deliberates = process.isDecision(state)
                    && process.actions().get(process.actionOf(k)).kind().deliberates();
            if (deliberates == deliberating && (best < 0 || optimum.q(k) > optimum.q(best))) {
                best = k;
            }
        }
        return best < 0 ? process.choiceBegin(state) : best;
    }

    /** Without a scale the update is (G - 1) / G times the net value, at every think probability. */
    @ParameterizedTest
    @ValueSource(strings = {"standard-work", "math500-r1-7b"})
    void withoutAScaleTheUpdateIsTheNetValue(String preset) {
        RunConfig config = config(preset, "trainer.loss.aggregation=constant", "trainer.loss.constantLength=1");
        PriceDistortion map = PriceDistortion.of(config, TwoModeTask.of(config, CATALOG), Effort.QUICK);
        for (PriceDistortion.Level level : map.levels()) {
            assertThat(level.updates())
                    .allSatisfy(update -> assertThat(update).isEqualTo(15.0 / 16 * level.netValue(), within(1e-9)));
        }
        assertThat(map.clean()).isTrue();
    }

    @Test
    void groupDeviationsPushAwayFromThinkingOnTheEasyLevelsOfTheStandardWork() {
        RunConfig config = config("standard-work", "trainer.advantage.scale=group-std");
        TwoModeTask task = TwoModeTask.of(config, CATALOG);
        PriceDistortion map = PriceDistortion.of(config, task, Effort.QUICK);
        assertThat(map.levels().get(0).count(Mark.UNDERTHINKING)).isEqualTo(11);
        assertThat(map.levels().get(1).marks()).last().isEqualTo(Mark.UNDERTHINKING);
        assertThat(map.levels().get(1).marks()).first().isEqualTo(Mark.RIGHT);
        assertThat(map.count(Mark.HYPERVIGILANCE)).isZero();
        assertThat(map.notes()).anyMatch(note -> note.contains("merged"));
        assertThat(Remedy.of(config, CATALOG, task, Effort.QUICK))
                .filteredOn(Remedy::mends)
                .extracting(Remedy::settings)
                .contains(List.of("trainer.advantage.scale=none"), List.of("trainer.advantage.scale=batch-std"));
    }

    /** Merging coarsely and finely gives the same signs, and sizes that are alike. */
    @Test
    void mergingChangesLittle() {
        RunConfig config = config("standard-work", "trainer.advantage.scale=group-std", "trainer.groupSize=8");
        TwoModeTask task = TwoModeTask.of(config, CATALOG);
        PriceDistortion coarse = PriceDistortion.of(config, task, Effort.QUICK);
        PriceDistortion fine = PriceDistortion.of(config, task, new Effort(150_000, 1e6));
        for (int i = 0; i < 5; i++) {
            assertThat(coarse.levels().get(i).marks())
                    .isEqualTo(fine.levels().get(i).marks());
            for (int k = 0; k < coarse.probabilities().size(); k++) {
                double update = fine.levels().get(i).updates().get(k);
                assertThat(coarse.levels().get(i).updates().get(k))
                        .isEqualTo(update, within(.02 + .15 * Math.abs(update)));
            }
        }
    }

    /** The claim by which training looks no further: on 20 drawn tasks, no sign is wrong. */
    @Test
    void whatCannotBeWrongIsNot() {
        RunConfig config = config("standard-work", "trainer.groupSize=3", "trainer.loss.aggregation=constant");
        RunConfig batch = config("standard-work", "trainer.groupSize=3", "trainer.advantage.scale=batch-std");
        assertThat(DistortionNotice.cannotBeWrong(config.trainer())).isTrue();
        assertThat(DistortionNotice.cannotBeWrong(batch.trainer())).isTrue();
        int levels = 0;
        for (long seed = 0; seed < 20; seed++) {
            TwoModeTask task = TwoModeTask.of(TaskFixture.process(seed), TaskFixture.stakes(seed), CATALOG);
            for (RunConfig one : List.of(config, batch)) {
                PriceDistortion map = PriceDistortion.of(one, task, Effort.QUICK);
                assertThat(map.clean()).as("seed %d: %s", seed, map).isTrue();
                levels += map.levels().size();
            }
        }
        assertThat(levels).isGreaterThan(40);
    }

    static Stream<String> shapings() {
        return CATALOG.shapings().stream().map(shaping -> shaping.id());
    }

    /** Every shaping, relative to the group or not, has a map. */
    @ParameterizedTest
    @MethodSource("shapings")
    void everyShapingHasAMap(String shaping) {
        RunConfig config =
                config("math500-r1-7b", "trainer.shaping.id=" + shaping, "trainer.groupSize=4", "trainer.updates=10");
        PriceDistortion map = PriceDistortion.of(config, CATALOG);
        assertThat(map.levels()).hasSize(5);
        assertThat(map.levels()).allSatisfy(level -> assertThat(level.updates()).allMatch(Double::isFinite));
    }

    private static Optional<String> notice(RunConfig config) {
        return DistortionNotice.of(
                config,
                CATALOG,
                ProcessCompiler.compile(Declared.of(CATALOG, config).train()));
    }

    @Test
    void theNoticeNamesLevelsAndTheSettingThatMends() {
        assertThat(notice(config("math500-r1-7b"))).isEmpty();
        assertThat(notice(config("math500-r1-7b", "trainer.advantage.scale=group-std")))
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .startsWith("warning: ")
                        .contains("away where it pays on level 3, level 4")
                        .contains("--set trainer.advantage.scale=none mends it"));
        assertThat(notice(config("math500-r1-7b", "trainer.advantage.scale=group-std", "trainer.groupSize=64")))
                .hasValueSatisfying(sentence -> assertThat(sentence).startsWith("not looked"));
    }

    @Test
    void whatCannotBeEnumeratedIsRefusedInASentence() {
        assertThatThrownBy(() -> PriceDistortion.of(config("math500-r1-7b", "trainer.groupSize=1024"), CATALOG))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("trainer.groupSize is 1024");
        assertThatThrownBy(() -> PriceDistortion.of(config("maze"), CATALOG))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is stepped");
    }
}
