// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The calendar and its heap beside a priority queue of the library. */
class CalendarTest {
    private static final int OPERATIONS = 1_000_000;

    private record Event(double time, int code) {}

    /** How far ahead an event lies; u is uniform in [0, 1). */
    static Stream<Named<DoubleUnaryOperator>> distances() {
        return Stream.of(
                Named.of("coarse, so that ties are frequent", u -> (int) (50 * u)),
                Named.of("even", u -> 1e-3 * u),
                Named.of("exponential", u -> -1e-3 * Math.log(1 - u)),
                Named.of("bursts at few moments", u -> u < 0.9 ? 0 : 1),
                Named.of("near and far", u -> u < 0.99 ? 1e-5 * u : 1e5 * u),
                Named.of("over all sizes", u -> Math.pow(10, 20 * u - 12)),
                Named.of("never", u -> u < 0.5 ? u : Double.POSITIVE_INFINITY));
    }

    /** Phases in which the number of events grows, holds and falls, at other densities each. */
    @ParameterizedTest
    @MethodSource("distances")
    void agreesWithAPriorityQueue(DoubleUnaryOperator distance) {
        Random random = new Random(1);
        Calendar calendar = new Calendar();
        EventHeap heap = new EventHeap();
        PriorityQueue<Event> expected =
                new PriorityQueue<>(Comparator.comparingDouble(Event::time).thenComparingInt(Event::code));
        double now = 0;
        double scale = 1;
        double growth = 0.5;
        for (int i = 0; i < OPERATIONS / 5; i++) {
            if (i % 20_000 == 0) {
                scale = Math.pow(10, random.nextInt(5) - 2);
                growth = 0.2 + 0.5 * random.nextDouble();
            }
            double time = now + scale * distance.applyAsDouble(random.nextDouble());
            if (expected.isEmpty() || random.nextDouble() < growth) {
                Event event = new Event(time, random.nextInt(1000));
                calendar.add(event.time(), event.code());
                heap.add(event.time(), event.code());
                expected.add(event);
            } else if (expected.peek().time() < Double.POSITIVE_INFINITY) {
                Event first = expected.poll();
                now = first.time();
                if (random.nextBoolean()) {
                    calendar.removeFirst();
                    heap.removeFirst();
                } else {
                    Event later = new Event(now + scale * distance.applyAsDouble(random.nextDouble()), first.code());
                    calendar.postponeFirst(later.time());
                    heap.postponeFirst(later.time());
                    expected.add(later);
                }
            }
            check(expected, calendar, heap);
        }
        while (!expected.isEmpty()) {
            expected.poll();
            calendar.removeFirst();
            heap.removeFirst();
            check(expected, calendar, heap);
        }
    }

    private static void check(PriorityQueue<Event> expected, Calendar calendar, EventHeap heap) {
        assertEquals(expected.size(), calendar.size());
        assertEquals(expected.size(), heap.size());
        Event first = expected.peek();
        double time = first == null ? Double.POSITIVE_INFINITY : first.time();
        assertEquals(time, calendar.time());
        assertEquals(time, heap.time());
        if (first != null) {
            assertEquals(first.code(), calendar.code());
            assertEquals(first.code(), heap.code());
        }
    }

    @Test
    void sortsAMillionEvents() {
        Random random = new Random(2);
        Calendar calendar = new Calendar();
        Event[] events = new Event[OPERATIONS];
        for (int i = 0; i < OPERATIONS; i++) {
            events[i] = new Event(random.nextInt(100_000) * 1e-3, random.nextInt(100));
            calendar.add(events[i].time(), events[i].code());
        }
        Arrays.sort(events, Comparator.comparingDouble(Event::time).thenComparingInt(Event::code));
        for (Event event : events) {
            assertEquals(event, new Event(calendar.time(), calendar.code()));
            calendar.removeFirst();
        }
        assertEquals(0, calendar.size());
    }
}
