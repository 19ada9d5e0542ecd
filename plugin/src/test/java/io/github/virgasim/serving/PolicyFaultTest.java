// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.catalog.DnnModel;
import io.github.virgasim.catalog.InferenceTask;
import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.gpu.GpuSharing;
import io.github.virgasim.gpu.GpuSpec;
import io.github.virgasim.scheduling.Closest;
import io.github.virgasim.scheduling.Deployment;
import io.github.virgasim.scheduling.Monitoring;
import io.github.virgasim.scheduling.PlacementPolicy;
import io.github.virgasim.scheduling.PolicyFaultException;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.scheduling.StreamRequest;
import io.github.virgasim.serving.ServingSettings.Binding;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Site;
import io.github.virgasim.topology.Tier;
import io.github.virgasim.topology.Worker;
import io.github.virgasim.workload.Client;
import io.github.virgasim.workload.QueryProcess;
import io.github.virgasim.workload.StreamClass;
import io.github.virgasim.workload.Workload;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no policy may do ends the run, and says who did what and which rule it breaks. */
class PolicyFaultTest {
    private static final GpuSpec DEVICE = TestScenarios.device("d");
    private static final InferenceTask HEARING = new InferenceTask("hearing", "share [%]", "s", 1, "test");

    private static ModelVariant variant(String name, InferenceTask task, double accuracy) {
        return new ModelVariant(
                new DnnModel(name, task, accuracy, 1, "test"), DEVICE, 0.01, 0, 0, 100, 10, 1, 1, "test");
    }

    /** Instances: 0 good, 1 for another task, 2 not accurate enough, 3 too far, 4 not in memory. */
    private static ServingScenario scenario(Binding binding, double monitoring, double limit) {
        Worker near = new Worker(
                "near-1",
                DEVICE,
                1,
                1,
                1e6,
                List.of(
                        variant("good", TestScenarios.TASK, 60),
                        variant("ear", HEARING, 60),
                        variant("poor", TestScenarios.TASK, 40)));
        Worker far = new Worker("far-1", DEVICE, 1, 1, 1e6, List.of(variant("good", TestScenarios.TASK, 60)));
        Worker spare = new Worker(
                "near-2",
                DEVICE,
                1,
                1,
                1e6,
                List.of(),
                List.of(variant("good", TestScenarios.TASK, 60)),
                GpuSharing.exclusive());
        EdgeTopology topology = new EdgeTopology(List.of(
                new Site("near", Tier.EDGE, "far", new Link(1, 0, 1e9), new Link(0.001, 0, 1e9), 1, List.of(near)),
                new Site("far", Tier.DATA_CENTER, "", Link.NONE, Link.NONE, 0, List.of(far)),
                new Site("beside", Tier.EDGE, "near", new Link(0.001, 0, 1e9), Link.NONE, 0, List.of(spare))));
        StreamClass camera =
                new StreamClass("camera", TestScenarios.TASK, 1, QueryProcess.periodic(40), 1, 0, 0, 0.5, 50, 1);
        List<Client> clients = List.of(new Client(0, 0, 0, 1e9), new Client(2, 0, 0, 1e9), new Client(4, 0, 0, 1e9));
        ServingSettings settings = new ServingSettings(
                10, 0, binding, limit, monitoring, JitterModel.none(), ServiceLaw.deterministic(), 1);
        return new ServingScenario("faults", topology, Workload.replay(List.of(camera), clients), settings, List.of());
    }

    private record Rule(BiFunction<StreamRequest, ServingView, Integer> choice) implements SchedulingPolicy {
        @Override
        public String name() {
            return "home-made";
        }

        @Override
        public int choose(StreamRequest request, ServingView view) {
            return choice.apply(request, view);
        }
    }

    private static SchedulingPolicy always(int choice) {
        return new Rule((request, view) -> choice);
    }

    static Stream<Arguments> badChoices() {
        return Stream.of(Binding.values())
                .flatMap(binding -> Stream.of(
                        Arguments.of(binding, 999, "instances run from 0 to 4, -1 rejects the query"),
                        Arguments.of(binding, -2, "instances run from 0 to 4, -1 rejects the query"),
                        Arguments.of(binding, Integer.MIN_VALUE, "instances run from 0 to 4, -1 rejects the query"),
                        Arguments.of(binding, 1, "ear@d on worker 'near-1' must be for task 'task', is for 'hearing'"),
                        Arguments.of(
                                binding,
                                2,
                                "poor@d on worker 'near-1' must have an accuracy of at least 50.0, has 40.0"),
                        Arguments.of(
                                binding,
                                3,
                                "good@d on worker 'far-1' must have an expected delay within the deadline of 0.5 s"),
                        Arguments.of(binding, 4, "good@d on worker 'near-2' must be in memory and its worker up")));
    }

