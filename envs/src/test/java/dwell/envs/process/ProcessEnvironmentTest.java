package dwell.envs.process;

import static org.assertj.core.api.Assertions.assertThat;

import dwell.envs.Outcome;
import dwell.envs.VectorEnvironment;
import dwell.envs.random.RandomKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ProcessEnvironmentTest {
    @Nested
    class OfVotes extends VectorEnvironmentContract {
        @Override
        protected VectorEnvironment environment(int slots) {
            CompiledProcess process = VariedProcesses.evidence().get("three alternatives, all of it");
            return new ProcessEnvironment(process, new Simulator(process), slots);
        }
    }

    @Nested
    class OfARandomProcess extends VectorEnvironmentContract {
        @Override
        protected VectorEnvironment environment(int slots) {
            CompiledProcess process = ProcessCompiler.compile(new RandomProcess(2, 3, RandomProcess.Sight.NOISY));
            return new ProcessEnvironment(process, new Simulator(process), slots);
        }
    }

    @Test
    void itWalksTheSimulatorsEpisodesDrawForDraw() {
        VariedProcesses.all().forEach((name, process) -> {
            Simulator simulator = new Simulator(process);
            double[] rows = RandomPolicy.rows(process, 3, 1);
            double[] cumulative = RandomPolicy.cumulative(simulator, process, rows);
            int actions = process.actionCount();
            ProcessEnvironment environment = new ProcessEnvironment(process, simulator, 16);
            List<List<Integer>> taken = new ArrayList<>();
            for (int slot = 0; slot < 16; slot++) {
                environment.reset(slot, RandomKey.child(50, slot), RandomKey.child(60, slot));
                taken.add(new ArrayList<>());
            }
            float[] features = new float[process.featureCount()];
            boolean running = true;
            while (running) {
                running = false;
                for (int slot = 0; slot < 16; slot++) {
                    if (!environment.running(slot)) {
                        continue;
                    }
                    running = true;
                    environment.observe(slot, features, 0);
                    int row = rowOf(process, features);
                    int action = 0;
                    while (environment.actionDraw(slot) >= cumulative[row * actions + action]) {
                        action++;
                    }
                    assertThat(environment.legal(slot, action)).isTrue();
                    environment.step(slot, action);
                    taken.get(slot).add(row * actions + action);
                }
            }
            EpisodeTape tape = new EpisodeTape(0);
            for (int slot = 0; slot < 16; slot++) {
                tape.clear();
                Item item = Item.of(process, RandomKey.child(50, slot));
                simulator.run(RandomKey.child(60, slot), item.hiddenClass(), item.startState(), cumulative, tape);
                assertThat(java.util.Arrays.stream(tape.decisions(), 0, tape.size())
                                .boxed())
                        .as(name)
                        .isEqualTo(taken.get(slot));
                assertThat(environment.outcome(slot))
                        .isEqualTo(new Outcome(
                                process.levelOf(item.hiddenClass()),
                                CompiledProcess.endingOf(tape.terminal()),
                                CompiledProcess.verdictOf(tape.terminal()),
                                tape.compute(),
                                tape.thinks()));
            }
        });
    }

    private static int rowOf(CompiledProcess process, float[] features) {
        for (int row = 0; row < process.rowCount(); row++) {
            boolean same = true;
            for (int f = 0; f < features.length; f++) {
                same &= (float) process.feature(row, f) == features[f];
            }
            if (same) {
                return row;
            }
        }
        throw new AssertionError("an observation that is no row");
    }
}
