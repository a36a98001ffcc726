package dwell.trainer.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * While open, Ctrl-C asks what goes on to stop and lets it end cleanly before the process ends; the process then ends with exit code
 * 130, as the JVM does it.
 */
final class StopOnInterrupt implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "stop-on-interrupt");
    private final Runnable ask;
    private volatile boolean requested;

    /** @param ask asks what goes on to stop; called on a thread of its own */
    StopOnInterrupt(Runnable ask) {
        this.ask = ask;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void stop() {
        requested = true;
        ask.run();
        try {
            finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether Ctrl-C was pressed. */
    boolean requested() {
        return requested;
    }

    @Override
    public void close() {
        if (!requested) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The JVM went down in between: the hook runs now, and goes on once it hears that all is done.
                requested = true;
            }
        }
        finished.countDown();
    }
}
