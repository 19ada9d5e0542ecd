// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.catalog;

import io.github.virgasim.catalog.CatalogTables.Table;
import io.github.virgasim.gpu.GpuSpec;
import io.github.virgasim.gpu.PowerLaw;
import io.github.virgasim.input.Fields;
import io.github.virgasim.input.InvalidInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Makes a catalogue of the rows of its tables, or adds rows to one. */
final class CatalogReader {
    private static final double ABOVE_ZERO = Double.MIN_VALUE;
    private static final double ANY = Double.POSITIVE_INFINITY;
    /** Times and their intervals are rounded in files. */
    private static final double ROUNDING = 1e-3;

    private static final List<String> KINDS = List.of("edge", "workstation", "datacenter");

    private final CatalogTables tables;
    private final Map<String, InferenceTask> tasks = new LinkedHashMap<>();
    private final Map<String, GpuSpec> devices = new LinkedHashMap<>();
    private final Map<String, DnnModel> models = new LinkedHashMap<>();
    private final Map<String, ModelVariant> variants = new LinkedHashMap<>();

    private CatalogReader(CatalogTables tables) {
        this.tables = tables;
    }

    static ModelCatalog catalog(CatalogTables tables) {
        return new CatalogReader(tables).read();
    }

    static ModelCatalog extended(ModelCatalog base, CatalogTables additions) {
        CatalogReader reader = new CatalogReader(additions);
        base.tasks().forEach(task -> reader.tasks.put(task.name(), task));
        base.devices().forEach(device -> reader.devices.put(device.name(), device));
        base.models().forEach(model -> reader.models.put(model.name(), model));
        base.variants().forEach(variant -> reader.variants.put(variant.name(), variant));
        return reader.read();
    }

    private ModelCatalog read() {
        for (Fields row : tables.rows(Table.TASKS)) {
            add(tasks, "task", row.text("task"), row, row.make(() -> task(row)));
        }
        for (Fields row : tables.rows(Table.DEVICES)) {
            add(devices, "device", row.text("device"), row, row.make(() -> device(row)));
        }
        for (Fields row : tables.rows(Table.MODELS)) {
            InferenceTask task = known(tasks, "task", row);
            add(models, "model", row.text("model"), row, row.make(() -> model(row, task)));
        }
        Set<String> seen = new LinkedHashSet<>();
        for (Fields row : tables.rows(Table.VARIANTS)) {
            DnnModel model = known(models, "model", row);
            GpuSpec device = known(devices, "device", row);
            ModelVariant variant = row.make(() -> variant(row, model, device));
            requireNew(seen.add(variant.name()), "model+device", variant.name(), row);
            // Nothing else refers to a variant, so that an added one may stand in for another.
            variants.put(variant.name(), variant);
        }
        times();
        return new ModelCatalog(tasks.values(), devices.values(), models.values(), new ArrayList<>(variants.values()));
    }

    private void times() {
        Map<String, Map<Integer, Double>> seconds = new LinkedHashMap<>();
        Map<String, Fields> first = new LinkedHashMap<>();
        Map<String, Double> halfWidths = new LinkedHashMap<>();
        for (Fields row : tables.rows(Table.TIMES)) {
            String name = row.text("model") + "@" + row.text("device");
            if (!variants.containsKey(name)) {
                known(models, "model", row);
                known(devices, "device", row);
                throw InvalidInputException.of(row.place(), "model+device", name, "must be a variant of the catalogue");
            }
            int batch = row.integer("batch", 1);
            double time = row.number("time_ms", ABOVE_ZERO, ANY) / 1000;
            first.putIfAbsent(name, row);
            if (row.has("low_ms") && row.has("high_ms")) {
                double low = row.number("low_ms", 0, time * 1000 * (1 + ROUNDING));
                double high = row.number("high_ms", time * 1000 * (1 - ROUNDING), ANY);
                halfWidths.merge(name, (high - low) / 2000 / time, Math::max);
            }
            boolean fresh = seconds.computeIfAbsent(name, n -> new TreeMap<>()).put(batch, time) == null;
            requireNew(fresh, "model+device+batch", name + "+" + batch, row);
        }
        seconds.forEach((name, table) -> variants.computeIfPresent(
                name,
                (n, variant) ->
                        first.get(n).make(() -> variant.withTimes(times(first.get(n), table, halfWidths.get(n))))));
    }

    /** What a variant's first row says besides holds for all its batches. */
    private static BatchTimes times(Fields row, Map<Integer, Double> seconds, Double halfWidth) {
        BatchTimes times = new BatchTimes(
                seconds,
                row.has("padded_beyond") ? row.number("padded_beyond", 0, ANY) : ANY,
                row.has("copy_ms") ? row.number("copy_ms", 0, ANY) / 1000 : 0,
                row.has("copy_ms_per_query") ? row.number("copy_ms_per_query", 0, ANY) / 1000 : 0);
        if (row.has("weights_ms")) {
            times = times.withWeights(row.number("weights_ms", 0, ANY) / 1000);
        }
        return halfWidth == null ? times : times.withHalfWidth(halfWidth);
    }

    private static <T> void add(Map<String, T> map, String field, String name, Fields row, T value) {
        requireNew(map.putIfAbsent(name, value) == null, field, name, row);
    }

    private static void requireNew(boolean isNew, String field, String name, Fields row) {
        if (!isNew) {
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
        ModelVariant variant = new ModelVariant(
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
        if (row.has("accuracy")) {
            variant = variant.withAccuracy(row.number("accuracy", 0, 100));
        }
        if (row.has("host_ms_per_query")) {
            variant = variant.withHostTime(row.number("host_ms_per_query", 0, ANY) / 1000);
        }
        if (row.has("power_exponent") && !row.has("power_w")) {
            throw InvalidInputException.of(
                    row.place(), "power_exponent", row.text("power_exponent"), "must be left out without power_w");
        }
        return row.has("power_w")
                ? variant.withPower(new PowerLaw(
                        row.number("power_w", 0, ANY),
                        row.has("power_exponent") ? row.number("power_exponent", 0, PowerLaw.HIGHEST_EXPONENT) : 0))
                : variant;
    }
}
