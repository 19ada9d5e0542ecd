// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import java.util.Arrays;

/** Hands out small whole numbers and takes them back, so that arrays indexed by them stay short. */
final class Slots {
    private int[] free = new int[16];
    private int freeCount;
    private int capacity;

    /** Returns a number that is not in use; the arrays that it indexes must hold {@link #capacity()} entries. */
    int take() {
        return freeCount > 0 ? free[--freeCount] : capacity++;
    }

    void giveBack(int slot) {
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, 2 * freeCount);
        }
        free[freeCount++] = slot;
    }

    int capacity() {
        return capacity;
    }

    int inUse() {
        return capacity - freeCount;
    }
}
