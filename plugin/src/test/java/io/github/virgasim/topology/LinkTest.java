// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkTest {
    private static final Link SLOW = new Link(0.010, 0.003, 1e8);
    private static final Link FAST = new Link(0.002, 0.004, 1e9);

    @Test
    void delaysAddJittersAddAsVariancesAndTheNarrowestBandwidthRemains() {
        Link path = SLOW.then(FAST);
        assertEquals(0.012, path.delay(), 1e-15);
        assertEquals(0.005, path.jitter(), 1e-15);
        assertEquals(1e8, path.bandwidth());
        assertEquals(path, FAST.then(SLOW));
    }

    @Test
    void nothingIsAddedByThePathFromAPlaceToItself() {
        assertEquals(SLOW, SLOW.then(Link.NONE));
        assertEquals(SLOW, Link.NONE.then(SLOW));
        assertEquals(0, Link.NONE.transferTime(1e9));
    }

    @Test
    void theNetworkDelayIsTheMeanAndTwoDeviations() {
        assertEquals(0.016, SLOW.networkDelay(), 1e-15);
    }

    @Test
    void transfersTakeEightBitsForEachByte() {
        assertEquals(0.08, SLOW.transferTime(1e6), 1e-15);
        assertEquals(0, SLOW.transferTime(0));
    }

    @Test
    void slowingScalesDelayAndJitterOnly() {
        Link slowed = SLOW.slowed(2.5);
        assertEquals(0.025, slowed.delay(), 1e-15);
        assertEquals(0.0075, slowed.jitter(), 1e-15);
        assertEquals(1e8, slowed.bandwidth());
        assertThrows(InvalidInputException.class, () -> SLOW.slowed(0));
    }

    @ParameterizedTest
    @CsvSource({"-1, 0, 1, delay", "NaN, 0, 1, delay", "0, -1, 1, jitter", "0, 0, 0, bandwidth", "0, 0, NaN, bandwidth"
    })
    void aBrokenFigureIsNamed(double delay, double jitter, double bandwidth, String what) {
        InvalidInputException e = assertThrows(InvalidInputException.class, () -> new Link(delay, jitter, bandwidth));
        assertTrue(e.getMessage().startsWith(what), e.getMessage());
    }
}
