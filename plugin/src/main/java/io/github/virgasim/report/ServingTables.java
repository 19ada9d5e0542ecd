// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import io.github.virgasim.serving.ServingSettings;
import io.github.virgasim.serving.ServingStatistics;
import io.github.virgasim.serving.Timeline;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Worker;
import io.github.virgasim.workload.StreamClass;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/** The CSV files of serving runs. */
public final class ServingTables {
    private static final double[] PERCENTILES = {1, 5, 10, 25, 50, 75, 90, 95, 99, 99.9, 100};

    private ServingTables() {}

    /**
     * Writes one row for each run.
     *
     * @param file to be created
     * @param runs in the order of the rows
     * @param upperBound gives the largest share of the run's queries that any policy could serve, 0 to 1
     * @throws IOException if the file cannot be written
     */
    public static void summary(Path file, List<RunSummary> runs, ToDoubleFunction<RunSummary> upperBound)
            throws IOException {
        List<String> columns = List.of(
                "policy",
                "seed",
                "lambda_per_min",
                "offered",
                "served",
                "late",
                "rejected",
                "lost",
                "refused_by_worker",
                "served_percent",
                "late_percent",
                "rejected_percent",
                "upper-bound_percent",
                "latency_mean_ms",
                "latency_p50_ms",
                "latency_p95_ms",
                "latency_p99_ms",
                "utilization_percent",
                "energy_j",
                "energy_per_query_j");
        try (ResultWriter writer = new ResultWriter(file, columns)) {
            for (RunSummary run : runs) {
                writer.row(
                        run.policy(),
                        run.seed(),
                        run.lambda(),
                        run.offered(),
                        run.served(),
                        run.late(),
                        run.rejected(),
                        run.lost(),
                        run.refusedByWorker(),
                        100 * run.servedShare(),
                        100 * run.lateShare(),
                        100 * run.rejectedShare(),
                        100 * upperBound.applyAsDouble(run),
                        1000 * run.meanLatency(),
                        1000 * run.medianLatency(),
                        1000 * run.p95Latency(),
                        1000 * run.p99Latency(),
                        100 * run.utilization(),
                        run.energy(),
                        run.energyPerQuery());
            }
        }
    }

    /**
     * Writes the outcomes by class, one row for each run and class: counts, the results that had to be made again by a
     * better model, and the mean accuracy of the models that gave the answers (empty if none was answered).
     *
     * @param file to be created
     * @param runs in the order of the rows
     * @throws IOException if the file cannot be written
     */
    public static void classes(Path file, List<ServingRun> runs) throws IOException {
        List<String> columns = List.of(
                "policy",
                "seed",
                "class",
                "offered",
                "served",
                "late",
                "rejected",
                "second_inferences",
                "mean_accuracy_percent");
        try (ResultWriter writer = new ResultWriter(file, columns)) {
            for (ServingRun run : runs) {
                ServingStatistics statistics = run.statistics();
                List<StreamClass> classes = run.scenario().workload().classes();
                for (int k = 0; k < classes.size(); k++) {
                    double accuracy = statistics.meanAccuracy(k);
                    writer.row(
                            run.summary().policy(),
                            run.summary().seed(),
                            classes.get(k).name(),
                            statistics.offered(k),
                            statistics.served(k),
                            statistics.late(k),
                            statistics.rejected(k),
                            statistics.escalated(k),
                            Double.isNaN(accuracy) ? "" : accuracy);
                }
            }
        }
    }

    /**
     * Writes latency percentiles, one row for each run, class and percentile; class "all" is all classes together. Classes
     * of which no query was answered have no rows.
     *
     * @param file to be created
     * @param runs in the order of the rows
     * @throws IOException if the file cannot be written
     */
    public static void latency(Path file, List<ServingRun> runs) throws IOException {
        List<String> columns = List.of("policy", "seed", "class", "percentile", "latency_ms");
        try (ResultWriter writer = new ResultWriter(file, columns)) {
            for (ServingRun run : runs) {
                List<StreamClass> classes = run.scenario().workload().classes();
                for (int k = 0; k < classes.size(); k++) {
                    percentiles(
                            writer, run, classes.get(k).name(), run.statistics().latency(k));
                }
                percentiles(writer, run, "all", run.statistics().latency());
            }
        }
    }

