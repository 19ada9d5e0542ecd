// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.serving.InstanceRules.Drop;
import io.github.virgasim.serving.ServingSettings.Binding;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Site;
import io.github.virgasim.topology.Tier;
import io.github.virgasim.topology.Worker;
import io.github.virgasim.workload.Client;
import io.github.virgasim.workload.QueryProcess;
import io.github.virgasim.workload.Workload;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings, rules and scenarios: what is refused, and what a changed copy keeps. */
class SettingsTest {
    private static final double ANY = Double.POSITIVE_INFINITY;

    private static ServingSettings settings(
            double duration, double warmup, double limit, double monitoring, double timeline) {
        return new ServingSettings(
                duration,
                warmup,
                Binding.QUERY,
                limit,
                monitoring,
                JitterModel.gaussian(),
                ServiceLaw.exponential(),
                timeline);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 1, 0, 1, duration",
        "10, -1, 1, 0, 1, warm-up",
        "10, 10, 1, 0, 1, warm-up",
        "10, 1, 0, 0, 1, admission limit",
        "10, 1, 1, -1, 1, monitoring interval",
        "10, 1, 1, 0, 0, timeline interval",
        "10, 1, 1, 0, 1e-6, lines of the timeline"
    })
    void badSettingsAreNamed(
            double duration, double warmup, double limit, double monitoring, double timeline, String what) {
        refused(what, () -> settings(duration, warmup, limit, monitoring, timeline));
    }

    @Test
    void aCopyDiffersInOneThing() {
        ServingSettings all = settings(10, 2, 0.5, 3, 4)
                .withInstances(InstanceRules.DEFAULT.with(Batching.none()))
                .withSecondInference(new SecondInference(5));
        for (ServingSettings copy : List.of(
                all.withDuration(20).withDuration(10),
                all.withBinding(Binding.STREAM).withBinding(Binding.QUERY),
                all.withInstances(InstanceRules.DEFAULT).withInstances(all.instances()),
                all.withSecondInference(new SecondInference(1)).withSecondInference(new SecondInference(5)))) {
            assertEquals(all, copy);
        }
        assertEquals(20, all.withDuration(20).duration());
        assertEquals(Binding.STREAM, all.withBinding(Binding.STREAM).binding());
        assertEquals(
                InstanceRules.DEFAULT, all.withInstances(InstanceRules.DEFAULT).instances());
        assertEquals(Optional.empty(), settings(10, 2, 0.5, 3, 4).secondInference());
        refused("warm-up", () -> all.withDuration(2));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 100, 0, 1, queue limit",
        "1, 0, 0, 1, load bandwidth",
        "1, 100, -1, 1, initialization",
        "1, 100, 0, 0, placement period",
        "1, NaN, 0, 1, load bandwidth"
    })
    void badRulesAreNamed(int limit, double bandwidth, double initialization, double period, String what) {
        refused(what, () -> new InstanceRules(Batching.none(), limit, Drop.OLDEST, bandwidth, initialization, period));
    }

    @Test
    void aColdStartIsTransferAndInitialization() {
        assertEquals(4.5, new InstanceRules(Batching.none(), 1, Drop.OLDEST, 100, 0.5, 7).coldStart(400));
        assertEquals(0, InstanceRules.DEFAULT.coldStart(400));
        InstanceRules changed = new InstanceRules(Batching.none(), 1, Drop.OLDEST, 100, 0.5, 7).with(Batching.fixed());
        assertEquals(Batching.Kind.STATIC, changed.batching().kind());
        assertEquals(
                List.of(1, Drop.OLDEST, 100.0, 0.5, 7.0),
                List.of(
                        changed.queueLimit(),
                        changed.drop(),
                        changed.loadBandwidth(),
                        changed.initialization(),
                        changed.placementPeriod()));
    }

    @Test
    void batchingRulesSayWhatTheyWaitFor() {
        assertTrue(Batching.fixed().waits()
                && Batching.adaptive().waits()
                && Batching.dynamic(0.1).waits());
        assertTrue(!Batching.none().waits() && !Batching.dynamic(0).waits());
        assertEquals(ANY, Batching.fixed().maxWait());
        assertEquals(0.25, Batching.dynamic(0.25).maxWait());
        refused("maximum wait", () -> Batching.dynamic(-1));
        // Batches of 4 take 1 + 4 s, so that two replicas serve 8 / 5 per second; alone, queries take 2 s.
        var variant = TestScenarios.variant("m", TestScenarios.device("d"), 1, 1, 4, 2);
        assertEquals(1.6, Batching.dynamic(0).capacity(variant, 1), 1e-12);
        assertEquals(1, Batching.none().capacity(variant, 1), 1e-12);
        // A measured throughput below what the law allows holds for single queries too.
        var slow = new io.github.virgasim.catalog.ModelVariant(
                variant.model(), variant.device(), 1, 1, 0, 0.25, 10, 4, 2, "test");
        assertEquals(0.25, Batching.none().capacity(slow, 1), 1e-12);
    }

    private static ServingScenario scenario(Client client, Disturbance... disturbances) {
        var device = TestScenarios.device("d");
        Worker worker = new Worker("w", device, 1, 1, 1e6, List.of(TestScenarios.variant("m", device, 1, 0, 1, 1)));
        List<Site> sites = List.of(
                new Site("s", Tier.EDGE, "", Link.NONE, Link.NONE, 1, List.of(worker)),
                new Site("t", Tier.EDGE, "s", new Link(0.1, 0, 1e9), Link.NONE, 1, List.of()));
        return new ServingScenario(
                "t",
                new EdgeTopology(sites),
                Workload.replay(
                        List.of(TestScenarios.streamClass("k", QueryProcess.periodic(1), 1, 1)), List.of(client)),
                settings(10, 2, 0.5, 3, 4),
                List.of(disturbances));
    }

    @Test
    void whatAScenarioDoesNotHaveIsRefused() {
        Client client = new Client(0, 0, 1, 1);
        Disturbance slow = new Disturbance(2, Disturbance.Kind.SLOW_LINK, 1, 2);
        Disturbance fail = new Disturbance(1, Disturbance.Kind.FAIL, 0, 1);
        assertEquals(List.of(fail, slow), scenario(client, slow, fail).disturbances(), "in order of time");
        refused("index of worker", () -> scenario(client, new Disturbance(1, Disturbance.Kind.FAIL, 1, 1)));
        refused("index of worker", () -> scenario(client, new Disturbance(1, Disturbance.Kind.RECOVER, -1, 1)));
        refused("index of site", () -> scenario(client, new Disturbance(1, Disturbance.Kind.SLOW_LINK, 2, 1)));
        refused("site", () -> scenario(new Client(0, 0, 2, 1)));
        refused("time", () -> new Disturbance(-1, Disturbance.Kind.FAIL, 0, 1));
        refused("factor", () -> new Disturbance(1, Disturbance.Kind.SLOW_LINK, 0, 0));
    }

    private static void refused(String what, Executable making) {
        String message = assertThrows(InvalidInputException.class, making).getMessage();
        assertTrue(message.contains(what), message);
    }
}
