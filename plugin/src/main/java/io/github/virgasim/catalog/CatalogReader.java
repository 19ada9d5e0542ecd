// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.catalog;

import io.github.virgasim.datasets.Datasets;
import io.github.virgasim.gpu.GpuSpec;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads catalogues from their four tables, which stand in four CSV files or under four keys of one YAML file. */
final class CatalogReader {
    private static final double ABOVE_ZERO = Double.MIN_VALUE;
    private static final double ANY = Double.POSITIVE_INFINITY;
    private static final List<String> KINDS = List.of("edge", "workstation", "datacenter");

    /** The four tables with the columns that each must have. */
    private enum Table {
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
                "source");

        final String[] columns;

        Table(String... columns) {
            this.columns = columns;
        }

        String key() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private CatalogReader() {}

    static ModelCatalog embedded() {
        Map<Table, List<? extends Fields>> tables = new LinkedHashMap<>();
        for (Table table : Table.values()) {
            String name = "catalog/" + table.key() + ".csv";
            try (var reader = new InputStreamReader(Datasets.open(name), StandardCharsets.UTF_8)) {
                tables.put(table, CsvTable.read(reader, name, table.columns).rows());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return catalog(tables);
    }

    static ModelCatalog read(Path path) {
        Map<Table, List<? extends Fields>> tables = new LinkedHashMap<>();
        if (Files.isDirectory(path)) {
            for (Table table : Table.values()) {
                tables.put(
                        table,
                        CsvTable.read(path.resolve(table.key() + ".csv"), table.columns)
                                .rows());
            }
        } else {
            YamlNode root = YamlNode.read(path).allowOnly("tasks", "devices", "models", "variants");
            for (Table table : Table.values()) {
                tables.put(table, root.get(table.key()).items());
            }
        }
        return catalog(tables);
    }

    private static ModelCatalog catalog(Map<Table, List<? extends Fields>> tables) {
        Map<String, InferenceTask> tasks = new LinkedHashMap<>();
        for (Fields row : tables.get(Table.TASKS)) {
            add(tasks, "task", row.text("task"), row, row.make(() -> task(row)));
        }
        Map<String, GpuSpec> devices = new LinkedHashMap<>();
        for (Fields row : tables.get(Table.DEVICES)) {
            add(devices, "device", row.text("device"), row, row.make(() -> device(row)));
        }
        Map<String, DnnModel> models = new LinkedHashMap<>();
        for (Fields row : tables.get(Table.MODELS)) {
            InferenceTask task = known(tasks, "task", row);
            add(models, "model", row.text("model"), row, row.make(() -> model(row, task)));
        }
        Map<String, ModelVariant> variants = new LinkedHashMap<>();
        for (Fields row : tables.get(Table.VARIANTS)) {
            DnnModel model = known(models, "model", row);
            GpuSpec device = known(devices, "device", row);
            ModelVariant variant = row.make(() -> variant(row, model, device));
            add(variants, "model+device", variant.name(), row, variant);
        }
        return new ModelCatalog(tasks.values(), devices.values(), models.values(), new ArrayList<>(variants.values()));
    }

    private static <T> void add(Map<String, T> map, String field, String name, Fields row, T value) {
        if (map.putIfAbsent(name, value) != null) {
            throw InvalidInputException.of(row.place(), field, name, "must not appear twice");
        }
    }

    private static <T> T known(Map<String, T> map, String field, Fields row) {
        T value = map.get(row.text(field));
        if (value == null) {
            throw InvalidInputException.of(
                    row.place(), field, row.text(field), "must be one of: " + String.join(", ", map.keySet()));
        }
        return value;
    }

    private static InferenceTask task(Fields row) {
        return new InferenceTask(
                row.text("task"),
                row.text("accuracy_metric"),
                row.text("size_unit"),
                row.number("reference_size", ABOVE_ZERO, ANY),
                row.text("source"));
    }

    private static GpuSpec device(Fields row) {
        String kind = row.text("kind");
        if (!KINDS.contains(kind)) {
            throw InvalidInputException.of(row.place(), "kind", kind, "must be one of: " + String.join(", ", KINDS));
        }
        GpuSpec linear = new GpuSpec(
                row.text("device"),
                GpuSpec.Kind.values()[KINDS.indexOf(kind)],
                row.number("gpu_memory_mib", ABOVE_ZERO, ANY),
                row.integer("cpus", 1),
                row.number("ram_mib", ABOVE_ZERO, ANY),
                row.number("idle_w", 0, ANY),
                row.number("max_w", 0, ANY),
                row.text("source"));
        return row.has("slope_w") ? linear.withPowerSlope(row.number("slope_w", 0, ANY)) : linear;
    }

    private static DnnModel model(Fields row, InferenceTask task) {
        return new DnnModel(
                row.text("model"),
                task,
                row.number("accuracy", 0, 100),
                row.number("parameters_m", ABOVE_ZERO, ANY),
                row.text("source"));
    }

    private static ModelVariant variant(Fields row, DnnModel model, GpuSpec device) {
        return new ModelVariant(
                model,
                device,
                row.number("intercept_ms", 0, ANY) / 1000,
                row.number("slope_ms_per_unit", 0, ANY) / 1000,
                row.number("overhead_ms", 0, ANY) / 1000,
                row.number("max_throughput_qps", ABOVE_ZERO, ANY),
                row.number("gpu_memory_mib", ABOVE_ZERO, ANY),
                row.integer("max_batch", 1),
                row.integer("replicas", 1),
                row.text("source"));
    }
}
