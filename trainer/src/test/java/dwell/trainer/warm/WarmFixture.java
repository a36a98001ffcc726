package dwell.trainer.warm;

import dwell.envs.exact.Optimum;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.ConfigLoader;
import dwell.trainer.config.ConfigSources;
import dwell.trainer.config.RunConfig;
import dwell.trainer.config.WarmStartConfig;
import dwell.trainer.evaluate.Problem;

/** Problems and teachers of tests. */
final class WarmFixture {
    private WarmFixture() {}

    /** The defaults with some keys assigned anew. */
    static RunConfig config(String... assignments) {
        return new ConfigLoader(Catalog.installed()).load(ConfigSources.none().with(assignments));
    }

    static WarmStartConfig warm(String... assignments) {
        return config(assignments).trainer().warmStart();
    }

    static Problem problem(String... assignments) {
        return Problem.of(config(assignments), Catalog.installed());
    }

    static Teacher teacher(Problem problem, String name) {
        Optimum optimum = problem.training().optimum();
        String[] parts = name.split(":", 2);
        return new Teacher(
                optimum, Catalog.installed().fixedPolicy(name).table(optimum, parts.length > 1 ? parts[1] : ""));
    }
}
