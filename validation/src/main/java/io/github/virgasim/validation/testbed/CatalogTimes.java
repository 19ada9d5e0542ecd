// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.testbed;

import io.github.virgasim.report.ResultTable;
import io.github.virgasim.validation.source.Calibration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Writes what a testbed's profiles say of a server as the table of times of a catalogue. */
public final class CatalogTimes {
    private static final String MODE = "graph";

    private record Line(String model, int batch, double seconds, double copyPerBatch, double copyPerQuery) {}

    private CatalogTimes() {}

    /**
     * Writes times.csv of a catalogue extension: models that were profiled as graphs, by the names that they have in the
     * recording, at the input size with the most batches.
     *
     * @param calibration of a recording in Virga's own format
     * @param device name of the catalogue's device
     * @param file to be created
     * @throws IOException if it cannot be written
     */
    public static void write(Calibration calibration, String device, Path file) throws IOException {
        Times times = new Profile(calibration).times();
        List<Line> lines = new ArrayList<>();
        TreeSet<String> models = new TreeSet<>();
        times.seconds().keySet().forEach(key -> models.add(key.split("/")[0]));
        for (String model : models) {
            if (times.hasGraph(model)) {
                String size = times.mainSize(model);
                times.served(model, MODE, size)
                        .forEach((batch, seconds) -> lines.add(new Line(
                                model, batch, seconds, times.copyPerBatch(), times.copyPerQuery(model, size))));
            }
        }
        new ResultTable<Line>()
                .column("model", Line::model)
                .column("device", line -> device)
                .column("batch", Line::batch)
                .column("time_ms", line -> 1e3 * line.seconds)
                .column("padded_beyond", line -> Times.paddedBeyond(MODE))
                .column("copy_ms", line -> 1e3 * line.copyPerBatch)
                .column("copy_ms_per_query", line -> 1e3 * line.copyPerQuery)
                .write(file, lines);
    }
}
