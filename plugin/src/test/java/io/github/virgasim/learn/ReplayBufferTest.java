// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.random.RandomStreams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ReplayBufferTest {
    private static final double EXACT = 1e-12;

    /** Adds the step from observation i to i + 1 with action i and reward 10 ^ i. */
    private static void add(ReplayBuffer buffer, int i, boolean terminated, boolean truncated) {
        buffer.add(new double[] {i}, i, Math.pow(10, i), new double[] {i + 1}, allowed(i), terminated, truncated);
    }

    private static boolean[] allowed(int i) {
        return new boolean[] {i % 2 == 0, i % 3 != 0};
    }

    private static void assertEntry(
            ReplayBuffer buffer, int entry, double observation, double sum, double next, double discount) {
        double[] read = new double[1];
        buffer.observation(entry, read);
        assertEquals(observation, read[0]);
        assertEquals((int) observation, buffer.action(entry));
        assertEquals(sum, buffer.returnOf(entry), EXACT);
        buffer.nextObservation(entry, read);
        assertEquals(next, read[0]);
        boolean[] mask = new boolean[2];
        buffer.nextAllowed(entry, mask);
        assertArrayEquals(allowed((int) next - 1), mask);
        assertEquals(discount, buffer.discount(entry), EXACT);
    }

    @Test
    void keepsSingleStepsAndDoesNotLookBeyondATermination() {
        ReplayBuffer buffer = new ReplayBuffer(10, 1, 2, 1, 0.5);
        add(buffer, 0, false, false);
        add(buffer, 1, true, false);
        add(buffer, 2, false, true);
        add(buffer, 3, true, true);
        assertEquals(4, buffer.size());
        assertEntry(buffer, 0, 0, 1, 1, 0.5);
        assertEntry(buffer, 1, 1, 10, 2, 0);
        assertEntry(buffer, 2, 2, 100, 3, 0.5);
        assertEntry(buffer, 3, 3, 1000, 4, 0);
    }

    @Test
    void sumsThreeRewardsAndFewerBeforeATermination() {
        ReplayBuffer buffer = new ReplayBuffer(10, 1, 2, 3, 0.5);
        add(buffer, 0, false, false);
        add(buffer, 1, false, false);
        assertEquals(0, buffer.size());
        add(buffer, 2, false, false);
        add(buffer, 3, true, false);
        assertEquals(4, buffer.size());
        assertEntry(buffer, 0, 0, 1 + 5 + 25, 3, 0.125);
        assertEntry(buffer, 1, 1, 10 + 50 + 250, 4, 0);
        assertEntry(buffer, 2, 2, 100 + 500, 4, 0);
        assertEntry(buffer, 3, 3, 1000, 4, 0);
    }

    @Test
    void bootstrapsFromTheLastObservationOfATruncatedEpisode() {
        ReplayBuffer buffer = new ReplayBuffer(10, 1, 2, 3, 0.5);
        add(buffer, 0, false, false);
        add(buffer, 1, false, true);
        add(buffer, 2, false, false);
        assertEquals(2, buffer.size());
        assertEntry(buffer, 0, 0, 1 + 5, 2, 0.25);
        assertEntry(buffer, 1, 1, 10, 2, 0.5);
    }

    @Test
    void forgetsTheOldest() {
        ReplayBuffer buffer = new ReplayBuffer(3, 1, 2, 1, 0.5);
        for (int i = 0; i < 5; i++) {
            add(buffer, i, false, false);
        }
        assertEquals(3, buffer.size());
        assertEntry(buffer, 0, 3, 1000, 4, 0.5);
        assertEntry(buffer, 1, 4, 10000, 5, 0.5);
        assertEntry(buffer, 2, 2, 100, 3, 0.5);
    }

    @Test
    void samplesEachEntryEquallyOften() {
        ReplayBuffer buffer = new ReplayBuffer(10, 1, 2, 1, 0.5);
        for (int i = 0; i < 4; i++) {
            add(buffer, i, false, false);
        }
        int[] drawn = new int[40_000];
        buffer.sample(new RandomStreams(1).stream("test"), drawn);
        int[] counts = new int[4];
        for (int entry : drawn) {
            counts[entry]++;
        }
        for (int count : counts) {
            // Four standard deviations of a binomial count.
            assertEquals(10_000, count, 4 * Math.sqrt(7500));
        }
    }

    @Test
    void givesBackWhatWasWritten() throws IOException {
        ReplayBuffer buffer = new ReplayBuffer(3, 1, 2, 2, 0.5);
        for (int i = 0; i < 5; i++) {
            add(buffer, i, false, i == 4);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        buffer.write(new DataOutputStream(bytes));
        ReplayBuffer copy = new ReplayBuffer(3, 1, 2, 2, 0.5);
        copy.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        add(buffer, 5, true, false);
        add(copy, 5, true, false);
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        ByteArrayOutputStream second = new ByteArrayOutputStream();
        buffer.write(new DataOutputStream(first));
        copy.write(new DataOutputStream(second));
        assertArrayEquals(first.toByteArray(), second.toByteArray());
    }

    @Test
    void isNotWrittenOrReadInAnImpossibleState() {
        ReplayBuffer buffer = new ReplayBuffer(3, 1, 2, 2, 0.5);
        add(buffer, 0, false, false);
        assertThrows(
                IllegalStateException.class, () -> buffer.write(new DataOutputStream(new ByteArrayOutputStream())));
        byte[] fourEntries = {0, 0, 0, 4, 0, 0, 0, 0};
        assertThrows(IOException.class, () -> buffer.read(new DataInputStream(new ByteArrayInputStream(fourEntries))));
    }

    @Test
    void refusesWhatIsNotANumberOrTooShort() {
        ReplayBuffer buffer = new ReplayBuffer(3, 2, 2, 1, 0.5);
        double[] good = {1, 2};
        String message = assertThrows(
                        InvalidInputException.class,
                        () -> buffer.add(good, 0, 0, new double[] {1, Double.NaN}, allowed(0), false, false))
                .getMessage();
        assertTrue(message.contains("component 1 of the next observation must be finite"), message);
        assertThrows(
                InvalidInputException.class, () -> buffer.add(new double[1], 0, 0, good, allowed(0), false, false));
        assertThrows(
                InvalidInputException.class,
                () -> buffer.add(good, 0, Double.POSITIVE_INFINITY, good, allowed(0), false, false));
        assertThrows(InvalidInputException.class, () -> buffer.add(good, 0, 0, good, new boolean[3], false, false));
        assertThrows(IllegalStateException.class, () -> buffer.sample(new RandomStreams(1).stream("x"), new int[1]));
        assertThrows(InvalidInputException.class, () -> new ReplayBuffer(1 << 20, 1 << 20, 1, 1, 0.5));
    }
}
