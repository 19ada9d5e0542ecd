// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scheduling;

/**
 * Does what was recorded, in open loop: each query goes where it went, and is turned away if it was, or if worker or variant
 * are not there any more. A query of which nothing was recorded is turned away.
 */
public final class Recorded implements SchedulingPolicy {
    /** The policy's name. */
    public static final String NAME = "recorded";

    /** Makes the policy, which keeps nothing. */
    public Recorded() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int choose(StreamRequest request, ServingView view) {
        int instance = view.recorded();
        return instance < 0 || view.room(instance, request) == Double.NEGATIVE_INFINITY ? REJECT : instance;
    }

    @Override
    public boolean followsRecording() {
        return true;
    }
}
