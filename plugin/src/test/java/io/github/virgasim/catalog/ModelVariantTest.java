// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.gpu.GpuSpec;
import io.github.virgasim.input.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelVariantTest {
    private static final InferenceTask TASK = new InferenceTask("detection", "mAP", "Mpixel", 0.5, "made up");
    private static final GpuSpec BOARD = new GpuSpec("board", GpuSpec.Kind.EDGE, 4096, 4, 8192, 5, 15, "made up");
    private static final DnnModel SMALL = new DnnModel("small", TASK, 35.5, 3, "made up");

    @Test
    void theProcessingDelayIsLinearInTheSize() {
        ModelVariant variant = variant(0.002, 0.016, 0, 120, 600, 4, 1);
        assertEquals(0.010, variant.processingDelay(0.5), 1e-15);
        assertEquals(0.018, variant.processingDelay(1), 1e-15);
        assertEquals("small@board", variant.name());
    }

    @Test
    void theCapacityFollowsTheTimeOfAFullBatch() {
        ModelVariant variant = variant(0.002, 0.016, 0, 120, 600, 4, 1);
        // A full batch takes 2 + 16 * 4 * 0.5 = 34 ms at the reference size, 2 + 16 * 4 * 1 = 66 ms at twice that.
        assertEquals(120 * 34.0 / 66, variant.capacity(1), 1e-9);
    }

    @Test
    void aVariantWhoseTimeDoesNotGrowHasOneCapacity() {
        ModelVariant variant = variant(0.01, 0, 0, 100, 600, 1, 1);
        assertEquals(variant.capacity(0.1), variant.capacity(10));
    }

    @ParameterizedTest
    @CsvSource({
        "-0.1, 0.1, 0, 120, 600, 4, 1, intercept [s], -0.1",
        "0.1, NaN, 0, 120, 600, 4, 1, slope [s/unit], NaN",
        "0, 0, 0, 120, 600, 4, 1, processing delay [s], 0.0",
        "0.1, 0.1, -1, 120, 600, 4, 1, overhead [s], -1.0",
        "0.1, 0.1, 0, 0, 600, 4, 1, maximum throughput [queries/s], 0.0",
        "0.1, 0.1, 0, 120, Infinity, 4, 1, GPU memory [MiB], Infinity",
        "0.1, 0.1, 0, 120, 600, 0, 1, maximum batch, 0",
        "0.1, 0.1, 0, 120, 600, 4, 0, replicas, 0",
        "0.1, 0.1, 0, 120, 600, 2147483647, 1, maximum batch, 2147483647",
        "0.1, 0.1, 0, 120, 600, 4, 2147483647, replicas, 2147483647",
        "1e308, 1e308, 0, 120, 600, 4, 1, intercept [s], 1.0E308",
        "0, 4.9e-324, 0, 120, 600, 4, 1, slope [s/unit], 4.9E-324"
    })
    void aBrokenFigureIsNamedWithVariantAndValue(
            double intercept,
            double slope,
            double overhead,
            double throughput,
            double memory,
            int batch,
            int replicas,
            String what,
            String value) {
        String message = assertThrows(
                        InvalidInputException.class,
                        () -> variant(intercept, slope, overhead, throughput, memory, batch, replicas))
                .getMessage();
        assertTrue(message.startsWith(what + " of variant small@board must be "), message);
        assertTrue(message.endsWith("was '" + value + "'"), message);
    }

    private static ModelVariant variant(
            double intercept,
            double slope,
            double overhead,
            double throughput,
            double memory,
            int batch,
            int replicas) {
        return new ModelVariant(
                SMALL, BOARD, intercept, slope, overhead, throughput, memory, batch, replicas, "made up");
    }
}
