package dwell.benchmarks;

import dwell.policies.LearnedPolicy;
import dwell.trainer.Trainer;
import dwell.trainer.Workers;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.ConfigLoader;
import dwell.trainer.config.ConfigSources;
import dwell.trainer.config.Preset;
import dwell.trainer.config.RunConfig;
import dwell.trainer.config.TrainerConfig.Estimator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Time of an update of the standard work under every algorithm preset, by the time under plain GRPO: with state sharing, the same
 * group size, passes and minibatches for all, one thread, and a learning rate too small to move the policy, so that all do the work
 * of the same rollouts and what is compared is the objective. Updates take turns with plain GRPO's. Arguments are presets; without
 * any, all of algorithms that train on rollouts.
 */
final class ObjectiveTable {
    private static final int WARM_UP = 80;
    private static final int MEASURED = 80;
    private static final String[] SAME = {
        "trainer.threads=1",
        "trainer.groupSize=16",
        "trainer.prompts=1024",
        "trainer.passes=1",
        "trainer.minibatches=2",
        "trainer.microBatches=1",
        "trainer.learningRate=1e-12",
        "trainer.schedule=constant"
    };

    private ObjectiveTable() {}

    public static void main(String[] arguments) {
        List<String> presets = arguments.length > 0
                ? List.of(arguments)
                : Preset.all().stream()
                        .filter(preset -> preset.kind() == Preset.Kind.ALGORITHM)
                        .map(preset -> preset.name())
                        .toList();
        System.out.println("| preset | ms an update | plain GRPO | ratio |");
        System.out.println("|---|---|---|---|");
        for (String preset : presets) {
            row(preset);
        }
    }

    private static RunConfig config(String... presets) {
        return new ConfigLoader(Catalog.installed())
                .load(ConfigSources.ofPresets(presets).with(SAME));
    }

    private static void row(String preset) {
        RunConfig config = config("standard-work", preset);
        if (config.trainer().estimator() != Estimator.SAMPLED) {
            return;
        }
        StandardWork work = StandardWork.load();
        RunConfig plain = config("standard-work");
        try (LearnedPolicy one = work.untrained();
                LearnedPolicy other = work.untrained();
                LearnedPolicy reference = work.untrained();
                Workers workers = new Workers(1);
                Trainer measured = trainer(work, config, one, reference, workers);
                Trainer compared = trainer(work, plain, other, reference, workers)) {
            List<Double> times = new ArrayList<>();
            List<Double> plainTimes = new ArrayList<>();
            for (int update = 0; update < WARM_UP + MEASURED; update++) {
                double a = milliseconds(measured);
                double b = milliseconds(compared);
                if (update >= WARM_UP) {
                    times.add(a);
                    plainTimes.add(b);
                }
            }
            double time = median(times);
            double plainTime = median(plainTimes);
            System.out.printf(
                    Locale.ROOT, "| `%s` | %.2f | %.2f | %.2f |%n", preset, time, plainTime, time / plainTime);
        }
    }

    private static Trainer trainer(
            StandardWork work, RunConfig config, LearnedPolicy policy, LearnedPolicy reference, Workers workers) {
        return Trainer.of(
                config.trainer(),
                config.run().seed(),
                work.process(),
                work.stakes(),
                Catalog.installed().shaping(config.trainer().shaping().id()),
                policy,
                config.trainer().kl().beta() > 0 ? reference : null,
                workers);
    }

    private static double milliseconds(Trainer trainer) {
        long begin = System.nanoTime();
        trainer.update();
        return (System.nanoTime() - begin) / 1e6;
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(value -> value).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
