// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.virgasim.report.Panel;
import io.github.virgasim.report.Panel.Series;
import java.util.List;
import org.junit.jupiter.api.Test;

class TapFingerOverheadTest {
    /** 2,000 bytes up and 800 down are 22.4 ms at 1 Mbps; 1,000 km and back are 10 ms in glass. */
    @Test
    void communicationIsTransmissionAndTravel() {
        assertEquals(22.4, TapFingerOverhead.communicationMs(0, 1), 1e-9);
        assertEquals(32.4, TapFingerOverhead.communicationMs(1000, 1), 1e-9);
        assertEquals(3 * 22.4 + 40, TapFingerOverhead.communicationMs(4000, 3), 1e-9);
    }

    @Test
    void decisionsAreShownIfTheirTimeIsGiven() {
        Panel without = TapFingerOverhead.panel(null);
        assertEquals(4, without.series().size());
        Panel with = TapFingerOverhead.panel(0.2);
        Series decisions = with.series().get(2);
        assertEquals(List.of("decisions for 3 clusters"), List.of(decisions.name()));
        // Three times 0.2 ms are 0.006 % of 10 s.
        assertEquals(0.006, decisions.y().get(0).mean(), 1e-12);
        Series published = with.series().get(3);
        assertEquals(0.955, published.y().get(0).mean(), 1e-12);
        assertEquals(2.506, published.y().get(3).mean(), 1e-12);
        assertEquals(4000, published.x()[3]);
    }
}
