// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scheduling;

/**
 * Chooses the variant and worker that serve a stream of queries. Policies keep no reference to what they are shown.
 */
public interface SchedulingPolicy {
    /** The choice when nothing feasible is left: the query is rejected. */
    int REJECT = -1;

    /**
     * Returns the policy's name as used on command lines and in tables.
     *
     * @return lower case, words joined by hyphens
     */
    String name();

    /**
     * Chooses an instance.
     *
     * @param request who asks
     * @param view what is known now
     * @return index of a candidate instance that has room, or {@link #REJECT}
     */
    int choose(StreamRequest request, ServingView view);
}
