// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.analysis;

import static io.github.virgasim.topology.Samples.link;
import static io.github.virgasim.topology.Samples.site;
import static io.github.virgasim.topology.Samples.variant;
import static io.github.virgasim.topology.Samples.worker;
import static io.github.virgasim.workload.SampleClasses.detection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.random.RandomStreams;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.serving.Disturbance;
import io.github.virgasim.serving.Disturbance.Kind;
import io.github.virgasim.serving.JitterModel;
import io.github.virgasim.serving.ServiceLaw;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingSettings;
import io.github.virgasim.serving.ServingSettings.Binding;
import io.github.virgasim.serving.ServingStatistics;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Link;
import io.github.virgasim.workload.Client;
import io.github.virgasim.workload.QueryProcess;
import io.github.virgasim.workload.StreamClass;
import io.github.virgasim.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

class WindowedBoundTest {
    private static final double EXACT = 1e-6;
    /** One worker of 10 queries/s, reached from its own site and, over a link of 0.1 s, from another one. */
    private static final EdgeTopology ONE_WORKER = new EdgeTopology(List.of(
            site("s", "", Link.NONE, link(0), worker("w", variant("m", 50, 0.1))), site("t", "s", link(0.1), link(0))));

    private static final StreamClass TWENTY = detection("twenty", QueryProcess.periodic(20), 1, 0);

    /** 100 s in which each stream of 20 queries/s can have half of what it wants. */
    private static ServingScenario scenario(double limit, List<Disturbance> disturbances, Client... clients) {
        ServingSettings settings = new ServingSettings(
                100, 0, Binding.STREAM, limit, 0, JitterModel.none(), ServiceLaw.deterministic(), 10);
        return new ServingScenario(
                "small", ONE_WORKER, Workload.replay(List.of(TWENTY), List.of(clients)), settings, disturbances);
    }

    private static double share(double limit, List<Disturbance> disturbances, Client... clients) {
        return WindowedBound.share(scenario(limit, disturbances, clients), 1);
    }

    @Test
    void workersGiveWhatTheAdmissionLimitAllows() {
        Client client = new Client(0, 0, 0, 200);
        assertEquals(0.5, share(1, List.of(), client), EXACT);
        assertEquals(0.4, share(0.8, List.of(), client), EXACT);
    }

    @Test
    void aPeakCannotBeServedLater() {
        Client first = new Client(0, 0, 0, 50);
        assertEquals(0.5, share(1, List.of(), first), EXACT);
        ServingScenario scenario = scenario(1, List.of(), first);
        ServingStatistics run = new ServingEngine(scenario, StaticPolicies.named("closest"), 1).finish();
        assertEquals(1, new ServableBound(scenario).share(run), EXACT);
    }

    @Test
    void whatIsDownServesNothing() {
        List<Disturbance> failure = List.of(
                new Disturbance(23, Kind.FAIL, 0, 1),
                new Disturbance(43, Kind.RECOVER, 0, 1),
                new Disturbance(98, Kind.FAIL, 0, 1));
        assertEquals(0.5 * 0.78, share(1, failure, new Client(0, 0, 0, 200)), EXACT);
    }

    @Test
    void slowedLinksPutWorkersOutOfReach() {
        // 2 * 0.4 s there and back and 0.1 s of work still meet the deadline of 1 s, 2 * 0.5 s do not.
        assertEquals(0.5, share(1, List.of(new Disturbance(0, Kind.SLOW_LINK, 1, 4)), new Client(0, 0, 1, 200)), EXACT);
        List<Disturbance> slow =
                List.of(new Disturbance(25, Kind.SLOW_LINK, 1, 5), new Disturbance(55, Kind.SLOW_LINK, 1, 1));
        assertEquals(0.5 * 0.7, share(1, slow, new Client(0, 0, 1, 200)), EXACT);
        assertEquals(0.5, share(1, slow, new Client(0, 0, 0, 200)), EXACT);
    }

    @Test
    void withoutClientsNothingIsLost() {
        assertEquals(1, share(1, List.of(), new Client(200, 0, 0, 1)));
    }

