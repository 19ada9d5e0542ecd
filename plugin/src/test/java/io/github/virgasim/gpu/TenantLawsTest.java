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
        Occupancy law = new Occupancy(0.1, 0.8, 0.25, 0.4, 0.6);
        assertEquals(1, law.slowdown(3, 1, 0, 0, 0, 1, 1), EXACT);
        // Four batches: 1 + 0.1 x 2 + 0.8 x (0.75 x 1.5 + 0.25 x 6 / 2).
        assertEquals(1 + 0.2 + 0.8 * (0.75 * 1.5 + 0.75), law.slowdown(2, 1, 1.5, 6, 1.5, 4, 1), EXACT);
        // A quarter of the units, on which a batch takes as long as one that is larger by four does on all of them.
        assertEquals(1 + 0.6 * 1.5, law.stretch(1.5), EXACT);
        assertEquals(1.9, law.slowdown(2, 1.9, 0, 0, 0, 1, 0.25), EXACT);
        // Four of them have units of their own, and share the memory; what launches cost does not grow.
        assertEquals(1.9 * (1 + 0.4 * 0.9) + 0.2, law.slowdown(2, 1.9, 1.5, 6, 0.9, 4, 0.25), EXACT);
        // Four halves: two thirds of each one's units are others' too.
        double same = 0.8 * (0.75 * 1.5 + 0.75);
        assertEquals(
                1.9 * (1 + 2 / 3.0 * same + 1 / 3.0 * 0.4 * 0.9) + 0.2,
                law.slowdown(2, 1.9, 1.5, 6, 0.9, 4, 0.5),
                EXACT);
        // Without batches, all fill the GPU and are of one length.
        Interference.Slowdown side = law.among(List.of("a", "b"));
        assertEquals(1, side.of(0, new int[] {1, 0}), EXACT);
        assertEquals(1 + 0.2 + 0.8 * 3, side.of(0, new int[] {3, 1}), EXACT);
    }

    /** What a batch loses grows with the others, with the lengths of their kernels and with a limit; a limit that ends is none. */
    @Test
    void slowdownsOfOccupancyAreMonotoneAndContinuous() {
        Occupancy law = Occupancy.MPS;
        double before = 1;
        for (double others = 0.1; others < 3; others += 0.1) {
            double now = law.slowdown(1, 1, others, others, others, 4, 1);
            assertTrue(now > before);
            before = now;
        }
        for (double queues = 0.5; queues < 30; queues *= 2) {
            assertTrue(law.slowdown(1, 1, 0.5, 2 * queues, 0.5, 2, 1) > law.slowdown(1, 1, 0.5, queues, 0.5, 2, 1));
            assertTrue(law.slowdown(2, 1, 0.5, queues, 0.5, 2, 1) < law.slowdown(1, 1, 0.5, queues, 0.5, 2, 1));
        }
        assertTrue(law.stretch(1) > law.stretch(0.5));
        assertEquals(1, law.stretch(0), EXACT);
        assertEquals(
                law.slowdown(1, 1, 0.5, 1, 0.5, 3, 1),
                law.slowdown(1, law.stretch(1e-9), 0.5, 1, 0.5, 3, 1 - 1e-9),
                1e-7);
        assertEquals(law.slowdown(1, 2, 0.5, 1, 0.3, 2, 0.5), law.slowdown(1, 2, 0.5, 1, 0.3, 2, 0.5 + 1e-9), 1e-7);
        // Batches of a kind that fill the GPU make one GPU's work together, but for the launches.
        Occupancy free = new Occupancy(0, 1, Occupancy.HALF, 0.3, 0.6);
        for (int n = 1; n < 6; n++) {
            assertEquals(n, free.slowdown(7, 1, n - 1.0, 7 * (n - 1.0), 0, n, 1), EXACT);
        }
    }

    @Test
    void valuesOutsideTheirRangesAreRefused() {
        assertRefused("switch cost of turns [s]", () -> new Turns(-1, 1, 0));
        assertRefused("yield cost of turns [s]", () -> new Turns(0, 1, -1));
        assertRefused("slice of turns [s] must be positive, was '0.0'", () -> new Turns(0, 0, 0));
        assertRefused("slice of turns [s] must be positive, was 'NaN'", () -> new Turns(0, Double.NaN, 0));
        assertRefused("slowdown per doubling", () -> new Occupancy(-1, 1, 0, 0, 0));
        assertRefused("weight of occupancy", () -> new Occupancy(0, -1, 0, 0, 0));
        assertRefused("part of the slowdown by waiting", () -> new Occupancy(0, 1, 1.5, 0, 0));
        assertRefused("share of the memory", () -> new Occupancy(0, 1, 0, -0.1, 0));
        assertRefused("part that a limit stretches", () -> new Occupancy(0, 1, 0, 0, 1.5));
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
        // Files from before memory was told have the usual share.
        assertEquals(new Occupancy(0.3, 1, 0.5, Occupancy.MPS.memory(), 0.5), Occupancy.readMps(file));
        Files.writeString(file, "parameter,value\nmps/per_doubling,0.3\nmps/limited,0.5\nmps/memory,0.1\n");
        assertEquals(new Occupancy(0.3, 1, 0.5, 0.1, 0.5), Occupancy.readMps(file));
        Files.writeString(file, "parameter,value\nturns/switch,1e-4\nturns/switch,1e-4\n");
        assertRefused("must not appear twice", () -> Turns.read(file));
        Files.writeString(file, "parameter,value\nturns/switch,1e-4\n");
        assertRefused("parameter 'turns/slice' must be there", () -> Turns.read(file));
        assertRefused("parameter 'mps/per_doubling' must be there", () -> Occupancy.readMps(file));
        Files.writeString(file, "parameter,value,unit\nturns/switch,0.1,ms\n");
        assertRefused("line 2, field 'unit': value 'ms' must be 's', the unit of turns/switch", () -> Turns.read(file));
        Files.writeString(file, "parameter,value\nmps/per_doubling,-0.1\nmps/limited,0.5\n");
        assertRefused("line 2, field 'value': value '-0.1'", () -> Occupancy.readMps(file));
        Files.writeString(file, "parameter,value\nturns/switch,fast\n");
        assertRefused("line 2, field 'value': value 'fast' must be a number", () -> Turns.read(file));
    }

    private static void assertRefused(String what, Executable making) {
        String message = assertThrows(InvalidInputException.class, making).getMessage();
        assertTrue(message.contains(what), message);
    }
}
