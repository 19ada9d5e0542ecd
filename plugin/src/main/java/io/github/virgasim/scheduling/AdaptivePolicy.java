// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scheduling;

/**
 * A policy that looks at the system at regular times and changes how it chooses, such as ASET's agent. Whoever runs it
 * calls {@link #decide} at time 0 and after every period.
 */
public interface AdaptivePolicy extends SchedulingPolicy {
    /**
     * Returns the time between decisions.
     *
     * @return [s], positive
     */
    double period();

    /**
     * Decides how to choose until the next decision.
     *
     * @param monitoring the system now; not to be kept
     */
    void decide(Monitoring monitoring);
}
