// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scheduling;

/**
 * A policy that may choose an instance without room where the scenario allows preemption ({@link ServingView#preempts}): it
 * says which class of streams gives way there.
 */
public interface PreemptingPolicy extends SchedulingPolicy {
    /**
     * Chooses who gives way. Streams of this class are released from the instance's worker, none if they would not suffice,
     * until the request fits; they ask again with their next queries.
     *
     * @param request who asks
     * @param instance what {@link #choose} has just returned, without room
     * @param view the system now
     * @return index of a class
     */
    int victim(StreamRequest request, int instance, ServingView view);
}
