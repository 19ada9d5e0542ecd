// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.topology;

import io.github.virgasim.input.Checks;

/**
 * A network hop or a path of several; the same in both directions.
 *
 * @param delay mean one-way delay [s], not negative
 * @param jitter standard deviation of the one-way delay [s], not negative
 * @param bandwidth [bit/s], positive; infinity makes transfers take no time
 */
public record Link(double delay, double jitter, double bandwidth) {
    /** The path from a place to itself. */
    public static final Link NONE = new Link(0, 0, Double.POSITIVE_INFINITY);

    /** Checks the values. */
    public Link {
        // Tiny values are not refused, as they may be what slowing down or adding up has left.
        Checks.within("delay [s] of link", delay, 0, Checks.LARGEST);
        Checks.within("jitter [s] of link", jitter, 0, Checks.LARGEST);
        if (bandwidth != Double.POSITIVE_INFINITY) {
            Checks.positive("bandwidth [bit/s] of link", bandwidth);
        }
    }

    /**
     * Joins two hops: delays add up, jitters add up as independent variances, the narrower bandwidth remains.
     *
     * @param next the hop that follows
     * @return the path over both
     */
    public Link then(Link next) {
        return new Link(delay + next.delay, Math.hypot(jitter, next.jitter), Math.min(bandwidth, next.bandwidth));
    }

    /**
     * Makes the hop slower or faster.
     *
     * @param factor multiplies delay and jitter, positive
     * @return the changed hop
     */
    public Link slowed(double factor) {
        Checks.positive("delay factor of link", factor);
        return new Link(delay * factor, jitter * factor, bandwidth);
    }

    /**
     * Returns d + 2 sigma, the one-way delay that ASET's policies reckon with.
     *
     * @return [s]
     */
    public double networkDelay() {
        return delay + 2 * jitter;
    }

    /**
     * Returns how long a message takes to pass, besides the delay.
     *
     * @param bytes the message's size
     * @return [s]
     */
    public double transferTime(double bytes) {
        return 8 * bytes / bandwidth;
    }
}
