// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.sharing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.virgasim.catalog.ModelCatalog;
import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.gpu.GpuSpec;
import io.github.virgasim.report.TextTable;
import io.github.virgasim.validation.calibration.CsvRows;
import io.github.virgasim.validation.calibration.EnergyGridReader;
import io.github.virgasim.validation.calibration.LatencyFit;
import io.github.virgasim.validation.calibration.MlperfReader;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How far the laws of power and of batches are off the measurements; prints the tables. Skipped without measurements. */
class PowerAndBatchErrorsTest {

    @Test
    void powerIsNearTheLineToFullLoad() {
        List<EnergyGridReader.Serving> serving =
                EnergyGridReader.serving(Measurements.file("edge_energy_grid", "runs.csv"));
        assumeTrue(EnergyGridReader.canReadProfiles(), "skipped: no JDBC driver for SQLite on the class path");
        List<EnergyGridReader.Isolated> isolated =
                EnergyGridReader.isolated(Measurements.file("edge_energy_grid", "stage1_eep_profiler.db"));
        TextTable table = new TextTable(
                "device", "model", "runs", "slope [W]", "of others [W]", "error [%]", "to full load [W]", "error [%]");
        int models = 0;
        int better = 0;
        // The power modes are those of the devices in the catalogue.
        Map<String, String> names =
                new TreeMap<>(Map.of("jetson", "jetson-nano", "orin-nano", "orin-nano", "gpu-server", "rtx-2080ti"));
        for (Map.Entry<String, String> name : names.entrySet()) {
            GpuSpec device = ModelCatalog.embedded().device(name.getValue());
            double linear = device.maxPower() - device.idlePower();
            int mode = name.getKey().equals("gpu-server") ? 4 : 0;
            for (PowerSlopes.Fit fit : PowerSlopes.of(isolated, serving, name.getKey(), mode, linear)) {
                table.row(
                        device.name(),
                        fit.model(),
                        Integer.toString(fit.runs()),
                        TextTable.number(fit.slope(), 1),
                        TextTable.number(fit.otherModels(), 1),
                        percent(fit.errorOfOtherModels()),
                        TextTable.number(linear, 1),
                        percent(fit.errorOfLinear()));
                models++;
                better += fit.errorOfOtherModels() < fit.errorOfLinear() ? 1 : 0;
                assertTrue(fit.errorOfLinear() < 0.2, device.name() + " " + fit.model());
            }
            assertEquals(
                    linear, device.powerSlope(), 1e-12, "no slope is shipped that the measurements do not bear out");
        }
        System.out.println(table);
        System.out.printf(Locale.ROOT, "slope of the other models better for %d of %d models%n", better, models);
    }

    @ParameterizedTest
    @CsvSource({"v100, 0.06", "a40, 0.05", "rtx6000, 0.05", "p100, 0.05"})
    void powerIsCutOffAtTheLimit(String card, double bound) {
        PowerCaps caps = PowerCaps.read(Measurements.file("zeus_power", "summary_power_" + card + ".csv"));
        System.out.printf(
                Locale.ROOT,
                "%s: %d runs, median error with cap %s %%, without %s %%%n",
                card,
                caps.runs(),
                percent(caps.errorWithCap()),
                percent(caps.errorWithoutCap()));
        assertTrue(caps.errorWithCap() < bound);
        assertTrue(caps.errorWithCap() <= caps.errorWithoutCap());
    }

