// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;

class LearningCurveTest {
    @Test
    void theFirstOfTheBestIsKept() {
        LearningCurve<Double, String> curve = new LearningCurve<>(x -> x);
        assertNull(curve.best());
        curve.add(2.0, () -> "two");
        curve.add(1.0, () -> "one");
        curve.add(1.0, () -> {
            throw new IllegalStateException("not better, so not copied");
        });
        curve.add(3.0, () -> "three");
        assertEquals(List.of(2.0, 1.0, 1.0, 3.0), curve.points());
        assertEquals(1.0, curve.best());
        assertEquals("one", curve.network());
        assertEquals(1, curve.least());
    }
}
