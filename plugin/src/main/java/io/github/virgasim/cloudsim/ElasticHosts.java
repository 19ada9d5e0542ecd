// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import io.github.virgasim.elastic.ElasticSetting;
import io.github.virgasim.elastic.Units;
import io.github.virgasim.gpu.GpuSpec;
import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.topology.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.cloudsimplus.datacenters.Datacenter;
import org.cloudsimplus.resources.Pe;
import org.cloudsimplus.resources.PeSimple;

/** {@link GpuHost}s that stand for clusters of elastic tasks, one for each. */
public final class ElasticHosts {
    private static final long BANDWIDTH_MBPS = 10_000;
    private static final long STORAGE_MB = 1_000_000;

    private ElasticHosts() {}

    /**
     * Makes one host for each cluster, with a PE for each CPU unit and a GPU for each GPU unit, at the edge and at sites of
     * their own: cluster-0, cluster-1, ...
     *
     * @param setting gives the clusters
     * @param device each GPU; its RAM [MiB], of which an {@link ElasticVm} takes 1, is that of the host
     * @return the hosts by number of the cluster
     * @throws InvalidInputException if there are other than two kinds of resource or a cluster has no CPU unit
     */
    public static List<GpuHost> forSetting(ElasticSetting setting, GpuSpec device) {
        List<GpuHost> hosts = new ArrayList<>();
        for (Units capacity : setting.capacities()) {
            requireCpusAndGpus(capacity);
            int cpus = Checks.atLeastOne("CPU units of a cluster on a host", capacity.get(ElasticVm.CPU));
            List<Pe> pes = IntStream.range(0, cpus)
                    .<Pe>mapToObj(i -> new PeSimple(GpuWorker.MIPS))
                    .toList();
            hosts.add(new GpuHost(
                    pes,
                    (long) device.ramMib(),
                    BANDWIDTH_MBPS,
                    STORAGE_MB,
                    device,
                    capacity.get(ElasticVm.GPU),
                    "cluster-" + hosts.size(),
                    Tier.EDGE));
        }
        return hosts;
    }

    /** Checks that there is a host for each cluster, and that each has what its cluster has or more. */
    static void check(List<GpuHost> hosts, ElasticSetting setting) {
        List<Units> capacities = setting.capacities();
        Checks.within(
                String.format(Locale.ROOT, "hosts for %d clusters", capacities.size()),
                hosts.size(),
                capacities.size(),
                capacities.size());
        for (int cluster = 0; cluster < capacities.size(); cluster++) {
            Units capacity = capacities.get(cluster);
            requireCpusAndGpus(capacity);
            GpuHost host = hosts.get(cluster);
            Units has = Units.of((int) host.getPesNumber(), host.getGpus());
            if (!has.covers(capacity)) {
                throw new InvalidInputException(String.format(
                        Locale.ROOT, "host of cluster %d needs units %s, has %s", cluster, capacity, has));
            }
        }
    }

    /** Checks that every host is in one of the data centres. */
    static void requirePlaced(List<GpuHost> hosts, List<Datacenter> datacenters) {
        for (int cluster = 0; cluster < hosts.size(); cluster++) {
            if (!datacenters.contains(hosts.get(cluster).getDatacenter())) {
                throw new IllegalStateException(
                        String.format(Locale.ROOT, "the host of cluster %d is in no data centre", cluster));
            }
        }
    }

    private static void requireCpusAndGpus(Units capacity) {
        Checks.within("kinds of resource in CloudSim Plus", capacity.kinds(), 2, 2);
    }
}
