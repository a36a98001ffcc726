package dwell.trainer.rollout;

import dwell.envs.Verdict;
import dwell.envs.families.Introspection;
import dwell.envs.families.evidence.EvidenceFamily;
import dwell.envs.families.evidence.EvidenceParameters;
import dwell.envs.process.CompiledProcess;
import dwell.envs.process.ProcessCompiler;
import dwell.policies.LearnedPolicy;
import dwell.trainer.TaskFixture;
import dwell.trainer.Workers;
import dwell.trainer.config.SamplingConfig;
import dwell.trainer.config.TrainerConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collectors under sampling settings, and what they drew, for tests. */
final class SamplingFixture {
    private SamplingFixture() {}

    /** Sampling settings from {@code key=value} separated by blanks. */
    static TrainerConfig config(String settings, int prompts, int groupSize, boolean sharing) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("trainer.prompts", prompts);
        keys.put("trainer.minibatches", 1);
        keys.put("trainer.groupSize", groupSize);
        keys.put("trainer.stateSharing", sharing);
        for (String setting : settings.isBlank() ? new String[0] : settings.split(" ")) {
            String[] parts = setting.split("=");
            keys.put("trainer.sampling." + parts[0], parts[1]);
        }
        return TaskFixture.settings(keys);
    }

    static SamplingConfig sampling(String settings) {
        return config(settings, 2, 2, true).sampling();
    }

    static Collector collector(
            CompiledProcess process, TrainerConfig config, LearnedPolicy policy, Workers workers, long seed) {
        return Collector.of(process, config, policy, workers, seed);
    }

    /** One decision: think, or answer without; as many levels as reliabilities, which nothing shows. */
    static CompiledProcess twoModes(Double... reliabilities) {
        return ProcessCompiler.compile(new EvidenceFamily()
                .declare(new EvidenceParameters(
                        List.of(reliabilities), List.of(), 2, 0, 0, 1, 1, 0, false, Introspection.FULL, 1)));
    }

    /** A decision as drawn: what was seen, what was done, and with which log-probabilities. */
    record Decision(int observation, int action, double behaviour, double policy) {}

    /** An episode as drawn. */
    record Episode(int level, int item, Object end, int thinks, double compute, List<Decision> decisions) {}

    /** Everything about rollouts that does not depend on how rows are numbered. */
    static List<Episode> drawn(Rollouts rollouts) {
        List<Episode> episodes = new ArrayList<>();
        int actions = rollouts.actions();
        RowSource rows = rollouts.rows();
        for (int e = 0; e < rollouts.episodes(); e++) {
            int prompt = e / rollouts.groupSize();
            List<Decision> decisions = new ArrayList<>();
            for (int d = 0; d < rollouts.length(e); d++) {
                int cell = rollouts.decisions(prompt)[rollouts.begin(e) + d];
                decisions.add(new Decision(
                        rows.observation(cell / actions),
                        cell % actions,
                        rows.behaviourLogProbability()[cell],
                        rows.policyLogProbability()[cell]));
            }
            episodes.add(new Episode(
                    rollouts.level(prompt),
                    rollouts.item(prompt),
                    List.of(rollouts.ending(e), rollouts.verdict(e)),
                    rollouts.thinks(e),
                    rollouts.compute(e),
                    decisions));
        }
        return episodes;
    }

    /** A correct answer is worth 1; one term. */
    static final class Rewards implements GroupRewards {
        final double[] rewards;
        final double[][] terms;

        Rewards(Rollouts rollouts) {
            rewards = new double[rollouts.episodes()];
            terms = new double[1][rewards.length];
            for (int p = 0; p < rollouts.prompts(); p++) {
                reward(rollouts, new int[] {p}, 1);
            }
        }

        @Override
        public double[] rewards() {
            return rewards;
        }

        @Override
        public double[][] terms() {
            return terms;
        }

        @Override
        public void reward(Rollouts rollouts, int[] prompts, int count) {
            int group = rollouts.groupSize();
            for (int i = 0; i < count; i++) {
                for (int e = prompts[i] * group; e < (prompts[i] + 1) * group; e++) {
                    rewards[e] = rollouts.verdict(e) == Verdict.CORRECT ? 1 : 0;
                    terms[0][e] = rewards[e];
                }
            }
        }
    }
}
