// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scenario;

import io.github.virgasim.catalog.ModelCatalog;
import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.gpu.GpuSharing;
import io.github.virgasim.gpu.GpuSpec;
import io.github.virgasim.topology.Worker;
import java.util.List;

/** Collects what a machine is, for a {@link SiteBuilder}; what is not said is as its device has it. */
public final class WorkerBuilder {
    private final String name;
    private final String device;
    private List<String> models = List.of();
    private List<String> loadable = List.of();
    private Integer cpus;
    private Double ram;
    private Double gpuMemory;
    private GpuSharing sharing = GpuSharing.exclusive();

    /**
     * Starts a machine without models.
     *
     * @param name unique at its site; in the topology the site's name stands before it
     * @param device name of its device in the catalogue
     */
    public WorkerBuilder(String name, String device) {
        this.name = name;
        this.device = device;
    }

    /**
     * Sets what is in the GPU memory from the beginning.
     *
     * @param names of models that the catalogue has for the device
     * @return this builder
     */
    public WorkerBuilder models(String... names) {
        models = List.of(names);
        return this;
    }

    /**
     * Sets what may be loaded besides while it runs.
     *
     * @param names of models that the catalogue has for the device
     * @return this builder
     */
    public WorkerBuilder loadable(String... names) {
        loadable = List.of(names);
        return this;
    }

    /**
     * Sets the CPU cores.
     *
     * @param count at least 1
     * @return this builder
     */
    public WorkerBuilder cpus(int count) {
        cpus = count;
        return this;
    }

    /**
     * Sets the main memory.
     *
     * @param mib [MiB], positive
     * @return this builder
     */
    public WorkerBuilder ram(double mib) {
        ram = mib;
        return this;
    }

    /**
     * Sets the memory that the models may take together.
     *
     * @param mib [MiB], positive, at most the device's
     * @return this builder
     */
    public WorkerBuilder gpuMemory(double mib) {
        gpuMemory = mib;
        return this;
    }

    /**
     * Sets how batches run beside each other.
     *
     * @param how exclusive unless set
     * @return this builder
     */
    public WorkerBuilder sharing(GpuSharing how) {
        sharing = how;
        return this;
    }

    Worker build(String site, ModelCatalog catalog) {
        GpuSpec spec = catalog.device(device);
        return new Worker(
                site + "/" + name,
                spec,
                cpus == null ? spec.cpus() : cpus,
                ram == null ? spec.ramMib() : ram,
                gpuMemory == null ? spec.gpuMemoryMib() : gpuMemory,
                variants(models, catalog),
                variants(loadable, catalog),
                sharing);
    }

    private List<ModelVariant> variants(List<String> names, ModelCatalog catalog) {
        return names.stream().map(model -> catalog.variant(model, device)).toList();
    }
}
