package dwell.trainer.cli;

import dwell.trainer.compare.Comparison;
import dwell.trainer.compare.TrialOutcome;
import dwell.trainer.compare.TrialResult;
import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows a comparison going on: a bar on a terminal, otherwise a line a trial. Failed trials have a line in any case. */
final class TrialProgress implements Comparison.Listener, AutoCloseable {
    private final PrintStream err;
    private final boolean terminal;
    private final int before;
    private final long begin = System.nanoTime();
    private ProgressBar bar;
    private int done;

    /** @param before trials that had ended earlier */
    TrialProgress(Streams streams, int before) {
        this.err = streams.err();
        this.terminal = streams.terminal();
        this.before = before;
        this.done = before;
    }

    /** Trials that have ended. */
    int done() {
        return done;
    }

    @Override
    public void ended(Comparison.Planned planned, TrialOutcome outcome, int done, int all, int ranHere) {
        this.done = done;
        String left = left(all - done, ranHere);
        if (terminal) {
            if (outcome.failed()) {
                err.println(line(planned, outcome));
            }
            bar(all).setExtraMessage(left).stepTo(done);
            return;
        }
        err.println(Table.format(
                "trial %d/%d: %s%s", done, all, line(planned, outcome), left.isEmpty() ? "" : "; " + left));
    }

    private static String line(Comparison.Planned planned, TrialOutcome outcome) {
        return Table.format(
                "%s on %s, seed %d: %s, %.1f s",
                planned.arm(), planned.process(), planned.seed(), ending(outcome), outcome.seconds());
    }

    private static String ending(TrialOutcome outcome) {
        if (outcome.failed()) {
            return "FAILED at " + outcome.failure();
        }
        TrialResult result = outcome.result();
        return result.score().regret() == null
                ? Table.format("utility %.4f", result.score().utility())
                : Table.format("regret %.4f", result.score().regret());
    }

    /** Trials take turns over arms and processes, so those that are left take about as long as those that are done. */
    private String left(int trials, int ranHere) {
        if (trials == 0) {
            return "";
        }
        double seconds = (System.nanoTime() - begin) * 1e-9 / ranHere * trials;
        if (seconds < 90) {
            return Table.format("about %.0f s left", Math.max(1, seconds));
        }
        return seconds < 5400
                ? Table.format("about %.0f min left", seconds / 60)
                : Table.format("about %.1f h left", seconds / 3600);
    }

    private ProgressBar bar(int all) {
        if (bar == null) {
            bar = new ProgressBarBuilder()
                    .setTaskName("trials")
                    .setInitialMax(all)
                    .startsFrom(before, Duration.ZERO)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(100)
                    .hideEta()
                    .setConsumer(new ConsoleProgressBarConsumer(err))
                    .build();
        }
        return bar;
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
