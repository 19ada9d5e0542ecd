// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The shipped catalogue keeps the rules that its headers state. Needs no measurements. */
class ShippedCatalogTest {

    private final Map<String, CsvRows.Row> tasks =
            byName("catalog/tasks.csv", "task", "accuracy_metric", "size_unit", "reference_size", "source");
    private final Map<String, CsvRows.Row> models =
            byName("catalog/models.csv", "model", "task", "accuracy", "parameters_m", "source");
    private final Map<String, CsvRows.Row> devices = byName(
            "catalog/devices.csv", "device", "kind", "gpu_memory_mib", "cpus", "ram_mib", "idle_w", "max_w", "source");

    @Test
    void variantsReferToKnownModelsAndDevicesOnce() {
        Set<String> seen = new HashSet<>();
        for (CsvRows.Row variant : ShippedFiles.variants()) {
            String name = variant.text("model") + "@" + variant.text("device");
            assertTrue(seen.add(name), name + " appears twice");
            assertTrue(models.containsKey(variant.text("model")), name);
            assertTrue(devices.containsKey(variant.text("device")), name);
            assertTrue(List.of("measured", "derived").contains(variant.text("basis")), name);
            assertFalse(variant.text("source").isBlank(), name);
            if (!variant.text("device").equals("h100")) {
                assertEquals(variant.text("basis").equals("measured"), variant.has("checked"), name);
            }
        }
        List<String> h100Only = List.of(
                "mobilenet-v3-large",
                "efficientnet-b0",
                "vit-b-16",
                "fcos-resnet50",
                "lraspp-mobilenet-v3-large",
                "wav2vec2-base");
        for (String model : models.keySet()) {
            if (h100Only.contains(model)) {
                assertTrue(seen.contains(model + "@h100"), model);
                continue;
            }
            for (String device :
                    List.of("jetson-nano", "xavier-nx", "orin-nano", "agx-orin", "rtx-3090", "a30", "a100")) {
                assertTrue(seen.contains(model + "@" + device), model + "@" + device + " is missing");
            }
        }
    }

    @Test
    void throughputAndMemoryFollowTheirFormulas() {
        Map<String, Integer> activationMib = Map.of(
                "object-detection", 64,
                "semantic-segmentation", 64,
                "image-classification", 16,
                "question-answering", 24,
                "speech-recognition", 24);
        for (CsvRows.Row variant : ShippedFiles.variants()) {
            String name = variant.text("model") + "@" + variant.text("device");
            CsvRows.Row model = models.get(variant.text("model"));
            double reference = tasks.get(model.text("task")).positive("reference_size");
            double batch = variant.positive("max_batch");
            double batchMs = variant.number("intercept_ms") + variant.positive("slope_ms_per_unit") * batch * reference;
            double perSecond = variant.positive("replicas") * batch / batchMs * 1000;
            assertTrue(variant.number("intercept_ms") >= 0, name);
            assertTrue(variant.number("overhead_ms") >= 0, name);
            assertTrue(variant.positive("max_throughput_qps") <= perSecond, name);
            assertEquals(perSecond, variant.positive("max_throughput_qps"), 0.01 + 1e-9, name);
            double memory = Math.ceil(model.positive("parameters_m") * 2e6 / (1024 * 1024)
                    + batch * activationMib.get(model.text("task"))
                    + 400);
            assertEquals(memory, variant.positive("gpu_memory_mib"), name);
            assertTrue(memory <= devices.get(variant.text("device")).positive("gpu_memory_mib"), name);
        }
    }

    /** Speeds of quantised engines go with the accuracy of quantised engines. */
    @Test
    void onlyQuantisedEnginesHaveAnAccuracyOfTheirOwn() {
        int own = 0;
        for (CsvRows.Row variant : ShippedFiles.variants()) {
            String name = variant.text("model") + "@" + variant.text("device");
            assertTrue(List.of("fp16", "int8").contains(variant.text("precision")), name);
            boolean quantised = variant.text("precision").equals("int8");
            double full = models.get(variant.text("model")).positive("accuracy");
            if (variant.has("accuracy")) {
                own++;
                assertTrue(quantised, name);
                assertTrue(variant.positive("accuracy") < full, name);
                assertTrue(variant.positive("accuracy") > 0.97 * full, name);
            } else {
                assertTrue(!quantised || variant.text("model").equals("ssd-mobilenet-v2"), name);
            }
        }
        assertTrue(own > 40, own + " rows");
    }

    @Test
    void devicesAndModelsAreInRange() {
        devices.forEach((name, device) -> {
            assertTrue(List.of("edge", "workstation", "datacenter").contains(device.text("kind")), name);
            assertTrue(device.positive("idle_w") < device.positive("max_w"), name);
            if (device.text("kind").equals("edge")) {
                assertEquals(device.positive("ram_mib") - 2048, device.positive("gpu_memory_mib"), name);
            }
            assertFalse(device.text("source").isBlank(), name);
        });
        models.forEach((name, model) -> {
            assertTrue(tasks.containsKey(model.text("task")), name);
            assertTrue(model.positive("accuracy") <= 100, name);
        });
        for (String task : List.of("object-detection", "image-classification", "question-answering")) {
            long count = models.values().stream()
                    .filter(m -> m.text("task").equals(task))
                    .count();
            assertTrue(count >= 4, task + " has " + count + " models");
        }
    }

    @Test
    void jitterTablesAreStandardised() {
        for (String name : List.of("network/jitter-5g.csv", "network/jitter-5g-n8.csv")) {
            List<CsvRows.Row> rows = ShippedFiles.rows(name, "z", "value");
            assertEquals(JitterTable.SIZE, rows.size());
            for (int i = 0; i < rows.size(); i++) {
                assertEquals(JitterTable.score(i), rows.get(i).number("z"), name);
            }
            JitterTable table = new JitterTable(
                    rows.stream().mapToDouble(row -> row.number("value")).toArray());
            assertEquals(0, table.mean(), 1e-6, name);
            assertEquals(1, table.standardDeviation(), 1e-6, name);
        }
    }

    private static Map<String, CsvRows.Row> byName(String file, String key, String... columns) {
        Map<String, CsvRows.Row> map = new LinkedHashMap<>();
        for (CsvRows.Row row : ShippedFiles.rows(file, columns)) {
            assertEquals(null, map.put(row.text(key), row), file + ": " + row.text(key) + " appears twice");
        }
        return map;
    }
}
