// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.datasets.Datasets;
import io.github.virgasim.elastic.DurationProgress;
import io.github.virgasim.elastic.PowerLawProgress;
import io.github.virgasim.elastic.TaskType;
import io.github.virgasim.elastic.Units;
import io.github.virgasim.input.Checks;
import io.github.virgasim.input.CsvTable;
import io.github.virgasim.input.InvalidInputException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Task types from a table of measured durations and fitted training curves per number of CPUs and GPUs. */
public final class TracedTypes {
    /** Name of the data set that is shipped with Virga. */
    public static final String SHIPPED = "tapfinger/progress.csv";

    private static final String[] COLUMNS = {"source", "task", "cpu", "gpu", "duration_s", "a", "b"};

    private final Map<String, List<CsvTable.Row>> rows;

    private TracedTypes(Map<String, List<CsvTable.Row>> rows) {
        this.rows = rows;
    }

    /**
     * Reads the table.
     *
     * @param file CSV with the columns source, task, cpu, gpu, duration_s [s], a and b
     * @param source rows to take, for example "bare"
     * @return the table
     * @throws InvalidInputException if the file cannot be read, names an allocation twice, or lacks the source
     */
    public static TracedTypes read(Path file, String source) {
        return of(CsvTable.read(file, COLUMNS), file.toString(), source);
    }

    /**
     * Opens the table that is shipped with Virga: means and fits of the measurements behind TapFinger's experiments.
     *
     * @param source rows to take: "bare" or "container"
     * @return the table
     * @throws InvalidInputException if the source is another one
     */
    public static TracedTypes shipped(String source) {
        try (var reader = new InputStreamReader(Datasets.open(SHIPPED), StandardCharsets.UTF_8)) {
            return of(CsvTable.read(reader, SHIPPED, COLUMNS), SHIPPED, source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TracedTypes of(CsvTable table, String file, String source) {
        table.requireUnique("source", "task", "cpu", "gpu");
        Map<String, Map<String, List<CsvTable.Row>>> bySource = table.rows().stream()
                .collect(Collectors.groupingBy(
                        row -> row.text("source"), Collectors.groupingBy(row -> row.text("task"))));
        return new TracedTypes(bySource.get(Checks.oneOf("source in " + file, source, bySource.keySet())));
    }

    /**
     * TapFinger's traced experiment: mnist and lm follow their curves with noise 0.2, audio moves evenly in timesteps of
     * 5 s without noise; minimum (2, 1), cap (16, 8).
     *
     * @param rule what becomes of a curve's next point
     * @return the three types
     * @throws InvalidInputException if a task or an allocation is missing
     */
    public List<TaskType> tapFinger(PowerLawProgress.Rule rule) {
        Units minimum = Units.of(2, 1);
        Units cap = Units.of(16, 8);
        return List.of(
                new TaskType("mnist", minimum, cap, curves("mnist", rule), 0.2),
                new TaskType("lm", minimum, cap, curves("lm", rule), 0.2),
                new TaskType("audio", minimum, cap, durations("audio", 5, 0), 0));
    }

    /**
     * TapFinger's containers: all tasks move evenly in timesteps of 5 s over their duration and 14 s in which a container
     * starts, without noise; minimum (1, 1), cap (16, 8).
     *
     * @return the three types
     * @throws InvalidInputException if a task or an allocation is missing
     */
    public List<TaskType> containers() {
        return Stream.of("mnist", "lm", "audio")
                .map(task -> new TaskType(task, Units.of(1, 1), Units.of(16, 8), durations(task, 5, 14), 0))
                .toList();
    }

    /**
     * Returns the progress of a task along its training curves {@code a * s^b}.
     *
     * @param task name in the table
     * @param rule what becomes of a curve's next point
     * @return the progress, for every allocation in the table
     * @throws InvalidInputException if the task is unknown or has rows without a and b
     */
    public PowerLawProgress curves(String task, PowerLawProgress.Rule rule) {
        Map<Units, PowerLawProgress.Curve> curves = new HashMap<>();
        for (CsvTable.Row row : rows(task)) {
            double a = row.number("a", 0, Double.MAX_VALUE);
            double b = row.number("b", 0, Double.MAX_VALUE);
            curves.put(units(row), row.make(() -> new PowerLawProgress.Curve(a, b)));
        }
        return new PowerLawProgress(curves, rule);
    }

    /**
     * Returns even progress over a task's durations.
     *
     * @param task name in the table
     * @param timestep length of a timestep [s], positive
     * @param startUp added to each duration [s], not negative
     * @return the progress, for every allocation in the table
     * @throws InvalidInputException if the task is unknown or a duration is not positive
     */
    public DurationProgress durations(String task, double timestep, double startUp) {
        Checks.notNegative("start-up [s] of a traced task", startUp);
        Map<Units, Double> durations = new HashMap<>();
        for (CsvTable.Row row : rows(task)) {
            durations.put(units(row), startUp + row.number("duration_s", 0, Double.MAX_VALUE));
        }
        return new DurationProgress(durations, timestep);
    }

    private List<CsvTable.Row> rows(String task) {
        return rows.get(Checks.oneOf("traced task", task, rows.keySet()));
    }

    private static Units units(CsvTable.Row row) {
        return Units.of(row.integer("cpu", 1), row.integer("gpu", 1));
    }
}
