// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Turns and occupancy as laws; what the engine makes of them is tested there. */
class TenantLawsTest {
    private static final double EXACT = 1e-12;

    @TempDir
    private Path folder;

    @Test
    void whoKnowsNoBatchesTakesTurnsForTheFairShareAmongEquals() {
        Interference.Slowdown turns = Turns.MEASURED.among(List.of("a", "b"));
        assertEquals(1, turns.of(0, new int[] {1, 0}), EXACT);
        assertEquals(5, turns.of(1, new int[] {3, 2}), EXACT);
    }

    @Test
    void theSlowdownOfOccupancyIsThatOfItsFormula() {
        Occupancy law = new Occupancy(0.1, 0.8, 0.25, 0.6);
        assertEquals(1, law.slowdown(0.5, 0, 1, 1), EXACT);
        // Four batches: 1 + 0.1 x 2 + 0.8 x 1.5 x (1 - 0.25 x 0.5).
        assertEquals(1 + 0.2 + 0.8 * 1.5 * 0.875, law.slowdown(0.5, 1.5, 4, 1), EXACT);
        // A quarter of the units: times 1 + 0.6 x 0.5 x 3.
        assertEquals(1.9, law.slowdown(0.5, 0, 1, 0.25), EXACT);
        assertEquals(1.9 * (1 + 0.2 + 0.8 * 1.5 * 0.875), law.slowdown(0.5, 1.5, 4, 0.25), EXACT);
        // Without batches, all fill the GPU.
        Interference.Slowdown side = law.among(List.of("a", "b"));
        assertEquals(1, side.of(0, new int[] {1, 0}), EXACT);
        assertEquals(1 + 0.2 + 0.8 * 3 * 0.75, side.of(0, new int[] {3, 1}), EXACT);
    }

    @Test
    void valuesOutsideTheirRangesAreRefused() {
        assertRefused("switch cost of turns [s]", () -> new Turns(-1, 1, 0));
        assertRefused("yield cost of turns [s]", () -> new Turns(0, 1, -1));
        assertRefused("slice of turns [s] must be positive, was '0.0'", () -> new Turns(0, 0, 0));
        assertRefused("slice of turns [s] must be positive, was 'NaN'", () -> new Turns(0, Double.NaN, 0));
        assertRefused("slowdown per doubling", () -> new Occupancy(-1, 1, 0, 0));
        assertRefused("weight of occupancy", () -> new Occupancy(0, -1, 0, 0));
        assertRefused("damping of occupancy", () -> new Occupancy(0, 1, 1.5, 0));
        assertRefused("parallel part of a full batch", () -> new Occupancy(0, 1, 0, 1.5));
    }

    @Test
    void lawsAreReadFromACalibration() throws IOException {
        Path file = folder.resolve("found.csv");
        Files.writeString(file, """
                parameter,value
                turns/switch,1e-4
                turns/slice,0.002
                turns/yield,0
                mps/per_doubling,0.3
                mps/limited,0.5
                """);
        assertEquals(new Turns(1e-4, 0.002, 0), Turns.read(file));
        assertEquals(new Occupancy(0.3, 1, 0, 0.5), Occupancy.readMps(file));
        Files.writeString(file, "parameter,value\nturns/switch,1e-4\nturns/switch,1e-4\n");
        assertRefused("must not appear twice", () -> Turns.read(file));
        Files.writeString(file, "parameter,value\nturns/switch,1e-4\n");
        assertRefused("parameter 'turns/slice' must be there", () -> Turns.read(file));
        assertRefused("parameter 'mps/per_doubling' must be there", () -> Occupancy.readMps(file));
        Files.writeString(file, "parameter,value\nturns/switch,fast\n");
        assertRefused("line 2, field 'value': value 'fast' must be a number", () -> Turns.read(file));
    }

    private static void assertRefused(String what, Executable making) {
        String message = assertThrows(InvalidInputException.class, making).getMessage();
        assertTrue(message.contains(what), message);
    }
}
