// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TimelineTest {
    @Test
    void aLineHoldsWhatWasSentFromItsStartToBeforeItsEnd() {
        Timeline timeline = new Timeline(2);
        assertEquals(0, timeline.length());
        assertEquals(2, timeline.width());
        timeline.count(0, Timeline.OFFERED);
        timeline.count(Math.nextDown(2.0), Timeline.OFFERED);
        timeline.count(2, Timeline.SERVED);
        timeline.count(3.9, Timeline.LATE);
        timeline.count(4, Timeline.REJECTED);
        assertEquals(3, timeline.length());
        assertEquals(2, timeline.offered(0));
        assertEquals(0, timeline.offered(1));
        assertEquals(1, timeline.served(1));
        assertEquals(1, timeline.late(1));
        assertEquals(1, timeline.rejected(2));
        assertEquals(0, timeline.rejected(1));
    }

    @Test
    void samplesStandAtTheLineThatEnds() {
        Timeline timeline = new Timeline(1);
        timeline.sample(0, 0.5, 3, 2);
        timeline.sample(1, 0.25, 4, 0);
        assertEquals(2, timeline.length());
        assertEquals(0.5, timeline.utilization(0));
        assertEquals(3, timeline.clients(0));
        assertEquals(2, timeline.bound(0));
        assertEquals(0.25, timeline.utilization(1));
        assertEquals(4, timeline.clients(1));
        assertEquals(0, timeline.bound(1));
    }

    @Test
    void nothingIsForgottenAsItGrows() {
        Timeline timeline = new Timeline(1);
        for (int line = 0; line < 1000; line++) {
            for (int n = 0; n <= line % 3; n++) {
                timeline.count(line + 0.5, Timeline.REJECTED);
            }
            timeline.sample(line, line / 1000.0, line, 2 * line);
        }
        timeline.count(5000, Timeline.OFFERED);
        assertEquals(5001, timeline.length());
        for (int line = 0; line < 1000; line++) {
            assertEquals(1 + line % 3, timeline.rejected(line));
            assertEquals(line / 1000.0, timeline.utilization(line));
            assertEquals(line, timeline.clients(line));
            assertEquals(2 * line, timeline.bound(line));
        }
        assertEquals(0, timeline.offered(4999));
        assertEquals(1, timeline.offered(5000));
    }
}