    private static void percentiles(ResultWriter writer, ServingRun run, String streamClass, Histogram latency)
            throws IOException {
        if (latency.getTotalCount() > 0) {
            for (double percent : PERCENTILES) {
                writer.row(
                        run.summary().policy(),
                        run.summary().seed(),
                        streamClass,
                        percent,
                        latency.getValueAtPercentile(percent) / 1e3);
            }
        }
    }

    /**
     * Writes the energy drawn at the wall after the warm-up: one row for each run and worker, device, site, and all together.
     * {@code energy_per_query_j} shares a row's energy among all queries answered in the run, so that the workers' rows add
     * up to the energy per answered query, and so do the devices' and the sites' rows.
     *
     * @param file to be created
     * @param runs in the order of the rows
     * @throws IOException if the file cannot be written
     */
    public static void energy(Path file, List<ServingRun> runs) throws IOException {
        List<String> columns =
                List.of("policy", "seed", "level", "name", "energy_j", "mean_power_w", "energy_per_query_j");
        try (ResultWriter writer = new ResultWriter(file, columns)) {
            for (ServingRun run : runs) {
                EdgeTopology topology = run.scenario().topology();
                List<Worker> workers = topology.workers();
                energy(writer, run, "worker", w -> workers.get(w).name());
                energy(writer, run, "device", w -> workers.get(w).device().name());
                energy(
                        writer,
                        run,
                        "site",
                        w -> topology.sites().get(topology.siteOfWorker(w)).name());
                energy(writer, run, "all", w -> "all");
            }
        }
    }

    private static void energy(ResultWriter writer, ServingRun run, String level, IntFunction<String> nameOfWorker)
            throws IOException {
        Map<String, Double> sums = new LinkedHashMap<>();
        for (int w = 0; w < run.energies().size(); w++) {
            sums.merge(nameOfWorker.apply(w), run.energies().get(w), Double::sum);
        }
        ServingSettings settings = run.scenario().settings();
        double length = settings.duration() - settings.warmup();
        long answered = run.summary().served() + run.summary().late();
        for (Map.Entry<String, Double> sum : sums.entrySet()) {
            writer.row(
                    run.summary().policy(),
                    run.summary().seed(),
                    level,
                    sum.getKey(),
                    sum.getValue(),
                    sum.getValue() / length,
                    answered == 0 ? Double.NaN : sum.getValue() / answered);
        }
    }

    /**
     * Writes the course of each run, one row for each line of its timeline, the warm-up included.
     *
     * @param file to be created
     * @param runs in the order of the rows
     * @throws IOException if the file cannot be written
     */
    public static void timeline(Path file, List<ServingRun> runs) throws IOException {
        List<String> columns = List.of(
                "policy",
                "seed",
                "start_s",
                "offered",
                "served",
                "late",
                "rejected",
                "utilization_percent",
                "clients",
                "bound_streams");
        try (ResultWriter writer = new ResultWriter(file, columns)) {
            for (ServingRun run : runs) {
                timeline(writer, run.summary(), run.statistics());
            }
        }
    }

    private static void timeline(ResultWriter writer, RunSummary run, ServingStatistics statistics) throws IOException {
        Timeline timeline = statistics.timeline();
        for (int i = 0; i < timeline.length(); i++) {
            writer.row(
                    run.policy(),
                    run.seed(),
                    i * timeline.width(),
                    timeline.offered(i),
                    timeline.served(i),
                    timeline.late(i),
                    timeline.rejected(i),
                    100 * timeline.utilization(i),
                    timeline.clients(i),
                    timeline.bound(i));
        }
    }
}
