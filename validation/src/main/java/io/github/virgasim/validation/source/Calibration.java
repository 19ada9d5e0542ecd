// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.source;

import io.github.virgasim.input.CsvTable;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.report.ResultTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What measurements say: parameters by name, each with its interval, and the files that they were made from. */
public final class Calibration {
    private static final String[] COLUMNS = {"parameter", "value", "unit", "low", "high", "cells"};

    /** Names of rows that tell a file: {@code data/NAME/FINGERPRINT}, with its number of lines. */
    private static final String FILE = "data/";

    private static final String FILE_UNIT = "lines";
    private static final double LONGEST = 1e15;
    private static final int HEX = 16;

    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final Map<String, Measurements.Source> files = new TreeMap<>();
    /** Where it was read, for messages. */
    private final String place;

    /**
     * Makes a calibration.
     *
     * @param all parameters with different names
     */
    public Calibration(List<Parameter> all) {
        this(all, Map.of(), "the calibration");
    }

    private Calibration(List<Parameter> all, Map<String, Measurements.Source> files, String place) {
        all.forEach(p -> parameters.put(p.name(), p));
        this.files.putAll(files);
        this.place = place;
    }

    /** Returns these parameters, those beyond their range put to its bound, with the files that they were made from. */
    Calibration madeFrom(String source, Measurements data) {
        List<Parameter> within = parameters.values().stream()
                .map(p -> KnownParameters.of(source, p.name())
                        .map(known -> new Parameter(
                                p.name(),
                                known.nearest(p.value()),
                                p.unit(),
                                known.nearest(p.low()),
                                known.nearest(p.high()),
                                p.cells()))
                        .orElseThrow(() -> new IllegalStateException("not in the table of parameters: " + p)))
                .toList();
        return new Calibration(within, data.fingerprints(), place);
    }

    /**
     * Completes a calibration.
     *
     * @param all other parameters with different names
     * @return these parameters in place of its own, from the same files
     */
    public Calibration with(List<Parameter> all) {
        return new Calibration(all, files, place);
    }

    /**
     * Tells whether rows are independent of this calibration.
     *
     * @param rows predicted with it
     * @param data what they were measured in; told in a remark which of its files are the same
     * @return the rows, of part {@code same} in place of {@code apart} if the calibration was made from some of the same files
     * @throws InvalidInputException if the calibration does not say what it was made from
     */
    public List<ErrorRow> marked(List<ErrorRow> rows, Measurements data) {
        if (files.isEmpty()) {
            throw new InvalidInputException(place + ": must have a parameter '" + FILE
                    + "NAME/FINGERPRINT' for each file that it was made from, has none; calibrate anew");
        }
        List<String> same = new ArrayList<>();
        data.fingerprints().forEach((fingerprint, file) -> {
            if (files.containsKey(fingerprint)) {
                same.add(file.name());
            }
        });
        if (same.isEmpty()) {
            return rows;
        }
        data.remark("The calibration was made from the same " + String.join(", ", new TreeSet<>(same))
                + ": what it predicts is part 'same', not 'apart'.");
        return rows.stream()
                .map(row -> row.part().equals("apart") ? row.ofPart("same") : row)
                .toList();
    }

    /**
     * Reads a file that {@link #write} has written.
     *
     * @param file CSV
     * @param source kind of measurements whose parameters it should have
     * @return the calibration
     * @throws InvalidInputException if it cannot be read, has a parameter twice, or one that the kind does not know, a unit that is not the
     *     parameter's, a value out of its range or interval, or sizes of a model without times
     */
    public static Calibration read(Path file, String source) {
        CsvTable table = CsvTable.read(file, COLUMNS);
        table.requireUnique("parameter");
        List<Parameter> found = new ArrayList<>();
        Map<String, Measurements.Source> files = new TreeMap<>();
        for (CsvTable.Row row : table.rows()) {
            String name = Checked.name(row);
            if (name.startsWith(FILE) && row.text("unit").equals(FILE_UNIT)) {
                int last = name.lastIndexOf('/');
                if (!name.matches(FILE + ".+/[0-9a-f]{" + HEX + "}")) {
                    throw row.invalid("parameter", name, "must be data/NAME/FINGERPRINT with " + HEX + " hex digits");
                }
                files.put(name.substring(last + 1), new Measurements.Source(name.substring(FILE.length(), last), (long)
                        row.number("value", 1, LONGEST)));
            } else {
                found.add(Checked.parameter(row, source));
            }
        }
        Checked.times(table, found);
        return new Calibration(found, files, file.toString());
    }

    /**
     * Writes the parameters with the columns parameter, value, unit, low, high, cells; those that are no number are left out. Rows
     * of the files follow.
     *
     * @param file to be created
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        List<Parameter> rows = new ArrayList<>(parameters());
        rows.removeIf(p -> !Double.isFinite(p.value()));
        files.forEach((fingerprint, of) -> rows.add(
                new Parameter(FILE + of.name() + "/" + fingerprint, of.lines(), FILE_UNIT, Double.NaN, Double.NaN, 1)));
        new ResultTable<Parameter>()
                .column("parameter", Parameter::name)
                .column("value", Parameter::value)
                .column("unit", Parameter::unit)
                .column("low", p -> Double.isNaN(p.low()) ? "" : p.low())
                .column("high", p -> Double.isNaN(p.high()) ? "" : p.high())
                .column("cells", Parameter::cells)
                .write(file, rows);
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
            throw new InvalidInputException(place + ": must have parameter '" + name + "', has none");
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
