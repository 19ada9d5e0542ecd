// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scheduling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Paths;
import io.github.virgasim.topology.Samples;
import io.github.virgasim.topology.Site;
import io.github.virgasim.topology.Worker;
import io.github.virgasim.workload.QueryProcess;
import io.github.virgasim.workload.StreamClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Lists that share what lies beyond, against lists that are sorted here anew. */
class CandidateListsTest {
    @Test
    void inRandomTreesEveryOrderIsThatOfAllInstancesSortedByItsRuleThenByName() {
        int layered = 0;
        for (int seed = 0; seed < 150; seed++) {
            Random random = new Random(seed);
            EdgeTopology topology = tree(random);
            List<StreamClass> classes = List.of(streamClass("a", random), streamClass("b", random));
            double[] factors = random.doubles(topology.sites().size(), 0.5, 3).toArray();
            if (random.nextBoolean()) {
                Arrays.fill(factors, 1);
            }
            CandidateLists lists = new CandidateLists(topology, classes, new Paths(topology, factors));
            for (int source : shuffled(topology.sites().size(), random)) {
                Link[] paths = topology.pathsFrom(source, factors);
                for (int k = 0; k < classes.size(); k++) {
                    Candidates candidates = lists.of(source, k);
                    new Expected(topology, paths, classes.get(k)).assertSame(candidates, random, "seed " + seed);
                    layered += candidates.own() > 0 && candidates.own() < candidates.size() ? 1 : 0;
                }
            }
        }
        assertTrue(layered > 500, "lists in layers: " + layered);
    }

    @Test
    void sitesThatAreAlikeAndHaveNoWorkersShareAList() {
        List<Site> sites = new ArrayList<>();
        Link uplink = Samples.link(0.001);
        Link access = Samples.link(0.002);
        sites.add(Samples.site("dc", "", Link.NONE, Link.NONE, Samples.worker("w", Samples.variant("m", 50, 0.01))));
        for (int i = 0; i < 3; i++) {
            sites.add(Samples.site("bs-" + i, "dc", uplink, access));
        }
        sites.add(Samples.site("far", "dc", Samples.link(0.003), access));
        EdgeTopology topology = new EdgeTopology(sites);
        CandidateLists lists =
                new CandidateLists(topology, List.of(streamClass("a", new Random(1))), new Paths(topology));
        assertSame(lists.of(1, 0), lists.of(2, 0));
        assertSame(lists.of(1, 0), lists.of(3, 0));
        assertNotSame(lists.of(1, 0), lists.of(4, 0));
    }

    /** What is feasible and how it is sorted, from the definitions. */
    private record Expected(EdgeTopology topology, Link[] paths, StreamClass streamClass) {
        List<Instance> sorted(Comparator<Instance> order) {
            return topology.instances().stream()
                    .filter(i -> i.variant().model().task().equals(streamClass.task())
                            && i.variant().model().accuracy() >= streamClass.minAccuracy()
                            && latency(i) <= streamClass.deadline())
                    .sorted(order)
                    .toList();
        }

        double latency(Instance i) {
            return Candidates.expectedLatency(i, paths[i.siteIndex()], streamClass);
        }

        double network(Instance i) {
            return paths[i.siteIndex()].networkDelay();
        }

        double processing(Instance i) {
            return i.variant().processingDelay(streamClass.size());
        }

        void assertSame(Candidates candidates, Random random, String message) {
            Comparator<Instance> name = Comparator.comparingInt(Instance::rank);
            Comparator<Instance> faster = Comparator.comparingDouble(this::processing);
            assertOrder(Comparator.comparingInt(Instance::index), candidates, candidates::listed, random, message);
            assertOrder(
                    Comparator.comparingDouble(this::network)
                            .thenComparing(faster)
                            .thenComparing(name),
                    candidates,
                    candidates::nearest,
                    random,
                    message);
            assertOrder(
                    Comparator.comparingDouble(this::network)
                            .reversed()
                            .thenComparing(faster)
                            .thenComparing(name),
                    candidates,
                    candidates::farthest,
                    random,
                    message);
            assertOrder(
                    Comparator.comparingDouble(this::latency).thenComparing(name),
                    candidates,
                    candidates::fastest,
                    random,
                    message);
        }

        private void assertOrder(
                Comparator<Instance> order,
                Candidates candidates,
                IntUnaryOperator position,
                Random random,
                String message) {
            List<Instance> sorted = sorted(order);
            assertEquals(sorted.size(), candidates.size(), message);
            List<int[]> walks = List.of(
                    IntStream.range(0, sorted.size()).toArray(),
                    IntStream.range(0, sorted.size())
                            .map(i -> sorted.size() - 1 - i)
                            .toArray(),
                    shuffled(sorted.size(), random));
            for (int[] walk : walks) {
                for (int rank : walk) {
                    int at = position.applyAsInt(rank);
                    Instance instance = sorted.get(rank);
                    assertTrue(at >= 0 && at < candidates.size(), message);
                    assertEquals(instance.index(), candidates.instance(at), message + ", rank " + rank);
                    assertEquals(latency(instance), candidates.latency(at), message);
                    assertEquals(network(instance), candidates.networkDelay(at), message);
                }
            }
        }
    }

    private static int[] shuffled(int n, Random random) {
        List<Integer> all = new ArrayList<>(IntStream.range(0, n).boxed().toList());
        Collections.shuffle(all, random);
        return all.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Values from small sets, so that ties and equal sites are common; names in an order that is not the list's. */
    private static EdgeTopology tree(Random random) {
        int count = 1 + random.nextInt(14);
        int[] names = shuffled(count, random);
        List<Site> sites = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<Worker> workers = new ArrayList<>();
            for (int w = i == 0 ? 1 : random.nextInt(3); w > 0; w--) {
                workers.add(worker("s" + names[i] + "/w" + w, random));
            }
            String parent = i == 0 ? "" : "s" + names[random.nextInt(Math.min(i, 4))];
            Link uplink = i == 0 ? Link.NONE : link(random);
            sites.add(Samples.site("s" + names[i], parent, uplink, link(random), workers.toArray(new Worker[0])));
        }
        Collections.shuffle(sites, random);
        return new EdgeTopology(sites);
    }

    private static Worker worker(String name, Random random) {
        List<ModelVariant> variants = new ArrayList<>();
        for (int v = 0; v <= random.nextInt(4); v++) {
            variants.add(Samples.variant(
                    random.nextInt(5) == 0 ? Samples.ANSWERING : Samples.DETECTION,
                    "m" + (9 + v),
                    10 * random.nextInt(4),
                    0.01 * (1 + random.nextInt(2))));
        }
        Collections.shuffle(variants, random);
        return Samples.worker(name, variants.toArray(new ModelVariant[0]));
    }

    private static Link link(Random random) {
        return new Link(0.005 * random.nextInt(3), 0.001 * random.nextInt(2), 1e7 * (1 + random.nextInt(2)));
    }

    private static StreamClass streamClass(String name, Random random) {
        double deadline = 0.03 + 0.02 * random.nextInt(4);
        double accuracy = 10 * random.nextInt(2);
        return new StreamClass(
                name,
                Samples.DETECTION,
                1,
                QueryProcess.periodic(1),
                1 + random.nextInt(2),
                1e4 * random.nextInt(2),
                0,
                deadline,
                accuracy,
                60);
    }
}
