// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lends arrays and takes them all back at once, so that a step after the first hardly needs new memory. */
final class Arena {
    private static final int CLASSES = 128;

    private final List<List<float[]>> free = new ArrayList<>(CLASSES);
    private final List<float[]> lent = new ArrayList<>();
    private long floats;

    Arena() {
        for (int i = 0; i < CLASSES; i++) {
            free.add(new ArrayList<>());
        }
    }

    /** Lends an array whose first n elements are 0 and whose length is at most a quarter above n (or 16). */
    float[] zeros(int n) {
        float[] array = any(n);
        Arrays.fill(array, 0, n, 0);
        return array;
    }

    /** The same, with any content. */
    float[] any(int n) {
        List<float[]> fitting = free.get(sizeClass(n));
        float[] array;
        if (fitting.isEmpty()) {
            array = new float[length(sizeClass(n))];
            floats += array.length;
        } else {
            array = fitting.remove(fitting.size() - 1);
        }
        lent.add(array);
        return array;
    }

    /** Takes all lent arrays back. */
    void reclaim() {
        for (float[] array : lent) {
            free.get(sizeClass(array.length)).add(array);
        }
        lent.clear();
    }

    /** Returns how many floats all arrays hold that were ever made. */
    long floats() {
        return floats;
    }

    /** The smallest class whose length is at least n: lengths are 16, 20, 24, 28, 32, 40, 48, 56, 64 and so on. */
    private static int sizeClass(int n) {
        if (n <= 16) {
            return 0;
        }
        int power = 31 - Integer.numberOfLeadingZeros(n - 1);
        int quarter = (n - 1 - (1 << power)) >> (power - 2);
        return 4 * (power - 4) + quarter + 1;
    }

    private static int length(int sizeClass) {
        return (4 + sizeClass % 4) << (2 + sizeClass / 4);
    }
}
