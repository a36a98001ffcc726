package dwell.trainer.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the keys of a config come from, in rising precedence: the defaults, presets, a file, the flags, {@code --set}.
 *
 * @param presets names of presets; those of algorithms lie over those of tasks, and among a kind later ones win
 * @param file a YAML file
 * @param env {@code env.id}
 * @param policy {@code policy.id}
 * @param seed {@code run.seed}
 * @param out {@code run.out}
 * @param backend {@code run.backend}
 * @param wrappers entries added to {@code wrappers}, such as {@code interruption,hazard=0.1}
 * @param mixture entries added to {@code mixture}, such as {@code recall-v1,weight=2}
 * @param test entries added to {@code evaluation.test}, such as {@code price=0.05}
 * @param settings assignments such as {@code trainer.loss.clip=0.1}, or {@code clip=0.1} where one known key ends so; later ones
 *     win
 */
public record ConfigSources(
        List<String> presets,
        Optional<Path> file,
        Optional<String> env,
        Optional<String> policy,
        Optional<Long> seed,
        Optional<String> out,
        Optional<String> backend,
        List<String> wrappers,
        List<String> mixture,
        List<String> test,
        List<String> settings) {
    public ConfigSources {
        presets = List.copyOf(presets);
        wrappers = List.copyOf(wrappers);
        mixture = List.copyOf(mixture);
        test = List.copyOf(test);
        settings = List.copyOf(settings);
    }

    /** The defaults alone. */
    public static ConfigSources none() {
        return of(List.of(), Optional.empty());
    }

    /** Presets alone. */
    public static ConfigSources ofPresets(String... names) {
        return of(List.of(names), Optional.empty());
    }

    public static ConfigSources ofFile(Path file) {
        return of(List.of(), Optional.of(file));
    }

    private static ConfigSources of(List<String> presets, Optional<Path> file) {
        return new ConfigSources(
                presets,
                file,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    /** The same with more assignments. */
    public ConfigSources with(String... assignments) {
        List<String> all = new ArrayList<>(settings);
        all.addAll(List.of(assignments));
        return new ConfigSources(presets, file, env, policy, seed, out, backend, wrappers, mixture, test, all);
    }
}
