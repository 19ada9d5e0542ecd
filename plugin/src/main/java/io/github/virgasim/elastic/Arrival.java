// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import java.util.List;

/**
 * A task that arrives.
 *
 * @param type number of its type, from 0
 * @param clusters numbers of the clusters that may run it, ascending, at least one
 */
public record Arrival(int type, List<Integer> clusters) {
    /**
     * Checks the arrival.
     *
     * @throws InvalidInputException if the type is negative, or the clusters are none, negative or not ascending
     */
    public Arrival {
        Checks.within("type of an arriving task", type, 0, Integer.MAX_VALUE);
        clusters = List.copyOf(clusters);
        if (clusters.isEmpty()) {
            throw new InvalidInputException("eligible clusters of an arriving task must be at least one, were none");
        }
        int before = -1;
        for (int cluster : clusters) {
            if (cluster <= before) {
                throw new InvalidInputException(
                        "eligible clusters of an arriving task must be ascending from 0, were " + clusters);
            }
            before = cluster;
        }
    }
}
