// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.scheduling.AdaptivePolicy;
import io.github.virgasim.scheduling.Monitoring;
import io.github.virgasim.scheduling.PolicyFaultException;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.scheduling.StreamRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cloudsimplus.brokers.DatacenterBrokerSimple;
import org.cloudsimplus.cloudlets.CloudletSimple;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Test;

/** Policies choose VMs for Cloudlets. */
class PolicyVmMapperTest {
    private static final int EAST = Fixtures.TOPOLOGY.siteIndex("east");

    private final CloudSimPlus simulation = Fixtures.simulation();
    private final DatacenterBrokerSimple broker = new DatacenterBrokerSimple(simulation);
    private final List<GpuWorker> workers = IntStream.range(0, 4)
            .mapToObj(index -> new GpuWorker(Fixtures.TOPOLOGY, index))
            .toList();

    private void map(String policy) {
        map(StaticPolicies.named(policy));
    }

    private void map(SchedulingPolicy policy) {
        EdgeDatacenter.forScenario(simulation, Fixtures.TOPOLOGY);
        broker.submitVmList(new ArrayList<>(workers));
        broker.setVmMapper(new PolicyVmMapper(Fixtures.scenario(), workers, policy, 1));
    }

    private List<InferenceCloudlet> submit(int count) {
        List<InferenceCloudlet> queries = IntStream.range(0, count)
                .mapToObj(i -> new InferenceCloudlet(0, EAST))
                .toList();
        broker.submitCloudletList(queries);
        return queries;
    }

    private static Map<String, Long> byWorker(List<InferenceCloudlet> queries) {
        return queries.stream()
                .filter(query -> query.getVm() != Vm.NULL)
                .collect(Collectors.groupingBy(query -> query.getVm().getDescription(), Collectors.counting()));
    }

    @Test
    void closestFillsTheNearestWorkerUpToTheAdmissionLimitAndForgetsWhatHasFinished() {
        map("closest");
        List<InferenceCloudlet> first = submit(43);
        List<InferenceCloudlet> second = new ArrayList<>();
        simulation.addOnClockTickListener(info -> {
            if (simulation.clock() > 20 && second.isEmpty()) {
                second.addAll(submit(3));
            }
        });
        // Something has to happen at 20 s.
        CloudletSimple bound = new CloudletSimple(GpuWorker.MIPS, 1);
        bound.setVm(workers.get(3));
        bound.setSubmissionDelay(20);
        broker.submitCloudlet(bound);
        simulation.start();

        // 45 queries/s at most 90 % busy: 40 Cloudlets.
        assertEquals(Map.of("east-1", 40L, "office-1", 3L), byWorker(first));
        assertEquals(Map.of("east-1", 3L), byWorker(second));
        assertTrue(first.stream().allMatch(InferenceCloudlet::isFinished));
        assertTrue(second.stream().allMatch(InferenceCloudlet::isFinished));
        assertSame(workers.get(3), bound.getVm());
        // 10 ms + 10 ms per megapixel; all six PEs, as there is one replica.
        assertEquals(20_000, first.get(0).getLength());
        assertEquals(6, first.get(0).getPesNumber());
        // 4 ms + 4 ms on one of two replicas with 16 PEs.
        assertEquals(8_000, first.get(42).getLength());
        assertEquals(8, first.get(42).getPesNumber());
    }

    @Test
    void loadsAreShared() {
        map("load-balancing");
        List<InferenceCloudlet> queries = submit(40);
        simulation.start();
        // Both models on the board in the east are fast enough for the site's clients, elsewhere only the small one.
        assertEquals(Map.of("east-1", 16L, "west-1", 8L, "office-1", 8L, "cloud-1", 8L), byWorker(queries));
    }

    @Test
    void whatIsRejectedStaysWithTheBroker() {
        map("closest");
        List<InferenceCloudlet> queries = submit(2000);
        simulation.terminateAt(100);
        simulation.start();
        assertEquals(Map.of("east-1", 40L, "west-1", 40L, "office-1", 180L, "cloud-1", 180L), byWorker(queries));
        assertEquals(2000 - 440, broker.getCloudletWaitingList().size());
    }

    @Test
    void policiesThatDecideAtRegularTimesAreRefused() {
        var adaptive = new AdaptivePolicy() {
            @Override
            public String name() {
                return "agent";
            }

            @Override
            public double period() {
                return 1;
            }

            @Override
            public void decide(Monitoring monitoring) {}

            @Override
            public int choose(StreamRequest request, ServingView view) {
                return REJECT;
            }
        };
        var e = assertThrows(
                InvalidInputException.class, () -> new PolicyVmMapper(Fixtures.scenario(), workers, adaptive, 1));
        assertTrue(e.getMessage().contains("agent"));
    }

    @Test
    void aChoiceThatIsNoCandidateWithRoomIsRefused() {
        map(new SchedulingPolicy() {
            @Override
            public String name() {
                return "stubborn";
            }

            @Override
            public int choose(StreamRequest request, ServingView view) {
                return view.candidates(request)
                        .instance(view.candidates(request).nearest(0));
            }
        });
        submit(41);
        var fault = assertThrows(PolicyFaultException.class, simulation::start);
        assertTrue(
                fault.getMessage()
                        .startsWith("policy 'stubborn' chose instance 3 for a query of class 'headset' at site 'east':"
                                + " small@board on worker 'east-1' must have room"),
                fault.getMessage());
    }
}
