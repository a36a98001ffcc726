package dwell.trainer;

import dwell.policies.LearnedPolicy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/**
 * Runs the shards of a station on a fixed number of threads. How work is split into shards never depends on the number of
 * threads, and shards share no sums: results are the same bytes on any number of threads.
 */
public final class Workers implements AutoCloseable {
    private final int threads;
    private final ExecutorService pool;

    public Workers(int threads) {
        this.threads = threads;
        this.pool = threads == 1
                ? null
                : Executors.newFixedThreadPool(threads - 1, task -> {
                    Thread thread = new Thread(task, "dwell-worker");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    public int threads() {
        return threads;
    }

    /** Lets a policy spread its batches over these threads. */
    public void lendTo(LearnedPolicy policy) {
        if (pool != null) {
            policy.parallel(pool, threads);
        }
    }

    /** Calls {@code task} once for each shard in [0, shards) and returns when all have ended. */
    public void run(int shards, IntConsumer task) {
        if (pool == null || shards == 1) {
            for (int shard = 0; shard < shards; shard++) {
                task.accept(shard);
            }
            return;
        }
        AtomicInteger next = new AtomicInteger();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Runnable loop = () -> {
            try {
                for (int shard = next.getAndIncrement(); shard < shards; shard = next.getAndIncrement()) {
                    task.accept(shard);
                }
            } catch (RuntimeException | Error thrown) {
                failure.compareAndSet(null, thrown);
            }
        };
        int helpers = Math.min(threads, shards) - 1;
        CountDownLatch ended = new CountDownLatch(helpers);
        for (int i = 0; i < helpers; i++) {
            pool.execute(() -> {
                try {
                    loop.run();
                } finally {
                    ended.countDown();
                }
            });
        }
        loop.run();
        awaitUninterruptibly(ended);
        if (failure.get() instanceof Error error) {
            throw error;
        }
        if (failure.get() instanceof RuntimeException exception) {
            throw exception;
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                // The shards still write to the caller's buffers; leaving before they end would corrupt them.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (pool != null) {
            pool.shutdown();
        }
    }
}
