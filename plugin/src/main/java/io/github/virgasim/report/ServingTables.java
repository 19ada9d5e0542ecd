// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import io.github.virgasim.serving.ServingSettings;
import io.github.virgasim.serving.Timeline;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Worker;
import io.github.virgasim.workload.StreamClass;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;

/**
 * The CSV files of serving runs, written run by run, so that no run need be kept:
 *
 * <ul>
 *   <li>summary.csv, one row for each run;
 *   <li>timeline.csv, the course of each run, one row for each line of its timeline, the warm-up included;
 *   <li>latency.csv, one row for each run, class and percentile; class "all" is all classes together, classes of which no
 *       query was answered have no rows;
 *   <li>classes.csv, one row for each run and class: counts, the results that had to be made again by a better model, and the
 *       mean accuracy of the models that gave the answers (empty if none was answered);
 *   <li>energy.csv, the energy drawn at the wall after the warm-up: one row for each run and worker, device, site, and all
 *       together. {@code energy_per_query_j} shares a row's energy among all queries answered in the run, so that the workers'
 *       rows add up to the energy per answered query, and so do the devices' and the sites' rows.
 * </ul>
 */
public final class ServingTables implements AutoCloseable {
    private static final double[] PERCENTILES = {1, 5, 10, 25, 50, 75, 90, 95, 99, 99.9, 100};

    private final ResultTable.Rows<Bounded> summary;
    private final ResultTable.Rows<Line> timeline;
    private final ResultTable.Rows<Latency> latency;
    private final ResultTable.Rows<ClassOutcome> classes;
    private final ResultTable.Rows<Energy> energy;

    /**
     * A run with what bounds it.
     *
     * @param run the run
     * @param upperBound the largest share of the run's queries that any policy could serve, 0 to 1
     */
    public record Bounded(RunSummary run, double upperBound) {}

    private record Line(RunSummary run, Timeline timeline, int index) {}

    private record Latency(RunSummary run, String streamClass, double percentile, Histogram latency) {}

    private record ClassOutcome(ServingRun run, int index) {
        StreamClass streamClass() {
            return run.scenario().workload().classes().get(index);
        }

        Object accuracy() {
            double accuracy = run.statistics().meanAccuracy(index);
            return Double.isNaN(accuracy) ? "" : (Object) accuracy;
        }
    }

    private record Energy(ServingRun run, String level, String name, double joules) {
        double power() {
            ServingSettings settings = run.scenario().settings();
            return joules / (settings.duration() - settings.warmup());
        }

        double perQuery() {
            long answered = run.summary().served() + run.summary().late();
            return answered == 0 ? Double.NaN : joules / answered;
        }
    }

    /**
     * Begins the files.
     *
     * @param folder where to
     * @throws IOException if a file cannot be written
     */
    public ServingTables(Path folder) throws IOException {
        summary = summary().open(folder.resolve("summary.csv"));
        timeline = timeline().open(folder.resolve("timeline.csv"));
        latency = latency().open(folder.resolve("latency.csv"));
        classes = classes().open(folder.resolve("classes.csv"));
        energy = energy().open(folder.resolve("energy.csv"));
    }

    private static <R> ResultTable<R> ofRuns(Function<R, RunSummary> run) {
        return new ResultTable<R>()
                .column("policy", row -> run.apply(row).policy())
                .column("seed", row -> run.apply(row).seed());
    }

    /**
     * Returns the columns of summary.csv.
     *
     * @return a table of runs
     */
    public static ResultTable<Bounded> summary() {
        ResultTable<Bounded> table = ofRuns(Bounded::run);
        for (Column<RunSummary> metric : metrics()) {
            table.column(metric.name(), metric.unit(), row -> metric.value().apply(row.run));
            if (metric.header().equals("rejected_percent")) {
                table.column("upper-bound", "percent", row -> 100 * row.upperBound);
            }
        }
        return table;
    }

    /**
     * Returns the columns of a run's results.
     *
     * @return client rate, counts, shares, latencies, utilisation and energy
     */
    public static List<Column<RunSummary>> metrics() {
        return List.of(
                new Column<>("lambda", "per_min", RunSummary::lambda),
                new Column<>("offered", "", RunSummary::offered),
                new Column<>("served", "", RunSummary::served),
                new Column<>("late", "", RunSummary::late),
                new Column<>("rejected", "", RunSummary::rejected),
                new Column<>("lost", "", RunSummary::lost),
                new Column<>("refused_by_worker", "", RunSummary::refusedByWorker),
                new Column<>("served", "percent", run -> 100 * run.servedShare()),
                new Column<>("late", "percent", run -> 100 * run.lateShare()),
                new Column<>("rejected", "percent", run -> 100 * run.rejectedShare()),
                new Column<>("latency_mean", "ms", run -> 1000 * run.meanLatency()),
                new Column<>("latency_p50", "ms", run -> 1000 * run.medianLatency()),
                new Column<>("latency_p95", "ms", run -> 1000 * run.p95Latency()),
                new Column<>("latency_p99", "ms", run -> 1000 * run.p99Latency()),
                new Column<>("utilization", "percent", run -> 100 * run.utilization()),
                new Column<>("energy", "j", RunSummary::energy),
                new Column<>("energy_per_query", "j", RunSummary::energyPerQuery));
    }

