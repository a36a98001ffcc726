package dwell.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dwell.envs.Stakes;
import dwell.envs.process.CompiledProcess;
import dwell.policies.LearnedPolicy;
import dwell.policies.Precision;
import dwell.trainer.config.TrainerConfig;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Threads change how long training takes, and not one bit of what comes out. */
class ThreadsTest {
    @ParameterizedTest
    @CsvSource({
        "1,true,false",
        "2,true,false",
        "3,false,false",
        "4,false,false",
        "5,true,false",
        "1,true,true",
        "2,false,true",
        "4,true,true"
    })
    void giveTheSameBytes(long seed, boolean stateSharing, boolean curriculum) {
        List<List<Object>> runs = new ArrayList<>();
        for (int threads : new int[] {1, 2, 4}) {
            runs.add(train(seed, stateSharing, curriculum, threads));
        }
        assertThat(runs.get(1)).isEqualTo(runs.get(0));
        assertThat(runs.get(2)).isEqualTo(runs.get(0));
    }

    private static List<Object> train(long seed, boolean stateSharing, boolean curriculum, int threads) {
        CompiledProcess process = TaskFixture.process(seed);
        TrainerConfig config = curriculum
                ? TaskFixture.withCurriculum(process, seed, stateSharing, threads)
                : TaskFixture.config(seed, stateSharing, threads);
        Stakes stakes = TaskFixture.stakes(seed);
        List<Object> trace = new ArrayList<>();
        try (LearnedPolicy policy = TaskFixture.mlp(process, Precision.FLOAT, seed, 16, 16);
                LearnedPolicy reference = TaskFixture.mlp(process, Precision.FLOAT, seed, 16, 16);
                Workers workers = new Workers(threads)) {
            workers.lendTo(policy);
            try (Trainer trainer = TaskFixture.trainer(config, seed, process, stakes, policy, reference, workers)) {
                for (int update = 0; update < 4; update++) {
                    trace.add(trainer.update().measured());
                }
            }
            for (double weight : policy.parameters().toDoubleVector()) {
                trace.add(weight);
            }
        }
        return trace;
    }
}
