// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import java.util.Arrays;

/**
 * Counts over time: line i is for the queries sent in [i w, (i + 1) w), whenever they end. Utilisation is a mean over the
 * interval, clients and bound streams are momentary, at its end. The last line ends with the run's duration.
 */
public final class Timeline {
    static final int OFFERED = 0;
    static final int SERVED = 1;
    static final int LATE = 2;
    static final int REJECTED = 3;

    /** Relative, far above what the rounding of a product or quotient can be. */
    static final double SLACK = 1e-9;

    private final double width;
    private long[] counts = new long[4 * 64];
    private double[] utilization = new double[64];
    private int[] clients = new int[64];
    private int[] bound = new int[64];
    private int length;
    /** The line counted in last, and moments that are surely within it. */
    private int line;

    private double lineFrom = Double.POSITIVE_INFINITY;
    private double lineTo;

    Timeline(double width) {
        this.width = width;
    }

    void count(double created, int outcome) {
        // Mostly the line is that of the query before, which saves a division.
        if (!(created > lineFrom && created < lineTo)) {
            line = (int) (created / width);
            reserve(line);
            lineFrom = line * width * (1 + SLACK);
            lineTo = (line + 1) * width * (1 - SLACK);
        }
        counts[4 * line + outcome]++;
    }

    void sample(int line, double meanUtilization, int clientsNow, int boundNow) {
        reserve(line);
        utilization[line] = meanUtilization;
        clients[line] = clientsNow;
        bound[line] = boundNow;
    }

    private void reserve(int line) {
        if (line >= length) {
            length = line + 1;
            if (length > clients.length) {
                int capacity = Math.max(length, 2 * clients.length);
                counts = Arrays.copyOf(counts, 4 * capacity);
                utilization = Arrays.copyOf(utilization, capacity);
                clients = Arrays.copyOf(clients, capacity);
                bound = Arrays.copyOf(bound, capacity);
            }
        }
    }

    /**
     * Returns the number of lines.
     *
     * @return lines up to the last one with a query or a sample
     */
    public int length() {
        return length;
    }

    /**
     * Returns a line's length in time.
     *
     * @return w [s]
     */
    public double width() {
        return width;
    }

    /**
     * Returns the queries sent.
     *
     * @param line from 0 to {@code length() - 1}
     * @return number of queries
     */
    public long offered(int line) {
        return counts[4 * line + OFFERED];
    }

    /**
     * Returns those of them answered in time.
     *
     * @param line from 0 to {@code length() - 1}
     * @return number of queries
     */
    public long served(int line) {
        return counts[4 * line + SERVED];
    }

    /**
     * Returns those of them answered late.
     *
     * @param line from 0 to {@code length() - 1}
     * @return number of queries
     */
    public long late(int line) {
        return counts[4 * line + LATE];
    }

    /**
     * Returns those of them rejected or lost.
     *
     * @param line from 0 to {@code length() - 1}
     * @return number of queries
     */
    public long rejected(int line) {
        return counts[4 * line + REJECTED];
    }

    /**
     * Returns the mean utilisation of all workers over the interval.
     *
     * @param line from 0 to {@code length() - 1}
     * @return 0 to 1
     */
    public double utilization(int line) {
        return utilization[line];
    }

    /**
     * Returns the number of clients at the interval's end.
     *
     * @param line from 0 to {@code length() - 1}
     * @return number of clients
     */
    public int clients(int line) {
        return clients[line];
    }

    /**
     * Returns the number of bound streams at the interval's end.
     *
     * @param line from 0 to {@code length() - 1}
     * @return number of streams; 0 where each query is scheduled on its own
     */
    public int bound(int line) {
        return bound[line];
    }
}
