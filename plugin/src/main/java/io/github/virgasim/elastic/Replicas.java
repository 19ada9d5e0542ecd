// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * The clusters that can coordinate, and when each of them cannot. The state of a coordinator is volatile, so the next
 * replica takes over without it (paper section 4.1); tasks keep running while there is none, but none is started.
 *
 * @param clusters numbers of the clusters with a replica, the preferred one first; at least one
 * @param outages when replicas cannot coordinate
 * @param takeover timesteps without a coordinator after the failure of the one before, 0 to 10,000
 */
public record Replicas(List<Integer> clusters, List<Outage> outages, int takeover) {
    private static final int MOST_TAKEOVER = 10_000;

    /** One replica that never fails. */
    public static final Replicas RELIABLE = new Replicas(List.of(0), List.of(), 0);

    /**
     * A time in which a replica cannot coordinate.
     *
     * @param cluster number of its cluster
     * @param from first timestep of the outage, from 0
     * @param to first timestep after it, above from
     */
    public record Outage(int cluster, long from, long to) {
        /**
         * Checks the times.
         *
         * @throws InvalidInputException if the outage starts before 0 or does not end after its start
         */
        public Outage {
            Checks.within("first timestep of an outage", from, 0, Long.MAX_VALUE);
            if (to <= from) {
                throw new InvalidInputException(String.format(
                        Locale.ROOT, "end of an outage must be after its first timestep %d, was %d", from, to));
            }
        }

        private boolean holds(int which, long timestep) {
            return cluster == which && from <= timestep && timestep < to;
        }
    }

    /**
     * Checks the replicas.
     *
     * @throws InvalidInputException if there are none, an outage is of a cluster without one, or the takeover is negative
     */
    public Replicas {
        clusters = List.copyOf(clusters);
        outages = List.copyOf(outages);
        Checks.atLeastOne("number of replicas", clusters.size());
        Checks.within("timesteps of a takeover", takeover, 0, MOST_TAKEOVER);
        for (Outage outage : outages) {
            if (!clusters.contains(outage.cluster)) {
                throw new InvalidInputException("cluster of an outage must have a replica, was " + outage.cluster);
            }
        }
    }

    /**
     * Tells who coordinates: the first replica that is up, once it has been the first for as long as a takeover takes.
     *
     * @param timestep from 0
     * @return number of the replica's cluster, empty if nobody coordinates
     */
    public OptionalInt active(long timestep) {
        if (outages.isEmpty()) {
            return OptionalInt.of(clusters.get(0));
        }
        OptionalInt first = firstUp(timestep);
        for (long before = timestep - 1; before >= Math.max(0, timestep - takeover); before--) {
            if (!firstUp(before).equals(first)) {
                return OptionalInt.empty();
            }
        }
        return first;
    }

    private OptionalInt firstUp(long timestep) {
        for (int cluster : clusters) {
            if (outages.stream().noneMatch(outage -> outage.holds(cluster, timestep))) {
                return OptionalInt.of(cluster);
            }
        }
        return OptionalInt.empty();
    }
}
