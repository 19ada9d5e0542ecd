// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.experiment;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Runs as many trials at a time as there are processors. */
public final class Trials {
    /** Trials for each processor that are under way or wait for those before them, so that results need not be kept. */
    private static final int AHEAD = 4;

    /**
     * Takes what came out of each trial.
     *
     * @param <K> what is run
     * @param <R> what comes out
     */
    @FunctionalInterface
    public interface Sink<K, R> {
        /**
         * Takes a result.
         *
         * @param key what was run
         * @param row what came out
         * @throws IOException if it cannot be written
         */
        void take(K key, R row) throws IOException;
    }

    private record Pending<K, R>(K key, Future<R> row) {}

    private Trials() {}

    /**
     * Runs each key under each seed.
     *
     * @param keys what to run
     * @param seeds of the runs of each key
     * @param trial runs one
     * @param progress is told of each trial that ends
     * @param sink takes the results in the order of the keys and then the seeds, however the threads take turns; in the
     *     calling thread
     * @param <K> what is run
     * @param <R> what comes out
     * @throws IOException if the sink fails
     */
    public static <K, R> void run(
            List<K> keys, List<Long> seeds, Trial<K, R> trial, Progress progress, Sink<? super K, ? super R> sink)
            throws IOException {
        run(keys, key -> seeds, trial, progress, sink);
    }

    /**
     * Runs each key under seeds of its own.
     *
     * @param keys what to run
     * @param seeds of the runs of a key
     * @param trial as above
     * @param progress as above
     * @param sink as above
     * @param <K> what is run
     * @param <R> what comes out
     * @throws IOException if the sink fails
     */
    public static <K, R> void run(
            List<K> keys,
            Function<? super K, List<Long>> seeds,
            Trial<K, R> trial,
            Progress progress,
            Sink<? super K, ? super R> sink)
            throws IOException {
        int processors = Runtime.getRuntime().availableProcessors();
        ExecutorService threads = Executors.newFixedThreadPool(processors);
        Queue<Pending<K, R>> pending = new ArrayDeque<>();
        try {
            for (K key : keys) {
                for (long seed : seeds.apply(key)) {
                    if (pending.size() == AHEAD * processors) {
                        hand(pending.remove(), sink);
                    }
                    pending.add(new Pending<>(key, threads.submit(() -> {
                        R row = trial.run(key, seed);
                        progress.step();
                        return row;
                    })));
                }
            }
            while (!pending.isEmpty()) {
                hand(pending.remove(), sink);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static <K, R> void hand(Pending<K, R> done, Sink<? super K, ? super R> sink) throws IOException {
        R row;
        try {
            row = done.row.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        sink.take(done.key, row);
    }
}
