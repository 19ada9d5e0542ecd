// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.edgegrid;

import io.github.virgasim.validation.calibration.CsvRows;
import io.github.virgasim.validation.source.Measurements;
import io.github.virgasim.validation.source.Parameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/**
 * The repeats of a model on a device in a power mode at a load.
 *
 * @param device code name
 * @param model name
 * @param mode index of the power mode
 * @param load as a share of the highest sustainable throughput
 * @param runs at least one
 */
record GridCell(String device, String model, int mode, double load, List<Run> runs) {
    /**
     * One run.
     *
     * @param rate requests served [1/s]
     * @param seconds its length [s]
     * @param mean latency [ms]
     * @param p95 likewise
     * @param p99 likewise
     * @param sd likewise
     * @param idle wall power before it [W], NaN if not recorded
     * @param power wall power during it [W], NaN if not recorded
     */
    record Run(
            double rate, double seconds, double mean, double p95, double p99, double sd, double idle, double power) {}

    /** Orders the indices of repeats, whatever the order of the file: each repeat is simulated with a seed of its own. */
    private static final Comparator<String> AS_NUMBERS =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    private static final int MOST_MODES = 1_000;
    private static final double HIGHEST_LOAD = 10;
    /** A run is simulated for as long as it was measured: at most 10,000 requests a second for an hour. */
    private static final double HIGHEST_RATE = 1e4;

    private static final double LONGEST = 3600;

    private static final List<String> COLUMNS = List.of(
            "device",
            "model",
            "dvfs_mode",
            "lambda_frac",
            "run_idx",
            "achieved_rps",
            "duration_s",
            "mean_ms",
            "p95_ms",
            "p99_ms",
            "std_ms",
            "warm_idle_w",
            "serving_w");

    /** Reads all cells; rows without a load confirm the highest throughput and are left out. */
    static List<GridCell> read(Measurements data) {
        Map<String, GridCell> cells = new TreeMap<>();
        Map<String, Map<String, Run>> runs = new HashMap<>();
        data.rows(data.file("runs.csv"), COLUMNS, row -> {
            if (!row.has("lambda_frac")) {
                return;
            }
            GridCell cell = new GridCell(
                    device(row),
                    row.name("model"),
                    row.whole("dvfs_mode", 0, MOST_MODES),
                    row.within("lambda_frac", Double.MIN_VALUE, HIGHEST_LOAD),
                    new ArrayList<>());
            double p95 = row.positive("p95_ms");
            rising(row, "p95_ms", "p99_ms");
            rising(row, "mean_ms", "p99_ms");
            if (isThere(row, "p50_ms")) {
                rising(row, "p50_ms", "p95_ms");
            }
            for (String rate : List.of("rate_rps", "target_rps", "n_requests")) {
                if (isThere(row, rate)) {
                    row.positive(rate);
                }
            }
            if (isThere(row, "errors")) {
                row.whole("errors", 0, Integer.MAX_VALUE);
            }
            Run run = new Run(
                    row.within("achieved_rps", Double.MIN_VALUE, HIGHEST_RATE),
                    row.within("duration_s", Double.MIN_VALUE, LONGEST),
                    row.positive("mean_ms"),
                    p95,
                    row.number("p99_ms"),
                    row.within("std_ms", 0, LONGEST * 1000),
                    row.has("warm_idle_w") ? row.positive("warm_idle_w") : Double.NaN,
                    row.has("serving_w") ? row.positive("serving_w") : Double.NaN);
            cells.putIfAbsent(cell.name(), cell);
            if (runs.computeIfAbsent(cell.name(), name -> new TreeMap<>(AS_NUMBERS))
                            .put(row.text("run_idx"), run)
                    != null) {
                throw row.invalid(
                        "run_idx: must stand once for " + cell.name() + ", was again '" + row.text("run_idx") + "'");
            }
        });
        cells.forEach((name, cell) -> cell.runs.addAll(runs.get(name).values()));
        return List.copyOf(cells.values());
    }

    private static String device(CsvRows.Row row) {
        if (row.name("device").contains("/")) {
            throw row.invalid("device: must have no slash, was '" + row.text("device") + "'");
        }
        return row.text("device");
    }

    /** Tells whether a column that need not be there is filled in. */
    private static boolean isThere(CsvRows.Row row, String column) {
        return row.isMapped(column) && row.has(column);
    }

    private static void rising(CsvRows.Row row, String low, String high) {
        if (row.positive(high) < row.positive(low)) {
            throw row.invalid(
                    high + ": must be at least " + low + ", " + row.text(low) + ", was '" + row.text(high) + "'");
        }
    }

    /**
     * Returns a percentile as the recording has it: linear between the two requests beside p (n - 1) + 1. In a run of 16 requests
     * of which one waited, p95 and p99 are 0.25 and 0.85 of the way from the second longest to the longest.
     */
    static double percentile(double[] latencies, double percent) {
        return new Percentile()
                .withEstimationType(Percentile.EstimationType.R_7)
                .evaluate(latencies, percent);
    }

    /** Names what has an isolated profile. */
    String served() {
        return device + "/" + model + "/" + mode;
    }

    String name() {
        return served() + "/" + (int) Math.round(100 * load) + "%";
    }

    double median(ToDoubleFunction<Run> figure) {
        return Parameter.median(
                runs.stream().mapToDouble(figure).filter(Double::isFinite).toArray());
    }

    /** Returns the standard error of a figure's mean over the repeats [%]. */
    double noisePercent(ToDoubleFunction<Run> figure) {
        double[] of = runs.stream().mapToDouble(figure).filter(Double::isFinite).toArray();
        return of.length < 2 ? Double.NaN : 100 * Math.sqrt(StatUtils.variance(of) / of.length) / StatUtils.mean(of);
    }
}
