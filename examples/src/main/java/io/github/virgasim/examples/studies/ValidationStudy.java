// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.studies;

import io.github.virgasim.report.TextTable;
import io.github.virgasim.validation.source.Calibration;
import io.github.virgasim.validation.source.ErrorRow;
import io.github.virgasim.validation.testbed.DemoSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Calibrate on a recording, predict another one, and see the error: two recordings of one H100 ship. Parameters come from the
 * first; the table has the errors on what was set apart of it and on the second, taken a day later.
 */
public final class ValidationStudy {
    private ValidationStudy() {}

    /**
     * Runs the study and prints the errors of mean latencies.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        var source = new DemoSource();
        Calibration calibration = source.calibrate(Optional.empty());
        Map<String, List<Double>> errors = new TreeMap<>();
        for (ErrorRow row : source.validate(Optional.empty(), Optional.of(calibration))) {
            if (!Double.isNaN(row.predicted())
                    && row.inRange()
                    && row.quantity().contains("mean")) {
                errors.computeIfAbsent(row.source() + ": " + row.quantity(), key -> new ArrayList<>())
                        .add(100 * Math.abs(row.predicted() / row.measured() - 1));
            }
        }
        TextTable table = new TextTable("recording and quantity", "cells", "mean error %", "largest %");
        errors.forEach((quantity, all) -> table.row(
                quantity,
                Integer.toString(all.size()),
                TextTable.number(all.stream().mapToDouble(e -> e).average().orElseThrow(), 1),
                TextTable.number(all.stream().mapToDouble(e -> e).max().orElseThrow(), 1)));
        System.out.print(table);
    }
}
