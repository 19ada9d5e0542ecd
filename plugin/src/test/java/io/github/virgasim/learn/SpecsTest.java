// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.virgasim.input.InvalidInputException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpecsTest {
    @Test
    void epsilonFallsInAStraightLineAndStays() {
        EpsilonSchedule schedule = new EpsilonSchedule(1, 0.1, 90);
        assertEquals(1, schedule.at(0));
        assertEquals(0.7, schedule.at(30), 1e-12);
        assertEquals(0.1, schedule.at(90));
        assertEquals(0.1, schedule.at(Long.MAX_VALUE));
        assertEquals(0.3, EpsilonSchedule.constant(0.3).at(5));
    }

    @Test
    void epsilonIsAShare() {
        assertThrows(InvalidInputException.class, () -> new EpsilonSchedule(1.1, 0, 1));
        assertThrows(InvalidInputException.class, () -> new EpsilonSchedule(1, Double.NaN, 1));
        assertThrows(InvalidInputException.class, () -> new EpsilonSchedule(1, 0, 0));
    }

    @Test
    void namesAreDistinctAndAtLeastOne() {
        assertEquals(2, new ObservationSpec(List.of("a", "b")).size());
        assertEquals(1, new ActionSpec(List.of("a")).size());
        assertThrows(InvalidInputException.class, () -> new ObservationSpec(List.of()));
        assertThrows(InvalidInputException.class, () -> new ObservationSpec(List.of("a", " ")));
        assertThrows(InvalidInputException.class, () -> new ActionSpec(List.of("a", "a")));
    }
}
