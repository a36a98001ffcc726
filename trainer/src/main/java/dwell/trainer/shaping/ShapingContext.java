package dwell.trainer.shaping;

import dwell.envs.Stakes;
import java.util.List;
import java.util.Optional;

/**
 * What a shaping may know of the run that it starts in.
 *
 * @param stakes of the run
 * @param groupSize rollouts of each item, G
 * @param updates that the run is to have
 * @param levels names of the levels, easiest first
 * @param process what is exact about the process; empty where the environment is stepped
 */
public record ShapingContext(
        Stakes stakes, int groupSize, int updates, List<String> levels, Optional<ProcessFacts> process) {
    public ShapingContext {
        levels = List.copyOf(levels);
    }

    /**
     * The process.
     *
     * @throws IllegalArgumentException if there is none
     */
    public ProcessFacts process(String shaping) {
        return process.orElseThrow(() -> new IllegalArgumentException(
                "trainer.shaping.id %s needs a process with a table of states, and this environment is stepped"
                        .formatted(shaping)));
    }

    /**
     * Refuses where {@link OutcomeGroup#confidence} is not known.
     *
     * @throws IllegalArgumentException if there is no process, or its rows hide part of the state
     */
    void requireConfidence(String shaping) {
        if (!process(shaping).fullyObserved()) {
            throw new IllegalArgumentException(
                    "trainer.shaping.id %s needs observations that show the whole state, and this process hides part of it"
                            .formatted(shaping));
        }
    }

    /**
     * An amount of compute that may be left to the process.
     *
     * @param key of the parameter, for the message
     * @param given compute units; -1 for the default
     * @param share of the largest compute of an episode that is the default
     * @throws IllegalArgumentException if the default is asked for and there is no process, or its episodes cost nothing
     */
    public double computeOr(String key, double given, double share) {
        if (given != -1) {
            return given;
        }
        double most = most(key);
        return share * most;
    }

    /**
     * A coefficient in reward per compute unit that may be left to the process.
     *
     * @param key of the parameter, for the message
     * @param given reward per compute unit; -1 for the default
     * @param atMost reward that the default takes away over the largest compute of an episode
     * @throws IllegalArgumentException as {@link #computeOr}
     */
    public double rateOr(String key, double given, double atMost) {
        return given != -1 ? given : atMost / most(key);
    }

    private double most(String key) {
        double most = process.map(ProcessFacts::mostCompute)
                .orElseThrow(() -> new IllegalArgumentException(
                        "trainer.shaping.%s must be given where the environment is stepped: its largest compute is not known"
                                .formatted(key)));
        if (!(most > 0)) {
            throw new IllegalArgumentException(
                    "trainer.shaping.%s must be given where episodes cost no compute".formatted(key));
        }
        return most;
    }
}