    @Test
    void aBusyGpuDrawsMoreWithLargerBatches() {
        Map<String, Map<String, Double>> watts = new TreeMap<>();
        CsvRows.forEach(
                Measurements.file("mlperf_edge", "power_summary.csv"),
                List.of("system", "benchmark", "scenario", "phase", "w_median"),
                row -> {
                    if (Set.of("XE2420_A30x1_TRT_MaxQ", "Orin_TRT_MaxQ").contains(row.text("system"))
                            && row.text("phase").equals("run_1")) {
                        watts.computeIfAbsent(row.text("system") + " " + row.text("benchmark"), key -> new HashMap<>())
                                .put(row.text("scenario"), row.positive("w_median"));
                    }
                });
        TextTable table = new TextTable("system, benchmark", "single [W]", "large batches [W]");
        watts.forEach((key, scenarios) -> {
            double single = scenarios.get("SingleStream");
            double large = scenarios.get("Offline");
            table.row(key, TextTable.number(single, 1), TextTable.number(large, 1));
            // 3D-UNet runs with batch 1 in both scenarios: its two rows are one.
            assertTrue(key.contains("3d-unet") ? single == large : single < large, key);
        });
        System.out.println(table);
    }

    @ParameterizedTest
    @CsvSource({"AGX, 48.7, 9.06", "NX, 29.4, 18.16", "Nano, 123.5, 97.63"})
    void batchesTakeLinearTime(String board, double intercept, double slope) {
        BatchLaws law = BatchLaws.read(Measurements.file("loudva_jetson_cluster", "profiling.csv"), board);
        System.out.printf(
                Locale.ROOT,
                "%s: %.1f + %.2f b ms up to b = %d, R2 %.4f; error: median %s %%, worst %s %%, at batch 1 %s %%;"
                        + " line through 1 to 8, beyond: median %s %%%n",
                board,
                law.fit().interceptMs(),
                law.fit().slopeMsPerUnit(),
                law.largestBatch(),
                law.fit().rSquared(),
                percent(law.medianError()),
                percent(law.worstError()),
                percent(law.errorOfSingle()),
                percent(law.medianErrorBeyondEight()));
        assertEquals(intercept, law.fit().interceptMs(), 0.051);
        assertEquals(slope, law.fit().slopeMsPerUnit(), 0.0051);
        assertTrue(law.fit().rSquared() > 0.995);
        assertTrue(law.medianError() < 0.03);
    }

    @Test
    void throughputInLargeBatchesFollowsFromBatchesOfOneAndEight() {
        MlperfReader results = Measurements.mlperf();
        Map<String, List<String>> systems = new TreeMap<>(Map.of(
                "a2", List.of("A2x1_TRT", "XR12_edge_A2x1_TRT"),
                "a30", List.of("A30x1_TRT", "XE2420_A30x1_TRT", "A30x1_Custom_TRT"),
                "a100", List.of("A100-PCIe-80GBx1_TRT"),
                "t4", List.of("XE2420_1xT4_edge_TRT")));
        TextTable table = new TextTable("device", "measured [1/s]", "8 per batch [1/s]", "limit 1 / slope [1/s]");
        systems.forEach((device, names) -> {
            double single = results.median(names, "resnet50", "SingleStream", MlperfReader.Summary::medianMs);
            double eight = results.median(names, "resnet50", "MultiStream", MlperfReader.Summary::medianMs);
            double measured = results.median(names, "resnet50", "Offline", MlperfReader.Summary::samplesPerSecond);
            LatencyFit law = LatencyFit.ofBatches(single, 8, eight);
            table.row(
                    device,
                    TextTable.number(measured, 0),
                    TextTable.number(8000 / eight, 0),
                    String.format(
                            Locale.ROOT,
                            "%.0f (%s %%)",
                            1000 / law.slopeMsPerUnit(),
                            percent(1000 / law.slopeMsPerUnit() / measured - 1)));
            if (!device.equals("t4")) {
                ModelVariant variant = ModelCatalog.embedded().variant("resnet-50", device);
                double reference = variant.model().task().referenceSize();
                assertEquals(single, 1000 * variant.processingDelay(reference), 0.01 * single, device);
                assertEquals(eight, 1000 * variant.processingDelay(8 * reference), 0.01 * eight, device);
            }
            assertEquals(1, 1000 / law.slopeMsPerUnit() / measured, 0.35, device);
        });
        System.out.println(table);
    }

    private static String percent(double share) {
        return TextTable.number(100 * share, 1);
    }
}
