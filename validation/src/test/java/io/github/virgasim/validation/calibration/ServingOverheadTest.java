// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.calibration;

import static io.github.virgasim.validation.calibration.LatencyFitTest.assertMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.virgasim.validation.calibration.EnergyGridReader.Isolated;
import io.github.virgasim.validation.calibration.EnergyGridReader.Serving;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServingOverheadTest {

    @Test
    void waitOfAConstantServiceTime() {
        assertEquals(0, ServingOverhead.waitMs(0, 10));
        assertEquals(5, ServingOverhead.waitMs(50, 10), 1e-12);
        assertEquals(45, ServingOverhead.waitMs(90, 10), 1e-12);
        assertMessage("load must be at least 0 and below 1, was 1.0", () -> ServingOverhead.waitMs(100, 10));
    }

    @Test
    void overheadIsTheMedianOverModelsOfWhatTheQueueDoesNotExplain() {
        List<Isolated> isolated = List.of(
                new Isolated("d", "a", 0, 10, 5),
                new Isolated("d", "b", 0, 20, 5),
                new Isolated("d", "c", 0, 5, 5),
                new Isolated("d", "never-served", 0, 5, 5),
                new Isolated("d", "a", 1, 100, 5));
        List<Serving> serving = List.of(
                serving("a", 0.25, 50, 10 + 5 + 3),
                serving("a", 0.25, 50, 10 + 5 + 4),
                serving("a", 0.25, 50, 10 + 5 + 100),
                serving("b", 0.25, 25, 20 + 10 + 2),
                serving("c", 0.25, 100, 5 + 2.5 + 9),
                serving("c", 0.5, 100, 1000));
        assertEquals(4, ServingOverhead.fitMs(isolated, serving, "d", 0), 1e-12);
        assertMessage("on d in power mode 1", () -> ServingOverhead.fitMs(isolated, serving, "d", 1));
    }

    private static Serving serving(String model, double load, double rps, double meanMs) {
        return new Serving("d", model, 0, load, rps, meanMs, 3, 4);
    }
}
