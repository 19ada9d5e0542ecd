// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.elastic.Cluster;
import io.github.virgasim.elastic.ElasticEngine;
import io.github.virgasim.elastic.ElasticExperiment;
import io.github.virgasim.elastic.ElasticScheduler;
import io.github.virgasim.elastic.ElasticSetting;
import io.github.virgasim.elastic.ElasticTask;
import io.github.virgasim.elastic.EpisodeObserver;
import io.github.virgasim.elastic.Replicas;
import io.github.virgasim.elastic.Units;
import io.github.virgasim.learn.graph.MatrixKernels;
import io.github.virgasim.papers.tapfinger.Baseline;
import io.github.virgasim.papers.tapfinger.DecisionMode;
import io.github.virgasim.papers.tapfinger.Fidelity;
import io.github.virgasim.papers.tapfinger.TapFinger;
import io.github.virgasim.papers.tapfinger.TapFingerAgent;
import io.github.virgasim.papers.tapfinger.TracedTypes;
import io.github.virgasim.random.RandomStreams;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicy;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicyBestFit;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicyFirstFit;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicySimple;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ElasticTaskBrokerTest {
    private static final long SEED = 5;

    private final CloudSimPlus simulation = Fixtures.simulation();

    static Stream<Arguments> episodes() {
        return Stream.of(
                        TapFinger.synthetic(3, 2, Fidelity.PAPER),
                        TapFinger.multiTask(Fidelity.PUBLISHED),
                        TapFinger.heterogeneous(Fidelity.PAPER),
                        TapFinger.shortAndLong(Fidelity.PUBLISHED),
                        TapFinger.containers(TracedTypes.shipped("container").containers(), Fidelity.PAPER))
                .flatMap(experiment ->
                        Stream.of(Baseline.values()).map(scheduler -> Arguments.of(experiment, scheduler)));
    }

    /** What a bare engine does: completion time of each task [timesteps], and units times timesteps of each cluster. */
    private static final class Bare implements EpisodeObserver {
        private final Map<Long, Long> completionTimes = new TreeMap<>();
        private final Map<Integer, long[]> used = new HashMap<>();
        private long resizes;
        private final Map<Long, Units> held = new HashMap<>();

        Bare(ElasticExperiment experiment, Baseline scheduler) {
            RandomStreams random = new RandomStreams(SEED);
            new ElasticEngine(
                            experiment.setting(),
                            experiment.types(),
                            experiment.arrivals(random),
                            scheduler.scheduler(experiment, random),
                            random.stream("noise"),
                            this)
                    .run();
        }

        @Override
        public void decided(long timestep, List<Cluster> clusters) {
            for (Cluster cluster : clusters) {
                long[] sums = used.computeIfAbsent(cluster.number(), number -> new long[2]);
                sums[0] += cluster.used(0);
                sums[1] += cluster.used(1);
                for (ElasticTask task : cluster.running()) {
                    Units before = held.put(task.number(), task.units());
                    resizes += before != null && !before.equals(task.units()) ? 1 : 0;
                }
            }
        }

        @Override
        public void completed(ElasticTask task, long timestep) {
            completionTimes.put(task.number(), timestep - task.arrival() + 1);
        }
    }

    static ElasticTaskBroker broker(
            CloudSimPlus simulation, List<GpuHost> hosts, ElasticExperiment experiment, Baseline scheduler) {
        RandomStreams random = new RandomStreams(SEED);
        return new ElasticTaskBroker(simulation, hosts, experiment, scheduler.scheduler(experiment, random), random);
    }

    static List<GpuHost> datacenter(CloudSimPlus simulation, ElasticSetting setting) {
        List<GpuHost> hosts = ElasticHosts.forSetting(setting, Fixtures.BOARD);
        new EdgeDatacenter(simulation, hosts, new GpuFirstFit());
        return hosts;
    }

    /** Looks at every event: what VMs have and what is free make up the host. Returns all VMs ever seen on the hosts. */
    static Set<ElasticVm> watch(CloudSimPlus simulation, List<GpuHost> hosts) {
        Set<ElasticVm> seen = new LinkedHashSet<>();
        simulation.addOnEventProcessingListener(event -> {
            for (int cluster = 0; cluster < hosts.size(); cluster++) {
                GpuHost host = hosts.get(cluster);
                int[] held = new int[2];
                for (Vm vm : host.getVmList()) {
                    ElasticVm task = (ElasticVm) vm;
                    seen.add(task);
                    assertEquals(cluster, task.getCluster());
                    assertEquals(task.getUnits().get(0), vm.getPesNumber());
                    assertEquals(
                            task.getUnits().get(1) * (long) Fixtures.BOARD.gpuMemoryMib(),
                            host.getProvisioner(GpuMemory.class).getAllocatedResourceForVm(vm));
                    held[0] += task.getUnits().get(0);
                    held[1] += task.getUnits().get(1);
                }
                assertEquals(host.getPesNumber() - held[0], host.getFreePesNumber());
                assertEquals(host.getGpus() - held[1], host.getFreeGpus());
                assertEquals((double) held[0] / host.getPesNumber(), host.getCpuPercentUtilization(), 1e-9);
            }
        });
        return seen;
    }

    @ParameterizedTest
    @MethodSource("episodes")
    void runsAsTheBareEngineDoes(ElasticExperiment experiment, Baseline scheduler) {
        Bare bare = new Bare(experiment, scheduler);
        List<GpuHost> hosts = datacenter(simulation, experiment.setting());
        ElasticTaskBroker broker = broker(simulation, hosts, experiment, scheduler);
        Set<ElasticVm> all = watch(simulation, hosts);
        simulation.start();

        assertTrue(broker.isEpisodeFinished());
        Map<Long, Long> completionTimes = new TreeMap<>();
        Map<Long, ElasticOutcome> outcomes = new HashMap<>();
        double last = 0;
        int vms = 0;
        for (ElasticOutcome outcome : broker.getOutcomes()) {
            completionTimes.put(outcome.task(), (long) outcome.completionTime());
            assertEquals(outcome.completionTime(), Math.rint(outcome.completionTime()));
            outcomes.put(outcome.task(), outcome);
            last = Math.max(last, outcome.finish());
            vms += outcome.vms();
        }
        assertEquals(bare.completionTimes, completionTimes);
        assertEquals(experiment.tasks(), completionTimes.size());
        assertEquals(last, simulation.clock(), "the simulation ends by itself with the last task");

        assertEquals(vms, all.size());
        assertTrue(vms <= experiment.tasks() + bare.resizes);
        assertEquals(List.of(), broker.getVmExecList());
        assertEquals(List.of(), broker.getVmFailedList());
        assertEquals(List.of(), broker.getVmCreatedList(), "destroyed VMs are forgotten");
        for (GpuHost host : hosts) {
            assertEquals(List.of(), host.getVmList());
            assertEquals(List.of(), host.getVmCreatedList());
        }
        Map<Integer, long[]> used = new HashMap<>();
        Map<Long, Double> starts = new HashMap<>();
        Map<Long, Double> finishes = new HashMap<>();
        for (ElasticVm vm : all) {
            assertFalse(vm.isCreated());
            long number = vm.getTask().number();
            starts.merge(number, vm.getStartTime(), Math::min);
            finishes.merge(number, vm.getFinishTime(), Math::max);
            double life = vm.getFinishTime() - vm.getStartTime();
            long[] sums = used.computeIfAbsent(vm.getCluster(), cluster -> new long[2]);
            sums[0] += (long) (life * vm.getUnits().get(0));
            sums[1] += (long) (life * vm.getUnits().get(1));
        }
        outcomes.forEach((number, outcome) -> {
            assertEquals(outcome.start(), starts.get(number));
            assertEquals(outcome.finish(), finishes.get(number));
        });
        bare.used.forEach((cluster, sums) -> {
            assertEquals(sums[0], used.getOrDefault(cluster, new long[2])[0], "CPU units times timesteps");
            assertEquals(sums[1], used.getOrDefault(cluster, new long[2])[1], "GPU units times timesteps");
        });
    }

    /** A trained network decides as in the bare engine: the same draws, the same completion times. */
    @Test
    void aTrainedNetworkSchedulesInside() {
        ElasticExperiment experiment = TapFinger.synthetic(3, 2, Fidelity.PUBLISHED);
        TapFingerAgent agent = TapFingerAgent.shipped("tapfinger-synthetic");
        RandomStreams random = new RandomStreams(SEED);
        List<GpuHost> hosts = datacenter(simulation, experiment.setting());
        ElasticTaskBroker broker =
                new ElasticTaskBroker(simulation, hosts, experiment, scheduler(agent, experiment, random), random);
        watch(simulation, hosts);
        simulation.start();
        assertTrue(broker.isEpisodeFinished());
        RandomStreams again = new RandomStreams(SEED);
        assertEquals(
                experiment.run(scheduler(agent, experiment, again), again).completionTimeSum(),
                broker.getOutcomes().stream()
                        .mapToDouble(ElasticOutcome::completionTime)
                        .sum());
    }

    private static ElasticScheduler scheduler(
            TapFingerAgent agent, ElasticExperiment experiment, RandomStreams random) {
        return agent.scheduler(experiment, DecisionMode.INDEPENDENT, MatrixKernels.plain(), Replicas.RELIABLE, random);
    }

    /** Tiresias gives a lone task everything up to its cap, and takes it back when others come. */
    @Test
    void resizedTaskGetsAnotherVm() {
        ElasticExperiment experiment = TapFinger.multiTask(Fidelity.PAPER);
        List<GpuHost> hosts = datacenter(simulation, experiment.setting());
        ElasticTaskBroker broker = broker(simulation, hosts, experiment, Baseline.TIRESIAS);
        simulation.start();
        assertTrue(broker.getOutcomes().stream().anyMatch(outcome -> outcome.vms() > 1));
    }

    static Stream<VmAllocationPolicy> policies() {
        return Stream.of(
                new GpuFirstFit(),
                new GpuBestFit(),
                new GpuWorstFit(),
                new TierAware(),
                new VmAllocationPolicySimple(),
                new VmAllocationPolicyFirstFit(),
                new VmAllocationPolicyBestFit());
    }

    /** Virga's policies for GPU workers as well as those of CloudSim Plus, with a host among them that is no cluster's. */
    @ParameterizedTest
    @MethodSource("policies")
    void anyAllocationPolicyPlacesTasks(VmAllocationPolicy policy) {
        ElasticExperiment experiment = TapFinger.heterogeneous(Fidelity.PAPER);
        List<GpuHost> hosts = ElasticHosts.forSetting(experiment.setting(), Fixtures.BOARD);
        List<GpuHost> all = new ArrayList<>(ElasticHosts.forSetting(experiment.setting(), Fixtures.BOARD));
        all.addAll(hosts);
        new EdgeDatacenter(simulation, all, policy);
        assertRunsAsTheBareEngine(experiment, broker(simulation, hosts, experiment, Baseline.TIRESIAS));
    }

    @Test
    void clustersMayStandInDifferentDatacenters() {
        ElasticExperiment experiment = TapFinger.heterogeneous(Fidelity.PAPER);
        List<GpuHost> hosts = ElasticHosts.forSetting(experiment.setting(), Fixtures.BOARD);
        for (GpuHost host : hosts) {
            new EdgeDatacenter(simulation, List.of(host), new GpuFirstFit());
        }
        assertRunsAsTheBareEngine(experiment, broker(simulation, hosts, experiment, Baseline.TIRESIAS));
    }

    private void assertRunsAsTheBareEngine(ElasticExperiment experiment, ElasticTaskBroker broker) {
        simulation.start();
        assertEquals(
                new Bare(experiment, Baseline.TIRESIAS)
                        .completionTimes.values().stream()
                                .mapToLong(time -> time)
                                .sum(),
                broker.getOutcomes().stream()
                        .mapToDouble(ElasticOutcome::completionTime)
                        .sum());
    }
}
