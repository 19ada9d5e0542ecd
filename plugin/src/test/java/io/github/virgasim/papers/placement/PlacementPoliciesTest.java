// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.placement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.catalog.DnnModel;
import io.github.virgasim.catalog.InferenceTask;
import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.cloudsim.EdgeDatacenter;
import io.github.virgasim.cloudsim.Fixtures;
import io.github.virgasim.cloudsim.GpuAllocationPolicy;
import io.github.virgasim.cloudsim.GpuBestFit;
import io.github.virgasim.cloudsim.GpuEnergyConsolidation;
import io.github.virgasim.cloudsim.GpuFirstFit;
import io.github.virgasim.cloudsim.GpuForecast;
import io.github.virgasim.cloudsim.GpuHost;
import io.github.virgasim.cloudsim.GpuLeastInterference;
import io.github.virgasim.cloudsim.GpuWorker;
import io.github.virgasim.cloudsim.GpuWorstFit;
import io.github.virgasim.gpu.GpuSpec;
import io.github.virgasim.gpu.Interference;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.random.RandomStreams;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Site;
import io.github.virgasim.topology.Tier;
import io.github.virgasim.topology.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.resources.Pe;
import org.cloudsimplus.resources.PeSimple;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Policies that look at memory, computing time and interference together. */
class PlacementPoliciesTest {
    private static final GpuSpec DEVICE = new GpuSpec("d", GpuSpec.Kind.EDGE, 8000, 16, 65536, 50, 150, "test");
    private static final InferenceTask TASK = new InferenceTask("t", "mAP", "units", 1, "test");
    /** How much longer a batch of the first model takes beside one of the second; others do not meet. */
    private static final Map<String, Double> ADDED = Map.of("aa", 0.5, "ab", 0.1, "ba", 0.2, "bb", 0.8, "ac", 9.0);

    private static final Interference PAIRS = models -> (model, running) -> {
        double slowdown = 1;
        for (int i = 0; i < running.length; i++) {
            int others = running[i] - (i == model ? 1 : 0);
            slowdown += others * ADDED.getOrDefault(models.get(model) + models.get(i), 0.0);
        }
        return slowdown > 9 ? Double.POSITIVE_INFINITY : slowdown;
    };

    private static final GpuForecast FORECAST = new GpuForecast(PAIRS, worker -> 0.3);

    private final List<GpuHost> hosts = new ArrayList<>();
    private long vms;

    private void host(GpuSpec device, int cores) {
        List<Pe> pes = IntStream.range(0, cores)
                .<Pe>mapToObj(i -> new PeSimple(GpuWorker.MIPS))
                .toList();
        hosts.add(new GpuHost(pes, 32768, 10_000, 1_000_000, device, "s", Tier.EDGE));
    }

    /** Makes the VM of a worker with one variant of each model. */
    private GpuWorker worker(int cores, double ram, double mib, String... models) {
        List<ModelVariant> variants = Stream.of(models)
                .map(name -> new DnnModel(name, TASK, 50, 1, "test"))
                .map(model -> new ModelVariant(model, DEVICE, 0.01, 0, 0, 100, mib, 1, 1, "test"))
                .toList();
        Worker worker = new Worker("w", DEVICE, cores, ram, DEVICE.gpuMemoryMib(), variants);
        Site site = new Site("s", Tier.EDGE, "", Link.NONE, Link.NONE, 1, List.of(worker));
        GpuWorker vm = new GpuWorker(new EdgeTopology(List.of(site)), 0);
        vm.setId(vms++);
        return vm;
    }

    private <T extends GpuAllocationPolicy> T bind(T policy) {
        new EdgeDatacenter(Fixtures.simulation(), hosts, policy);
        return policy;
    }

    private void put(int host, String model) {
        assertTrue(hosts.get(host).createVm(worker(1, 100, 1000, model)).fully());
    }

    private int placed(GpuAllocationPolicy policy, GpuWorker worker) {
        return policy.findHostForVm(worker).map(hosts::indexOf).orElse(-1);
    }

    static Stream<GpuAllocationPolicy> policies() {
        return Stream.of(
                new GpuFirstFit(),
                new GpuBestFit(),
                new GpuWorstFit(),
                new GpuLeastInterference(PAIRS),
                new GpuEnergyConsolidation(FORECAST, 2),
                GpuLearnedPlacement.shipped(FORECAST));
    }

