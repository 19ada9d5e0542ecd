// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.scheduling.StreamRequest;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Site;
import io.github.virgasim.topology.Tier;
import io.github.virgasim.topology.Worker;
import io.github.virgasim.workload.QueryProcess;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Paths and candidates over links that get slower. */
class NetworkTest {
    private static final double SERVICE = 0.125;

    /** Clients at the first site, one worker at each; the hop takes 0.25 s, the access 0.0625 s. */
    private static Network network(double deadline) {
        var device = TestScenarios.device("d");
        var variant = TestScenarios.variant("m", device, SERVICE, 0, 1, 1);
        List<Site> sites = List.of(
                new Site(
                        "near",
                        Tier.EDGE,
                        "far",
                        new Link(0.25, 0, 1e9),
                        new Link(0.0625, 0, 1e9),
                        1,
                        List.of(new Worker("a", device, 1, 1, 1e6, List.of(variant)))),
                new Site(
                        "far",
                        Tier.DATA_CENTER,
                        "",
                        Link.NONE,
                        Link.NONE,
                        0,
                        List.of(new Worker("b", device, 1, 1, 1e6, List.of(variant)))));
        return new Network(
                new EdgeTopology(sites),
                List.of(TestScenarios.streamClass("k", QueryProcess.periodic(1), deadline, 1)));
    }

    @Test
    void aSlowLinkChangesPathsAndCandidatesUntilItIsRestored() {
        // The far worker answers after 2 x (0.25 + 0.0625) + 0.125 = 0.75 s.
        Network network = network(0.75);
        StreamRequest request = network.request(0, 0);
        assertSame(request, network.request(0, 0));
        assertEquals(0.3125, network.path(0, 1).delay());
        assertEquals(0.25, network.between(0, 1).delay());
        assertEquals(0.25, network.between(1, 0).delay());
        assertEquals(0, network.between(0, 0).delay());
        assertEquals(2, network.candidates(request).size());
        assertSame(network.candidates(request), network.candidates(request));
        assertTrue(network.meetsDeadline(1, request), "just in time");
        assertFalse(network.slowUplink(0, 1), "as it was");
        assertTrue(network.slowUplink(0, 2));
        assertEquals(0.5625, network.path(0, 1).delay());
        assertEquals(0.5, network.between(0, 1).delay());
        assertEquals(1, network.candidates(request).size());
        assertEquals(0, network.candidates(request).instance(0));
        assertFalse(network.meetsDeadline(1, request));
        assertTrue(network.meetsDeadline(0, request));
        assertTrue(network.slowUplink(0, 1));
        assertEquals(2, network.candidates(request).size());
        assertFalse(network(Math.nextDown(0.75)).meetsDeadline(1, request(Math.nextDown(0.75))));
    }

    private static StreamRequest request(double deadline) {
        return network(deadline).request(0, 0);
    }
}