    private static ResultTable<Line> timeline() {
        return ofRuns(Line::run)
                .column("start", "s", row -> row.index * row.timeline.width())
                .column("offered", row -> row.timeline.offered(row.index))
                .column("served", row -> row.timeline.served(row.index))
                .column("late", row -> row.timeline.late(row.index))
                .column("rejected", row -> row.timeline.rejected(row.index))
                .column("utilization", "percent", row -> 100 * row.timeline.utilization(row.index))
                .column("clients", row -> row.timeline.clients(row.index))
                .column("bound_streams", row -> row.timeline.bound(row.index));
    }

    private static ResultTable<Latency> latency() {
        return ofRuns(Latency::run)
                .column("class", Latency::streamClass)
                .column("percentile", Latency::percentile)
                .column("latency", "ms", row -> row.latency.getValueAtPercentile(row.percentile) / 1e3);
    }

    private static ResultTable<ClassOutcome> classes() {
        return ServingTables.<ClassOutcome>ofRuns(row -> row.run.summary())
                .column("class", row -> row.streamClass().name())
                .column("offered", row -> row.run.statistics().offered(row.index))
                .column("served", row -> row.run.statistics().served(row.index))
                .column("late", row -> row.run.statistics().late(row.index))
                .column("rejected", row -> row.run.statistics().rejected(row.index))
                .column("second_inferences", row -> row.run.statistics().escalated(row.index))
                .column("mean_accuracy", "percent", ClassOutcome::accuracy);
    }

    private static ResultTable<Energy> energy() {
        return ServingTables.<Energy>ofRuns(row -> row.run.summary())
                .column("level", Energy::level)
                .column("name", Energy::name)
                .column("energy", "j", Energy::joules)
                .column("mean_power", "w", Energy::power)
                .column("energy_per_query", "j", Energy::perQuery);
    }

    /**
     * Writes a run.
     *
     * @param run a finished run
     * @param upperBound the largest share of its queries that any policy could serve, 0 to 1
     * @throws IOException if a file cannot be written
     */
    public void add(ServingRun run, double upperBound) throws IOException {
        summary.add(new Bounded(run.summary(), upperBound));
        Timeline course = run.statistics().timeline();
        for (int i = 0; i < course.length(); i++) {
            timeline.add(new Line(run.summary(), course, i));
        }
        List<StreamClass> streamClasses = run.scenario().workload().classes();
        for (int k = 0; k < streamClasses.size(); k++) {
            addLatency(run, streamClasses.get(k).name(), run.statistics().latency(k));
            classes.add(new ClassOutcome(run, k));
        }
        addLatency(run, "all", run.statistics().latency());
        EdgeTopology topology = run.scenario().topology();
        List<Worker> workers = topology.workers();
        addEnergy(run, "worker", w -> workers.get(w).name());
        addEnergy(run, "device", w -> workers.get(w).device().name());
        addEnergy(
                run, "site", w -> topology.sites().get(topology.siteOfWorker(w)).name());
        addEnergy(run, "all", w -> "all");
    }

    private void addLatency(ServingRun run, String streamClass, Histogram histogram) throws IOException {
        if (histogram.getTotalCount() > 0) {
            for (double percentile : PERCENTILES) {
                latency.add(new Latency(run.summary(), streamClass, percentile, histogram));
            }
        }
    }

    private void addEnergy(ServingRun run, String level, IntFunction<String> nameOfWorker) throws IOException {
        Map<String, Double> sums = new LinkedHashMap<>();
        for (int w = 0; w < run.energies().size(); w++) {
            sums.merge(nameOfWorker.apply(w), run.energies().get(w), Double::sum);
        }
        for (Map.Entry<String, Double> sum : sums.entrySet()) {
            energy.add(new Energy(run, level, sum.getKey(), sum.getValue()));
        }
    }

    @Override
    public void close() throws IOException {
        for (ResultTable.Rows<?> rows : List.of(summary, timeline, latency, classes, energy)) {
            rows.close();
        }
    }
}
