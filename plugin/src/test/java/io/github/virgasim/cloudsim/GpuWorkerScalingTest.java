// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.catalog.DnnModel;
import io.github.virgasim.catalog.InferenceTask;
import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.gpu.GpuSpec;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.scheduling.LoadBalancing;
import io.github.virgasim.serving.Batching;
import io.github.virgasim.serving.InstanceRules;
import io.github.virgasim.serving.JitterModel;
import io.github.virgasim.serving.ServiceLaw;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingSettings;
import io.github.virgasim.serving.ServingSettings.Binding;
import io.github.virgasim.serving.ServingStatistics;
import io.github.virgasim.serving.Timeline;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Site;
import io.github.virgasim.topology.Tier;
import io.github.virgasim.topology.Worker;
import io.github.virgasim.workload.Client;
import io.github.virgasim.workload.QueryProcess;
import io.github.virgasim.workload.StreamClass;
import io.github.virgasim.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Four workers that serve four streams of 10 queries/s each; 4 streams, 12 from 60 s to 120 s, then 4 again. */
class GpuWorkerScalingTest {
    private static final GpuSpec DEVICE = new GpuSpec("d", GpuSpec.Kind.EDGE, 8192, 4, 8192, 5, 15, "test");
    private static final InferenceTask TASK = new InferenceTask("t", "mAP", "units", 1, "test");
    private static final ModelVariant VARIANT =
            new ModelVariant(new DnnModel("m", TASK, 50, 1, "test"), DEVICE, 0.02, 0, 0, 50, 1000, 1, 1, "test");
    private static final StreamClass CAMERA =
            new StreamClass("camera", TASK, 1, QueryProcess.periodic(10), 1, 1000, 100, 0.2, 30, 60);

    private final CloudSimPlus simulation = Fixtures.simulation();
    private InferenceBroker broker;
    /** Number of workers with a VM, and of those up in the engine, after each tick. */
    private final List<Integer> created = new ArrayList<>();

    private final List<Integer> up = new ArrayList<>();

