// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.cicv5g;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.virgasim.validation.source.Calibration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Drives that send more often have a law of their own. */
class DelayLawTest {
    private static Drive drive(String name, double intervalMs, double low, double high) {
        Drive drive = new Drive(name);
        for (int i = 0; i < 40; i++) {
            drive.add(intervalMs * i, i % 4 < 2 ? low : high);
        }
        return drive;
    }

    @Test
    void eachDriveTakesTheLawOfThoseThatSendAlmostAsOften() {
        Drive single = new Drive("single");
        single.add(0, 30);
        List<Drive> drives = List.of(
                drive("a", 55, 18, 22), drive("b", 16, 25, 35), drive("c", 60, 19, 25), drive("d", 17, 25, 35), single);
        assertEquals(
                List.of(List.of("single", "b", "d"), List.of("a", "c")),
                DelayLaw.byInterval(drives).stream()
                        .map(group -> group.stream().map(drive -> drive.name).toList())
                        .toList());
        List<DelayLaw> laws = DelayLaw.of("road b", new Calibration(DelayLaw.fit("road b", drives)));
        assertEquals(2, laws.size());
        assertEquals(21, DelayLaw.nearest(laws, drive("e", 100, 1, 2)).meanMs(), 1e-9);
        assertEquals(30, DelayLaw.nearest(laws, drive("f", 22, 1, 2)).meanMs(), 1e-9);
        assertEquals(
                0,
                DelayLaw.of("road", new Calibration(DelayLaw.fit("road b", drives)))
                        .size());
    }
}
