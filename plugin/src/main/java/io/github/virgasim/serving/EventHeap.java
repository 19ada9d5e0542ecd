// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import java.util.Arrays;

/**
 * Future events in order of time, and of code where times are equal: a 4-ary heap on one primitive array, so that an
 * event costs no object and its four followers share a cache line. Times are not negative, so that their bits compare as
 * they do. O(log n) time for adding and removing. The array shrinks with what it holds.
 */
final class EventHeap {
    private static final int LEAST = 128;

    /** Bits of the time and code of each event, in turn. */
    private long[] heap = new long[LEAST];

    private int size;

    int size() {
        return size;
    }

    /** Returns the earliest time, or infinity if there is no event. */
    double time() {
        return size == 0 ? Double.POSITIVE_INFINITY : Double.longBitsToDouble(heap[0]);
    }

    /** Returns the code of the earliest event; there must be one. */
    int code() {
        return (int) heap[1];
    }

    void add(double time, int code) {
        if (2 * size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * heap.length);
        }
        long[] h = heap;
        long bits = Double.doubleToRawLongBits(time);
        int hole = size++;
        while (hole > 0) {
            int parent = (hole - 1) >> 2;
            if (!before(h, bits, code, parent)) {
                break;
            }
            move(h, parent, hole);
            hole = parent;
        }
        h[2 * hole] = bits;
        h[2 * hole + 1] = code;
    }

    /** Removes the earliest event; there must be one. */
    void removeFirst() {
        size--;
        if (size > 0) {
            sink(heap[2 * size], heap[2 * size + 1]);
        }
        if (heap.length > LEAST && 8 * size < heap.length / 2) {
            heap = Arrays.copyOf(heap, heap.length / 2);
        }
    }

    /** Moves the earliest event to a time that is not before it; there must be one. */
    void postponeFirst(double time) {
        sink(Double.doubleToRawLongBits(time), heap[1]);
    }

    private void sink(long bits, long code) {
        long[] h = heap;
        int hole = 0;
        int first = 1;
        while (first < size) {
            int least = first;
            int end = Math.min(first + 4, size);
            for (int child = first + 1; child < end; child++) {
                if (before(h, h[2 * child], h[2 * child + 1], least)) {
                    least = child;
                }
            }
            if (before(h, bits, code, least)) {
                break;
            }
            move(h, least, hole);
            hole = least;
            first = 4 * hole + 1;
        }
        h[2 * hole] = bits;
        h[2 * hole + 1] = code;
    }

    private static void move(long[] h, int from, int to) {
        h[2 * to] = h[2 * from];
        h[2 * to + 1] = h[2 * from + 1];
    }

    private static boolean before(long[] h, long bits, long code, int other) {
        return bits < h[2 * other] || (bits == h[2 * other] && code < h[2 * other + 1]);
    }
}
