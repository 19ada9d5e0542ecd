// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.topology;

import static io.github.virgasim.topology.Samples.site;
import static io.github.virgasim.topology.Samples.variant;
import static io.github.virgasim.topology.Samples.worker;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.virgasim.random.RandomStreams;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths in random trees against those found by listing both sites' ancestors. */
class RandomTreesTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 10, 25, 60})
    void pathsAreThoseOverTheNearestCommonAncestor(int count) {
        for (int seed = 0; seed < 5; seed++) {
            UniformRandomProvider random = new RandomStreams(seed).stream("tree of " + count);
            List<Site> sites = tree(count, random);
            EdgeTopology topology = new EdgeTopology(sites);
            double[] factors = random.doubles(count, 0.5, 4).toArray();
            for (int source = 0; source < count; source++) {
                Link[] paths = topology.pathsFrom(source, factors);
                assertEquals(count, paths.length);
                for (int target = 0; target < count; target++) {
                    assertPath(hops(topology, source, target, factors), paths[target]);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 7, 40})
    void pathsAreTheSameInBothDirectionsWhereAccessIsTheSame(int count) {
        EdgeTopology topology = new EdgeTopology(tree(count, new RandomStreams(count).stream("tree")));
        double[] factors = new double[count];
        java.util.Arrays.fill(factors, 1);
        Link access = topology.sites().get(0).access();
        for (int source = 0; source < count; source++) {
            Link[] there = topology.pathsFrom(source, factors);
            for (int target = 0; target < count; target++) {
                assertEquals(access, topology.sites().get(target).access());
                assertPath(List.of(topology.pathsFrom(target, factors)[source]), there[target]);
            }
        }
    }

    /** Sites in random order whose parents were made before them. */
    private static List<Site> tree(int count, UniformRandomProvider random) {
        Link access = link(random);
        List<Site> sites = new ArrayList<>();
        sites.add(site("s0", "", Link.NONE, access, worker("w", variant("small", 40, 0.01))));
        for (int i = 1; i < count; i++) {
            sites.add(site("s" + i, "s" + random.nextInt(i), link(random), access));
        }
        Collections.shuffle(sites, new Random(random.nextLong()));
        return sites;
    }

    private static Link link(UniformRandomProvider random) {
        return new Link(random.nextDouble(), random.nextDouble(), 1 + random.nextInt(100));
    }

    private static List<Link> hops(EdgeTopology topology, int source, int target, double[] factors) {
        List<Integer> up = ancestors(topology, source);
        List<Integer> down = ancestors(topology, target);
        List<Link> hops = new ArrayList<>();
        hops.add(topology.sites().get(source).access());
        for (List<Integer> side : List.of(up, down)) {
            List<Integer> other = side == up ? down : up;
            for (int site : side) {
                if (!other.contains(site)) {
                    Link uplink = topology.sites().get(site).uplink();
                    hops.add(new Link(
                            uplink.delay() * factors[site], uplink.jitter() * factors[site], uplink.bandwidth()));
                }
            }
        }
        return hops;
    }

    private static List<Integer> ancestors(EdgeTopology topology, int site) {
        List<Integer> ancestors = new ArrayList<>(List.of(site));
        String parent = topology.sites().get(site).parent();
        while (!parent.isEmpty()) {
            int index = topology.siteIndex(parent);
            ancestors.add(index);
            parent = topology.sites().get(index).parent();
        }
        return ancestors;
    }

    private static void assertPath(List<Link> hops, Link path) {
        double delay = hops.stream().mapToDouble(Link::delay).sum();
        double variance =
                hops.stream().mapToDouble(h -> h.jitter() * h.jitter()).sum();
        assertEquals(delay, path.delay(), 1e-12 * (1 + delay));
        assertEquals(Math.sqrt(variance), path.jitter(), 1e-12 * (1 + Math.sqrt(variance)));
        assertEquals(hops.stream().mapToDouble(Link::bandwidth).min().orElseThrow(), path.bandwidth());
    }
}
