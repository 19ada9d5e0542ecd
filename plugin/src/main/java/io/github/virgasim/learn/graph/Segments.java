// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.graph;

import java.util.Arrays;

/** Groups of consecutive rows, for example the tasks of each cluster; a group may be empty. Grows and can be used again. */
public final class Segments {
    private int[] starts = new int[16];
    private int count;

    /** Removes all groups. */
    public void clear() {
        count = 0;
    }

    /**
     * Adds a group behind the others.
     *
     * @param rows in the group, from 0
     */
    public void add(int rows) {
        if (count + 1 >= starts.length) {
            starts = Arrays.copyOf(starts, 2 * starts.length);
        }
        starts[count + 1] = starts[count] + rows;
        count++;
    }

    /**
     * Returns the number of groups.
     *
     * @return from 0
     */
    public int count() {
        return count;
    }

    /**
     * Returns where a group begins.
     *
     * @param group from 0 to {@link #count}, where the last is the end of all
     * @return its first row
     */
    public int start(int group) {
        return starts[group];
    }

    /**
     * Returns where a group ends.
     *
     * @param group from 0
     * @return the row behind its last
     */
    public int end(int group) {
        return starts[group + 1];
    }

    /**
     * Returns the number of rows in all groups.
     *
     * @return from 0
     */
    public int rows() {
        return starts[count];
    }
}
