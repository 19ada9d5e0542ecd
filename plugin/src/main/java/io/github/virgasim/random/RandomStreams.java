// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.random;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Independent random number streams, one for each named purpose, all derived from one seed.
 *
 * <p>Because each purpose has a stream of its own, drawing more numbers for one (say, a randomised policy) never shifts
 * the numbers of another (say, the arrivals): changing the policy never changes the workload. Streams are xoshiro256++
 * generators whose 256-bit states are filled by SplitMix64 from a hash of seed and name.
 */
public final class RandomStreams {
    private final long seed;

    /**
     * Makes the family of streams of one simulation run.
     *
     * @param seed any number; the same seed gives the same streams
     */
    public RandomStreams(long seed) {
        this.seed = seed;
    }

    /**
     * Opens a stream at its beginning.
     *
     * @param name the purpose, for example "clients"
     * @return a new generator; two calls with one name give generators with equal output
     */
    public UniformRandomProvider stream(String name) {
        long state = mix(seed ^ 0x9E3779B97F4A7C15L);
        for (int i = 0; i < name.length(); i++) {
            state = mix(state + 0x9E3779B97F4A7C15L * (name.charAt(i) + 1));
        }
        long[] words = new long[4];
        for (int i = 0; i < words.length; i++) {
            state += 0x9E3779B97F4A7C15L;
            words[i] = mix(state);
        }
        return RandomSource.XO_SHI_RO_256_PP.create(words);
    }

    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
