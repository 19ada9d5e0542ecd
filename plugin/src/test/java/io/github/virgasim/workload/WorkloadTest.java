// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.workload;

import static io.github.virgasim.workload.SampleClasses.shared;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.random.RandomStreams;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Samples;
import io.github.virgasim.topology.Site;
import io.github.virgasim.topology.Tier;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;

class WorkloadTest {
    private static final double ALPHA = 1e-4;
    private static final int MANY = 100_000;

    private final List<StreamClass> classes = List.of(shared("a", 1, 10), shared("b", 0, 20), shared("c", 3, 40));
    private final EdgeTopology topology = new EdgeTopology(
            List.of(site("dc", "", 0), site("x", "dc", 2), site("y", "dc", 0.5), site("z", "dc", 2.5)));
    private final Workload workload = Workload.random(classes, ClientArrivals.poisson(2));

    @Test
    void classesAppearByShareAndSitesByWeight() {
        long[] byClass = new long[3];
        long[] bySite = new long[4];
        for (Client client : clients(workload, 1, MANY)) {
            byClass[client.streamClass()]++;
            bySite[client.site()]++;
        }
        assertEquals(0, byClass[1]);
        assertEquals(0, bySite[0]);
        assertFits(new double[] {1, 3}, byClass[0], byClass[2]);
        assertFits(new double[] {2, 0.5, 2.5}, bySite[1], bySite[2], bySite[3]);
    }

    @Test
    void classAndSiteAreIndependent() {
        long[][] cells = new long[2][3];
        for (Client client : clients(workload, 2, MANY)) {
            cells[client.streamClass() / 2][client.site() - 1]++;
        }
        double p = ChiSquareTest.withDefaults().test(cells).getPValue();
        assertTrue(p > ALPHA, "p = " + p);
    }

    @Test
    void lifetimesAreExponentialWithTheMeanOfTheClass() {
        double[] sum = new double[3];
        int[] count = new int[3];
        for (Client client : clients(workload, 3, MANY)) {
            assertTrue(client.lifetime() > 0);
            sum[client.streamClass()] += client.lifetime();
            count[client.streamClass()]++;
        }
        assertEquals(10, sum[0] / count[0], 4 * 10 / Math.sqrt(count[0]));
        assertEquals(40, sum[2] / count[2], 4 * 40 / Math.sqrt(count[2]));
    }

    @Test
    void clientsAreTheSameWhateverOtherStreamsDraw() {
        RandomStreams streams = new RandomStreams(9);
        Iterator<Client> alone = workload.clients(topology, streams, Double.POSITIVE_INFINITY);
        Iterator<Client> beside = workload.clients(topology, streams, Double.POSITIVE_INFINITY);
        var policy = streams.stream("policy");
        var queries = streams.stream("queries");
        for (int k = 0; k < 1000; k++) {
            policy.nextLong();
            queries.nextDouble();
            workload.clients(topology, streams, Double.POSITIVE_INFINITY).next();
            assertEquals(alone.next(), beside.next());
        }
    }

    @Test
    void anotherRateMovesTheClientsInTimeOnly() {
        List<Client> slow = clients(workload, 4, 1000);
        List<Client> fast = clients(workload.withClientRate(8), 4, 1000);
        for (int k = 0; k < 1000; k++) {
            Client client = slow.get(k);
            assertEquals(client.time() / 4, fast.get(k).time(), 1e-9 * client.time());
            assertEquals(
                    new Client(0, client.streamClass(), client.site(), client.lifetime()),
                    new Client(
                            0,
                            fast.get(k).streamClass(),
                            fast.get(k).site(),
                            fast.get(k).lifetime()));
        }
        assertEquals(2, workload.clientRate());
        assertEquals(8, workload.withClientRate(8).clientRate());
    }

    @Test
    void anotherSeedGivesOtherClients() {
        assertFalse(clients(workload, 1, 10).equals(clients(workload, 2, 10)));
    }

    @Test
    void aListOfClientsIsReplayedOnce() {
        List<Client> given = List.of(new Client(0, 0, 1, 5), new Client(3, 2, 3, 5), new Client(3, 1, 1, 9));
        Workload replay = Workload.replay(classes, given);
        List<Client> seen = new ArrayList<>();
        replay.clients(topology, new RandomStreams(1), 1e9).forEachRemaining(seen::add);
        assertEquals(given, seen);
        assertEquals(1, replay.clientRate());
        assertThrows(InvalidInputException.class, () -> replay.withClientRate(2));
    }

    @Test
    void brokenWorkloadsAreRefused() {
        assertRefused(() -> Workload.random(List.of(), ClientArrivals.poisson(1)), "number of stream classes");
        assertRefused(
                () -> Workload.random(List.of(shared("a", 1, 1), shared("a", 1, 1)), ClientArrivals.poisson(1)),
                "stream class 'a' must not appear twice");
        assertRefused(
                () -> Workload.random(List.of(shared("a", 0, 1)), ClientArrivals.poisson(1)), "must not all be 0");
        assertRefused(() -> Workload.replay(classes, List.of()), "number of clients");
        assertRefused(() -> replay(new Client(-1, 0, 0, 1)), "time [s] of client 0");
        assertRefused(() -> replay(new Client(1, 0, 0, 0)), "lifetime [s] of client 0");
        assertRefused(() -> replay(new Client(1, 3, 0, 1)), "class index of client 0");
        assertRefused(() -> replay(new Client(2, 0, 0, 1), new Client(1, 0, 0, 1)), "must not be before");
    }

    private Workload replay(Client... clients) {
        return Workload.replay(classes, List.of(clients));
    }

    private static void assertRefused(org.junit.jupiter.api.function.Executable making, String what) {
        String message = assertThrows(InvalidInputException.class, making).getMessage();
        assertTrue(message.contains(what), message);
    }

    private List<Client> clients(Workload of, long seed, int count) {
        Iterator<Client> clients = of.clients(topology, new RandomStreams(seed), 1e9);
        List<Client> first = new ArrayList<>();
        while (first.size() < count) {
            first.add(clients.next());
        }
        return first;
    }

    private static void assertFits(double[] expected, long... counts) {
        double p = ChiSquareTest.withDefaults().test(expected, counts).getPValue();
        assertTrue(p > ALPHA, "p = " + p);
    }

    private static Site site(String name, String parent, double weight) {
        Link link = Samples.link(0.001);
        var workers = parent.isEmpty()
                ? List.of(Samples.worker("w", Samples.variant("m", 1, 0.01)))
                : List.<io.github.virgasim.topology.Worker>of();
        return new Site(name, Tier.EDGE, parent, link, link, weight, workers);
    }
}
