// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.calibration;

import io.github.virgasim.input.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Computes the data sets {@code tapfinger/progress.csv} and {@code tapfinger/published.csv} from the measurements and
 * results that TapFinger's authors published with their code.
 */
public final class TapFingerFigures {
    private static final Set<String> SOURCES = Set.of("bare", "container");
    private static final Set<String> TRACED = Set.of("mnist", "lm");
    private static final List<String> ALLOCATION = List.of("source", "task", "cpu", "gpu");

    private TapFingerFigures() {}

    /**
     * Averages the durations over the repetitions of each allocation and adds the training curves fitted to the tasks that
     * TapFinger's simulator moves along a curve: mnist and lm on bare metal.
     *
     * @param durations CSV with the columns source, task, cpu, gpu and duration_s [s], one row for each repetition
     * @param fits CSV with the columns source, task, cpu, gpu, a and b: progress {@code a * s^b} after s timesteps
     * @return lines "source,task,cpu,gpu,duration_s,a,b" in the order of the durations; a mean rounded to 0.1 s, a and b
     *     to six decimals, empty without a curve
     * @throws InvalidInputException if a value is bad or a curve is missing
     */
    public static List<String> progress(Path durations, Path fits) {
        Map<String, String> curves = new LinkedHashMap<>();
        CsvRows.forEach(fits, with(ALLOCATION, "a", "b"), row -> {
            if (isTraced(row)) {
                curves.put(
                        key(row),
                        String.format(
                                Locale.ROOT, "%s,%s", rounded(row.positive("a"), 6), rounded(row.positive("b"), 6)));
            }
        });
        Map<String, List<Double>> measured = new LinkedHashMap<>();
        CsvRows.forEach(durations, with(ALLOCATION, "duration_s"), row -> {
            if (SOURCES.contains(row.text("source"))) {
                measured.computeIfAbsent(key(row), key -> new ArrayList<>()).add(row.positive("duration_s"));
                if (isTraced(row) && !curves.containsKey(key(row))) {
                    throw new InvalidInputException(
                            String.format(Locale.ROOT, "%s: has no curve for %s", fits.getFileName(), key(row)));
                }
            }
        });
        List<String> lines = new ArrayList<>();
        measured.forEach((key, seconds) -> {
            double mean =
                    seconds.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
            lines.add(String.format(Locale.ROOT, "%s,%s,%s", key, rounded(mean, 1), curves.getOrDefault(key, ",")));
        });
        return lines;
    }

    /**
     * Takes those statistics of the published runs that Virga compares with.
     *
     * @param results CSV with the columns experiment, scheduler, mean_jct, median_jct, p95_jct, mean_accum, mean_cpu_frac
     *     and mean_gpu_frac, computed from the published series of completion times, task accumulation and use
     * @return lines of these columns, rounded to four decimals
     * @throws InvalidInputException if a value is bad
     */
    public static List<String> published(Path results) {
        List<String> names = List.of("experiment", "scheduler");
        List<String> figures =
                List.of("mean_jct", "median_jct", "p95_jct", "mean_accum", "mean_cpu_frac", "mean_gpu_frac");
        List<String> lines = new ArrayList<>();
        CsvRows.forEach(results, with(names, figures.toArray(String[]::new)), row -> {
            List<String> cells = new ArrayList<>();
            names.forEach(name -> cells.add(row.text(name)));
            figures.forEach(name -> cells.add(rounded(row.positive(name), 4)));
            lines.add(String.join(",", cells));
        });
        return lines;
    }

    private static boolean isTraced(CsvRows.Row row) {
        return row.text("source").equals("bare") && TRACED.contains(row.text("task"));
    }

    private static String key(CsvRows.Row row) {
        return String.join(",", ALLOCATION.stream().map(row::text).toList());
    }

    private static List<String> with(List<String> columns, String... more) {
        List<String> all = new ArrayList<>(columns);
        all.addAll(List.of(more));
        return all;
    }

    private static String rounded(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
