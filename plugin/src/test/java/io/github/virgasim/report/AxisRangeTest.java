// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisRangeTest {
    private static final double NO_LIMIT = Double.POSITIVE_INFINITY;

    @ParameterizedTest
    @CsvSource({
        "97, 99, 100",
        "0, 99.9, 100",
        "100, 100, 100",
        "0, 0, 100",
        "40, 42, 1e9",
        "3, 3, 1e9",
        "1, 40, 1e9",
        "0.5, 0.501, 1"
    })
    void showsAllValuesAndLittleElse(double low, double high, double limit) {
        AxisRange range = AxisRange.fitting(List.of(high, Double.NaN), List.of(low), limit);
        assertTrue(range.low() <= low && range.high() >= high && range.high() <= limit);
        assertTrue(range.low() < range.high());
        double shown = range.low() == 0 ? high : high - low;
        assertTrue(shown >= 0.9 * (range.high() - range.low()) || high == low, range.toString());
    }

    @Test
    void barsBeginAtZero() {
        assertEquals(new AxisRange(0, 100, false), AxisRange.fromZero(List.of(97.0, 99.0), 100));
        assertEquals(new AxisRange(0, 1, false), AxisRange.fromZero(List.of(0.0, Double.NaN), 100));
    }

    @Test
    void farApartValuesHaveALogarithmicAxisUnlessThereIsALimit() {
        AxisRange range = AxisRange.fitting(List.of(2.0, 400.0), List.of(0.0, 500.0), NO_LIMIT);
        assertTrue(range.isLogarithmic() && range.low() <= 2 && range.low() > 1 && range.high() >= 500);
        assertFalse(AxisRange.fitting(List.of(0.0, 400.0), List.of(), NO_LIMIT).isLogarithmic());
        assertFalse(AxisRange.fitting(List.of(0.1, 90.0), List.of(), 100).isLogarithmic());
        assertFalse(
                AxisRange.fitting(List.of(20.0, 90.0), List.of(0.1), NO_LIMIT).isLogarithmic());
    }
}
