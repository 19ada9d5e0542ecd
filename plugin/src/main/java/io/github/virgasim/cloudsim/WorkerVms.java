// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.topology.EdgeTopology;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cloudsimplus.datacenters.Datacenter;
import org.cloudsimplus.vms.Vm;

/** The VMs for a scenario's workers: which VM carries each of them, and which data centres have refused it. */
final class WorkerVms {
    private final ServingScenario scenario;
    private final List<GpuWorker> made;
    /** The VM that carries each worker now or did last. */
    private final GpuWorker[] carriers;
    /** How many data centres have refused each worker since it was last submitted. */
    private final int[] refusals;
    /** Whether each worker has got its first VM, or will have none before serving starts. */
    private final boolean[] answered;

    WorkerVms(ServingScenario scenario) {
        this.scenario = scenario;
        EdgeTopology topology = scenario.topology();
        made = IntStream.range(0, topology.workers().size())
                .mapToObj(index -> new GpuWorker(topology, index))
                .toList();
        carriers = made.toArray(GpuWorker[]::new);
        refusals = new int[carriers.length];
        answered = new boolean[carriers.length];
    }

    /** Returns the VMs made in the beginning, in the order of the topology's workers. */
    List<GpuWorker> made() {
        return made;
    }

    /** Returns the VM that carries a worker now or did last; the one made for it if it never had any. */
    GpuWorker carrier(int worker) {
        return carriers[worker];
    }

    /** Makes a VM the one that carries its worker. */
    void carry(GpuWorker vm) {
        carriers[vm.getIndex()] = vm;
    }

    /**
     * Checks that a VM carries a worker of the scenario.
     *
     * @throws InvalidInputException if not
     */
    void requireOwn(GpuWorker vm) {
        EdgeTopology topology = scenario.topology();
        int index = vm.getIndex();
        boolean own = index < carriers.length
                && vm.getWorker().equals(topology.workers().get(index))
                && vm.getSite().equals(topology.sites().get(topology.siteOfWorker(index)));
        if (!own) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "GpuWorker must carry a worker of scenario '%s', carries worker '%s' of site '%s', which is not number %s of its %s workers",
                    scenario.name(),
                    vm.getWorker().name(),
                    vm.getSite().name(),
                    index,
                    carriers.length));
        }
    }

    /** Returns the nearest of the data centres that have not refused a VM yet. */
    Datacenter next(GpuWorker vm, List<Datacenter> datacenters) {
        return datacenters.stream()
                .sorted(Comparator.comparingInt(datacenter -> TierAware.distance(vm, datacenter)))
                .skip(refusals[vm.getIndex()])
                .findFirst()
                .orElse(Datacenter.NULL);
    }

    /** Takes a data centre's answer; returns whether it is the last one: the VM has been created, or refused by all. */
    boolean answer(GpuWorker vm, int datacenters) {
        int index = vm.getIndex();
        if (!vm.isCreated() && ++refusals[index] < datacenters) {
            return false;
        }
        refusals[index] = 0;
        answered[index] = true;
        return true;
    }

    /** Lets a worker begin without a VM, so that none is waited for. */
    void keepBack(int worker) {
        answered[worker] = true;
    }

    boolean allAnswered() {
        return IntStream.range(0, answered.length).allMatch(i -> answered[i]);
    }

    /** Says how many workers of those that failed have no VM, and what the first of them needs. */
    Optional<String> warning(List<Vm> failed) {
        List<GpuWorker> refused = failed.stream()
                .filter(GpuWorker.class::isInstance)
                .map(GpuWorker.class::cast)
                .toList();
        if (refused.isEmpty()) {
            return Optional.empty();
        }
        GpuWorker first = refused.get(0);
        return Optional.of(String.format(
                Locale.ROOT,
                "%,d of %,d workers have no VM and are down, as no host has room for them; the first, %s, needs %d CPUs,"
                        + " %d MiB of RAM and %d MiB of GPU memory",
                refused.size(),
                carriers.length,
                first.getWorker().name(),
                first.getPesNumber(),
                first.getRam().getCapacity(),
                first.getGpuMemory().getCapacity()));
    }
}
