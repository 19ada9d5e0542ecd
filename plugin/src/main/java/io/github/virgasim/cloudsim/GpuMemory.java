// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import org.cloudsimplus.resources.ResourceManageableAbstract;

/**
 * Memory of GPUs [MiB], as a resource of a host or of a VM. A VM that needs up to the memory of one GPU gets it on one GPU,
 * the first with room; a VM that needs more gets whole GPUs, each of them for itself.
 */
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
