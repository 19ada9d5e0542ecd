// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.elastic.Arrival;
import io.github.virgasim.elastic.Cluster;
import io.github.virgasim.elastic.ConstantProgress;
import io.github.virgasim.elastic.ElasticExperiment;
import io.github.virgasim.elastic.ElasticScheduler;
import io.github.virgasim.elastic.ElasticSetting;
import io.github.virgasim.elastic.ElasticTask;
import io.github.virgasim.elastic.RecordedArrivals;
import io.github.virgasim.elastic.TaskType;
import io.github.virgasim.elastic.Units;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.papers.tapfinger.Baseline;
import io.github.virgasim.papers.tapfinger.Fidelity;
import io.github.virgasim.papers.tapfinger.TapFinger;
import io.github.virgasim.random.RandomStreams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ElasticTaskVmsTest {
    private final CloudSimPlus simulation = Fixtures.simulation();

    /** A task of 3 timesteps is preempted in the second one: it has a VM in timesteps 0, 2 and 3. */
    @Test
    void preemptedTaskHasNoVm() {
        Units two = Units.of(2, 1);
        ElasticScheduler scheduler = (view, plan) -> {
            Cluster cluster = view.clusters().get(0);
            if (!cluster.pending().isEmpty()) {
                plan.start(0, cluster.pending().get(0), two);
            } else {
                plan.resize(cluster.running().get(0), view.timestep() == 1 ? Units.none(2) : two);
            }
        };
        List<GpuHost> hosts = ElasticTaskBrokerTest.datacenter(simulation, one(two));
        Set<ElasticVm> vms = ElasticTaskBrokerTest.watch(simulation, hosts);
        ElasticTaskBroker broker =
                small(hosts, two, 1.0 / 3 + 1e-9, 1, scheduler).setTimestep(2.5);
        simulation.start();
        assertEquals(List.of(new ElasticOutcome(0, 0, 0, 0, 0, 10, 2)), broker.getOutcomes());
        assertEquals(List.of(0.0, 5.0), vms.stream().map(Vm::getStartTime).toList());
        assertEquals(List.of(2.5, 10.0), vms.stream().map(Vm::getFinishTime).toList());
        assertEquals(0, broker.getEpisodeStart());
    }

    /** Two tasks swap their units in one moment on a full host: everything is destroyed before anything is created. */
    @Test
    void fullHostIsSharedAnew() {
        Units large = Units.of(3, 1);
        Units small = Units.of(1, 3);
        ElasticScheduler scheduler = (view, plan) -> {
            Cluster cluster = view.clusters().get(0);
            if (!cluster.pending().isEmpty()) {
                plan.start(0, cluster.pending().get(0), cluster.running().isEmpty() ? large : small);
                return;
            }
            boolean even = view.timestep() % 2 == 0;
            plan.resize(cluster.running().get(0), even ? large : small);
            plan.resize(cluster.running().get(1), even ? small : large);
        };
        List<GpuHost> hosts = ElasticTaskBrokerTest.datacenter(simulation, one(Units.of(4, 4)));
        ElasticTaskBrokerTest.watch(simulation, hosts);
        ElasticTaskBroker broker = small(hosts, Units.of(1, 1), 0.1 + 1e-9, 2, scheduler);
        simulation.start();
        assertEquals(
                List.of(new ElasticOutcome(0, 0, 0, 0, 0, 10, 10), new ElasticOutcome(1, 0, 0, 0, 0, 10, 10)),
                broker.getOutcomes());
    }

    /** CloudSim Plus itself goes on for two times its minimum time between events. */
    @Test
    void terminatedSimulationEnds() {
        ElasticExperiment experiment = TapFinger.multiTask(Fidelity.PAPER);
        List<GpuHost> hosts = ElasticTaskBrokerTest.datacenter(simulation, experiment.setting());
        ElasticTaskBroker broker = ElasticTaskBrokerTest.broker(simulation, hosts, experiment, Baseline.MIN);
        simulation.terminateAt(10);
        simulation.start();
        assertTrue(broker.isEpisodeFinished());
        assertTrue(broker.getOutcomes().size() < experiment.tasks());
        assertTrue(broker.getStatistics().timesteps() <= 12);
        hosts.forEach(host -> assertEquals(List.<Vm>of(), host.getVmList()));
    }

    @Test
    void wrongHostsAreRejected() {
        ElasticExperiment experiment = TapFinger.heterogeneous(Fidelity.PAPER);
        List<GpuHost> hosts = new ArrayList<>(ElasticHosts.forSetting(experiment.setting(), Fixtures.BOARD));
        hosts.set(5, hosts.get(4));
        assertRejected(
                "host of cluster 5 needs units [32, 32], has [24, 24]",
                () -> ElasticTaskBrokerTest.broker(simulation, hosts, experiment, Baseline.MIN));
        hosts.remove(5);
        assertRejected(
                "hosts for 6 clusters",
                () -> ElasticTaskBrokerTest.broker(simulation, hosts, experiment, Baseline.MIN));
    }

    /** The engine shares out what the setting says. */
    @Test
    void largerHostsWillDo() {
        ElasticExperiment experiment = TapFinger.heterogeneous(Fidelity.PAPER);
        Units large = Units.of(40, 32);
        List<GpuHost> hosts = ElasticTaskBrokerTest.datacenter(
                simulation, new ElasticSetting(Collections.nCopies(6, large), ElasticSetting.Mode.MULTI_TASK));
        ElasticTaskBrokerTest.watch(simulation, hosts);
        ElasticTaskBroker broker = ElasticTaskBrokerTest.broker(simulation, hosts, experiment, Baseline.TIRESIAS);
        simulation.start();
        assertEquals(experiment.tasks(), broker.getOutcomes().size());
    }

    @Test
    void missingDatacenterIsRejected() {
        ElasticExperiment experiment = TapFinger.multiTask(Fidelity.PAPER);
        List<GpuHost> hosts = ElasticHosts.forSetting(experiment.setting(), Fixtures.BOARD);
        ElasticTaskBrokerTest.broker(simulation, hosts, experiment, Baseline.MIN);
        assertMessage("the host of cluster 0 is in no data centre");
    }

    @Test
    void fullHostIsAnError() {
        ElasticExperiment experiment = TapFinger.multiTask(Fidelity.PAPER);
        List<GpuHost> hosts = ElasticTaskBrokerTest.datacenter(simulation, experiment.setting());
        ElasticTaskBrokerTest.broker(simulation, hosts, experiment, Baseline.TIRESIAS);
        ElasticTaskBrokerTest.broker(simulation, hosts, experiment, Baseline.TIRESIAS);
        assertMessage("has no room for task");
    }

    /** CPU units would suffice for both, GPU units do not. */
    @Test
    void gpusAreNotSharedTwice() {
        List<GpuHost> hosts = ElasticTaskBrokerTest.datacenter(simulation, one(Units.of(4, 4)));
        ElasticScheduler scheduler =
                (view, plan) -> view.clusters().get(0).pending().forEach(task -> plan.start(0, task, Units.of(1, 3)));
        small(hosts, Units.of(1, 1), 0.5, 1, scheduler);
        small(hosts, Units.of(1, 1), 0.5, 1, scheduler);
        assertMessage("has no room for task 0 with units [1, 3]");
        assertEquals(1, hosts.get(0).getFreeGpus());
    }

    @Test
    void timestepMustExceedTheMinimumBetweenEvents() {
        ElasticExperiment experiment = TapFinger.multiTask(Fidelity.PAPER);
        List<GpuHost> hosts = ElasticTaskBrokerTest.datacenter(simulation, experiment.setting());
        ElasticTaskBroker broker = ElasticTaskBrokerTest.broker(simulation, hosts, experiment, Baseline.TIRESIAS);
        assertThrows(InvalidInputException.class, () -> broker.setTimestep(0));
        broker.setTimestep(simulation.getMinTimeBetweenEvents());
        assertMessage("a timestep must take more than the simulation's minimum of 0.1 s, was 0.1 s");
    }

    @Test
    void vmsNeedCpus() {
        List<GpuHost> hosts = ElasticTaskBrokerTest.datacenter(simulation, one(Units.of(4, 4)));
        small(hosts, Units.of(1, 1), 1, 1, (view, plan) -> {
            for (ElasticTask task : view.clusters().get(0).pending()) {
                plan.start(0, task, Units.of(0, 1));
            }
        });
        InvalidInputException error = assertThrows(InvalidInputException.class, simulation::start);
        assertTrue(error.getMessage().contains("CPU units of task 0 with [0, 1]"), error.getMessage());
    }

    @Test
    void otherKindsAreRejected() {
        GpuHost host =
                ElasticHosts.forSetting(one(Units.of(1, 1)), Fixtures.BOARD).get(0);
        assertRejected("kinds of resource", () -> ElasticHosts.forSetting(one(Units.of(1)), Fixtures.BOARD));
        assertRejected("CPU units", () -> ElasticHosts.forSetting(one(Units.of(0, 1)), Fixtures.BOARD));
        assertRejected("kinds of resource", () -> small(List.of(host), Units.of(1, 1, 1), 1, 1, (view, plan) -> {}));
    }

    private static void assertRejected(String part, Executable action) {
        InvalidInputException error = assertThrows(InvalidInputException.class, action);
        assertTrue(error.getMessage().contains(part), error.getMessage());
    }

    private void assertMessage(String part) {
        IllegalStateException error = assertThrows(IllegalStateException.class, simulation::start);
        assertTrue(error.getMessage().contains(part), error.getMessage());
    }

    private static ElasticSetting one(Units capacity) {
        return new ElasticSetting(
                List.of(capacity), 4, ElasticSetting.Mode.MULTI_TASK, ElasticSetting.RefillOrder.QUEUE_FIRST, 1);
    }

    /** Tasks that all arrive before timestep 0 at one cluster with room for four units of each kind. */
    private ElasticTaskBroker small(
            List<GpuHost> hosts, Units minimum, double gain, int tasks, ElasticScheduler scheduler) {
        int[] amounts = minimum.toArray();
        Arrays.fill(amounts, 4);
        Units capacity = minimum.equals(Units.of(2, 1)) ? minimum : Units.of(amounts);
        RecordedArrivals arrivals = new RecordedArrivals(
                Collections.nCopies(tasks, new RecordedArrivals.Timed(0, new Arrival(0, List.of(0)))), 1, 1);
        return new ElasticTaskBroker(
                simulation,
                hosts,
                one(capacity),
                List.of(new TaskType("task", minimum, capacity, new ConstantProgress(gain), 0)),
                arrivals,
                scheduler,
                new RandomStreams(1).stream("noise"));
    }
}
