// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.workload;

import io.github.virgasim.input.Checks;

/**
 * A query of a recording.
 *
 * @param time when it was sent [s], not negative
 * @param streamClass index of its class, which says its size
 * @param site index of the site that it came from
 */
public record RecordedQuery(double time, int streamClass, int site) {
    /** The stream of this query alone; whoever takes it checks time and site. */
    Client client(double[] lifetimes) {
        Checks.within("class index of recorded query", streamClass, 0, lifetimes.length - 1);
        return new Client(time, streamClass, site, lifetimes[streamClass]);
    }
}
