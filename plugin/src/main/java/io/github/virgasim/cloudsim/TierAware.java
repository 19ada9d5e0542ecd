// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.cloudsimplus.datacenters.Datacenter;

/**
 * Places a worker at its own site, else in its own tier, else in the nearest tier; among equals on the first host. O(n)
 * time in the number of hosts.
 */
public final class TierAware extends GpuAllocationPolicy {
    @Override
    protected Optional<GpuHost> choose(GpuWorker worker, Stream<GpuHost> suitable) {
        return suitable.min(Comparator.comparingInt(host -> distance(worker, host)));
    }

    /** Returns 0 at the worker's site, 1 elsewhere in its tier, and one more for each tier between. */
    static int distance(GpuWorker worker, GpuHost host) {
        if (host.getSiteName().equals(worker.getSite().name())) {
            return 0;
        }
        return 1 + Math.abs(host.getTier().ordinal() - worker.getSite().tier().ordinal());
    }

    /** Returns the distance of the nearest host with the worker's device, whether it has room or not. */
    static int distance(GpuWorker worker, Datacenter datacenter) {
        return datacenter.getHostList().stream()
                .filter(GpuHost.class::isInstance)
                .map(GpuHost.class::cast)
                .filter(host -> host.getDevice()
                        .name()
                        .equals(worker.getWorker().device().name()))
                .mapToInt(host -> distance(worker, host))
                .min()
                .orElse(Integer.MAX_VALUE);
    }
}
