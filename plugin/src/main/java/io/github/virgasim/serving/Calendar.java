// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import java.util.Arrays;

/**
 * Future events in order of time, and of code where times are equal: a timing wheel (Varghese and Lauck, 1987) whose buckets
 * are sorted lists and as wide as half the mean time between events, with one bit for each bucket that is not empty. Events
 * beyond the wheel's turn, and those that would crowd a bucket, wait in an {@link EventHeap}; the first of the two is next.
 *
 * <p>O(1) for adding and removing as long as events are spread evenly over some turn of the wheel, O(log n) for those in the
 * heap; width and number of buckets follow the last 4,096 events. No event costs an object. Events must not be added before
 * the one that was removed last.
 */
final class Calendar {
    /** Events between looks at the wheel's measures; the first look comes earlier. */
    private static final int LOOK = 4096;

    private static final int FIRST_LOOK = 256;
    /** Buckets at least, at most, and per event. */
    private static final int LEAST = 256;

    private static final int MOST = 1 << 20;
    private static final int PER_EVENT = 8;
    /** What a bucket may hold before the heap takes the rest. */
    private static final int CROWD = 12;
    /** Bucket numbers are exact below it. */
    private static final double LAST_BUCKET = 1L << 52;

    private static final int NONE = -1;
    /** Comes after all codes, so that any event comes before none. */
    private static final int NO_CODE = Integer.MAX_VALUE;

    private static final long CODE = 0xFFFF_FFFFL << 32;

    /** Of each node: bits of its time; its code in the upper half, the next node of its bucket in the lower one. */
    private long[] nodes = new long[128];

    private int used;
    private int free = NONE;
    /** First node of each bucket. */
    private int[] heads;
    /** A bit for each bucket that is not empty. */
    private long[] filled;

    private int mask;
    private double bucketsPerSecond = 1000;
    /** Number of the bucket of the last removed event, counted from time 0. */
    private long cursor;

    private int onWheel;
    private final EventHeap heap = new EventHeap();

    private double firstTime = Double.POSITIVE_INFINITY;
    private int firstCode = NO_CODE;
    /** Node and bucket of the earliest event; none if it is in the heap, or there is none. */
    private int firstNode = NONE;

    private int firstBucket;

    private int untilLook = FIRST_LOOK;
    private int sinceLook = FIRST_LOOK;
    private double lookedAt;

    Calendar() {
        setBuckets(LEAST);
    }

    int size() {
        return onWheel + heap.size();
    }

    /** Returns the earliest time, or infinity if there is no event. */
    double time() {
        return firstTime;
    }

    /** Returns the code of the earliest event; there must be one. */
    int code() {
        return firstCode;
    }

    void add(double time, int code) {
        int node = addToWheel(time, code, NONE);
        if (node == NONE) {
            heap.add(time, code);
        }
        if (time < firstTime || time == firstTime && code < firstCode) {
            firstTime = time;
            firstCode = code;
            firstNode = node;
            firstBucket = (int) number(time) & mask;
        }
    }

    /** Removes the earliest event; there must be one. */
    void removeFirst() {
        int node = take();
        if (node != NONE) {
            release(node);
        }
        look();
        findFirst();
    }

    /** Moves the earliest event to a time that is not before it; there must be one. */
    void postponeFirst(double time) {
        int code = firstCode;
        int node = take();
        if (addToWheel(time, code, node) == NONE) {
            if (node != NONE) {
                release(node);
            }
            heap.add(time, code);
        }
        look();
        findFirst();
    }

    /** Puts an event into its bucket, in a new node unless one is given; returns the node, or none if its place is in the heap. */
    private int addToWheel(double time, int code, int given) {
        double place = time * bucketsPerSecond;
        if (!(place < LAST_BUCKET)) {
            return NONE;
        }
        long number = (long) place;
        if ((number - cursor & ~(long) mask) != 0) {
            return NONE;
        }
        int bucket = (int) number & mask;
        long bits = Double.doubleToRawLongBits(time);
        int before = NONE;
        int after = heads[bucket];
        for (int passed = 0; after != NONE && isBefore(after, bits, code); passed++) {
            if (passed == CROWD) {
                return NONE;
            }
            before = after;
            after = next(after);
        }
        int node = given == NONE ? newNode() : given;
        nodes[2 * node] = bits;
        nodes[2 * node + 1] = (long) code << 32 | after & ~CODE;
        if (before == NONE) {
            heads[bucket] = node;
            filled[bucket >> 6] |= 1L << bucket;
        } else {
            nodes[2 * before + 1] = nodes[2 * before + 1] & CODE | node;
        }
        onWheel++;
        return node;
    }