    /** Whatever comes and goes, no host is overfilled, and none with room is passed over. */
    @ParameterizedTest
    @MethodSource("policies")
    void neverTakesMoreThanThereIs(GpuAllocationPolicy policy) {
        for (int i = 0; i < 4; i++) {
            host(DEVICE, 4 + 4 * i);
        }
        host(new GpuSpec("other", GpuSpec.Kind.EDGE, 80_000, 64, 65536, 1, 2, "test"), 64);
        bind(policy);
        UniformRandomProvider random = new RandomStreams(11).stream("vms");
        List<GpuWorker> present = new ArrayList<>();
        int refused = 0;
        for (int step = 0; step < 2000; step++) {
            if (!present.isEmpty() && random.nextDouble() < 0.45) {
                GpuWorker leaving = present.remove(random.nextInt(present.size()));
                ((GpuHost) leaving.getHost()).destroyVm(leaving);
            } else {
                String model = random.nextBoolean() ? "a" : "b";
                GpuWorker coming =
                        worker(1 + random.nextInt(4), 1 + random.nextInt(12_000), 1 + random.nextInt(4000), model);
                List<GpuHost> room = hosts.stream()
                        .filter(host -> host.isSuitableForVm(coming))
                        .toList();
                Optional<Host> host = policy.findHostForVm(coming);
                assertEquals(room.isEmpty(), host.isEmpty());
                if (host.isPresent()) {
                    assertTrue(room.contains(host.get()), "a host with room");
                    assertTrue(host.get().createVm(coming).fully());
                    present.add(coming);
                } else {
                    refused++;
                }
            }
            hosts.forEach(PlacementPoliciesTest::assertNotOverfilled);
        }
        assertTrue(refused > 50 && !present.isEmpty(), "full at times");
        List.copyOf(present).forEach(vm -> ((GpuHost) vm.getHost()).destroyVm(vm));
        hosts.forEach(host -> assertEquals((long) host.getDevice().gpuMemoryMib(), host.getFreeGpuMemory()));
    }

    private static void assertNotOverfilled(GpuHost host) {
        List<GpuWorker> tenants = GpuForecast.tenants(host);
        long memory = tenants.stream()
                .mapToLong(vm -> vm.getGpuMemory().getCapacity())
                .sum();
        assertTrue(memory <= host.getDevice().gpuMemoryMib());
        assertEquals((long) host.getDevice().gpuMemoryMib() - memory, host.getFreeGpuMemory());
        assertTrue(tenants.stream().mapToLong(Vm::getPesNumber).sum() <= host.getPesNumber());
        assertTrue(tenants.stream().mapToLong(vm -> vm.getRam().getCapacity()).sum()
                <= host.getRam().getCapacity());
        assertTrue(tenants.stream()
                .allMatch(vm ->
                        vm.getWorker().device().name().equals(host.getDevice().name())));
    }

    @Test
    void slowdownsAreThoseOfOneBatchEach() {
        double[] slowdowns = FORECAST.slowdowns(List.of(worker(1, 1, 1, "a", "b"), worker(1, 1, 1, "a")));
        assertEquals(3, slowdowns.length);
        assertEquals(1 + 0.1 + 0.5, slowdowns[0], 1e-12);
        assertEquals(1 + 0.2 + 0.2, slowdowns[1], 1e-12);
        assertEquals(1 + 0.5 + 0.1, slowdowns[2], 1e-12);
        assertEquals(0, FORECAST.slowdowns(List.of()).length);
    }

    @Test
    void leastInterferenceGoesWhereTheSumGrowsLeast() {
        IntStream.range(0, 4).forEach(i -> host(DEVICE, 16));
        put(0, "a");
        put(1, "b");
        put(2, "b");
        put(2, "b");
        put(3, "b");
        GpuLeastInterference policy = bind(new GpuLeastInterference(PAIRS));
        // Beside a: 1.5 + 0.5 = 2.0; beside b: 1.1 + 0.2 = 1.3; beside two b: 1.2 + 0.4 = 1.6. First of equals.
        assertEquals(1, placed(policy, worker(1, 100, 1000, "a")));
        // Beside a: 1.2 + 0.1 = 1.3; beside b: 1.8 + 0.8 = 2.6.
        assertEquals(0, placed(policy, worker(1, 100, 1000, "b")));
        hosts.get(3).destroyAllVms();
        assertEquals(3, placed(policy, worker(1, 100, 1000, "a")), "an empty host adds 1 only");
    }

