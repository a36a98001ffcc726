package dwell.trainer.compare;

import dwell.trainer.TrialRun;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.CompareFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Runs the trials of a comparison, several at once, each on one thread. Seed after seed, so that what is done at any time covers all arms and
 * processes evenly, and a config that does not fit is found in the first round.
 */
public final class Comparison {
    private final CompareFile file;
    private final Catalog catalog;
    private final List<Planned> plan = new ArrayList<>();
    private final Map<String, Planned> byKey = new LinkedHashMap<>();

    /** A trial with its place in the comparison. Two arms of one config share a trial. */
    public record Planned(String arm, String process, long seed, Trial trial, String key) {}

    /** Hears of trials; called by one thread at a time, must return quickly. */
    public interface Listener {
        /**
         * A trial has ended.
         *
         * @param done trials that have ended, those of earlier times included
         * @param all different trials of the comparison
         * @param ranHere trials that have ended since the beginning of this run
         */
        void ended(Planned planned, TrialOutcome outcome, int done, int all, int ranHere);
    }

    /** Plans the trials of a file. */
    public Comparison(CompareFile file, Catalog catalog) {
        this.file = file;
        this.catalog = catalog;
        for (long seed : file.seeds()) {
            for (String process : file.processes()) {
                for (String arm : file.arms()) {
                    Trial trial = new Trial(file.config(arm, process, seed));
                    Planned planned = new Planned(arm, process, seed, trial, trial.key());
                    plan.add(planned);
                    byKey.putIfAbsent(planned.key(), planned);
                }
            }
        }
    }

    /** Number of different trials. */
    public int trials() {
        return byKey.size();
    }

    /**
     * Number of different trials that have ended already in a folder.
     *
     * @param folder of the comparison; need not be there
     * @param retry whether failed ones count as not ended
     */
    public int ended(Path folder, boolean retry) {
        return (int) byKey.keySet().stream()
                .filter(key -> TrialStore.peek(folder, key)
                        .filter(outcome -> !(retry && outcome.failed()))
                        .isPresent())
                .count();
    }

    /**
     * Runs the trials that have not ended yet.
     *
     * @param jobs how many at once, at least 1; never changes results
     * @param retry whether failed trials are run again
     * @param stop once it says yes, trials that are going on end without an outcome, and no other begins
     * @return how every trial ended; empty if it was stopped
     * @throws IllegalArgumentException with one sentence that names arm and process, if a config's parts do not fit each other
     * @throws dwell.trainer.RunFailedException with one sentence, if an outcome cannot be written
     */
    public Optional<ComparisonResults> run(
            TrialStore store, int jobs, boolean retry, BooleanSupplier stop, Listener listener) {
        Map<String, TrialOutcome> outcomes = new LinkedHashMap<>();
        List<Planned> open = new ArrayList<>();
        for (Planned planned : byKey.values()) {
            Optional<TrialOutcome> stored = store.find(planned.key()).filter(outcome -> !(retry && outcome.failed()));
            if (stored.isPresent()) {
                outcomes.put(planned.key(), stored.get());
            } else {
                open.add(planned);
            }
        }
        Throwable broken = runAll(open, outcomes, store, jobs, stop, listener);
        if (broken instanceof Error error) {
            throw error;
        }
        if (broken instanceof RuntimeException exception) {
            throw exception;
        }
        return outcomes.size() < byKey.size()
                ? Optional.empty()
                : Optional.of(new ComparisonResults(
                        file,
                        plan.stream()
                                .map(planned -> new ComparisonResults.Row(
                                        planned.arm(), planned.process(), planned.seed(), outcomes.get(planned.key())))
                                .toList()));
    }

    /** Returns what ended the comparison before its time; null if nothing did. */
    private Throwable runAll(
            List<Planned> open,
            Map<String, TrialOutcome> outcomes,
            TrialStore store,
            int jobs,
            BooleanSupplier stop,
            Listener listener) {
        AtomicInteger next = new AtomicInteger();
        Throwable[] broken = new Throwable[1];
        BooleanSupplier ending = () -> {
            synchronized (outcomes) {
                return broken[0] != null || stop.getAsBoolean();
            }
        };
        int before = outcomes.size();
        Runnable worker = () -> {
            for (int i = next.getAndIncrement();
                    i < open.size() && !ending.getAsBoolean();
                    i = next.getAndIncrement()) {
                Planned planned = open.get(i);
                try {
                    Optional<TrialOutcome> ended = run(planned, ending);
                    ended.ifPresent(store::put);
                    synchronized (outcomes) {
                        ended.ifPresent(outcome -> {
                            outcomes.put(planned.key(), outcome);
                            int done = outcomes.size();
                            listener.ended(planned, outcome, done, byKey.size(), done - before);
                        });
                    }
                } catch (RuntimeException | Error e) {
                    synchronized (outcomes) {
                        broken[0] = broken[0] == null ? e : broken[0];
                    }
                }
            }
        };
        ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, Math.min(jobs, open.size())), task -> {
            Thread thread = new Thread(task, "dwell-trial");
            thread.setDaemon(true);
            return thread;
        });
        for (int i = 0; i < Math.min(jobs, open.size()); i++) {
            pool.execute(worker);
        }
        pool.shutdown();
        awaitEnd(pool);
        return broken[0];
    }

    private Optional<TrialOutcome> run(Planned planned, BooleanSupplier stop) {
        try {
            return TrialRun.of(planned.trial(), catalog, stop);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "arm %s on process %s: %s".formatted(planned.arm(), planned.process(), e.getMessage()), e);
        }
    }

    private static void awaitEnd(ExecutorService pool) {
        boolean interrupted = false;
        while (!pool.isTerminated()) {
            try {
                pool.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                // Trials write to the store until they end.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
