// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GpuSpecTest {
    @Test
    void powerIsLinearBetweenIdleAndFullLoad() {
        GpuSpec device = device(4096, 4, 8192, 5, 15);
        assertEquals(5, device.power(0));
        assertEquals(7.5, device.power(0.25));
        assertEquals(15, device.power(1));
    }

    @Test
    void aSlopeOfItsOwnIsCappedAtFullLoad() {
        GpuSpec steep = device(4096, 4, 8192, 5, 15).withPowerSlope(20);
        assertEquals(10, steep.power(0.25));
        assertEquals(15, steep.power(0.5));
        assertEquals(15, steep.power(1));
        assertEquals(9, device(4096, 4, 8192, 5, 15).withPowerSlope(4).power(1));
        assertThrows(InvalidInputException.class, () -> steep.withPowerSlope(-1));
    }

    @Test
    void aDeviceMayDrawTheSameAtEveryLoad() {
        assertEquals(5, device(4096, 4, 8192, 5, 5).power(0.7));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.001, 1.001, Double.NaN})
    void noUtilisationIsOutsideNoughtToOne(double utilization) {
        GpuSpec device = device(4096, 4, 8192, 5, 15);
        InvalidInputException e = assertThrows(InvalidInputException.class, () -> device.power(utilization));
        assertTrue(e.getMessage().contains("'" + utilization + "'"), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "0,    4, 8192,  5, 15, GPU memory",
        "4096, 0, 8192,  5, 15, CPUs",
        "4096, 4, NaN,   5, 15, RAM",
        "4096, 4, 8192, -1, 15, idle power",
        "4096, 4, 8192,  5,  4, maximum power"
    })
    void aBrokenFigureIsNamedWithTheDevice(
            double gpuMemory, int cpus, double ram, double idle, double max, String what) {
        InvalidInputException e =
                assertThrows(InvalidInputException.class, () -> device(gpuMemory, cpus, ram, idle, max));
        assertTrue(e.getMessage().startsWith(what) && e.getMessage().contains("of device board"), e.getMessage());
    }

    private static GpuSpec device(double gpuMemory, int cpus, double ram, double idle, double max) {
        return new GpuSpec("board", GpuSpec.Kind.EDGE, gpuMemory, cpus, ram, idle, max, "made up");
    }
}
