// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarTest {
    private record Event(double time, int code) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void agreesWithAPriorityQueueUnderRandomUse(long seed) {
        Random random = new Random(seed);
        Calendar calendar = new Calendar();
        PriorityQueue<Event> expected =
                new PriorityQueue<>(Comparator.comparingDouble(Event::time).thenComparingInt(Event::code));
        double now = 0;
        for (int i = 0; i < 100_000; i++) {
            int action = random.nextInt(3);
            if (action == 0 || expected.isEmpty()) {
                // Coarse times make ties frequent.
                Event event = new Event(now + random.nextInt(50), random.nextInt(1000));
                calendar.add(event.time(), event.code());
                expected.add(event);
            } else {
                Event first = expected.poll();
                assertEquals(first.time(), calendar.time());
                assertEquals(first.code(), calendar.code());
                now = first.time();
                if (action == 1) {
                    calendar.removeFirst();
                } else {
                    Event later = new Event(now + random.nextInt(50), first.code());
                    calendar.postponeFirst(later.time());
                    expected.add(later);
                }
            }
            assertEquals(expected.size(), calendar.size());
        }
    }
}
