// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Site;
import io.github.virgasim.topology.Tier;
import io.github.virgasim.topology.Worker;
import io.github.virgasim.workload.ClientArrivals;
import io.github.virgasim.workload.QueryProcess;
import io.github.virgasim.workload.StreamClass;
import io.github.virgasim.workload.Workload;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** The order in which sites, workers and classes are given changes no result: what is equal is told apart by name. */
class FileOrderTest {
    private static final double MEAN = 1e-12;
    private static final List<String> POLICIES =
            List.of("closest", "load-balancing", "farthest", "cheaper", "least-impedance");

    @Test
    void randomScenariosAreServedAlikeInAnyOrder() {
        assertAnyOrder(100, TestScenarios::random);
    }

    @Test
    void randomScenariosWithSharedGpusAreServedAlikeInAnyOrder() {
        assertAnyOrder(100, TestScenarios::randomlyShared);
    }

    @Test
    void equalSitesAndWorkersAreServedAlikeInAnyOrder() {
        assertAnyOrder(100, FileOrderTest::equals);
    }

    private static void assertAnyOrder(int seeds, IntFunction<ServingScenario> scenarios) {
        long served = 0;
        int moved = 0;
        for (int seed = 0; seed < seeds; seed++) {
            ServingScenario given = withRandomClients(scenarios.apply(seed));
            ServingScenario permuted = permuted(given, new Random(seed));
            moved += permuted.topology().sites().equals(given.topology().sites()) ? 0 : 1;
            for (String name : POLICIES) {
                String message = name + ", seed " + seed;
                served += assertSame(run(given, name, seed), given, run(permuted, name, seed), permuted, message);
            }
        }
        assertTrue(moved > seeds / 2 && served > 1000 * seeds, moved + " permuted, " + served + " served");
    }

    private static ServingEngine run(ServingScenario scenario, String policy, long seed) {
        SchedulingPolicy named = StaticPolicies.named(policy);
        ServingEngine engine = new ServingEngine(scenario, named, seed);
        engine.finish();
        return engine;
    }

    private static long assertSame(
            ServingEngine one, ServingScenario given, ServingEngine two, ServingScenario permuted, String message) {
        ServingStatistics first = one.statistics();
        ServingStatistics second = two.statistics();
        List<StreamClass> classes = given.workload().classes();
        for (int k = 0; k < classes.size(); k++) {
            int there = permuted.workload().classes().indexOf(classes.get(k));
            assertEquals(first.offered(k), second.offered(there), message);
            assertEquals(first.served(k), second.served(there), message);
            assertEquals(first.late(k), second.late(there), message);
            assertEquals(first.rejected(k), second.rejected(there), message);
            assertEquals(first.escalated(k), second.escalated(there), message);
            assertMean(first.meanLatency(k), second.meanLatency(there), message);
            assertMean(first.meanAccuracy(k), second.meanAccuracy(there), message);
            assertEquals(first.latencyPercentile(k, 99), second.latencyPercentile(there, 99), message);
            for (int site = 0; site < given.topology().sites().size(); site++) {
                int place = permuted.topology()
                        .siteIndex(given.topology().sites().get(site).name());
                assertEquals(first.offeredAt(site, k), second.offeredAt(place, there), message);
            }
        }
        assertEquals(first.lost(), second.lost(), message);
        List<Worker> workers = given.topology().workers();
        for (int w = 0; w < workers.size(); w++) {
            int there = permuted.topology().workerIndex(workers.get(w).name());
            assertMean(one.busyTime(w), two.busyTime(there), message);
            assertMean(one.energy(w), two.energy(there), message);
        }
        return first.served();
    }

    private static void assertMean(double one, double other, String message) {
        assertEquals(one, other, Double.isNaN(one) ? MEAN : MEAN * (1 + Math.abs(one)), message);
    }

    private static ServingScenario withRandomClients(ServingScenario scenario) {
        return with(scenario, scenario.topology(), scenario.workload().classes(), scenario.disturbances());
    }

