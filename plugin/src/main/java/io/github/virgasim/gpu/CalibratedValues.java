// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.gpu;

import io.github.virgasim.input.CsvTable;
import io.github.virgasim.input.InvalidInputException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Parameters by name, from a file that a calibration has written. */
final class CalibratedValues {
    private final Path file;
    private final Map<String, Double> values = new HashMap<>();

    private CalibratedValues(Path file) {
        this.file = file;
    }

    static CalibratedValues read(Path file) {
        CsvTable table = CsvTable.read(file, "parameter", "value");
        table.requireUnique("parameter");
        CalibratedValues read = new CalibratedValues(file);
        table.rows()
                .forEach(row -> read.values.put(
                        row.text("parameter"), row.number("value", -Double.MAX_VALUE, Double.MAX_VALUE)));
        return read;
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
