// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.validation.calibration.CsvRows;
import io.github.virgasim.validation.calibration.ShippedFiles;
import io.github.virgasim.validation.source.Calibration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The catalogue's times of the H100 are those of the recording that ships. */
class H100CatalogTest {
    private static final Map<String, String> RECORDED = Map.of(
            "resnet-18", "resnet18",
            "resnet-50", "resnet50",
            "mobilenet-v3-large", "mobilenet_v3_large",
            "efficientnet-b0", "efficientnet_b0",
            "vit-b-16", "vit_b_16",
            "fcos-resnet50", "fcos_resnet50_heads",
            "lraspp-mobilenet-v3-large", "lraspp_mobilenet_v3_large",
            "wav2vec2-base", "wav2vec2_base");
    /** Of the means of 256 and 512 tokens. */
    private static final Map<String, String> BETWEEN = Map.of("bert-base", "bert_base", "distilbert", "distil_6l");

    private final Calibration calibration = new DemoSource().calibrate(Optional.empty());

    @Test
    void everyTimeIsReproduced(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("times.csv");
        CatalogTimes.write(calibration, "h100", file);
        Map<String, CsvRows.Row> made = new HashMap<>();
        CsvRows.forEach(file, List.of("model", "batch", "time_ms"), row -> made.put(key(row.text("model"), row), row));
        int compared = 0;
        for (CsvRows.Row row : shipped()) {
            String model = row.text("model");
            if (RECORDED.containsKey(model)) {
                CsvRows.Row other = made.get(key(RECORDED.get(model), row));
                assertEquals(other.positive("time_ms"), row.positive("time_ms"), 6e-5, model);
                assertEquals(other.positive("copy_ms"), row.positive("copy_ms"), 6e-5, model);
                assertEquals(other.positive("weights_ms"), row.positive("weights_ms"), 6e-5, model);
                compared++;
            }
        }
        assertEquals(
                made.keySet().stream()
                        .filter(key -> RECORDED.containsValue(key.split("/")[0]))
                        .count(),
                compared);
    }

    @Test
    void longSequencesLieBetweenTwoMeasuredLengths() {
        Times times = new Profile(calibration).times();
        int compared = 0;
        for (CsvRows.Row row : shipped()) {
            if (BETWEEN.containsKey(row.text("model"))) {
                String model = BETWEEN.get(row.text("model"));
                int batch = row.count("batch");
                double mean = 0;
                for (String size : List.of("256", "512")) {
                    mean += (times.alone(model, "graph", size, batch) + times.copy(model, size, batch)) / 2;
                }
                assertEquals(1e3 * mean, row.positive("time_ms"), 1e-4, model);
                compared++;
            }
        }
        assertEquals(4, compared);
    }

    @Test
    void timesLieInTheirIntervals() {
        for (CsvRows.Row row : shipped()) {
            if (row.has("low_ms")) {
                assertTrue(row.positive("low_ms") <= row.positive("time_ms"), row.text("model"));
                assertTrue(row.positive("high_ms") >= row.positive("time_ms"), row.text("model"));
            }
        }
    }

    private static List<CsvRows.Row> shipped() {
        return ShippedFiles.rows(
                "catalog/times.csv",
                "model",
                "device",
                "batch",
                "time_ms",
                "copy_ms",
                "weights_ms",
                "low_ms",
                "high_ms");
    }

    private static String key(String model, CsvRows.Row row) {
        return model + "/" + row.count("batch");
    }
}