    private void build(double loadBandwidth, int hosts) {
        List<Worker> workers = IntStream.range(0, 4)
                .mapToObj(i -> new Worker("w" + i, DEVICE, 4, 8192, 8192, List.of(VARIANT)))
                .toList();
        Site site = new Site("s", Tier.EDGE, "", Link.NONE, new Link(0.005, 0, 1e9), 1, workers);
        EdgeTopology topology = new EdgeTopology(List.of(site));
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            clients.add(new Client(0.013 * i, 0, 0, 180));
        }
        for (int i = 0; i < 8; i++) {
            clients.add(new Client(60 + 0.017 * i, 0, 0, 60));
        }
        InstanceRules rules = new InstanceRules(
                Batching.dynamic(0), 1000, InstanceRules.Drop.NEWEST, loadBandwidth, 0, Double.POSITIVE_INFINITY);
        ServingSettings settings = new ServingSettings(
                        180, 0, Binding.STREAM, 0.85, 0, JitterModel.none(), ServiceLaw.deterministic(), 10)
                .withInstances(rules);
        ServingScenario scenario =
                new ServingScenario("surge", topology, Workload.replay(List.of(CAMERA), clients), settings, List.of());
        List<GpuHost> room = IntStream.range(0, hosts)
                .mapToObj(i -> GpuHost.forWorker(topology, i))
                .toList();
        new EdgeDatacenter(simulation, room, new GpuFirstFit());
        broker = new InferenceBroker(simulation, scenario, new LoadBalancing(), 1);
        broker.addOnTickListener(info -> {
            created.add((int) IntStream.range(0, 4)
                    .filter(i -> broker.getCarrier(i).isCreated())
                    .count());
            up.add((int) IntStream.range(0, 4).filter(broker.getEngine()::isUp).count());
        });
    }

    private GpuWorkerScaling scaling(int least) {
        GpuWorkerScaling scaling = new GpuWorkerScaling(broker, List.of(0, 1, 2, 3), least);
        scaling.setOverloadPredicate(vm -> scaling.getUtilization() > 0.7);
        return scaling.setUnderloadPredicate(vm -> scaling.getUtilization() < 0.25);
    }

    private double servedShare(int from, int to) {
        Timeline timeline = broker.getStatistics().timeline();
        double offered =
                IntStream.range(from / 10, to / 10).mapToLong(timeline::offered).sum();
        return IntStream.range(from / 10, to / 10).mapToLong(timeline::served).sum() / offered;
    }

    private void assertEveryQueryCountedOnce() {
        ServingStatistics statistics = broker.getStatistics();
        assertEquals((4 * 180 + 8 * 60) * 10, statistics.offered(), 12);
        assertEquals(statistics.offered(), statistics.served() + statistics.late() + statistics.rejected());
    }

    @Test
    void replicasJoinWithTheLoadAndLeaveWithIt() {
        build(Double.POSITIVE_INFINITY, 4);
        scaling(1);
        simulation.start();

        assertEquals(1, created.get(0));
        assertEquals(2, created.get(58), "four streams keep one worker busy for 80 %");
        assertEquals(4, created.get(75), "twelve need more");
        assertEquals(3, created.get(175), "the four that are left keep three workers busy for 27 %");
        assertEquals(created, up, "VMs and workers are in step");
        assertTrue(servedShare(60, 70) < servedShare(80, 120));
        assertEquals(1, servedShare(80, 120), 0.001);
        assertEquals(1, servedShare(150, 180), 0.001);
        assertEveryQueryCountedOnce();
        // Those that leave do so idle, but for queries on the way to them.
        assertTrue(
                broker.getStatistics().lost() <= 4,
                "lost " + broker.getStatistics().lost());
    }

    @Test
    void withoutScalingTheSurgeIsRejected() {
        build(Double.POSITIVE_INFINITY, 4);
        scaling(1).setOverloadPredicate(vm -> false);
        simulation.start();
        assertTrue(up.stream().allMatch(n -> n == 1));
        assertEquals(4 / 12.0, servedShare(70, 120), 0.01);
        assertEveryQueryCountedOnce();
    }

    /** 1000 MiB at 100 MiB/s take 10 s, in which the VM is there but serves nothing and no other one is asked for. */
    @Test
    void coldStartsAreWaitedFor() {
        build(100, 4);
        scaling(1);
        simulation.start();
        int third = created.indexOf(3);
        int fourth = created.indexOf(4);
        assertTrue(third > 60 && third < 65, created.toString());
        assertTrue(fourth - third >= 10 && fourth - third <= 15, created.toString());
        assertTrue(servedShare(60, 70) < 0.75);
        assertEveryQueryCountedOnce();
    }

    @Test
    void aRefusedVmIsAskedForAgainAndTheEngineGoesOn() {
        build(Double.POSITIVE_INFINITY, 2);
        scaling(1);
        simulation.start();
        assertEquals(2, created.stream().mapToInt(n -> n).max().orElseThrow(), "two hosts only");
        assertEquals(8 / 12.0, servedShare(70, 120), 0.02);
        assertEveryQueryCountedOnce();
    }

    @Test
    void theLeastNumberRunsAlways() {
        build(Double.POSITIVE_INFINITY, 4);
        scaling(3).setUnderloadPredicate(vm -> true);
        simulation.start();
        assertTrue(created.stream().allMatch(n -> n >= 3));
        assertEquals(1, servedShare(0, 60), 0.001);
    }

    @Test
    void queuesMayDecideAsWell() {
        build(Double.POSITIVE_INFINITY, 4);
        GpuWorkerScaling scaling = scaling(1);
        List<Integer> seen = new ArrayList<>();
        scaling.setOverloadPredicate(vm -> {
            seen.add(scaling.getOccupancy());
            return scaling.getOccupancy() >= 2;
        });
        simulation.start();
        assertTrue(seen.stream().allMatch(n -> n >= 0) && seen.stream().anyMatch(n -> n > 0));
        assertEveryQueryCountedOnce();
    }

    @Test
    void theSupplierMayBeOnesOwn() {
        build(Double.POSITIVE_INFINITY, 4);
        scaling(1).setVmSupplier(() -> Vm.NULL);
        simulation.start();
        assertTrue(created.stream().allMatch(n -> n == 1));
        assertFalse(broker.getEngine().isUp(3));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5})
    void theLeastNumberIsPartOfTheGroup(int least) {
        build(1, 4);
        var problem = assertThrows(InvalidInputException.class, () -> scaling(least));
        assertTrue(problem.getMessage().contains("must be between 1.0 and 4.0, was"), problem.getMessage());
    }

    @Test
    void workersMustExistAndBeDifferent() {
        build(1, 4);
        assertThrows(InvalidInputException.class, () -> new GpuWorkerScaling(broker, List.of(0, 4), 1));
        assertThrows(InvalidInputException.class, () -> new GpuWorkerScaling(broker, List.of(1, 1), 1));
    }
}
