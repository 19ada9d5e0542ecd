// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.topology;

import static io.github.virgasim.topology.Samples.site;
import static io.github.virgasim.topology.Samples.variant;
import static io.github.virgasim.topology.Samples.worker;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.gpu.GpuSpec;
import io.github.virgasim.input.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A data centre, two central offices below it, two base stations below the first office and one below the second. */
class EdgeTopologyTest {
    private static final Link ACCESS = new Link(0.004, 0.003, 2e8);
    private static final Link TO_OFFICE = new Link(0.002, 0.004, 1e9);
    private static final Link TO_CENTER = new Link(0.008, 0.012, 1e10);
    private static final ModelVariant SMALL = variant("small", 40, 0.01);
    private static final ModelVariant LARGE = variant("large", 50, 0.04);

    private final EdgeTopology topology = new EdgeTopology(List.of(
            site("bs-1", "co-1", TO_OFFICE, ACCESS, worker("bs-1/gpu", SMALL)),
            site("bs-2", "co-1", TO_OFFICE, ACCESS),
            site("bs-3", "co-2", TO_OFFICE, ACCESS, worker("bs-3/a", SMALL), worker("bs-3/b", LARGE, SMALL)),
            site("co-1", "dc", TO_CENTER, ACCESS),
            site("co-2", "dc", TO_CENTER, ACCESS),
            site("dc", "", Link.NONE, ACCESS, worker("dc/gpu", LARGE))));

    @Test
    void thePathToTheOwnSiteIsTheAccessLink() {
        assertEquals(ACCESS, paths("bs-1")[topology.siteIndex("bs-1")]);
        assertEquals(ACCESS, paths("dc")[topology.siteIndex("dc")]);
    }

    @Test
    void pathsUpwardAddOneUplinkForEachStep() {
        assertPath(paths("bs-1"), "co-1", 0.006, 9e-6 + 16e-6);
        assertPath(paths("bs-1"), "dc", 0.014, 9e-6 + 16e-6 + 144e-6);
    }

    @Test
    void pathsBetweenBranchesTurnAtTheNearestCommonAncestor() {
        assertPath(paths("bs-1"), "bs-2", 0.008, 9e-6 + 2 * 16e-6);
        assertPath(paths("bs-1"), "co-2", 0.022, 9e-6 + 16e-6 + 2 * 144e-6);
        assertPath(paths("bs-1"), "bs-3", 0.024, 9e-6 + 2 * 16e-6 + 2 * 144e-6);
    }

    @Test
    void pathsDownwardUseTheUplinksBelow() {
        assertPath(paths("dc"), "bs-3", 0.014, 9e-6 + 16e-6 + 144e-6);
    }

    @Test
    void theNarrowestLinkLimitsThePath() {
        assertEquals(2e8, paths("bs-1")[5].bandwidth());
        EdgeTopology narrow = new EdgeTopology(List.of(
                site("up", "", Link.NONE, ACCESS, worker("w", SMALL)),
                site("down", "up", new Link(0.001, 0, 1e6), ACCESS)));
        assertEquals(1e6, narrow.pathsFrom(0, new double[] {1, 1})[1].bandwidth());
        assertEquals(1e6, narrow.pathsFrom(1, new double[] {1, 1})[0].bandwidth());
    }

    @Test
    void aSlowedUplinkCountsOnEveryPathOverItAndNoOther() {
        double[] factors = factors();
        factors[topology.siteIndex("co-1")] = 3;
        Link[] slowed = topology.pathsFrom(topology.siteIndex("bs-1"), factors);
        assertPath(slowed, "co-1", 0.006, 9e-6 + 16e-6);
        assertPath(slowed, "bs-2", 0.008, 9e-6 + 2 * 16e-6);
        assertPath(slowed, "dc", 0.030, 9e-6 + 16e-6 + 9 * 144e-6);
        assertPath(slowed, "bs-3", 0.040, 9e-6 + 2 * 16e-6 + 10 * 144e-6);
    }

