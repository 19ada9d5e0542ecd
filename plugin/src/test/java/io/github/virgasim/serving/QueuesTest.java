// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Queues, slots and streams against collections of the JDK under random use. */
class QueuesTest {
    @Test
    void queuesAreFirstComeFirstOut() {
        Queues queues = new Queues(3);
        List<Deque<Integer>> expected = List.of(new ArrayDeque<>(), new ArrayDeque<>(), new ArrayDeque<>());
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            int queue = random.nextInt(3);
            // Long runs of arrivals and of departures make the rings grow, shrink and go round.
            boolean grows = random.nextInt(100) < (i / 500 % 2 == 0 ? 70 : 30);
            if (grows) {
                queues.push(queue, i);
                expected.get(queue).add(i);
            } else if (!expected.get(queue).isEmpty()) {
                assertEquals(expected.get(queue).peek(), queues.first(queue));
                assertEquals(expected.get(queue).poll(), queues.pull(queue));
            }
            int length = expected.get(queue).size();
            assertEquals(length, queues.length(queue));
            assertTrue(queues.capacity(queue) <= Math.max(8, 16 * length), "much more than what waits");
        }
    }

    @Test
    void aBurstLeavesNoMemoryBehind() {
        Queues queues = new Queues(2);
        for (int i = 0; i < 100_000; i++) {
            queues.push(1, i);
        }
        assertTrue(queues.capacity(1) >= 100_000);
        for (int i = 0; i < 100_000; i++) {
            assertEquals(i, queues.pull(1));
        }
        assertEquals(8, queues.capacity(1));
    }

    @Test
    void slotsInUseAreDifferentAndFreeOnesAreUsedAgain() {
        Slots slots = new Slots();
        Set<Integer> used = new HashSet<>();
        Random random = new Random(8);
        int most = 0;
        for (int i = 0; i < 5_000; i++) {
            if (used.isEmpty() || random.nextInt(100) < (i / 200 % 2 == 0 ? 70 : 30)) {
                assertTrue(used.add(slots.take()), "taken twice");
            } else {
                int slot = used.iterator().next();
                used.remove(slot);
                slots.giveBack(slot);
            }
            most = Math.max(most, used.size());
            assertEquals(used.size(), slots.inUse());
            assertEquals(most, slots.capacity());
        }
    }

    @Test
    void streamsKeepTheirValuesAsOthersComeAndGo() {
        Streams streams = new Streams(2);
        List<Integer> slots = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            int slot = streams.add(i, i % 2, 10 + i);
            slots.add(slot);
            streams.cursor[slot] = i + 1;
            streams.gap[slot] = i + 2;
            streams.correlation[slot] = i + 3;
            streams.jitter[slot] = i + 4;
            streams.binding[slot] = i + 5;
            streams.triedAt[slot] = i + 6;
            streams.delay[slot] = i + 7;
            streams.sigma[slot] = i + 8;
            streams.transfer[slot] = i + 9;
            streams.wayBack[slot] = i + 10;
        }
        for (int i = 0; i < 100; i++) {
            int slot = slots.get(i);
            assertEquals(i, streams.source[slot]);
            assertEquals(i % 2, streams.streamClass[slot]);
            assertEquals(10 + i, streams.end[slot]);
            assertEquals(i + 1, streams.cursor[slot]);
            assertEquals(i + 2, streams.gap[slot]);
            assertEquals(i + 3, streams.correlation[slot]);
            assertEquals(i + 4, streams.jitter[slot]);
            assertEquals(i + 5, streams.binding[slot]);
            assertEquals(i + 6, streams.triedAt[slot]);
            assertEquals(i + 7, streams.delay[slot]);
            assertEquals(i + 8, streams.sigma[slot]);
            assertEquals(i + 9, streams.transfer[slot]);
            assertEquals(i + 10, streams.wayBack[slot]);
        }
        assertEquals(100, streams.inUse());
        streams.remove(slots.get(4));
        assertEquals(49, streams.inUse(0));
        assertEquals(50, streams.inUse(1));
        int again = streams.add(1, 1, 2);
        assertEquals(slots.get(4), again);
        assertEquals(100, streams.capacity());
        assertEquals(51, streams.inUse(1));
        assertEquals(Streams.UNBOUND, streams.binding[again], "a new stream is not bound");
        assertEquals(-1, streams.triedAt[again]);
        assertEquals(0, streams.correlation[again]);
        assertEquals(0, streams.jitter[again]);
    }
}
