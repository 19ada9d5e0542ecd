// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.source;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.CsvTable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rows of a calibration's file, held against {@link KnownParameters}. */
final class Checked {
    private static final String BYTES = "bytes/";
    private static final String TIME = "time/";

    private Checked() {}

    static String name(CsvTable.Row row) {
        return row.make(() -> Checks.named("parameter", row.text("parameter")));
    }

    static Parameter parameter(CsvTable.Row row, String source) {
        String name = row.text("parameter");
        KnownParameters.Known known = KnownParameters.of(source, name)
                .orElseThrow(() -> row.invalid("parameter", name, "must be one that the source '" + source + "' has"));
        String unit = row.text("unit");
        if (!unit.equals(known.unit())) {
            throw row.invalid("unit", unit, "must be '" + known.unit() + "', the unit of " + name);
        }
        double value = row.number("value", known.low(), known.high());
        double low = bound(row, "low");
        double high = bound(row, "high");
        if (Double.isNaN(low) != Double.isNaN(high)) {
            throw row.invalid("low", Double.isNaN(low) ? "" : row.text("low"), "must be given together with high");
        }
        if (low > value) {
            throw row.invalid("low", row.text("low"), "must be at most the value, " + row.text("value"));
        }
        if (high < value) {
            throw row.invalid("high", row.text("high"), "must be at least the value, " + row.text("value"));
        }
        return new Parameter(name, value, unit, low, high, row.integer("cells", 0));
    }

    private static double bound(CsvTable.Row row, String column) {
        return row.has(column) ? row.number(column, -Double.MAX_VALUE, Double.MAX_VALUE) : Double.NaN;
    }

    /** Requires a time of each model and input size whose bytes are told, and the other way round. */
    static void times(CsvTable table, List<Parameter> found) {
        Set<String> timed = new HashSet<>();
        Set<String> sized = new HashSet<>();
        for (Parameter p : found) {
            if (p.name().startsWith(TIME)) {
                timed.add(model(p.name()));
            } else if (p.name().startsWith(BYTES)) {
                sized.add(p.name().substring(BYTES.length()));
            }
        }
        for (CsvTable.Row row : table.rows()) {
            String name = row.text("parameter");
            if (name.startsWith(BYTES) && !timed.contains(name.substring(BYTES.length()))) {
                throw row.invalid("parameter", name, "must have a time/... of the same model and size, has none");
            }
            if (name.startsWith(TIME) && !sized.contains(model(name))) {
                throw row.invalid("parameter", name, "must have the bytes/... of its model and size, has none");
            }
        }
    }

    /** Returns model and size of a time, whose mode stands between and whose batch stands behind. */
    private static String model(String time) {
        return time.substring(TIME.length()).replaceFirst("/[^/]+(/[^/]+)/[^/]+$", "$1");
    }
}
