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
     * Chooses an instance. {@link Choices} holds it to what may be returned. Where the view is old, the worker may refuse a
     * choice that had room in it. A stream that was turned away is asked about again once a candidate has room in the view.
     *
     * @param request who asks
     * @param view what is known now
     * @return index of a candidate instance that has room in the view, or {@link #REJECT}; anything else ends the run with a
     *     {@link PolicyFaultException}
     */
    int choose(StreamRequest request, ServingView view);

    /**
     * Tells whether choices are those of a recording, in open loop: they are followed even where requirements or admission
     * would forbid them, as long as worker and variant are there.
     *
     * @return false unless the policy says otherwise
     */
    default boolean followsRecording() {
        return false;
    }
}
