// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.gpu;

import io.github.virgasim.input.CsvTable;
import io.github.virgasim.input.InvalidInputException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Parameters by name, from a file that a calibration has written. */
final class CalibratedValues {
    private static final String UNIT = "unit";

    private final Path file;
    private final Map<String, Double> values = new HashMap<>();

    private CalibratedValues(Path file) {
        this.file = file;
    }

    static CalibratedValues read(Path file) {
        CsvTable table = CsvTable.read(file, "parameter", "value");
        table.requireUnique("parameter");
        CalibratedValues read = new CalibratedValues(file);
        for (CsvTable.Row row : table.rows()) {
            String name = row.text("parameter");
            boolean isLaw = name.matches("(turns|mps)/[a-z_]+");
            if (isLaw && row.has(UNIT) && !row.text(UNIT).equals(unit(name))) {
                throw row.invalid(UNIT, row.text(UNIT), "must be '" + unit(name) + "', the unit of " + name);
            }
            read.values.put(name, row.number("value", isLaw ? 0 : -Double.MAX_VALUE, Double.MAX_VALUE));
        }
        return read;
    }

    /** Times of the laws are in seconds, limits in percent, and all else is a plain number. */
    private static String unit(String name) {
        if (name.endsWith("/smallest_limit")) {
            return "%";
        }
        return name.matches("turns/(switch|slice|yield|longest_batch)") ? "s" : "1";
    }

    double of(String parameter) {
        Double value = values.get(parameter);
        if (value == null) {
            throw new InvalidInputException(
                    file + ": parameter '" + parameter + "' must be there; the recording has said" + " nothing of it");
        }
        return value;
    }

    /** How far a law was recorded; files from before that was told set no bound. */
    MeasuredRange range(String law) {
        return new MeasuredRange(
                (int) orElse(law + "/most_tenants", Integer.MAX_VALUE),
                orElse(law + "/longest_batch", Double.POSITIVE_INFINITY),
                (int) orElse(law + "/largest_batch", Integer.MAX_VALUE),
                orElse(law + "/smallest_limit", 0));
    }

    /** Returns a parameter that older files do not have. */
    double orElse(String parameter, double otherwise) {
        return values.getOrDefault(parameter, otherwise);
    }
}
