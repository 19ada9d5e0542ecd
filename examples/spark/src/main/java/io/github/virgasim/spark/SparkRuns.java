// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.spark;

import io.github.virgasim.experiment.Progress;
import io.github.virgasim.experiment.sweep.SweepJob;
import io.github.virgasim.experiment.sweep.SweepRow;
import io.github.virgasim.experiment.sweep.SweepRunner;
import io.github.virgasim.experiment.sweep.SweepRuns;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Runs jobs in blocks, one Spark job each, so that the driver keeps the rows of two blocks at most and rows reach the file
 * while others are under way. While one block ends the next begins, so that no core waits.
 */
final class SparkRuns {
    /** Runs of a task, which reads scenarios and policies once. */
    private static final int RUNS = 16;
    /** Tasks of a block for each core. */
    private static final int TASKS = 4;

    private SparkRuns() {}

    /** Does what {@link SweepRuns} asks for, with the master and settings of {@code spark-submit}, or else on this machine. */
    static void run(List<SweepJob> jobs, Progress progress, SweepRuns.Sink sink) throws IOException {
        SparkConf settings =
                new SparkConf().setIfMissing("spark.master", "local[*]").setIfMissing("spark.app.name", "virga sweep");
        try (JavaSparkContext spark = new JavaSparkContext(settings)) {
            int tasks = TASKS * spark.defaultParallelism();
            Queue<Future<List<SweepRow>>> blocks = new ArrayDeque<>();
            int sent = 0;
            while (sent < jobs.size() || !blocks.isEmpty()) {
                while (blocks.size() < 2 && sent < jobs.size()) {
                    int end = (int) Math.min(jobs.size(), sent + (long) tasks * RUNS);
                    List<SweepJob> block = new ArrayList<>(jobs.subList(sent, end));
                    blocks.add(spark.parallelize(block, (block.size() + RUNS - 1) / RUNS)
                            .mapPartitions(SparkRuns::rows)
                            .collectAsync());
                    sent = end;
                }
                for (SweepRow row : rows(blocks.remove())) {
                    sink.take(row);
                    progress.step();
                }
            }
        }
    }

    private static Iterator<SweepRow> rows(Iterator<SweepJob> jobs) {
        SweepRunner runner = new SweepRunner();
        List<SweepRow> rows = new ArrayList<>();
        jobs.forEachRemaining(job -> rows.add(runner.run(job)));
        return rows.iterator();
    }

    private static List<SweepRow> rows(Future<List<SweepRow>> block) throws IOException {
        try {
            return block.get();
        } catch (ExecutionException e) {
            throw new IOException("Spark gave up: " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