    private static ServingScenario with(
            ServingScenario scenario,
            EdgeTopology topology,
            List<StreamClass> classes,
            List<Disturbance> disturbances) {
        ClientArrivals arrivals = ClientArrivals.poisson(scenario.workload().clientRate());
        return new ServingScenario(
                scenario.name(), topology, Workload.random(classes, arrivals), scenario.settings(), disturbances);
    }

    private static ServingScenario permuted(ServingScenario given, Random random) {
        List<Site> sites = new ArrayList<>();
        for (Site site : given.topology().sites()) {
            List<Worker> workers = new ArrayList<>(site.workers());
            Collections.shuffle(workers, random);
            sites.add(site.withWorkers(workers));
        }
        Collections.shuffle(sites, random);
        EdgeTopology topology = new EdgeTopology(sites);
        List<StreamClass> classes = new ArrayList<>(given.workload().classes());
        Collections.shuffle(classes, random);
        List<Disturbance> disturbances = given.disturbances().stream()
                .map(d -> new Disturbance(d.time(), d.kind(), target(d, given.topology(), topology), d.factor()))
                .toList();
        return with(given, topology, classes, disturbances);
    }

    private static int target(Disturbance disturbance, EdgeTopology from, EdgeTopology to) {
        return disturbance.kind() == Disturbance.Kind.SLOW_LINK
                ? to.siteIndex(from.sites().get(disturbance.target()).name())
                : to.workerIndex(from.workers().get(disturbance.target()).name());
    }

    /** A data centre and equal sites with equal workers; classes that differ in little more than their names. */
    private static ServingScenario equals(int seed) {
        Random random = new Random(seed);
        ModelVariant small = TestScenarios.variant("small", TestScenarios.device("board"), 0.01, 0, 1, 1);
        ModelVariant large = TestScenarios.variant("large", TestScenarios.device("board"), 0.01, 0, 1, 2);
        List<Site> sites = new ArrayList<>();
        int count = 2 + random.nextInt(11);
        int each = 1 + random.nextInt(3);
        boolean local = random.nextBoolean();
        Link uplink = new Link(0.002 * random.nextInt(2), 0.001 * random.nextInt(2), 1e9);
        sites.add(new Site(
                "core", Tier.DATA_CENTER, "", Link.NONE, Link.NONE, 0, workers("core", 2 * each, small, large)));
        for (int i = 0; i < count; i++) {
            String name = "edge-" + i;
            List<Worker> workers = workers(name, local || i % 2 == 0 ? each : 0, small, large);
            sites.add(new Site(name, Tier.EDGE, "core", uplink, new Link(0.004, 0.001, 1e8), 1, workers));
        }
        List<StreamClass> classes = new ArrayList<>();
        for (String name : List.of("first", "second", "third")) {
            double rate = 5 * (1 + random.nextInt(2));
            QueryProcess queries = random.nextBoolean() ? QueryProcess.periodic(rate) : QueryProcess.poisson(rate);
            classes.add(TestScenarios.streamClass(name, queries, 0.05, 5));
        }
        ServingSettings settings = new ServingSettings(
                10,
                0,
                random.nextBoolean() ? ServingSettings.Binding.QUERY : ServingSettings.Binding.STREAM,
                1,
                random.nextInt(3) == 0 ? 0.5 : 0,
                random.nextBoolean() ? JitterModel.none() : JitterModel.gaussian(),
                random.nextBoolean() ? ServiceLaw.deterministic() : ServiceLaw.exponential(),
                10);
        Workload workload = Workload.random(classes, ClientArrivals.poisson(1 + 0.5 * count * each));
        return new ServingScenario("equals", new EdgeTopology(sites), workload, settings, List.of());
    }

    private static List<Worker> workers(String site, int count, ModelVariant... variants) {
        List<Worker> workers = new ArrayList<>();
        for (int w = 0; w < count; w++) {
            workers.add(new Worker(site + "/gpu-" + w, variants[0].device(), 1, 1, 1e6, List.of(variants)));
        }
        return workers;
    }
}
