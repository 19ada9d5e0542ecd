// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import java.util.Optional;
import java.util.stream.Stream;

/** Places a worker on the first host that suits. O(k) time where k - 1 hosts ahead do not suit. */
public final class GpuFirstFit extends GpuAllocationPolicy {
    @Override
    protected Optional<GpuHost> choose(GpuWorker worker, Stream<GpuHost> suitable) {
        return suitable.findFirst();
    }
}
