// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scenario;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.CsvTable;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.input.TraceFile;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.topology.Link;
import io.github.virgasim.workload.RecordedQuery;
import io.github.virgasim.workload.StreamClass;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads recorded queries: columns {@code time_s}, {@code class}, {@code site}, and optionally {@code input_size},
 * {@code request_kb}, {@code request}, {@code worker} and {@code model}. Where there is a column {@code worker}, an empty cell
 * stands for a query that was turned away.
 */
final class RecordingReader {
    private static final String WORKER = "worker";
    private static final String MODEL = "model";
    private static final String[] COLUMNS = {"time_s", "class", "site"};
    private static final double ANY = Double.POSITIVE_INFINITY;

    private final Path file;
    private final EdgeTopology topology;
    private final Map<String, Integer> classes = new HashMap<>();
    private final Map<String, Integer> workers = new HashMap<>();

    RecordingReader(Path file, EdgeTopology topology, List<String> classes) {
        this.file = file;
        this.topology = topology;
        classes.forEach(name -> this.classes.put(name, this.classes.size()));
        topology.workers().forEach(worker -> workers.put(worker.name(), workers.size()));
    }

    /** Returns the mean rate of each class over the time of the recording [1/s]; 0 for one that it does not have. */
    double[] rates() {
        double[] rates = new double[classes.size()];
        double last = 0;
        for (CsvTable.Row row : new TraceFile<>(file, () -> row -> row, COLUMNS)) {
            rates[classIndex(row)]++;
            last = Math.max(last, row.number("time_s", 0, ANY));
        }
        double length = last > 0 ? last : 1;
        Arrays.setAll(rates, k -> rates[k] / length);
        return rates;
    }

    private int classIndex(CsvTable.Row row) {
        return classes.get(row.make(() -> Checks.oneOf("class", row.text("class"), classes.keySet())));
    }

    /** Returns the queries, which are read again each time. */
    Iterable<RecordedQuery> queries(List<StreamClass> of) {
        return new TraceFile<>(file, () -> new Rows(of), COLUMNS);
    }

    private final class Rows implements Function<CsvTable.Row, RecordedQuery> {
        private final List<StreamClass> of;
        private double last;

        Rows(List<StreamClass> of) {
            this.of = of;
        }

        @Override
        public RecordedQuery apply(CsvTable.Row row) {
            double time = row.number("time_s", 0, ANY);
            if (time < last) {
                throw InvalidInputException.of(row.place(), "time_s", time, "must not be before the line above");
            }
            last = time;
            int streamClass = classIndex(row);
            int site = row.make(() -> topology.siteIndex(row.text("site")));
            if (topology.sites().get(site).access() == Link.NONE) {
                throw row.invalid("site", row.text("site"), "must be a site with an access link");
            }
            return new RecordedQuery(
                    time,
                    streamClass,
                    site,
                    row.has("input_size") ? row.number("input_size", Double.MIN_VALUE, ANY) : Double.NaN,
                    row.has("request_kb") ? 1000 * row.number("request_kb", 0, ANY) : Double.NaN,
                    request(row),
                    row.hasColumn(WORKER) ? instance(row, of.get(streamClass)) : RecordedQuery.UNDECIDED);
        }
    }

    private static int request(CsvTable.Row row) {
        if (!row.has("request")) {
            return RecordedQuery.ALONE;
        }
        int request = row.integer("request", 0);
        if (request >= RecordedQuery.MOST_REQUESTS) {
            throw row.invalid(
                    "request",
                    row.text("request"),
                    String.format(Locale.ROOT, "must be below %d", RecordedQuery.MOST_REQUESTS));
        }
        return request;
    }

    private int instance(CsvTable.Row row, StreamClass streamClass) {
        if (!row.has(WORKER)) {
            if (row.has(MODEL)) {
                throw row.invalid(MODEL, row.text(MODEL), "must be left out where there is no worker");
            }
            return RecordedQuery.REJECTED;
        }
        int worker = workers.get(row.make(() -> Checks.oneOf(WORKER, row.text(WORKER), workers.keySet())));
        List<Instance> able = topology.instancesOn(worker).stream()
                .filter(i -> i.variant()
                        .model()
                        .task()
                        .name()
                        .equals(streamClass.task().name()))
                .toList();
        if (row.has(MODEL)) {
            String models = able.stream().map(RecordingReader::model).collect(Collectors.joining(", "));
            return able.stream()
                    .filter(i -> model(i).equals(row.text(MODEL)))
                    .findFirst()
                    .orElseThrow(() -> row.invalid(
                            MODEL,
                            row.text(MODEL),
                            "must be one that the worker has for the class's task: "
                                    + (models.isEmpty() ? "there is none" : models)))
                    .index();
        }
        if (able.size() != 1) {
            throw row.invalid(
                    WORKER,
                    row.text(WORKER),
                    String.format(
                            Locale.ROOT,
                            "must have one model for task %s unless the column model says which, has %d",
                            streamClass.task().name(),
                            able.size()));
        }
        return able.get(0).index();
    }

    private static String model(Instance instance) {
        return instance.variant().model().name();
    }
}
