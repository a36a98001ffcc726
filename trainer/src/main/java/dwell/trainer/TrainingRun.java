package dwell.trainer;

import dwell.policies.AtomicFile;
import dwell.policies.PolicyFile;
import dwell.trainer.config.Catalog;
import dwell.trainer.config.ConfigLoader;
import dwell.trainer.config.ConfigSources;
import dwell.trainer.config.RunConfig;
import dwell.trainer.evaluate.EpisodeReport;
import dwell.trainer.evaluate.PolicyReport;
import dwell.trainer.evaluate.RunFacts;
import dwell.trainer.evaluate.Standing;
import dwell.trainer.evaluate.WhichEpisode;
import dwell.trainer.instrument.DistortionNotice;
import dwell.trainer.metrics.Metric;
import dwell.trainer.metrics.MetricValues;
import dwell.trainer.record.Checkpoint;
import dwell.trainer.record.CheckpointStore;
import dwell.trainer.record.JsonFile;
import dwell.trainer.record.Manifest;
import dwell.trainer.record.MetricsLog;
import dwell.trainer.record.RunFolder;
import dwell.trainer.record.Timing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A run: trains under a config and leaves a folder behind. Whatever happens, the folder holds the metrics up to the last
 * update, and the last good checkpoint.
 */
public final class TrainingRun {
    private static final int WARM_UP = 10;

    private static volatile boolean stopRequested;

    private final RunFolder folder;
    private final Session session;
    private final RunConfig config;
    private final CheckpointStore checkpoints;
    private final Progress progress;
    private long decisions;
    private Timing timing = Timing.NONE;
    private int updatesHere;
    private Standing standing;
    private int standingAt = -1;
    private String lastEvaluated = "";
    private int checkpointed = -1;

    private TrainingRun(RunFolder folder, Session session, Progress progress) {
        this.folder = folder;
        this.session = session;
        this.config = session.config();
        this.checkpoints =
                new CheckpointStore(folder.checkpoints(), config.run().keep());
        this.progress = progress;
    }

    /**
     * Asks the run in progress to end after its present update, with a checkpoint, as if that had been its last. May be called
     * from any thread.
     */
    public static void requestStop() {
        stopRequested = true;
    }

    /**
     * Trains from the beginning.
     *
     * @param folder of the run; made here, must not exist or be empty
     * @return evaluation of the policy at the end, also in {@code evaluation.json}; empty if the run was asked to stop before
     * @throws IllegalArgumentException with one sentence, if the config or the folder cannot be used; nothing is left behind
     * @throws RunFailedException with one sentence, if a file cannot be written or a number is not finite
     */
    public static Optional<PolicyReport> start(RunConfig config, Path folder, Progress progress) {
        RunFolder.requireFree(folder);
        String backend = useBackend(config, progress);
        Catalog catalog = Catalog.installed();
        try (Session session = begin(config, catalog, progress)) {
            session.process()
                    .flatMap(process -> DistortionNotice.of(config, catalog, process))
                    .ifPresent(progress::notice);
            RunFolder files = RunFolder.create(folder);
            try {
                AtomicFile.write(files.config(), ConfigLoader.toYaml(config));
                JsonFile.write(files.manifest(), Manifest.of(config.run().seed(), backend));
            } catch (IOException e) {
                throw cannotWrite(files.path(), e);
            }
            return new TrainingRun(files, session, progress).run(0);
        }
    }

    /**
     * Goes on from the newest checkpoint, to the same bytes as if the run had never stopped.
     *
     * @param folder of the run
     * @throws IllegalArgumentException with one sentence, if it is not the folder of a run, or its newest checkpoint is damaged
     * @throws RunFailedException as {@link #start}
     */
    public static Optional<PolicyReport> resume(Path folder, Progress progress) {
        return reopen(folder, true, progress, run -> run.run(run.restore()));
    }

    /**
     * Evaluates the policy of an earlier run as it was at its newest checkpoint. Changes nothing in the folder.
     *
     * @throws IllegalArgumentException as {@link #resume}
     */
    public static PolicyReport evaluate(Path folder, Progress progress) {
        return reopen(folder, false, progress, run -> {
            run.restore();
            return run.session.report(run.facts());
        });
    }

    /**
     * Explains an episode of the policy of an earlier run as it was at its newest checkpoint. Changes nothing in the folder.
     *
     * @throws IllegalArgumentException as {@link #resume}, or if there is no such episode
     */
    public static EpisodeReport explain(Path folder, WhichEpisode which, Progress progress) {
        return reopen(folder, false, progress, run -> {
            run.restore();
            return run.session.explain(which);
        });
    }

    private static <T> T reopen(Path folder, boolean goOn, Progress progress, Function<TrainingRun, T> work) {
        RunFolder files = RunFolder.open(folder);
        Catalog catalog = Catalog.installed();
        RunConfig config = new ConfigLoader(catalog).load(ConfigSources.ofFile(files.config()));
        useBackend(config, progress);
        boolean warm = goOn && config.trainer().kl().beta() > 0 || hasNoCheckpoint(files, config);
        try (Session session = warm ? begin(config, catalog, progress) : new Session(config, catalog, null)) {
            return work.apply(new TrainingRun(files, session, progress));
        }
    }

    /** A session with its warm start, which is a function of the config: what it gave is not kept, but made again. */
    private static Session begin(RunConfig config, Catalog catalog, Progress progress) {
        try {
            return new Session(config, catalog, progress);
        } catch (NonFiniteException e) {
            throw new RunFailedException("the warm start stopped at %s".formatted(e.getMessage()), e);
        }
    }

    private static boolean hasNoCheckpoint(RunFolder files, RunConfig config) {
        return new CheckpointStore(files.checkpoints(), config.run().keep())
                .newest()
                .isEmpty();
    }

