// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.scheduling.StreamRequest;

/** Rules devices out for a request, beside those that cannot take it at all. */
@FunctionalInterface
interface EcsrlMask {
    /** Rules out none. */
    EcsrlMask NONE = (choices, request, view) -> {};

    /**
     * Keeps the devices that may be chosen.
     *
     * @param choices for each device an instance or {@link io.github.virgasim.scheduling.SchedulingPolicy#REJECT}; changed
     */
    void keep(int[] choices, StreamRequest request, ServingView view);
}
