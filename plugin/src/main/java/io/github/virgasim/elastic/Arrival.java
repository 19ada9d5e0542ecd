// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import java.util.List;

/** A task that arrives; immutable. */
public final class Arrival {
    private final int type;
    private final List<Integer> clusters;
    /** The same numbers, for the engine to read without boxes. */
    private final int[] places;

    /**
     * Makes an arrival.
     *
     * @param type number of the task's type, from 0
     * @param clusters numbers of the clusters that may run it, ascending, at least one
     * @throws InvalidInputException if the type is negative, or the clusters are none, negative or not ascending
     */
    public Arrival(int type, List<Integer> clusters) {
        this.type = type;
        Checks.within("type of an arriving task", type, 0, Integer.MAX_VALUE);
        this.clusters = List.copyOf(clusters);
        if (this.clusters.isEmpty()) {
            throw new InvalidInputException("eligible clusters of an arriving task must be at least one, were none");
        }
        places = new int[this.clusters.size()];
        int before = -1;
        for (int i = 0; i < places.length; i++) {
            places[i] = this.clusters.get(i);
            if (places[i] <= before) {
                throw new InvalidInputException(
                        "eligible clusters of an arriving task must be ascending from 0, were " + clusters);
            }
            before = places[i];
        }
    }

    /**
     * Returns the number of the task's type.
     *
     * @return from 0
     */
    public int type() {
        return type;
    }

    /**
     * Returns the clusters that may run the task.
     *
     * @return their numbers, ascending, at least one; unmodifiable
     */
    public List<Integer> clusters() {
        return clusters;
    }

    /** Returns the clusters, not to be changed. */
    int[] places() {
        return places;
    }
}
