// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import java.util.Arrays;

/**
 * Future events in order of time, and of code where times are equal: a 4-ary heap on two primitive arrays, so that an
 * event costs no object. O(log n) time for adding and removing.
 */
final class Calendar {
    private double[] times = new double[64];
    private int[] codes = new int[64];
    private int size;

    int size() {
        return size;
    }

    /** Returns the earliest time, or infinity if there is no event. */
    double time() {
        return size == 0 ? Double.POSITIVE_INFINITY : times[0];
    }

    /** Returns the code of the earliest event; there must be one. */
    int code() {
        return codes[0];
    }

    void add(double time, int code) {
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
            codes = Arrays.copyOf(codes, 2 * size);
        }
        int hole = size++;
        while (hole > 0) {
            int parent = (hole - 1) >> 2;
            if (!before(time, code, parent)) {
                break;
            }
            times[hole] = times[parent];
            codes[hole] = codes[parent];
            hole = parent;
        }
        times[hole] = time;
        codes[hole] = code;
    }

    /** Removes the earliest event; there must be one. */
    void removeFirst() {
        size--;
        if (size > 0) {
            sink(times[size], codes[size]);
        }
    }

    /** Moves the earliest event to a time that is not before it; there must be one. */
    void postponeFirst(double time) {
        sink(time, codes[0]);
    }

    private void sink(double time, int code) {
        int hole = 0;
        int first = 1;
        while (first < size) {
            int least = first;
            int end = Math.min(first + 4, size);
            for (int child = first + 1; child < end; child++) {
                if (before(times[child], codes[child], least)) {
                    least = child;
                }
            }
            if (before(time, code, least)) {
                break;
            }
            times[hole] = times[least];
            codes[hole] = codes[least];
            hole = least;
            first = 4 * hole + 1;
        }
        times[hole] = time;
        codes[hole] = code;
    }

    private boolean before(double time, int code, int other) {
        return time < times[other] || (time == times[other] && code < codes[other]);
    }
}
