// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.calibration;

import io.github.virgasim.datasets.Datasets;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the shipped data sets for comparison. */
public final class ShippedFiles {

    private ShippedFiles() {}

    public static List<CsvRows.Row> rows(String name, String... columns) {
        List<CsvRows.Row> rows = new ArrayList<>();
        try (InputStreamReader text = new InputStreamReader(Datasets.open(name), StandardCharsets.UTF_8)) {
            CsvRows.forEach(name, text, List.of(columns), rows::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    static List<CsvRows.Row> variants() {
        return rows(
                "catalog/variants.csv",
                "model",
                "device",
                "intercept_ms",
                "slope_ms_per_unit",
                "overhead_ms",
                "max_throughput_qps",
                "gpu_memory_mib",
                "max_batch",
                "replicas",
                "precision",
                "accuracy",
                "basis",
                "checked",
                "source");
    }
}
