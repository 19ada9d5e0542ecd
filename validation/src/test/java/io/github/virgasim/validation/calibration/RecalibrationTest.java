// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Computes the shipped figures again from the published measurements. Skipped where these are not at hand.
 */
class RecalibrationTest {

    private MeasurementFolder folder;

    @BeforeEach
    void findTheMeasurements() {
        Optional<MeasurementFolder> found = MeasurementFolder.find();
        assumeTrue(
                found.isPresent(),
                "skipped: the published measurements are not at hand; name their folder with -D"
                        + MeasurementFolder.PROPERTY + "=...");
        folder = found.get();
    }

    @Test
    void everyVariantIsReproduced() {
        assumeDriver();
        Map<String, CalibratedVariant> computed = new HashMap<>();
        CatalogCalibration.variants(folder).forEach(v -> computed.put(v.model() + "@" + v.device(), v));
        List<CsvRows.Row> shipped = ShippedFiles.variants().stream()
                .filter(row -> !row.text("device").equals("h100"))
                .toList();
        assertEquals(computed.size(), shipped.size());
        for (CsvRows.Row row : shipped) {
            String name = row.text("model") + "@" + row.text("device");
            CalibratedVariant variant = computed.get(name);
            assertNotNull(variant, name);
            assertEquals(variant.fit().interceptMs(), row.number("intercept_ms"), 0.000051, name);
            assertEquals(variant.fit().slopeMsPerUnit(), row.number("slope_ms_per_unit"), 0.000051, name);
            assertEquals(variant.overheadMs(), row.number("overhead_ms"), 0.00051, name);
            assertEquals(variant.measured() ? "measured" : "derived", row.text("basis"), name);
        }
    }

    @Test
    void jitterIsReproduced() {
        compareJitter("jitter-5g", "n78");
        compareJitter("jitter-5g-n8", "n8");
    }

    private void compareJitter(String name, String band) {
        Path csv = folder.file("cicv5g", "cicv5g_rtt.csv.gz");
        JitterFit fit = JitterFit.of(RttReader.read(csv, "Urban road", band));
        double[] values = fit.table().values();
        List<CsvRows.Row> rows = ShippedFiles.rows("network/" + name + ".csv", "z", "value");
        for (int i = 0; i < values.length; i++) {
            assertEquals(values[i], rows.get(i).number("value"), 0.00000051, name + " at row " + i);
        }
        Map<String, Double> parameters = new HashMap<>();
        ShippedFiles.rows("network/" + name + "-parameters.csv", "parameter", "value", "unit", "source")
                .forEach(row -> parameters.put(row.text("parameter"), row.number("value")));
        assertEquals(fit.correlationTimeS(), parameters.get("correlation_time"), 0.000051, name);
        assertEquals(fit.meanMs(), parameters.get("mean_rtt"), 0.000051, name);
        assertEquals(fit.sdMs(), parameters.get("sd_rtt"), 0.000051, name);
    }

    @Test
    void accuracyOfClassifiersIsThatOfTimm() {
        Map<String, CsvRows.Row> results = new HashMap<>();
        CsvRows.forEach(
                folder.file("timm", "results-imagenet.csv"),
                List.of("model", "img_size", "top1", "param_count"),
                row -> results.put(row.text("model") + " at " + row.text("img_size") + " px", row));
        Pattern named = Pattern.compile("timm results-imagenet.csv row (\\S+ at \\d+ px).*");
        int compared = 0;
        for (CsvRows.Row model : ShippedFiles.rows("catalog/models.csv", "model", "accuracy", "source")) {
            Matcher matcher = named.matcher(model.text("source"));
            if (matcher.matches()) {
                CsvRows.Row result = results.get(matcher.group(1));
                assertEquals(result.number("top1"), model.number("accuracy"), model.text("model"));
                assertEquals(result.number("param_count"), model.number("parameters_m"), model.text("model"));
                compared++;
            }
        }
        assertEquals(5, compared);
    }

