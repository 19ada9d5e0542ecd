// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.testbed;

import io.github.virgasim.report.ResultTable;
import io.github.virgasim.validation.source.Calibration;
import io.github.virgasim.validation.source.Parameter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** Writes what a testbed's profiles say of a server as the table of times of a catalogue. */
public final class CatalogTimes {
    private static final String MODE = "graph";

    private record Line(
            String model,
            String size,
            int batch,
            double seconds,
            double copyPerBatch,
            double copyPerQuery,
            double weights,
            Optional<Parameter> measured) {}

    private CatalogTimes() {}

    /**
     * Writes times.csv of a catalogue extension: models that were profiled as graphs, by the names that they have in the
     * recording, at the input size with the most batches, which a column names; each measured batch with its 95 % interval.
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
        times.seconds().keySet().forEach(key -> models.add(key.replaceFirst("/[^/]*/[^/]*$", "")));
        for (String model : models) {
            if (times.hasGraph(model)) {
                String size = times.mainSize(model);
                times.served(model, MODE, size)
                        .forEach((batch, seconds) -> lines.add(new Line(
                                model,
                                size,
                                batch,
                                seconds,
                                times.copyPerBatch(),
                                times.copyPerQuery(model, size),
                                times.weights(model),
                                measured(calibration, model, size, batch))));
            }
        }
        new ResultTable<Line>()
                .column("model", Line::model)
                .column("device", line -> device)
                .column("size", Line::size)
                .column("batch", Line::batch)
                .column("time_ms", line -> 1e3 * line.seconds)
                .column("padded_beyond", line -> Times.paddedBeyond(MODE))
                .column("copy_ms", line -> 1e3 * line.copyPerBatch)
                .column("copy_ms_per_query", line -> 1e3 * line.copyPerQuery)
                .column("weights_ms", line -> 1e3 * line.weights)
                .column("low_ms", line -> around(line, Parameter::low))
                .column("high_ms", line -> around(line, Parameter::high))
                .write(file, lines);
    }

    private static Optional<Parameter> measured(Calibration calibration, String model, String size, int batch) {
        List<String> names = List.of(
                "time/" + model + "/graph_e2e/" + size + "/" + batch,
                "time/" + model + "/" + MODE + "/" + size + "/" + batch);
        return calibration.parameters().stream()
                .filter(p -> names.contains(p.name()) && !Double.isNaN(p.low()))
                .min(Comparator.comparing(p -> names.indexOf(p.name())));
    }

    /** Returns the time shifted as a bound of its interval is [ms]; nothing for a batch between measured ones. */
    private static Object around(Line line, ToDoubleFunction<Parameter> bound) {
        return line.measured
                .<Object>map(p -> 1e3 * (line.seconds + bound.applyAsDouble(p) - p.value()))
                .orElse("");
    }
}
