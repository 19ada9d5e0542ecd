// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.testbed;

import io.github.virgasim.input.CsvTable;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.report.ResultTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What a recording says of a testbed: parameters by name, each with its interval. */
public final class Calibration {
    private static final String[] COLUMNS = {"parameter", "value", "unit", "low", "high", "cells"};

    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private Times times;

    /** Makes a calibration of parameters with different names. */
    Calibration(List<Parameter> all) {
        all.forEach(p -> parameters.put(p.name(), p));
    }

    /**
     * Reads a file that {@link #write} has written.
     *
     * @param file CSV
     * @return the calibration
     * @throws InvalidInputException if it cannot be read, or a value is no number
     */
    public static Calibration read(Path file) {
        CsvTable table = CsvTable.read(file, COLUMNS);
        table.requireUnique("parameter");
        return new Calibration(table.rows().stream()
                .map(row -> new Parameter(
                        row.text("parameter"),
                        row.number("value", -Double.MAX_VALUE, Double.MAX_VALUE),
                        row.text("unit"),
                        Double.NaN,
                        Double.NaN,
                        (int) row.number("cells", 0, Integer.MAX_VALUE)))
                .toList());
    }

    /**
     * Writes the parameters with the columns parameter, value, unit, low, high, cells.
     *
     * @param file to be created
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        new ResultTable<Parameter>()
                .column("parameter", Parameter::name)
                .column("value", Parameter::value)
                .column("unit", Parameter::unit)
                .column("low", p -> Double.isNaN(p.low()) ? "" : p.low())
                .column("high", p -> Double.isNaN(p.high()) ? "" : p.high())
                .column("cells", Parameter::cells)
                .write(file, parameters());
    }

    /**
     * Returns the parameters.
     *
     * @return in the order in which they were found
     */
    public List<Parameter> parameters() {
        return List.copyOf(parameters.values());
    }

    /**
     * Says what the recording does not identify.
     *
     * @return a line for each parameter that a default stands in for
     */
    public List<String> unidentified() {
        return parameters.values().stream()
                .filter(p -> p.cells() == 0)
                .map(p ->
                        p.name() + " cannot be identified from this recording; taken as " + p.value() + " " + p.unit())
                .toList();
    }

    boolean has(String name) {
        return parameters.containsKey(name);
    }

    double value(String name) {
        Parameter found = parameters.get(name);
        if (found == null) {
            throw new InvalidInputException("calibration has no parameter '" + name + "'");
        }
        return found.value();
    }

    boolean identifies(String name) {
        return has(name) && parameters.get(name).cells() > 0;
    }

    Times times() {
        if (times == null) {
            Map<String, NavigableMap<Integer, Double>> seconds = new TreeMap<>();
            Map<String, Double> bytes = new TreeMap<>();
            parameters.values().forEach(p -> {
                String[] parts = p.name().split("/");
                if (parts[0].equals("time")) {
                    seconds.computeIfAbsent(parts[1] + "/" + parts[2] + "/" + parts[3], k -> new TreeMap<>())
                            .put(Integer.parseInt(parts[4]), p.value());
                } else if (parts[0].equals("bytes")) {
                    bytes.put(parts[1] + "/" + parts[2], p.value());
                }
            });
            times = new Times(seconds, bytes, value("copy/intercept"), value("copy/per_byte"));
        }
        return times;
    }

    /** Tells whether there is what a tenant's run can be predicted from. */
    boolean covers(SharedRun.Member member, String share) {
        Times known = times();
        return known.hasGraph(member.model())
                && (has("solo/" + share + "/" + member.item())
                        || known.knows(member.model(), member.mode(), known.mainSize(member.model())));
    }

    /** Returns the time of a tenant's batch without others [s]: its solo run if there was one, else its profile. */
    double solo(SharedRun.Member member, String share) {
        String name = "solo/" + share + "/" + member.item();
        if (has(name)) {
            return value(name);
        }
        return times().alone(member.model(), member.mode(), times().mainSize(member.model()), member.batch());
    }
}
