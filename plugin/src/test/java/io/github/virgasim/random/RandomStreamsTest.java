// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

class RandomStreamsTest {
    @Test
    void aStreamOpenedAgainBeginsAgain() {
        RandomStreams streams = new RandomStreams(7);
        long[] first = streams.stream("clients").longs(1000).toArray();
        streams.stream("policy").longs(99).sum();
        assertArrayEquals(first, streams.stream("clients").longs(1000).toArray());
        assertArrayEquals(
                first, new RandomStreams(7).stream("clients").longs(1000).toArray());
    }

    @Test
    void seedsAndNamesGiveDifferentStreams() {
        Set<Long> firsts = new HashSet<>();
        int streams = 0;
        for (long seed = -50; seed < 50; seed++) {
            for (String name : new String[] {"", "a", "b", "aa", "ab", "ba", "clients", "client-times", "policy"}) {
                firsts.add(new RandomStreams(seed).stream(name).nextLong());
                streams++;
            }
        }
        assertEquals(streams, firsts.size());
    }

    @Test
    void streamsOfNeighbouringSeedsAndNamesAreNotCorrelated() {
        int n = 100_000;
        for (int seed = 0; seed < 10; seed++) {
            UniformRandomProvider one = new RandomStreams(seed).stream("queries");
            UniformRandomProvider other = seed % 2 == 0
                    ? new RandomStreams(seed).stream("querier")
                    : new RandomStreams(seed + 1).stream("queries");
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += (one.nextDouble() - 0.5) * (other.nextDouble() - 0.5);
            }
            // The product of two independent uniforms around 0 has the standard deviation 1/12.
            assertTrue(Math.abs(sum) < 4 * Math.sqrt(n) / 12, "covariance sum of seed " + seed + ": " + sum);
        }
    }
}
