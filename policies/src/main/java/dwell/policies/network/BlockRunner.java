package dwell.policies.network;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs a task for each block of a batch, on the calling thread and on helpers that an executor lends. Blocks are taken in
 * order by whoever is free; a helper that comes late finds nothing left and is not waited for.
 */
final class BlockRunner {
    private static final int SPINS = 2000;

    private Executor executor = Runnable::run;
    private int threads = 1;

    /** A task on one block. */
    interface Task {
        /**
         * @param worker number of the thread that runs it, from 0: at any time one task to a worker
         * @param block from 0
         */
        void run(int worker, int block);
    }

    void use(Executor helpers, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("threads must be at least 1, was " + count);
        }
        executor = helpers;
        threads = count;
    }

    int threads() {
        return threads;
    }

    void run(int blocks, Task task) {
        int workers = Math.min(threads, blocks);
        if (workers <= 1) {
            for (int block = 0; block < blocks; block++) {
                task.run(0, block);
            }
            return;
        }
        Round round = new Round(blocks, task);
        for (int worker = 1; worker < workers; worker++) {
            int number = worker;
            executor.execute(() -> round.work(number));
        }
        round.work(0);
        round.await();
    }

    private static final class Round {
        private final int blocks;
        private final Task task;
        private final AtomicInteger next = new AtomicInteger();
        private final CountDownLatch left;
        private final AtomicReference<Throwable> failure = new AtomicReference<>();

        Round(int blocks, Task task) {
            this.blocks = blocks;
            this.task = task;
            this.left = new CountDownLatch(blocks);
        }

        void work(int worker) {
            for (int block = next.getAndIncrement(); block < blocks; block = next.getAndIncrement()) {
                try {
                    task.run(worker, block);
                } catch (RuntimeException | Error e) {
                    failure.compareAndSet(null, e);
                } finally {
                    left.countDown();
                }
            }
        }

        void await() {
            for (int i = 0; i < SPINS && left.getCount() > 0; i++) {
                Thread.onSpinWait();
            }
            boolean interrupted = false;
            while (left.getCount() > 0) {
                try {
                    left.await();
                } catch (InterruptedException e) {
                    // Helpers still write to the policy's memory, so the round is finished before the interrupt is
                    // passed on.
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            if (failure.get() instanceof RuntimeException e) {
                throw e;
            } else if (failure.get() instanceof Error e) {
                throw e;
            }
        }
    }
}
