// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.workload;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/** How the queries of one stream follow each other in time. Instances keep no state and are shared by streams. */
public abstract sealed class QueryProcess {
    private final double rate;

    private QueryProcess(double rate) {
        this.rate = Checks.positive("rate [queries/s] of query process", rate);
    }

    /**
     * Makes queries at equal distances, as cameras send frames; a stream starts at a random phase.
     *
     * @param rate [queries/s], positive
     * @return the process
     */
    public static QueryProcess periodic(double rate) {
        return new Periodic(rate);
    }

    /**
     * Makes a Poisson process.
     *
     * @param rate [queries/s], positive
     * @return the process
     */
    public static QueryProcess poisson(double rate) {
        return new Poisson(rate);
    }

    /**
     * Replays recorded distances in a circle; each stream starts at a random place.
     *
     * @param gaps distances between queries [s], none negative, with a positive sum
     * @return the process, with the trace's mean rate
     * @throws InvalidInputException if there is no gap, one is negative or not finite, or all are 0
     */
    public static QueryProcess trace(double[] gaps) {
        double sum = 0;
        for (double gap : gaps) {
            sum += Checks.notNegative("gap [s] of request trace", gap);
        }
        Checks.positive("sum of the gaps [s] of request trace", sum);
        return new Trace(gaps.clone(), gaps.length / sum);
    }

    /**
     * Makes a process whose streams send one query each, at once: for recorded queries, which {@link Workload#recorded}
     * turns into streams.
     *
     * @param rate mean rate of the recording [queries/s], positive
     * @return the process
     */
    public static QueryProcess recorded(double rate) {
        return new Recorded(rate);
    }

    /**
     * Returns the mean rate.
     *
     * @return [queries/s]
     */
    public final double rate() {
        return rate;
    }

    /**
     * Returns where the streams of one run get their gaps from.
     *
     * @param random the workload's stream of random numbers
     * @return draws from {@code random}
     */
    public abstract Gaps gaps(UniformRandomProvider random);

    /** The times between a process's queries in one run, for all its streams; a stream is known by its cursor alone. */
    public interface Gaps {
        /**
         * Draws where a new stream starts.
         *
         * @return the cursor to hand to {@link #first}
         */
        default int start() {
            return 0;
        }

        /**
         * Draws the time from a stream's start to its first query.
         *
         * @param cursor where the stream starts
         * @return [s]
         */
        double first(int cursor);

        /**
         * Draws the time to the next query.
         *
         * @param cursor where the stream started plus how many gaps it has had, the first one included
         * @return [s]
         */
        double next(int cursor);
    }

    private static final class Periodic extends QueryProcess {
        private final double period;

        Periodic(double rate) {
            super(rate);
            period = 1 / rate;
        }

        @Override
        public Gaps gaps(UniformRandomProvider random) {
            return new Gaps() {
                @Override
                public double first(int cursor) {
                    return random.nextDouble() * period;
                }

                @Override
                public double next(int cursor) {
                    return period;
                }
            };
        }
    }

    private static final class Poisson extends QueryProcess {
        private final double mean;

        Poisson(double rate) {
            super(rate);
            mean = 1 / rate;
        }

        @Override
        public Gaps gaps(UniformRandomProvider random) {
            ContinuousSampler exponential = ZigguratSampler.Exponential.of(random);
            return new Gaps() {
                @Override
                public double first(int cursor) {
                    return next(cursor);
                }

                @Override
                public double next(int cursor) {
                    return mean * exponential.sample();
                }
            };
        }
    }

    /** Not private, so that the workload can tell. */
    static final class Recorded extends QueryProcess {
        Recorded(double rate) {
            super(rate);
        }

        @Override
        public Gaps gaps(UniformRandomProvider random) {
            return new Gaps() {
                @Override
                public double first(int cursor) {
                    return 0;
                }

                @Override
                public double next(int cursor) {
                    return Double.POSITIVE_INFINITY;
                }
            };
        }
    }

    private static final class Trace extends QueryProcess {
        private final double[] gaps;
        private final double[] sums;

        Trace(double[] gaps, double rate) {
            super(rate);
            this.gaps = gaps;
            // One after another, so that rounding does not depend on the number of processors.
            sums = gaps.clone();
            for (int i = 1; i < sums.length; i++) {
                sums[i] += sums[i - 1];
            }
        }

        @Override
        public Gaps gaps(UniformRandomProvider random) {
            return new Gaps() {
                /** A random moment falls into a gap with a probability in proportion to its length. */
                @Override
                public int start() {
                    int place = Arrays.binarySearch(sums, random.nextDouble() * sums[sums.length - 1]);
                    int gap = place < 0 ? -place - 1 : place + 1;
                    while (gaps[gap] == 0) {
                        gap++;
                    }
                    return gap;
                }

                /** What is left of the gap that the stream starts in. */
                @Override
                public double first(int cursor) {
                    return random.nextDouble() * next(cursor);
                }

                @Override
                public double next(int cursor) {
                    return gaps[Math.floorMod(cursor, gaps.length)];
                }
            };
        }
    }
}
