// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.catalog.BatchTimes;
import io.github.virgasim.topology.Instance;

/** What of a batch's time the GPU need not be there for. */
final class Copies {
    private Copies() {}

    /** Returns the time that host and copies take before the GPU runs a batch [s], at most what the batch takes. */
    static double seconds(Instance instance, Queries queries, int first, double time) {
        BatchTimes times = instance.variant().times();
        return times == null ? 0 : Math.min(time, times.copySeconds(queries.batchSize(first)));
    }
}
