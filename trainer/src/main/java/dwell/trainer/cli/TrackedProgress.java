package dwell.trainer.cli;

import dwell.trainer.Progress;
import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows a run going on: a bar on a terminal, otherwise a line every tenth of the way or every two seconds. */
final class TrackedProgress implements Progress, AutoCloseable {
    private static final long LINE_NANOS = 2_000_000_000L;

    private final PrintStream err;
    private final boolean terminal;
    private ProgressBar bar;
    private long lastLine = System.nanoTime();
    private int last;
    private int updates;

    TrackedProgress(Streams streams) {
        this.err = streams.err();
        this.terminal = streams.terminal();
    }

    /** Updates done when last heard of. */
    int last() {
        return last;
    }

    @Override
    public void updated(int update, int updates, double reward, String standing, double decisionsPerSecond) {
        int before = last;
        this.last = update;
        this.updates = updates;
        String figures = Table.format(
                "reward %.4f%s, %.2f M decisions/s",
                reward, standing.isEmpty() ? "" : ", " + standing, decisionsPerSecond / 1e6);
        if (terminal) {
            bar(updates).setExtraMessage(figures).stepTo(update);
            return;
        }
        long now = System.nanoTime();
        boolean tenth = 10L * update / updates > 10L * before / updates;
        if (tenth || now - lastLine > LINE_NANOS) {
            lastLine = now;
            err.println(Table.format("update %d/%d: %s", update, updates, figures));
        }
    }

    private ProgressBar bar(int updates) {
        if (bar == null) {
            bar = new ProgressBarBuilder()
                    .setTaskName("training")
                    .setInitialMax(updates)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(100)
                    .setConsumer(new ConsoleProgressBarConsumer(err))
                    .build();
        }
        return bar;
    }

    @Override
    public void notice(String sentence) {
        err.println(sentence);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
