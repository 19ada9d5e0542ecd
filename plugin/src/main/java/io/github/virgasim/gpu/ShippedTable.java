// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.gpu;

import io.github.virgasim.datasets.Datasets;
import io.github.virgasim.input.CsvTable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Opens the tables that ship with Virga. */
public final class ShippedTable {
    private ShippedTable() {}

    /**
     * Opens a table.
     *
     * @param name of the data set
     * @param columns that it must have
     * @return the table
     */
    public static CsvTable open(String name, String... columns) {
        try (var reader = new InputStreamReader(Datasets.open(name), StandardCharsets.UTF_8)) {
            return CsvTable.read(reader, name, columns);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