    @Test
    void measuredPowerIsReproduced() {
        assumeDriver();
        List<EnergyGridReader.Serving> runs = EnergyGridReader.serving(folder.file("edge_energy_grid", "runs.csv"));
        List<EnergyGridReader.Isolated> isolated =
                EnergyGridReader.isolated(folder.file("edge_energy_grid", "stage1_eep_profiler.db"));
        Map<String, CsvRows.Row> devices = new HashMap<>();
        ShippedFiles.rows("catalog/devices.csv", "device", "idle_w", "max_w")
                .forEach(row -> devices.put(row.text("device"), row));

        assertEquals(idle(runs, "jetson", 0), devices.get("jetson-nano").number("idle_w"), 0.051);
        assertEquals(idle(runs, "xavier", 8), devices.get("xavier-nx").number("idle_w"), 0.051);
        assertEquals(idle(runs, "orin-nano", 0), devices.get("orin-nano").number("idle_w"), 0.051);
        assertEquals(idle(runs, "orin", 0), devices.get("agx-orin").number("idle_w"), 0.051);
        assertEquals(idle(runs, "gpu-server", 4), devices.get("rtx-2080ti").number("idle_w"), 0.051);
        assertEquals(idle(runs, "gpu-server", 0), devices.get("rtx-3090").number("idle_w"), 0.051);
        assertEquals(busy(isolated, "jetson", 0), devices.get("jetson-nano").number("max_w"), 0.0051);
        assertEquals(busy(isolated, "orin-nano", 0), devices.get("orin-nano").number("max_w"), 0.0051);
        assertEquals(busy(isolated, "gpu-server", 4), devices.get("rtx-2080ti").number("max_w"), 0.0051);
        List<CsvRows.Row> all = new ArrayList<>();
        CsvRows.forEach(
                folder.file("edge_energy_grid", "runs.csv"), List.of("device", "dvfs_mode", "serving_w"), all::add);
        double xavier = max(
                all,
                row -> row.text("device").equals("xavier")
                        && row.text("dvfs_mode").equals("8")
                        && row.has("serving_w"),
                row -> row.positive("serving_w"));
        assertEquals(xavier, devices.get("xavier-nx").number("max_w"), 0.0051);

        List<CsvRows.Row> mlperf = new ArrayList<>();
        CsvRows.forEach(
                folder.file("mlperf_edge", "power_summary.csv"), List.of("system", "w_min", "w_p95"), mlperf::add);
        Map.of("agx-orin", "Orin_TRT_MaxQ", "a30", "XE2420_A30x1_TRT_MaxQ", "a2", "XR12_A2x1_TRT_MaxQ")
                .forEach((device, system) -> {
                    Predicate<CsvRows.Row> own = row -> row.text("system").equals(system);
                    double full = max(mlperf, own, row -> row.number("w_p95"));
                    assertEquals(full, devices.get(device).number("max_w"), 0.0051, device);
                    if (!device.equals("agx-orin")) {
                        double least = -max(mlperf, own, row -> -row.number("w_min"));
                        assertEquals(least, devices.get(device).number("idle_w"), 0.0051, device);
                    }
                });
        assertTrue(mlperf.size() > 50);
    }

    private static void assumeDriver() {
        assumeTrue(
                EnergyGridReader.canReadProfiles(),
                "skipped: no JDBC driver for SQLite (org.xerial:sqlite-jdbc) on the class path");
    }

    private static double idle(List<EnergyGridReader.Serving> runs, String device, int mode) {
        return Numbers.median(runs.stream()
                .filter(run -> run.device().equals(device) && run.mode() == mode && !Double.isNaN(run.idleW()))
                .map(EnergyGridReader.Serving::idleW)
                .toList());
    }

    private static double busy(List<EnergyGridReader.Isolated> profiles, String device, int mode) {
        return max(profiles, p -> p.device().equals(device) && p.mode() == mode, EnergyGridReader.Isolated::wallW);
    }

    private static <T> double max(Collection<T> items, Predicate<T> which, ToDoubleFunction<T> figure) {
        return items.stream()
                .filter(which)
                .mapToDouble(figure)
                .filter(v -> !Double.isNaN(v))
                .max()
                .orElseThrow();
    }
}
