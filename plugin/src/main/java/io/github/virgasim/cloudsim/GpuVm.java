// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import java.util.ArrayList;
import java.util.List;
import org.cloudsimplus.resources.ResourceManageable;
import org.cloudsimplus.vms.VmSimple;

/** A VM that needs GPU memory, which is one of its resources. */
abstract class GpuVm extends VmSimple {
    private final GpuMemory gpuMemory;

    /**
     * Makes a VM.
     *
     * @param pes number of its PEs
     * @param gpuMemoryMib GPU memory that it needs [MiB]
     */
    GpuVm(int pes, long gpuMemoryMib) {
        super(GpuWorker.MIPS, pes);
        gpuMemory = new GpuMemory(gpuMemoryMib);
    }

    /**
     * Returns the GPU memory that the VM needs.
     *
     * @return in whole MiB
     */
    public final GpuMemory getGpuMemory() {
        return gpuMemory;
    }

    @Override
    public List<ResourceManageable> getResources() {
        List<ResourceManageable> all = new ArrayList<>(super.getResources());
        all.add(gpuMemory);
        return List.copyOf(all);
    }
}
