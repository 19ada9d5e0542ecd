// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Places a worker where it leaves the most GPU memory; the first such host. O(n) time in the number of hosts. */
public final class GpuWorstFit extends GpuAllocationPolicy {
    @Override
    protected Optional<GpuHost> choose(GpuWorker worker, Stream<GpuHost> suitable) {
        return suitable.min(Comparator.comparingLong(host -> -host.getFreeGpuMemory()));
    }
}
