// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.catalog;

import io.github.virgasim.datasets.Datasets;
import io.github.virgasim.input.CsvTable;
import io.github.virgasim.input.Fields;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.input.YamlNode;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The rows of a catalogue, which stand in CSV files of a folder, one for each table, or under keys of one YAML file. */
final class CatalogTables {
    /** The tables with the columns that each must have. */
    enum Table {
        TASKS("task", "accuracy_metric", "size_unit", "reference_size", "source"),
        DEVICES("device", "kind", "gpu_memory_mib", "cpus", "ram_mib", "idle_w", "max_w", "source"),
        MODELS("model", "task", "accuracy", "parameters_m", "source"),
        VARIANTS(
                "model",
                "device",
                "intercept_ms",
                "slope_ms_per_unit",
                "overhead_ms",
                "max_throughput_qps",
                "gpu_memory_mib",
                "max_batch",
                "replicas",
                "source"),
        /** Measured times by batch. */
        TIMES("model", "device", "batch", "time_ms");

        private final String[] columns;

        Table(String... columns) {
            this.columns = columns;
        }

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Map<Table, List<? extends Fields>> rows = new EnumMap<>(Table.class);

    private CatalogTables() {}

    static CatalogTables embedded() {
        CatalogTables tables = new CatalogTables();
        for (Table table : Table.values()) {
            String name = "catalog/" + table.key() + ".csv";
            try (var reader = new InputStreamReader(Datasets.open(name), StandardCharsets.UTF_8)) {
                tables.rows.put(
                        table, CsvTable.read(reader, name, table.columns).rows());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return tables;
    }

    /** Reads a whole catalogue: every table but that of times must be there. */
    static CatalogTables whole(Path path) {
        return read(path, false);
    }

    /** Reads what is to be added to a catalogue: at least one table. */
    static CatalogTables addition(Path path) {
        CatalogTables tables = read(path, true);
        if (tables.rows.isEmpty()) {
            throw new InvalidInputException(path + ": must have at least one of: "
                    + String.join(
                            ", ",
                            Arrays.stream(Table.values())
                                    .map(t -> t.key() + ".csv")
                                    .toList()));
        }
        return tables;
    }

    private static CatalogTables read(Path path, boolean anyMayLack) {
        CatalogTables tables = new CatalogTables();
        if (Files.isDirectory(path)) {
            for (Table table : Table.values()) {
                Path file = path.resolve(table.key() + ".csv");
                if (Files.exists(file) || !anyMayLack && table != Table.TIMES) {
                    tables.rows.put(table, CsvTable.read(file, table.columns).rows());
                }
            }
        } else {
            YamlNode root = YamlNode.read(path)
                    .allowOnly(Arrays.stream(Table.values()).map(Table::key).toArray(String[]::new));
            for (Table table : Table.values()) {
                if (root.has(table.key()) || !anyMayLack && table != Table.TIMES) {
                    tables.rows.put(table, root.get(table.key()).items());
                }
            }
        }
        return tables;
    }

    /** Returns the rows of a table in file order; none if it is not there. */
    List<? extends Fields> rows(Table table) {
        return rows.getOrDefault(table, List.of());
    }
}
