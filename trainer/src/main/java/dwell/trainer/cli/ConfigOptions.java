package dwell.trainer.cli;

import dwell.trainer.config.ConfigSources;
import dwell.trainer.config.Preset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say what is to be trained on, shared by the commands that need an environment. */
final class ConfigOptions {
    /** What is used where nothing is named: recorded results of a real model. */
    static final String DEFAULT_PRESET = "otis-gpt-5.2";

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description =
                    "Start from a preset of a task, or lay one of an algorithm over it; may be given several times, later ones of"
                            + " a kind win; see dwell presets.")
    private List<String> presets = new ArrayList<>();

    @Option(names = "--config", paramLabel = "FILE", description = "Read keys from a YAML file.")
    private Path file;

    @Option(names = "--env", paramLabel = "ID", description = "The task family; see dwell envs.")
    private String env;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Set one key, such as price=0.02 or trainer.loss.clip=0.1; may be given several times.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--wrap",
            paramLabel = "ID[,KEY=VALUE...]",
            description = "Change the process by a wrapper, such as interruption,hazard=0.1; see dwell wrappers.")
    private List<String> wrappers = new ArrayList<>();

    @Option(
            names = "--mix",
            paramLabel = "ID[,weight=N,compute=N,KEY=VALUE...]",
            description =
                    "Mix another task family in; the first one has weight 1, and compute says what a unit of the other's"
                            + " counts (default: by the two default prices).")
    private List<String> mixture = new ArrayList<>();

    @Option(
            names = "--test",
            paramLabel = "KEY=VALUE",
            description = "Evaluate the policy also where one key of the task is different, such as price=0.05.")
    private List<String> test = new ArrayList<>();

    boolean given() {
        return !presets.isEmpty()
                || file != null
                || env != null
                || !settings.isEmpty()
                || !wrappers.isEmpty()
                || !mixture.isEmpty()
                || !test.isEmpty();
    }

    private static boolean isTask(String preset) {
        return Preset.of(preset).kind() == Preset.Kind.TASK;
    }

    /** Whether something says which task is meant. */
    boolean named() {
        return presets.stream().anyMatch(ConfigOptions::isTask)
                || file != null
                || env != null
                || settings.stream().anyMatch(s -> s.startsWith("env.id="));
    }

    ConfigSources sources(String policy, Long seed, String out, String backend) {
        List<String> all = new ArrayList<>(presets);
        if (file == null && env == null && presets.stream().noneMatch(ConfigOptions::isTask)) {
            all.add(0, DEFAULT_PRESET);
        }
        return new ConfigSources(
                all,
                Optional.ofNullable(file),
                Optional.ofNullable(env),
                Optional.ofNullable(policy),
                Optional.ofNullable(seed),
                Optional.ofNullable(out),
                Optional.ofNullable(backend),
                wrappers,
                mixture,
                test,
                settings);
    }

    /**
     * For commands that take the family as an argument too.
     *
     * @param id of the family; null where none is given
     * @throws IllegalArgumentException if {@code --env} names another
     */
    ConfigSources sourcesOf(String id) {
        if (id == null) {
            return sources();
        }
        if (env != null && !env.equals(id)) {
            throw new IllegalArgumentException(
                    "the environment is given twice, as %s and as --env %s".formatted(id, env));
        }
        env = id;
        return sources();
    }

    /** For commands without a learned policy, with further settings before those of {@code --set}. */
    ConfigSources sources(List<String> further) {
        settings.addAll(0, further);
        return sources();
    }

    /** For commands without a learned policy. */
    ConfigSources sources() {
        return sources(null, null, null, null);
    }
}
