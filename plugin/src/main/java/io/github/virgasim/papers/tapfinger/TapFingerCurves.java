// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.datasets.Datasets;
import io.github.virgasim.input.CsvTable;
import io.github.virgasim.report.ConfidenceInterval;
import io.github.virgasim.report.Panel;
import io.github.virgasim.report.Panel.Look;
import io.github.virgasim.report.Panel.Series;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The learning curves of the trainings behind the networks that ship. */
final class TapFingerCurves {
    /** Name of the data set: the files curve.csv that the trainings left. */
    static final String SHIPPED = "tapfinger/curves.csv";

    /** Ordinates end at this many times the least value, so that the ends of the curves can be told apart. */
    private static final double SHOWN = 1.6;

    private TapFingerCurves() {}

    /** Makes a panel for each scenario: the mean of both ways to decide, by which networks are chosen. */
    static List<Panel> panels() {
        List<CsvTable.Row> rows = rows();
        List<Panel> panels = new ArrayList<>();
        for (String scenario : distinct(rows, "scenario")) {
            List<CsvTable.Row> of = having(rows, "scenario", scenario);
            List<Series> series = new ArrayList<>();
            for (String training : distinct(of, "training")) {
                List<CsvTable.Row> points = having(of, "training", training);
                series.add(new Series(
                        training,
                        training,
                        Look.LINE,
                        points.stream()
                                .mapToDouble(row -> row.integer("iterations", 0))
                                .toArray(),
                        points.stream()
                                .map(row -> ConfidenceInterval.of(score(row)))
                                .toList()));
            }
            double least = of.stream().mapToDouble(TapFingerCurves::score).min().orElseThrow();
            panels.add(new Panel(
                    scenario, "iterations", "mean completion time [timesteps]", SHOWN * least, List.of(), series));
        }
        return panels;
    }

    private static double score(CsvTable.Row row) {
        return (row.number("sequential_mean_jct", 1, 1e6) + row.number("independent_mean_jct", 1, 1e6)) / 2;
    }

    private static List<String> distinct(List<CsvTable.Row> rows, String column) {
        return rows.stream().map(row -> row.text(column)).distinct().toList();
    }

    private static List<CsvTable.Row> having(List<CsvTable.Row> rows, String column, String value) {
        return rows.stream().filter(row -> row.text(column).equals(value)).toList();
    }

    private static List<CsvTable.Row> rows() {
        try (var reader = new InputStreamReader(Datasets.open(SHIPPED), StandardCharsets.UTF_8)) {
            CsvTable table = CsvTable.read(
                    reader,
                    SHIPPED,
                    "scenario",
                    "training",
                    "iterations",
                    "sequential_mean_jct",
                    "independent_mean_jct");
            table.requireUnique("scenario", "training", "iterations");
            return table.rows();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
