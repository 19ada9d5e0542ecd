// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.source;

import io.github.virgasim.input.CsvTable;
import io.github.virgasim.input.Fields;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.report.ResultTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What measurements say: parameters by name, each with its interval. */
public final class Calibration {
    private static final String[] COLUMNS = {"parameter", "value", "unit", "low", "high", "cells"};

    private final Map<String, Parameter> parameters = new LinkedHashMap<>();

    /**
     * Makes a calibration.
     *
     * @param all parameters with different names
     */
    public Calibration(List<Parameter> all) {
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
                        bound(row, "low"),
                        bound(row, "high"),
                        (int) row.number("cells", 0, Integer.MAX_VALUE)))
                .toList());
    }

    private static double bound(Fields row, String column) {
        return row.has(column) ? row.number(column, -Double.MAX_VALUE, Double.MAX_VALUE) : Double.NaN;
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

    /**
     * Tells whether there is a parameter.
     *
     * @param name of it
     * @return false if it is absent
     */
    public boolean has(String name) {
        return parameters.containsKey(name);
    }

    /**
     * Returns a parameter's value.
     *
     * @param name of the parameter
     * @return in its unit
     * @throws InvalidInputException if it is absent
     */
    public double value(String name) {
        Parameter found = parameters.get(name);
        if (found == null) {
            throw new InvalidInputException("calibration has no parameter '" + name + "'");
        }
        return found.value();
    }

    /**
     * Tells whether a parameter was measured.
     *
     * @param name of it
     * @return false if it is absent or a default
     */
    public boolean identifies(String name) {
        return has(name) && parameters.get(name).cells() > 0;
    }
}
