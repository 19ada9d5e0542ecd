// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.experiment.sweep;

import io.github.virgasim.experiment.Findings;
import io.github.virgasim.input.CsvRows;
import io.github.virgasim.input.CsvTable;
import io.github.virgasim.report.ConfidenceInterval;
import io.github.virgasim.report.ResultTable;
import io.github.virgasim.report.RunSample;
import io.github.virgasim.report.TextTable;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;

/** The means of each combination over its seeds, which follow each other in sweep.csv; none are kept. */
final class SweepMeans implements Findings {
    private static final List<String> METRICS = List.of(
            "served_percent",
            "late_percent",
            "rejected_percent",
            "latency_mean_ms",
            "latency_p99_ms",
            "utilization_percent",
            "energy_per_query_j");
    private static final String ERROR = "error";
    /** Lines of the table on the terminal. */
    private static final int SHOWN = 40;

    private final SweepPlan plan;
    private final int resumed;
    private final UnfinishedRows unfinished;
    private final Path means;
    private final Optional<RunSample> sample;
    private final TextTable shown;
    private int failed;
    private int combinations;

    private record Mean(List<String> key, int runs, int failed, Map<String, ConfidenceInterval> intervals) {}

    private SweepMeans(SweepPlan plan, Path means, int resumed, UnfinishedRows unfinished, Optional<RunSample> sample) {
        this.plan = plan;
        this.unfinished = unfinished;
        this.means = means;
        this.resumed = resumed;
        this.sample = sample;
        List<String> head = new ArrayList<>(keys());
        head.addAll(List.of("served %", "late %", "rejected %", "mean ms", "p99 ms"));
        shown = new TextTable(head.toArray(String[]::new));
    }

    /** Reads the rows and writes means.csv beside them; the unfinished rows go when all is in its place. */
    static SweepMeans of(SweepPlan plan, Path rows, int resumed, UnfinishedRows unfinished, Optional<RunSample> sample)
            throws IOException {
        SweepMeans means = new SweepMeans(plan, rows.resolveSibling("means.csv"), resumed, unfinished, sample);
        means.writeMeans(rows);
        return means;
    }

    private List<String> keys() {
        List<String> keys = new ArrayList<>(List.of("scenario"));
        keys.addAll(plan.parameters().keySet());
        keys.add("policy");
        return keys;
    }

    private void writeMeans(Path rows) throws IOException {
        ResultTable<Mean> table = new ResultTable<>();
        for (int i = 0; i < keys().size(); i++) {
            int index = i;
            table.column(keys().get(i), mean -> mean.key.get(index));
        }
        table.column("runs", Mean::runs).column("failed_runs", Mean::failed);
        for (String metric : METRICS) {
            table.column(metric, mean -> mean.intervals.get(metric).mean());
            table.column(
                    metric + "_halfwidth", mean -> mean.intervals.get(metric).halfWidth());
        }
        // Twice, for means and then deviations from them, so that the seeds need not be kept.
        try (Reader forMeans = Files.newBufferedReader(rows);
                Reader forDeviations = Files.newBufferedReader(rows);
                ResultTable.Rows<Mean> out = table.open(means)) {
            CsvRows first = new CsvRows(forMeans, rows.toString());
            CsvRows second = new CsvRows(forDeviations, rows.toString());
            while (first.hasNext()) {
                Mean mean = next(first, second);
                out.add(mean);
                show(mean);
            }
        }
    }

    /** Reads the seeds of one combination from both. */
    private Mean next(CsvRows first, CsvRows second) {
        List<String> key = new ArrayList<>();
        DoubleSummaryStatistics[] values = statistics();
        int bad = 0;
        for (int k = 0; k < plan.seeds(); k++) {
            CsvTable.Row row = first.next();
            if (k == 0) {
                keys().forEach(name -> key.add(row.text(name)));
            }
            bad += row.has(ERROR) ? 1 : 0;
            add(row, values, new double[METRICS.size()], value -> value);
        }
        double[] means = Arrays.stream(values)
                .mapToDouble(DoubleSummaryStatistics::getAverage)
                .toArray();
        DoubleSummaryStatistics[] squares = statistics();
        for (int k = 0; k < plan.seeds(); k++) {
            add(second.next(), squares, means, deviation -> deviation * deviation);
        }
        int runs = plan.seeds() - bad;
        Map<String, ConfidenceInterval> intervals = new LinkedHashMap<>();
        for (int m = 0; m < METRICS.size(); m++) {
            intervals.put(
                    METRICS.get(m),
                    runs == 0
                            ? new ConfidenceInterval(Double.NaN, Double.NaN, 0)
                            : ConfidenceInterval.ofSums(runs, means[m], squares[m].getSum()));
        }
        return new Mean(key, runs, bad, intervals);
    }

    private static DoubleSummaryStatistics[] statistics() {
        return Stream.generate(DoubleSummaryStatistics::new)
                .limit(METRICS.size())
                .toArray(DoubleSummaryStatistics[]::new);
    }

    /** Adds a function of each metric's distance from a value, unless the run failed. */
    private static void add(
            CsvTable.Row row, DoubleSummaryStatistics[] to, double[] from, DoubleUnaryOperator function) {
        if (row.has(ERROR)) {
            return;
        }
        for (int m = 0; m < METRICS.size(); m++) {
            String metric = METRICS.get(m);
            double value = row.has(metric) ? Double.parseDouble(row.text(metric)) : Double.NaN;
            to[m].accept(function.applyAsDouble(value - from[m]));
        }
    }

    private void show(Mean mean) {
        failed += mean.failed;
        combinations++;
        if (combinations <= SHOWN) {
            List<String> cells = new ArrayList<>(mean.key);
            for (String metric : METRICS.subList(0, 5)) {
                ConfidenceInterval interval = mean.intervals.get(metric);
                cells.add(mean.runs == 0 ? "failed" : TextTable.number(interval, metric.endsWith("_ms") ? 1 : 2));
            }
            shown.row(cells.toArray(String[]::new));
        }
    }

    @Override
    public String text() {
        return text(resumed);
    }

    @Override
    public String lastingText() {
        return text(0);
    }

    @Override
    public List<RunSample> samples() {
        return sample.stream().toList();
    }

    private String text(int before) {
        String more = combinations > SHOWN
                ? String.format(Locale.ROOT, "and %d more combinations, see means.csv%n", combinations - SHOWN)
                : "";
        return shown
                + more
                + String.format(Locale.ROOT, "%n%d runs", plan.size())
                + (before > 0 ? ", " + before + " of them from before an interruption" : "")
                + (failed > 0 ? "; " + failed + " failed, see the column error of sweep.csv" : "")
                + "\n";
    }

    @Override
    public void write(Path folder) throws IOException {
        // Rows and means are there already.
    }

    @Override
    public void finished() throws IOException {
        unfinished.remove();
    }
}