    private static void writeWarmStart(RunFolder files, Session session) throws IOException {
        if (session.warmStart().isPresent()) {
            JsonFile.write(files.warmStart(), session.warmStart().get());
        }
    }

    private static String useBackend(RunConfig config, Progress progress) {
        config.run().backend().start().ifPresent(progress::notice);
        return Nd4j.getBackend().getClass().getSimpleName();
    }

    /** Takes back the newest checkpoint; returns the length of the metrics log that belongs to it. */
    private long restore() {
        Optional<Checkpoint> newest = checkpoints.newest();
        if (newest.isEmpty()) {
            return 0;
        }
        Checkpoint checkpoint = newest.get();
        if (!checkpoint.facts().task().equals(session.fingerprint())) {
            throw new IllegalArgumentException(
                    "%s was trained on another task than its config.yaml now declares; the config, or a file that it names, was changed"
                            .formatted(folder.path()));
        }
        checkpoint.restore(session.policy(), session.learner().state().moments());
        session.learner()
                .restore(new Learner.State(
                        checkpoint.facts().updates(),
                        checkpoint.facts().optimiserSteps(),
                        null,
                        checkpoint.collector(),
                        checkpoint.parts()));
        decisions = checkpoint.facts().decisions();
        checkpointed = checkpoint.facts().updates();
        if (Files.exists(folder.timing())) {
            timing = JsonFile.read(folder.timing(), Timing.class);
        }
        return checkpoint.facts().metricsLength();
    }

    private Optional<PolicyReport> run(long metricsLength) {
        Learner learner = session.learner();
        try (MetricsLog log = MetricsLog.open(folder.metrics(), metricsLength)) {
            Files.deleteIfExists(folder.failure());
            if (!Files.exists(folder.warmStart())) {
                writeWarmStart(folder, session);
            }
            while (learner.updates() < config.trainer().updates() && !stopRequested) {
                update(log);
                int every = config.run().checkpointEvery();
                if (every > 0 && learner.updates() % every == 0) {
                    checkpoint(log);
                }
            }
            checkpoint(log);
            if (learner.updates() < config.trainer().updates()) {
                return Optional.empty();
            }
            PolicyFile.save(folder.path(), config.policy().id(), config.policy().parameters(), session.policy());
            PolicyReport report = session.report(facts());
            JsonFile.write(folder.evaluation(), report);
            return Optional.of(report);
        } catch (IOException e) {
            throw cannotWrite(folder.path(), e);
        } finally {
            stopRequested = false;
        }
    }

    private void update(MetricsLog log) throws IOException {
        Learner learner = session.learner();
        int number = learner.updates() + 1;
        long begin = System.nanoTime();
        MetricValues metrics;
        try {
            metrics = learner.update();
            long spent = System.nanoTime() - begin;
            long made = (long) metrics.get(Metric.DECISIONS);
            decisions += made;
            timing = timing.plus(spent, made, updatesHere++ >= WARM_UP);
            if (learner.updates() % config.evaluation().every() == 0
                    || learner.updates() == config.trainer().updates()) {
                standing().describe(metrics);
                lastEvaluated = standing().text();
            }
        } catch (NonFiniteException e) {
            throw stopped(number, e);
        }
        log.append(metrics);
        progress.updated(
                learner.updates(),
                config.trainer().updates(),
                metrics.get(Metric.REWARD),
                lastEvaluated,
                timing.decisionsPerSecond());
    }

    /** How the policy does after the present update. */
    private Standing standing() {
        if (standingAt != session.learner().updates()) {
            standing = session.standing();
            standingAt = session.learner().updates();
        }
        return standing;
    }

    private void checkpoint(MetricsLog log) throws IOException {
        Learner.State state = session.learner().state();
        if (state.updates() == checkpointed) {
            return;
        }
        checkpoints.write(
                new Checkpoint.Facts(
                        state.updates(),
                        state.optimiserSteps(),
                        decisions,
                        log.forcedLength(),
                        standing().loss(),
                        session.fingerprint()),
                session.policy(),
                state.moments(),
                state.collector(),
                state.parts());
        JsonFile.write(folder.timing(), timing);
        checkpointed = state.updates();
    }

    private RunFacts facts() {
        return new RunFacts(
                folder.name(),
                config.policy().id(),
                session.learner().updates(),
                decisions,
                timing.seconds(),
                timing.decisionsPerSecond());
    }

    /** Leaves a dump behind and says what happened. */
    private RunFailedException stopped(int update, NonFiniteException e) {
        Map<String, Object> dump = new LinkedHashMap<>();
        dump.put("update", update);
        dump.put("station", e.station());
        dump.put("message", e.getMessage());
        dump.put("lastCheckpoint", checkpointed < 0 ? null : checkpointed);
        dump.put("decisions", decisions);
        dump.put("lastEvaluation", lastEvaluated.isEmpty() ? null : lastEvaluated);
        dump.put("config", ConfigLoader.toTree(config));
        String where = "details in " + folder.failure();
        try {
            JsonFile.write(folder.failure(), dump);
        } catch (IOException failed) {
            where = "the details could not be written: " + RunFolder.reason(failed);
        }
        String last =
                checkpointed < 0 ? "there is no checkpoint yet" : "the checkpoint of update " + checkpointed + " stays";
        return new RunFailedException(
                "update %d stopped at %s; %s; %s".formatted(update, e.getMessage(), last, where), e);
    }

    private static RunFailedException cannotWrite(Path path, IOException e) {
        return new RunFailedException("the run in %s cannot be written: %s".formatted(path, RunFolder.reason(e)), e);
    }
}
