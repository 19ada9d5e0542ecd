// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PairedDifferencesTest {
    private static Map<String, double[]> values() {
        Map<String, double[]> values = new LinkedHashMap<>();
        values.put("low", new double[] {9, 18.9, 29.1, 39});
        values.put("high", new double[] {10, 20, 30, 40});
        values.put("high too", new double[] {10, 20, 30, 40});
        return values;
    }

    @Test
    void comparesWithTheBest() {
        PairedDifferences differences = PairedDifferences.of(values(), true);
        assertEquals("high", differences.best());
        assertEquals(
                List.of("low", "high too"),
                List.copyOf(differences.differences().keySet()));
        ConfidenceInterval low = differences.differences().get("low");
        assertEquals(-1, low.mean(), 1e-12);
        // Differences -1, -1.1, -0.9, -1; the quantile with 3 degrees of freedom is 3.182446.
        assertEquals(3.182446 * Math.sqrt(0.02 / 3 / 4), low.halfWidth(), 1e-6);
        assertEquals(new ConfidenceInterval(0, 0, 4), differences.differences().get("high too"));
    }

    @Test
    void theBestMayBeTheLowest() {
        PairedDifferences differences = PairedDifferences.of(values(), false);
        assertEquals("low", differences.best());
        assertEquals(1, differences.differences().get("high").mean(), 1e-12);
    }

    @Test
    void oneSeedHasNoInterval() {
        PairedDifferences one = PairedDifferences.of(Map.of("a", new double[] {1}, "b", new double[] {3}), true);
        assertEquals(-2, one.differences().get("a").mean());
        assertTrue(Double.isNaN(one.differences().get("a").halfWidth()));
    }

    @Test
    void refusesWhatCannotBePaired() {
        assertThrows(InvalidInputException.class, () -> PairedDifferences.of(Map.of(), true));
        Map<String, double[]> uneven = Map.of("a", new double[] {1}, "b", new double[] {1, 2});
        assertThrows(InvalidInputException.class, () -> PairedDifferences.of(uneven, true));
    }
}
