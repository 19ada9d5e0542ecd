// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.calibration;

import static io.github.virgasim.validation.calibration.LatencyFitTest.assertMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.virgasim.catalog.ModelCatalog;
import io.github.virgasim.validation.calibration.DegradationMatrices.Element;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DegradationMatricesTest {
    private static final ModelCatalog CATALOG = ModelCatalog.embedded();
    private static final List<Element> SHIPPED = shipped();

    @TempDir
    Path folder;

    private static List<Element> shipped() {
        return ShippedFiles.rows(
                        "interference/ecsrl.csv", "device", "added", "resnet-18", "ssd-mobilenet-v2", "slowdown")
                .stream()
                .map(row -> new Element(
                        row.text("device"),
                        row.text("added"),
                        (int) row.number("resnet-18"),
                        (int) row.number("ssd-mobilenet-v2"),
                        row.text("slowdown").equals("inf") ? Double.POSITIVE_INFINITY : row.positive("slowdown")))
                .toList();
    }

    private static Stream<Element> shipped(String device) {
        return SHIPPED.stream().filter(element -> element.device().equals(device));
    }

    static List<String> devices() {
        return DegradationMatrices.DEVICES;
    }

    @Test
    void theShippedFileIsReproduced() {
        Optional<MeasurementFolder> folder = MeasurementFolder.find();
        assumeTrue(
                folder.isPresent(),
                "skipped: the published measurements are not at hand; name their folder with -D"
                        + MeasurementFolder.PROPERTY + "=...");
        double slope = DegradationMatrices.timeSlicingSlope(
                folder.get().file("nos_gpu_sharing", "a100_yolos_small_avg_inference_s.csv"));
        assertEquals(1.126, slope, 0.0005);
        assertEquals(
                DegradationMatrices.elements(CATALOG, slope).stream()
                        .map(Element::line)
                        .toList(),
                SHIPPED.stream().map(Element::line).toList());
    }

    @ParameterizedTest
    @MethodSource("devices")
    void aloneTheSlowdownIsOneAndItNeverFalls(String device) {
        assertEquals(
                2,
                shipped(device)
                        .filter(e -> e.first() == 0 && e.second() == 0 && e.slowdown() == 1)
                        .count());
        shipped(device)
                .forEach(e -> shipped(device)
                        .filter(more -> more.added().equals(e.added())
                                && more.first() >= e.first()
                                && more.second() >= e.second())
                        .forEach(more -> assertTrue(more.slowdown() >= e.slowdown(), e + " " + more)));
    }

    /** The properties that the poster reports: a line over the number of workloads, a different one for each arrival. */
    @ParameterizedTest
    @MethodSource("devices")
    void theMeanOverStatesOfEqualSizeIsAStraightLine(String device) {
        double slope = mean(device, null, 1) - 1;
        int sizes = 0;
        for (int n = 0; isFinite(device, n); n++) {
            assertEquals(1 + slope * n, mean(device, null, n), 0.0005, device + " with " + n);
            for (String added : DegradationMatrices.MODELS) {
                double own = mean(device, added, 1) - 1;
                assertEquals(1 + own * n, mean(device, added, n), 0.0005, device + " with " + n);
            }
            sizes++;
        }
        assertTrue(sizes >= 4, device);
        assertNotEquals(
                mean(device, DegradationMatrices.MODELS.get(0), 1),
                mean(device, DegradationMatrices.MODELS.get(1), 1),
                0.05);
    }

    private static boolean isFinite(String device, int workloads) {
        return shipped(device)
                .filter(e -> e.first() + e.second() == workloads)
                .allMatch(e -> Double.isFinite(e.slowdown()));
    }

    private static double mean(String device, String added, int workloads) {
        return shipped(device)
                .filter(e -> e.first() + e.second() == workloads)
                .filter(e -> added == null || e.added().equals(added))
                .mapToDouble(Element::slowdown)
                .average()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("devices")
    void itIsInfiniteExactlyWhereTheMemoryIsExceeded(String device) {
        shipped(device).forEach(e -> {
            double used = e.first() * memory("resnet-18", device)
                    + e.second() * memory("ssd-mobilenet-v2", device)
                    + memory(e.added(), device);
            assertEquals(used > CATALOG.device(device).gpuMemoryMib(), Double.isInfinite(e.slowdown()), e.toString());
        });
        assertTrue(shipped(device).anyMatch(e -> Double.isInfinite(e.slowdown())));
    }

    private static double memory(String model, String device) {
        return CATALOG.variant(model, device).gpuMemoryMib();
    }

    @Test
    void theSlopeIsThatOfTheLineOverTheClients() throws IOException {
        String header = "technology,pods,avg_inference_s\n";
        Path file = folder.resolve("nos.csv");
        Files.writeString(file, header + "time-slicing,1,0.5\nMPS,2,9\ntime-slicing,3,1.7\n");
        assertEquals(1.2, DegradationMatrices.timeSlicingSlope(file), 1e-12);
        Files.writeString(file, header + "time-slicing,2,0.5\ntime-slicing,3,1.7\n");
        assertMessage(
                "nos.csv: must have times of one and of more clients",
                () -> DegradationMatrices.timeSlicingSlope(file));
        Files.writeString(file, header + "time-slicing,1,-0.5\n");
        assertMessage("nos.csv, line 2, field 'avg_inference_s'", () -> DegradationMatrices.timeSlicingSlope(file));
    }
}
