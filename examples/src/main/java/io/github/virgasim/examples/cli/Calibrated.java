// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.experiment.Findings;
import io.github.virgasim.report.TextTable;
import io.github.virgasim.validation.source.Calibration;
import io.github.virgasim.validation.source.Parameter;
import io.github.virgasim.validation.testbed.CatalogTimes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was calibrated: on the terminal laws one by one, and of what was measured for many models or devices how much there is.
 *
 * @param calibration all parameters
 * @param remarks of those who have read the measurements, sentences
 * @param device of the catalogue for which times are written, if any
 */
record Calibrated(Calibration calibration, List<String> remarks, Optional<String> device) implements Findings {
    private static boolean isLaw(Parameter parameter) {
        return parameter.name().split("/").length == 2;
    }

    @Override
    public String text() {
        StringBuilder text = new StringBuilder();
        if (calibration.parameters().stream().anyMatch(Calibrated::isLaw)) {
            text.append(laws()).append('\n');
        }
        if (!calibration.parameters().stream().allMatch(Calibrated::isLaw)) {
            text.append(tables()).append('\n');
        }
        calibration.unidentified().forEach(line -> text.append(line).append('\n'));
        remarks.forEach(remark -> text.append(remark).append('\n'));
        return text.toString();
    }

    private TextTable laws() {
        TextTable table = new TextTable("parameter", "value", "low", "high", "unit", "cells");
        calibration.parameters().stream()
                .filter(Calibrated::isLaw)
                .forEach(p -> table.row(
                        p.name(),
                        String.valueOf(p.value()),
                        Double.isNaN(p.low()) ? "-" : String.valueOf(p.low()),
                        Double.isNaN(p.high()) ? "-" : String.valueOf(p.high()),
                        p.unit(),
                        String.valueOf(p.cells())));
        return table;
    }

    private TextTable tables() {
        Map<String, List<Parameter>> kinds = calibration.parameters().stream()
                .filter(p -> !isLaw(p))
                .collect(
                        Collectors.groupingBy(p -> p.name().split("/")[0] + "/...", TreeMap::new, Collectors.toList()));
        TextTable table = new TextTable("parameters", "number", "least", "median", "largest", "unit");
        kinds.forEach((kind, of) -> {
            double[] values = of.stream().mapToDouble(Parameter::value).sorted().toArray();
            table.row(
                    kind,
                    String.valueOf(values.length),
                    String.valueOf(values[0]),
                    String.valueOf(Parameter.median(values)),
                    String.valueOf(values[values.length - 1]),
                    of.stream().map(Parameter::unit).distinct().sorted().collect(Collectors.joining(", ")));
        });
        return table;
    }

    @Override
    public void write(Path folder) throws IOException {
        calibration.write(folder.resolve("calibration.csv"));
        if (device.isPresent()) {
            CatalogTimes.write(calibration, device.get(), folder.resolve("times.csv"));
        }
    }
}
