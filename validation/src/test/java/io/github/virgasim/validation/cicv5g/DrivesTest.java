// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.cicv5g;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Test;

class DrivesTest {
    /** Round trips that differ in each digit: quantiles are kept to a millisecond, all else exactly, and little is in memory. */
    @Test
    void manyDifferentRoundTripsAreCountedByMilliseconds() {
        Drives drives = new Drives();
        List<Drive> all = new ArrayList<>();
        Random random = new Random(4);
        int perDrive = 30_000;
        double[] trips = new double[20 * perDrive];
        for (int d = 0; d < 20; d++) {
            all.add(drives.add("drive " + d));
            for (int i = 0; i < perDrive; i++) {
                trips[d * perDrive + i] = 10 + 3000 * random.nextDouble();
                drives.add(all.get(d), 50.0 * i, trips[d * perDrive + i]);
            }
        }
        drives.pack();
        assertTrue(all.stream().mapToInt(Drive::packed).sum() <= Drives.MOST);
        assertEquals(StatUtils.mean(trips), Drive.mean(all), 1e-6);
        assertEquals(Math.sqrt(StatUtils.variance(trips)), Drive.deviation(all), 1e-6);
        assertEquals(50, all.get(3).intervalMs(), 1e-9);
        Arrays.sort(trips);
        for (int percent : new int[] {50, 95, 99}) {
            assertEquals(StatUtils.percentile(trips, percent), Drive.percentile(all, percent), 1);
        }
    }
}
