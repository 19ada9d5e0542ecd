// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import io.github.virgasim.input.CsvTable;
import io.github.virgasim.papers.tapfinger.Fidelity;
import io.github.virgasim.papers.tapfinger.TapFinger;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The recorded episode of one experiment and scheduler of the published runs. */
record Golden(String experiment, String scheduler, List<Row> allocations, List<Finish> finishes) {
    /** What a task held in a timestep. */
    record Row(long step, int cluster, long task, Units units, double progress) {}

    /** Where and when a task was completed. */
    record Finish(long task, int cluster, long step, long jct) {}

    static Golden read(String experiment, String scheduler) {
        List<Row> rows = new ArrayList<>();
        for (CsvTable.Row row : CsvTable.read(Reference.file(name(experiment, scheduler, "alloc")), "step")
                .rows()) {
            rows.add(new Row(
                    row.integer("step", 0),
                    row.integer("cluster", 0),
                    row.integer("task", 0),
                    Units.of(row.integer("cpu", 0), row.integer("gpu", 0)),
                    row.number("progress_before", 0, 1)));
        }
        List<Finish> finishes = new ArrayList<>();
        for (CsvTable.Row row : CsvTable.read(Reference.file(name(experiment, scheduler, "tasks")), "task")
                .rows()) {
            finishes.add(new Finish(
                    row.integer("task", 0),
                    row.integer("cluster", 0),
                    row.integer("finish_step", 0),
                    row.integer("jct", 1)));
        }
        return new Golden(experiment, scheduler, rows, finishes);
    }

    ElasticExperiment published() {
        return switch (experiment) {
            case "synthetic" -> TapFinger.synthetic(3, 2, Fidelity.PUBLISHED);
            case "multiple-gamma1" -> TapFinger.multiTask(Fidelity.PUBLISHED);
            case "SJF-test" -> TapFinger.shortAndLong(Fidelity.PUBLISHED);
            default -> throw new IllegalArgumentException(experiment);
        };
    }

    ArrivalProcess arrivals() {
        return RecordedArrivals.read(Reference.file(name(experiment, scheduler, "tasks")), 2, 3);
    }

    /** The rows of each task in order of time. */
    Map<Long, List<Row>> byTask() {
        Map<Long, List<Row>> tasks = new TreeMap<>();
        allocations.forEach(row ->
                tasks.computeIfAbsent(row.task, task -> new ArrayList<>()).add(row));
        return tasks;
    }

    /** The fitted models by type that the published runs of Optimus used. */
    List<SpeedModel> models() throws IOException {
        Matcher numbers = Pattern.compile("-?[0-9.]+(e-?[0-9]+)?")
                .matcher(Files.readString(Reference.file("golden/" + experiment + "_optimus_params.json")));
        double[] values = numbers.results()
                .mapToDouble(found -> Double.parseDouble(found.group()))
                .toArray();
        List<SpeedModel> models = new ArrayList<>();
        for (int i = 0; i < values.length; i += 5) {
            models.add(new SpeedModel(values[i], values[i + 1], values[i + 2], values[i + 3], values[i + 4]));
        }
        return models;
    }

    private static String name(String experiment, String scheduler, String kind) {
        return String.format(Locale.ROOT, "golden/%s_%s_%s.csv", experiment, scheduler, kind);
    }
}
