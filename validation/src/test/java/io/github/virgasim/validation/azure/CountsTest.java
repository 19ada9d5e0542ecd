// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CountsTest {
    /** Of a very long trace, neighbours are added up, and no figure changes. */
    @Test
    void longTracesKeepTheirFiguresInFewBlocks() {
        int blocks = 2 * Counts.MOST;
        Counts.Builder builder = new Counts.Builder();
        Random random = new Random(3);
        int windows = 2 * blocks;
        long requests = 0;
        double squares = 0;
        double gaps = 0;
        double gapSquares = 0;
        double gapCount = 0;
        for (int window = 0; window < windows; window++) {
            int count = random.nextInt(4);
            double last = 0;
            for (int i = 0; i < count; i++) {
                double within = 20 * i + random.nextInt(1000) / 64.0;
                builder.add(60.0 * window + within);
                if (i > 0) {
                    gaps += within - last;
                    gapSquares += (within - last) * (within - last);
                    gapCount++;
                }
                last = within;
            }
            requests += count;
            squares += (double) count * count;
        }
        builder.closeBefore(60.0 * windows);
        Counts counts = builder.build();
        assertTrue(counts.windows().size() <= blocks, () -> counts.windows().size() + " blocks");
        assertEquals(requests / (60.0 * windows), counts.rate(), 1e-12);
        double mean = (double) requests / windows;
        assertEquals((squares - windows * mean * mean) / (windows - 1) / mean, counts.dispersionOfWindows(), 1e-9);
        double gap = gaps / gapCount;
        assertEquals(Math.sqrt((gapSquares - gapCount * gap * gap) / (gapCount - 1)) / gap, counts.variation(), 1e-9);
    }
}
