// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.datasets.Datasets;
import io.github.virgasim.input.CsvTable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Statistics of published runs: one run per experiment and scheduler, under the names they were published with. */
final class TapFingerPublished {
    /** The paper's method. */
    static final String METHOD = "TapFinger";
    /** Name of the shipped results. */
    static final String SHIPPED = "tapfinger/published.csv";

    /** The schedulers of simulated runs that are in Virga as well. */
    private static final Map<Baseline, String> NAMES = new EnumMap<>(Map.of(
            Baseline.OPTIMUS_AS_PUBLISHED,
            "Optimus",
            Baseline.TIRESIAS,
            "Tiresias",
            Baseline.RANDOM,
            "Random",
            Baseline.MIN,
            "Min"));
    /** Those of runs with containers. */
    private static final Map<Baseline, String> OF_CONTAINERS = new EnumMap<>(Map.of(
            Baseline.OPTIMUS_NON_PREEMPTIVE,
            "Optimus",
            Baseline.TIRESIAS_NON_PREEMPTIVE,
            "Tiresias",
            Baseline.RANDOM,
            "Random",
            Baseline.MIN,
            "Min"));

    private final Map<String, Map<String, Map<TapFingerMetric, Double>>> values = new LinkedHashMap<>();

    private TapFingerPublished() {}

    /** Returns the results that are shipped with Virga. */
    static TapFingerPublished shipped() {
        try (var reader = new InputStreamReader(Datasets.open(SHIPPED), StandardCharsets.UTF_8)) {
            return of(CsvTable.read(reader, SHIPPED, columns()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads published results.
     *
     * @param file CSV with the columns experiment, scheduler, mean_jct, median_jct, p95_jct, mean_accum, mean_cpu_frac
     *     and mean_gpu_frac
     * @return the results
     * @throws io.github.virgasim.input.InvalidInputException if the file cannot be read, a number is out of range or a
     *     scheduler appears twice in an experiment
     */
    static TapFingerPublished read(Path file) {
        return of(CsvTable.read(file, columns()));
    }

    private static String[] columns() {
        List<String> columns = new ArrayList<>(List.of("experiment", "scheduler"));
        for (TapFingerMetric metric : TapFingerMetric.values()) {
            columns.add(metric.publishedColumn());
        }
        return columns.toArray(String[]::new);
    }

    private static TapFingerPublished of(CsvTable table) {
        table.requireUnique("experiment", "scheduler");
        TapFingerPublished published = new TapFingerPublished();
        for (CsvTable.Row row : table.rows()) {
            Map<TapFingerMetric, Double> figures = new EnumMap<>(TapFingerMetric.class);
            for (TapFingerMetric metric : TapFingerMetric.values()) {
                boolean isTime = metric.publishedColumn().endsWith("jct");
                double limit = metric.publishedColumn().endsWith("frac") ? 1 : Double.MAX_VALUE;
                figures.put(
                        metric, metric.publishedFactor() * row.number(metric.publishedColumn(), isTime ? 1 : 0, limit));
            }
            published
                    .values
                    .computeIfAbsent(row.text("experiment"), key -> new LinkedHashMap<>())
                    .put(row.text("scheduler"), figures);
        }
        return published;
    }

    /** Returns the published name of one of Virga's schedulers in an experiment, if it has one. */
    static Optional<String> nameOf(TapFingerExperiments.Case of, String scheduler) {
        Map<Baseline, String> names = TapFingerExperiments.isOfContainers(of.experiment()) ? OF_CONTAINERS : NAMES;
        return names.keySet().stream()
                .filter(baseline -> TapFingerSchedulers.name(baseline).equals(scheduler))
                .map(names::get)
                .findAny();
    }

    /** Tells whether one of Virga's schedulers is what only the runs with containers had. */
    static boolean isOfContainers(String scheduler) {
        return OF_CONTAINERS.keySet().stream()
                .filter(baseline -> !NAMES.containsKey(baseline))
                .anyMatch(baseline -> TapFingerSchedulers.name(baseline).equals(scheduler));
    }

    /** Returns a published figure, NaN without one. */
    double value(TapFingerExperiments.Case of, String publishedScheduler, TapFingerMetric metric) {
        return all(of).getOrDefault(publishedScheduler, Map.of()).getOrDefault(metric, Double.NaN);
    }

    /** Returns the published schedulers that Virga does not have, learned ones. */
    List<String> others(TapFingerExperiments.Case of) {
        return all(of).keySet().stream()
                .filter(name -> !NAMES.containsValue(name))
                .toList();
    }

    private Map<String, Map<TapFingerMetric, Double>> all(TapFingerExperiments.Case of) {
        Map<String, Map<TapFingerMetric, Double>> all = new LinkedHashMap<>(values.getOrDefault(of.name(), Map.of()));
        of.alsoPublishedAs().forEach(name -> values.getOrDefault(name, Map.of()).forEach(all::putIfAbsent));
        return all;
    }
}