    @Test
    void refusesWindowsWithoutLength() {
        ServingScenario scenario = scenario(1, List.of(), new Client(0, 0, 0, 1));
        assertThrows(InvalidInputException.class, () -> WindowedBound.share(scenario, 1, 0));
    }

    /**
     * The bound is for the mean over the streams' random queries, a run is a sample: admitted Poisson streams may send more
     * than their mean, by about 1 / sqrt(n) for n from 2000 on.
     */
    @Test
    void noPolicyServesMoreAndTheOlderBoundIsNotLower() {
        double tolerance = 0.01;
        int lower = 0;
        int tight = 0;
        for (int seed = 0; seed < 25; seed++) {
            ServingScenario scenario = disturbed(seed);
            double bound = WindowedBound.share(scenario, seed);
            assertTrue(bound >= 0 && bound <= 1, "bound " + bound);
            double best = 0;
            double older = 0;
            for (SchedulingPolicy policy : policies(scenario)) {
                ServingStatistics run = new ServingEngine(scenario, policy, seed).finish();
                double served = (double) run.served() / run.offered();
                assertTrue(
                        served <= bound + tolerance,
                        String.format(Locale.ROOT, "%s served %s of %s, seed %d", policy.name(), served, bound, seed));
                best = Math.max(best, served);
                older = new ServableBound(scenario).share(run);
            }
            assertTrue(
                    bound <= older + tolerance,
                    String.format(Locale.ROOT, "%s is above %s, seed %d", bound, older, seed));
            lower += bound < older - 0.02 ? 1 : 0;
            tight += bound < 0.98 && best > 0.7 * bound ? 1 : 0;
        }
        assertTrue(lower >= 10, String.format(Locale.ROOT, "lower than the older bound in %d scenarios only", lower));
        assertTrue(tight >= 5, String.format(Locale.ROOT, "the bound meant something in %d scenarios only", tight));
    }

    @Test
    void shorterWindowsNeverRaiseTheBoundOfBoundStreams() {
        int lower = 0;
        for (int seed = 0; seed < 25; seed++) {
            ServingScenario scenario = disturbed(seed);
            scenario = scenario.withSettings(scenario.settings().withBinding(Binding.STREAM));
            double coarse = WindowedBound.share(scenario, seed, 160);
            double fine = WindowedBound.share(scenario, seed, 5);
            assertTrue(
                    fine <= coarse + EXACT, String.format(Locale.ROOT, "%s is above %s, seed %d", fine, coarse, seed));
            lower += fine < coarse - 0.001 ? 1 : 0;
        }
        assertTrue(lower >= 5, String.format(Locale.ROOT, "lower in %d scenarios only", lower));
    }

    private static List<SchedulingPolicy> policies(ServingScenario scenario) {
        List<SchedulingPolicy> policies = new ArrayList<>();
        StaticPolicies.names().forEach(name -> policies.add(StaticPolicies.named(name)));
        policies.add(BidPrice.of(scenario.settings()));
        return policies;
    }

    /** Adds a failure and a slow link to a small random scenario. */
    private static ServingScenario disturbed(int seed) {
        ServingScenario quiet = ServableBoundRunsTest.scenario(seed);
        UniformRandomProvider random = new RandomStreams(seed).stream("disturbances");
        List<Disturbance> disturbances = new ArrayList<>();
        int worker = random.nextInt(quiet.topology().workers().size());
        double failure = 300 * random.nextDouble();
        disturbances.add(new Disturbance(failure, Kind.FAIL, worker, 1));
        disturbances.add(new Disturbance(failure + 60, Kind.RECOVER, worker, 1));
        int site = random.nextInt(quiet.topology().sites().size());
        double slow = 300 * random.nextDouble();
        disturbances.add(new Disturbance(slow, Kind.SLOW_LINK, site, 4));
        disturbances.add(new Disturbance(slow + 60, Kind.SLOW_LINK, site, 1));
        return new ServingScenario("disturbed", quiet.topology(), quiet.workload(), quiet.settings(), disturbances);
    }
}