    @ParameterizedTest
    @MethodSource("badChoices")
    void aChoiceMustBeACandidateInMemory(Binding binding, int choice, String rule) {
        var engine = new ServingEngine(scenario(binding, 0, 1), always(choice), 1);
        var fault = assertThrows(PolicyFaultException.class, engine::finish);
        assertEquals(
                "policy 'home-made' chose instance " + choice + " for a query of class 'camera' at site 'near': "
                        + rule,
                fault.getMessage());
    }

    @Test
    void theMessageIsTheSameInEveryLanguage() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-u-nu-arab"));
            aChoiceMustBeACandidateInMemory(Binding.STREAM, 999, "instances run from 0 to 4, -1 rejects the query");
        } finally {
            Locale.setDefault(before);
        }
    }

    /** Streams of 40 queries/s on a worker that does 100: the third does not fit. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 1})
    void aChoiceMustHaveRoomInWhatThePolicySees(double monitoring) {
        var engine = new ServingEngine(scenario(Binding.STREAM, monitoring, 1), always(0), 1);
        engine.advance(4);
        var fault = assertThrows(PolicyFaultException.class, engine::finish);
        assertTrue(
                fault.getMessage()
                        .matches(".* 'camera' at site 'near': good@d on worker 'near-1' must have room for the query,"
                                + " lacks 0\\.(2|19999)\\d* of the worker's capacity"),
                fault.getMessage());
        assertEquals(4, engine.now(), 0.03, "it is the third stream that does not fit");
    }

    @Test
    void aChoiceMustBeUp() {
        var engine = new ServingEngine(scenario(Binding.STREAM, 0, 1), always(0), 1);
        engine.failWorker(0);
        var fault = assertThrows(PolicyFaultException.class, engine::finish);
        assertTrue(fault.getMessage().endsWith("must be in memory and its worker up"), fault.getMessage());
    }

    /** What has room in an old view and none in truth is no fault. */
    @Test
    void aChoiceMayBeWrongBecauseTheViewIsOld() {
        var engine = new ServingEngine(scenario(Binding.STREAM, 100, 1), always(0), 1);
        ServingStatistics result = engine.finish();
        assertTrue(result.refusedByWorker() > 0 && result.refusedByWorker() <= result.rejected());
        // Two streams of 40 queries/s for 10 s and 8 s; the third finds no room in its 6 s.
        assertEquals(720, result.served(), 2);
        assertEquals(240, result.rejected(), 1);
    }

    static Stream<Arguments> badPlacements() {
        return Stream.<Arguments>of(
                named("load of 5", (monitoring, deployment) -> deployment.load(5), "instance 5; they run from 0 to 4"),
                named(
                        "load of -1",
                        (monitoring, deployment) -> deployment.load(-1),
                        "instance -1; they run from 0 to 4"),
                named("evict 7", (monitoring, deployment) -> deployment.evict(7), "instance 7; they run from 0 to 4"),
                named("stays", (monitoring, deployment) -> deployment.stays(9), "instance 9; they run from 0 to 4"),
                named(
                        "queries",
                        (monitoring, deployment) -> deployment.occupancy(5),
                        "instance 5; they run from 0 to 4"),
                named(
                        "memory",
                        (monitoring, deployment) -> deployment.freeMemory(3),
                        "worker 3; they run from 0 to 2"));
    }

    private static Arguments named(String name, BiConsumer<Monitoring, Deployment> action, String rule) {
        return Arguments.of(org.junit.jupiter.api.Named.of(name, action), rule);
    }

    private record Placing(double period, BiConsumer<Monitoring, Deployment> action) implements PlacementPolicy {
        @Override
        public void place(Monitoring monitoring, Deployment deployment) {
            action.accept(monitoring, deployment);
        }
    }

    @ParameterizedTest
    @MethodSource("badPlacements")
    void aPlacementMustActOnWhatThereIs(BiConsumer<Monitoring, Deployment> action, String rule) {
        var engine = new ServingEngine(scenario(Binding.STREAM, 0, 1), new Closest(), 1);
        engine.setPlacement(new Placing(1, action));
        var fault = assertThrows(PolicyFaultException.class, engine::finish);
        assertEquals("placement policy " + Placing.class.getName() + " acted on " + rule, fault.getMessage());
    }
}