    @Test
    void hostsOnWhichBatchesDoNotFitSideBySideAreLeftOut() {
        host(DEVICE, 16);
        put(0, "c");
        for (GpuAllocationPolicy policy : List.of(
                new GpuLeastInterference(PAIRS),
                new GpuEnergyConsolidation(FORECAST, 100),
                new GpuLearnedPlacement(FORECAST, (worker, options) -> 0))) {
            assertEquals(-1, placed(bind(policy), worker(1, 100, 1000, "a")));
            assertEquals(0, placed(policy, worker(1, 100, 1000, "b")));
        }
    }

    @Test
    void consolidationKeepsToHostsInUseWhileTheSlowdownAllows() {
        IntStream.range(0, 3).forEach(i -> host(DEVICE, 16));
        put(2, "b");
        GpuEnergyConsolidation policy = bind(new GpuEnergyConsolidation(FORECAST, 1.5));
        assertEquals(2, placed(policy, worker(1, 100, 1000, "a")), "in use");
        assertEquals(0, placed(policy, worker(1, 100, 1000, "b")), "1.8 is above the limit");
        put(0, "b");
        put(1, "b");
        put(1, "b");
        assertEquals(0, placed(policy, worker(1, 100, 1000, "b")), "1.8 is less above it than 2.6");
        assertThrows(InvalidInputException.class, () -> new GpuEnergyConsolidation(FORECAST, 0.9));
    }

    @Test
    void consolidationTakesTheSmallestGrowthOfPower() {
        host(DEVICE, 16);
        host(DEVICE.withPowerSlope(20), 16);
        host(DEVICE.withPowerSlope(40), 16);
        put(0, "a");
        put(2, "a");
        GpuEnergyConsolidation policy = bind(new GpuEnergyConsolidation(FORECAST, 100));
        // 30 % of 100 W, idle 50 W + 30 % of 20 W, 30 % of 40 W.
        assertEquals(30, FORECAST.powerGrowth(hosts.get(0), worker(1, 1, 1, "a")), 1e-12);
        assertEquals(56, FORECAST.powerGrowth(hosts.get(1), worker(1, 1, 1, "a")), 1e-12);
        assertEquals(2, placed(policy, worker(1, 100, 1000, "a")));
    }

    @Test
    void aNetworkSeesHostsWithRoomOnly() {
        host(DEVICE, 1);
        host(DEVICE, 16);
        host(DEVICE, 16);
        put(0, "a");
        List<Integer> seen = new ArrayList<>();
        GpuLearnedPlacement policy = bind(new GpuLearnedPlacement(FORECAST, (worker, options) -> {
            seen.add(options.length);
            for (double[] option : options) {
                assertEquals(PlacementFeatures.NAMES.size(), option.length);
            }
            return options.length - 1;
        }));
        assertEquals(2, placed(policy, worker(1, 100, 1000, "a")));
        assertEquals(-1, placed(policy, worker(17, 100, 1000, "a")));
        assertEquals(List.of(2), seen, "not asked where there is no room");
    }

    @Test
    void featuresAreWhatTheyAreCalled() {
        host(DEVICE, 16);
        host(DEVICE, 16);
        put(0, "b");
        double[][] rows = PlacementFeatures.of(worker(3, 100, 2000, "a"), hosts, FORECAST);
        double[] used = {5000.0 / 8000, 12.0 / 16, 0.15 / 4, 1.3 / 4, 1.0 / 8, 0.3, 0, 0.4, 0.3, 0.5};
        double[] unused = {6000.0 / 8000, 13.0 / 16, 0, 1.0 / 4, 0, 0.8, 1, 0.7, 0.3, 0.5};
        for (int i = 0; i < used.length; i++) {
            assertEquals(used[i], rows[0][i], 1e-12, PlacementFeatures.NAMES.get(i));
            assertEquals(unused[i], rows[1][i], 1e-12, PlacementFeatures.NAMES.get(i));
        }
    }

    @Test
    void otherVmsCountAsUseOfAHost() {
        host(DEVICE, 16);
        host(DEVICE, 16);
        var other = new org.cloudsimplus.vms.VmSimple(GpuWorker.MIPS, 2);
        other.setId(999);
        assertTrue(hosts.get(1).createVm(other).fully());
        assertEquals(1, placed(bind(new GpuEnergyConsolidation(FORECAST, 2)), worker(1, 100, 1000, "a")));
        assertFalse(GpuForecast.tenants(hosts.get(1)).contains(other));
    }
}
