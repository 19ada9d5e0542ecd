// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import org.cloudsimplus.resources.ResourceManageableAbstract;

/** Memory of a GPU [MiB], as a resource of a host or of a VM. */
public final class GpuMemory extends ResourceManageableAbstract {
    /**
     * Makes a memory of which nothing is allocated.
     *
     * @param mib its size [MiB], not negative
     */
    public GpuMemory(long mib) {
        super(mib, "MiB");
    }
}