    @Test
    void workersAndInstancesAreNumberedInTheOrderOfTheSites() {
        assertEquals(
                List.of("bs-1/gpu", "bs-3/a", "bs-3/b", "dc/gpu"),
                topology.workers().stream().map(Worker::name).toList());
        assertEquals(
                List.of("small@bs-1/gpu", "small@bs-3/a", "large@bs-3/b", "small@bs-3/b", "large@dc/gpu"),
                topology.instances().stream().map(Instance::name).toList());
        for (int i = 0; i < topology.instances().size(); i++) {
            Instance instance = topology.instances().get(i);
            assertEquals(i, instance.index());
            assertEquals(topology.workers().get(instance.workerIndex()), instance.worker());
            assertEquals(topology.siteOfWorker(instance.workerIndex()), instance.siteIndex());
            assertTrue(topology.sites().get(instance.siteIndex()).workers().contains(instance.worker()));
        }
        assertEquals(2, topology.workerIndex("bs-3/b"));
        assertEquals(5, topology.siteOfWorker(3));
    }

    @Test
    void brokenTopologiesAreRefused() {
        Worker worker = worker("w", SMALL);
        assertRefused("number of sites must be between 1 and 100000");
        assertRefused("site 'a' must not appear twice", root("a", worker), site("a", "a2", ACCESS, ACCESS));
        assertRefused("one of: a, b, was 'c'", root("a", worker), site("b", "c", ACCESS, ACCESS));
        assertRefused("exactly one site must have no uplink, found a, b", root("a", worker), root("b"));
        assertRefused("cycle", root("a", worker), site("b", "c", ACCESS, ACCESS), site("c", "b", ACCESS, ACCESS));
        assertRefused("worker 'w' must not appear twice", root("a", worker, worker));
        assertRefused("deployed model variants must be at least 1", root("a", worker("idle")));
        assertRefused("no site has clients", new Site("a", Tier.EDGE, "", Link.NONE, Link.NONE, 0, List.of(worker)));
    }

    @Test
    void aWorkerTakesEachVariantOfItsDeviceOnceAsFarAsMemoryGoes() {
        GpuSpec other = new GpuSpec("card", GpuSpec.Kind.DATACENTER, 1e5, 8, 1e5, 50, 300, "made up");
        assertRefused(() -> worker("w", SMALL, SMALL), "must not appear twice");
        assertRefused(() -> new Worker("w", other, 1, 1, 1e4, List.of(SMALL)), "small@board cannot run on worker w");
        assertRefused(() -> new Worker("w", Samples.BOARD, 1, 1, 199, List.of(SMALL, LARGE)), "need 200 MiB");
        assertEquals(
                2,
                new Worker("w", Samples.BOARD, 1, 1, 200, List.of(SMALL, LARGE))
                        .variants()
                        .size());
    }

    @Test
    void sizesThatMultiplyBeyondBoundsAreRefused() {
        Worker worker = worker("w", SMALL);
        List<Site> chain = new ArrayList<>(List.of(root("s0", worker)));
        for (int i = 1; i <= 1000; i++) {
            chain.add(site("s" + i, "s" + (i - 1), ACCESS, ACCESS));
        }
        assertRefused(() -> new EdgeTopology(chain), "more than 1000 in a row, but they do from site s1000");
        chain.remove(1000);
        assertEquals(1000, new EdgeTopology(chain).sites().size());

        List<Worker> many = Collections.nCopies(200_001, worker);
        assertRefused(
                () -> new EdgeTopology(List.of(site("a", "", Link.NONE, ACCESS, many.toArray(Worker[]::new)))),
                "number of workers of all sites must be at most 200000");
        assertRefused("sum of the delays and jitters", root("a", worker), site("b", "a", Samples.link(1e41), ACCESS));
        assertRefused(() -> new Worker("w", Samples.BOARD, 5000, 1, 1e4, List.of(SMALL)), "between 1 and 4096");
    }

    private static Site root(String name, Worker... workers) {
        return site(name, "", Link.NONE, ACCESS, workers);
    }

    private static void assertRefused(String rule, Site... sites) {
        assertRefused(() -> new EdgeTopology(List.of(sites)), rule);
    }

    private static void assertRefused(org.junit.jupiter.api.function.Executable making, String rule) {
        String message = assertThrows(InvalidInputException.class, making).getMessage();
        assertTrue(message.contains(rule), message);
    }

    private Link[] paths(String source) {
        return topology.pathsFrom(topology.siteIndex(source), factors());
    }

    private double[] factors() {
        double[] factors = new double[topology.sites().size()];
        Arrays.fill(factors, 1);
        return factors;
    }

    private void assertPath(Link[] paths, String site, double delay, double variance) {
        Link path = paths[topology.siteIndex(site)];
        assertEquals(delay, path.delay(), 1e-15);
        assertEquals(Math.sqrt(variance), path.jitter(), 1e-15);
    }
}
