// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.serving.Disturbance;
import io.github.virgasim.serving.JitterModel;
import io.github.virgasim.serving.ServiceLaw;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingSettings.Binding;
import io.github.virgasim.serving.WorkerState;
import io.github.virgasim.topology.EdgeTopology;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.cloudsimplus.core.CloudSimPlus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker is up while its VM is there and the scenario has not made it fail; neither cause ends the other. */
class WorkerPresenceTest {
    private static final int EAST = Fixtures.EAST_1;

    private final CloudSimPlus simulation = Fixtures.simulation();

    private static ServingScenario scenario(List<Disturbance> disturbances) {
        return Fixtures.scenario(
                Fixtures.settings(Binding.STREAM, 0, JitterModel.none(), ServiceLaw.deterministic()), disturbances);
    }

    private InferenceBroker broker(List<GpuHost> hosts, List<Disturbance> disturbances) {
        new EdgeDatacenter(simulation, hosts, new TierAware());
        return new InferenceBroker(simulation, scenario(disturbances), StaticPolicies.named("least-impedance"), 3);
    }

    private static List<GpuHost> hosts(int count) {
        return IntStream.range(0, count)
                .mapToObj(worker -> GpuHost.forWorker(Fixtures.TOPOLOGY, worker))
                .toList();
    }

    private static Disturbance fail(double time, int worker) {
        return new Disturbance(time, Disturbance.Kind.FAIL, worker, 1);
    }

    private static Disturbance recover(double time, int worker) {
        return new Disturbance(time, Disturbance.Kind.RECOVER, worker, 1);
    }

    @Test
    void aRecoveryRevivesNoWorkerWithoutVm() {
        // The last worker has no host; the one in the east is destroyed at 40 s.
        InferenceBroker broker =
                broker(hosts(3), List.of(recover(20, 3), fail(50, EAST), recover(60, EAST), recover(61, EAST)));
        GpuWorker east = broker.getWorkers().get(EAST);
        List<WorkerState> states = new ArrayList<>();
        broker.addOnTickListener(info -> {
            states.add(broker.getEngine().workerState(EAST));
            assertEquals(WorkerState.ABSENT, broker.getEngine().workerState(3));
            if (Math.abs(broker.getEngine().now() - 40) < 0.5) {
                east.shutdown();
            }
        });
        simulation.start();
        assertEquals(WorkerState.UP, states.get(38));
        assertEquals(WorkerState.ABSENT, states.get(42));
        assertEquals(WorkerState.FAILED_AND_ABSENT, states.get(55));
        assertEquals(WorkerState.ABSENT, states.get(65));
        assertEquals(WorkerState.ABSENT, states.get(states.size() - 1));
        ServingEngine engine = broker.getEngine();
        assertEquals(0, engine.energy(3));
        assertEquals(40, engine.upTime(EAST), 1.1);
    }

    @Test
    void aNewVmEndsNoFailureOfTheScenario() {
        InferenceBroker broker = broker(hosts(4), List.of(fail(30, EAST), recover(90, EAST)));
        GpuWorker east = broker.getWorkers().get(EAST);
        broker.addOnTickListener(info -> {
            long second = Math.round(broker.getEngine().now());
            if (second == 40) {
                east.shutdown();
            } else if (second == 50) {
                broker.submitVm(new GpuWorker(east));
            } else if (second > 52 && second < 90) {
                assertTrue(broker.getCarrier(EAST).isCreated());
                assertEquals(WorkerState.FAILED, broker.getEngine().workerState(EAST));
            }
        });
        simulation.start();
        assertTrue(broker.getEngine().isUp(EAST));
    }

    /** VMs that come and go at random while the scenario fails and recovers workers at random: two flags say who is up. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void randomSequences(long seed) {
        Random random = new Random(seed);
        List<Disturbance> disturbances = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            // Between the ticks, so that it is plain what came first.
            double time = 1 + random.nextInt(110) + 0.4;
            disturbances.add(random.nextBoolean() ? fail(time, random.nextInt(4)) : recover(time, random.nextInt(4)));
        }
        disturbances.sort((a, b) -> Double.compare(a.time(), b.time()));
        InferenceBroker broker = broker(hosts(4), disturbances);
        int[] checks = {0, 0};
        broker.addOnTickListener(info -> {
            ServingEngine engine = broker.getEngine();
            for (int worker = 0; worker < 4; worker++) {
                boolean failed = false;
                for (Disturbance disturbance : disturbances) {
                    if (disturbance.time() <= engine.now() && disturbance.target() == worker) {
                        failed = disturbance.kind() == Disturbance.Kind.FAIL;
                    }
                }
                boolean there = broker.getCarrier(worker).isCreated();
                assertEquals(there && !failed, engine.isUp(worker), "worker " + worker + " at " + engine.now());
                checks[engine.isUp(worker) ? 0 : 1]++;
            }
            int worker = random.nextInt(4);
            GpuWorker carrier = broker.getCarrier(worker);
            if (random.nextInt(3) == 0) {
                if (carrier.isCreated()) {
                    carrier.shutdown();
                } else if (!broker.getVmWaitingList().contains(carrier)) {
                    broker.submitVm(carrier);
                }
            }
        });
        simulation.start();
        assertTrue(checks[0] > 50 && checks[1] > 50, checks[0] + " up, " + checks[1] + " down");
        var statistics = broker.getStatistics();
        assertEquals(statistics.offered(), statistics.served() + statistics.late() + statistics.rejected());
    }

    @Test
    void aWorkerOfAnotherScenarioIsRefused() {
        InferenceBroker broker = broker(hosts(4), List.of());
        // The same worker at another place, and one that is not there at all.
        EdgeTopology other = new EdgeTopology(List.of(
                Fixtures.TOPOLOGY.sites().get(0),
                Fixtures.TOPOLOGY.sites().get(1),
                Fixtures.TOPOLOGY.sites().get(3)));
        var moved = assertThrows(InvalidInputException.class, () -> broker.submitVm(new GpuWorker(other, 2)));
        assertEquals(
                "GpuWorker must carry a worker of scenario 'small', carries worker 'west-1' of site 'west',"
                        + " which is not number 2 of its 4 workers",
                moved.getMessage());
        EdgeTopology larger = new EdgeTopology(List.of(
                Fixtures.TOPOLOGY.sites().get(0).withWorkers(List.of()),
                Fixtures.TOPOLOGY.sites().get(1),
                Fixtures.TOPOLOGY
                        .sites()
                        .get(2)
                        .withWorkers(IntStream.range(0, 5)
                                .mapToObj(i -> new io.github.virgasim.topology.Worker(
                                        "more-" + i,
                                        Fixtures.BOARD,
                                        6,
                                        8000,
                                        8000,
                                        Fixtures.TOPOLOGY.workers().get(EAST).variants()))
                                .toList())));
        var beyond = assertThrows(
                InvalidInputException.class,
                () -> broker.submitVmList(List.of(new GpuWorker(Fixtures.TOPOLOGY, 0), new GpuWorker(larger, 5))));
        assertTrue(beyond.getMessage().contains("'more-4'"), beyond.getMessage());
        assertEquals(4, broker.getVmWaitingList().size(), "none of a list with a wrong one is taken");
        simulation.start();
        assertTrue(broker.isServingFinished());
        assertFalse(broker.getWorkers().isEmpty());
    }
}