    /** Tells whether an event stays ahead of a new one, which comes behind those that are equal. */
    private boolean isBefore(int node, long bits, int code) {
        long other = nodes[2 * node];
        return other < bits || other == bits && code(node) <= code;
    }

    private int code(int node) {
        return (int) (nodes[2 * node + 1] >> 32);
    }

    private int next(int node) {
        return (int) nodes[2 * node + 1];
    }

    private int newNode() {
        int node = free;
        if (node != NONE) {
            free = (int) nodes[2 * node];
            return node;
        }
        if (2 * used == nodes.length) {
            nodes = Arrays.copyOf(nodes, 2 * nodes.length);
        }
        return used++;
    }

    private void release(int node) {
        nodes[2 * node] = free;
        free = node;
    }

    /** Takes the earliest event out; returns its node, or none if it was in the heap. */
    private int take() {
        int node = firstNode;
        if (node == NONE) {
            cursor = number(firstTime);
            heap.removeFirst();
            return NONE;
        }
        cursor = (long) (firstTime * bucketsPerSecond);
        int next = next(node);
        heads[firstBucket] = next;
        if (next == NONE) {
            filled[firstBucket >> 6] &= ~(1L << firstBucket);
        }
        onWheel--;
        return node;
    }

    private long number(double time) {
        return (long) Math.min(time * bucketsPerSecond, LAST_BUCKET);
    }

    private void findFirst() {
        if (onWheel == 0) {
            findFirstInHeap();
            return;
        }
        int bucket = (int) cursor & mask;
        int word = bucket >> 6;
        long bits = filled[word] & -1L << bucket;
        while (bits == 0) {
            word = word + 1 & filled.length - 1;
            bits = filled[word];
        }
        firstBucket = (word << 6) + Long.numberOfTrailingZeros(bits);
        firstNode = heads[firstBucket];
        firstTime = Double.longBitsToDouble(nodes[2 * firstNode]);
        firstCode = code(firstNode);
        double other = heap.time();
        if (other < firstTime || other == firstTime && heap.code() < firstCode) {
            findFirstInHeap();
        }
    }

    private void findFirstInHeap() {
        firstNode = NONE;
        firstTime = heap.time();
        firstCode = heap.size() == 0 ? NO_CODE : heap.code();
    }

    /** Fits the wheel to the times between the events removed last, if it is time to look at them and they have changed. */
    private void look() {
        untilLook--;
        if (untilLook > 0) {
            return;
        }
        double gap = (firstTime - lookedAt) / sinceLook;
        lookedAt = firstTime;
        sinceLook = LOOK;
        untilLook = LOOK;
        int wanted = Integer.highestOneBit(Math.min(MOST / 2, Math.max(LEAST / 2, PER_EVENT * size()))) * 2;
        double perSecond = 2 / gap;
        if (perSecond < Double.POSITIVE_INFINITY
                && perSecond > 0
                && (perSecond < bucketsPerSecond / 2
                        || perSecond > bucketsPerSecond * 2
                        || wanted > 2 * heads.length
                        || 4 * wanted < heads.length)) {
            rebuild(perSecond, wanted);
        }
    }

    private void rebuild(double perSecond, int buckets) {
        double[] times = new double[size()];
        int[] codes = new int[times.length];
        int n = 0;
        for (int head : heads) {
            for (int node = head; node != NONE; node = next(node)) {
                times[n] = Double.longBitsToDouble(nodes[2 * node]);
                codes[n++] = code(node);
            }
        }
        for (; heap.size() > 0; heap.removeFirst()) {
            times[n] = heap.time();
            codes[n++] = heap.code();
        }
        bucketsPerSecond = perSecond;
        cursor = number(lookedAt);
        setBuckets(buckets);
        for (int i = 0; i < n; i++) {
            if (addToWheel(times[i], codes[i], NONE) == NONE) {
                heap.add(times[i], codes[i]);
            }
        }
    }

    /** Makes a wheel that is empty. */
    private void setBuckets(int buckets) {
        heads = new int[buckets];
        Arrays.fill(heads, NONE);
        filled = new long[buckets >> 6];
        mask = buckets - 1;
        onWheel = 0;
        used = 0;
        free = NONE;
        if (nodes.length > 4 * LEAST && nodes.length > 8 * buckets) {
            nodes = new long[2 * buckets];
        }
    }
}
