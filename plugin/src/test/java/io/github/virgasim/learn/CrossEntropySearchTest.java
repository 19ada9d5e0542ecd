// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.virgasim.random.RandomStreams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class CrossEntropySearchTest {
    private static final double[] TARGET = {3, -2, 0.5};

    private static CrossEntropySearch search() {
        return new CrossEntropySearch(new double[3], new double[] {2, 2, 2}, new RandomStreams(7).stream("candidates"));
    }

    private static double cost(double[] at) {
        double sum = 0;
        for (int k = 0; k < at.length; k++) {
            sum += (at[k] - TARGET[k]) * (at[k] - TARGET[k]);
        }
        return sum;
    }

    @Test
    void findsTheMinimumOfABowl() {
        CrossEntropySearch search = search();
        double first = search.generation(40, CrossEntropySearchTest::cost);
        double last = first;
        for (int i = 0; i < 40; i++) {
            last = search.generation(40, CrossEntropySearchTest::cost);
        }
        assertArrayEquals(TARGET, search.mean(), 0.05);
        assertEquals(0, last, 0.01);
    }

    @Test
    void aSavedSearchGoesOnWithWhatWouldHaveCome() throws IOException {
        CrossEntropySearch whole = search();
        whole.generation(10, CrossEntropySearchTest::cost);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        whole.write(new DataOutputStream(bytes));
        whole.generation(10, CrossEntropySearchTest::cost);
        CrossEntropySearch resumed =
                new CrossEntropySearch(new double[3], new double[3], new RandomStreams(8).stream("candidates"));
        resumed.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        resumed.generation(10, CrossEntropySearchTest::cost);
        assertArrayEquals(whole.mean(), resumed.mean());
    }

    @Test
    void meansAndDeviationsMustBeAsMany() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new CrossEntropySearch(new double[2], new double[3], new RandomStreams(1).stream("candidates")));
    }
}
