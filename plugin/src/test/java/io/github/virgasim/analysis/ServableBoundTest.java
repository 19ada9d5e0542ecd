// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.analysis;

import static io.github.virgasim.topology.Samples.link;
import static io.github.virgasim.topology.Samples.site;
import static io.github.virgasim.topology.Samples.variant;
import static io.github.virgasim.topology.Samples.worker;
import static io.github.virgasim.workload.SampleClasses.detection;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.gpu.GpuSharing;
import io.github.virgasim.gpu.LinearInterference;
import io.github.virgasim.scheduling.LeastImpedance;
import io.github.virgasim.serving.JitterModel;
import io.github.virgasim.serving.ServiceLaw;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingSettings;
import io.github.virgasim.serving.ServingStatistics;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Samples;
import io.github.virgasim.topology.Site;
import io.github.virgasim.topology.Tier;
import io.github.virgasim.workload.Client;
import io.github.virgasim.workload.QueryProcess;
import io.github.virgasim.workload.StreamClass;
import io.github.virgasim.workload.Workload;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Programmes that can be solved by hand. Clients stay for all of 100 s and send at equal distances. */
class ServableBoundTest {
    private static final double SECONDS = 100;
    private static final double EXACT = 1e-6;

    @Test
    void aWorkerThatCanServeHalfTheDemandServesHalf() {
        EdgeTopology topology = topology(site("s", "", Link.NONE, link(0), worker("w", variant("m", 50, 0.1))));
        assertEquals(0.5, share(topology, List.of(periodic("a", 20, 1)), client(0, 0)), EXACT);
    }

    @Test
    void moreCapacityThanDemandServesEverything() {
        EdgeTopology topology = topology(site("s", "", Link.NONE, link(0), worker("w", variant("m", 50, 0.1))));
        assertEquals(1, share(topology, List.of(periodic("a", 9.5, 1)), client(0, 0)), EXACT);
        assertEquals(1, share(topology, List.of(periodic("a", 10, 1)), client(0, 0)), EXACT);
    }

    @Test
    void twoWorkersAddUp() {
        EdgeTopology topology = topology(site(
                "s", "", Link.NONE, link(0), worker("w", variant("m", 50, 0.1)), worker("x", variant("m", 50, 0.2))));
        assertEquals(15 / 20.0, share(topology, List.of(periodic("a", 20, 1)), client(0, 0)), EXACT);
    }

    /** Three batches at a time, each stretched to 1.5 times its length, make twice the work of one. */
    @Test
    void aSharedGpuServesWhatItsBatchesMakeTogether() {
        ModelVariant replicated = variant("m", 50, 0.1).withReplicas(3, 100);
        GpuSharing sharing = GpuSharing.mps(LinearInterference.of(0.25), 100);
        EdgeTopology topology = topology(
                site("s", "", Link.NONE, link(0), worker("w", replicated).withSharing(sharing)));
        assertEquals(20 / 40.0, share(topology, List.of(periodic("a", 40, 1)), client(0, 0)), EXACT);
        assertEquals(1, share(topology, List.of(periodic("a", 19, 1)), client(0, 0)), EXACT);
    }

    @Test
    void ofTwoClassesTheOneThatTakesLessTimeComesFirst() {
        EdgeTopology topology = topology(site("s", "", Link.NONE, link(0), worker("w", variant("m", 50, 0.1))));
        // Inputs three times as large take 0.05 + 0.15 = 0.2 s: capacity 10/s for small ones and 5/s for large ones.
        // All 8/s small ones take 0.8 of the time; the rest serves 0.2 * 5 = 1/s of the 8/s large ones.
        List<StreamClass> classes = List.of(periodic("small", 8, 1), periodic("large", 8, 3));
        assertEquals(9 / 16.0, share(topology, classes, client(0, 0), client(1, 0)), EXACT);
    }

    @Test
    void ofAWorkersVariantsTheFastestThatIsAccurateEnoughCounts() {
        EdgeTopology topology = topology(site(
                "s",
                "",
                Link.NONE,
                link(0),
                worker("w", variant("poor", 30, 0.05), variant("good", 50, 0.1), variant("best", 60, 0.5))));
        StreamClass strict = detection("strict", QueryProcess.periodic(40), 1, 50);
        StreamClass lax = detection("lax", QueryProcess.periodic(40), 1, 20);
        assertEquals(10 / 40.0, share(topology, List.of(strict), client(0, 0)), EXACT);
        assertEquals(20 / 40.0, share(topology, List.of(lax), client(0, 0)), EXACT);
    }

    @Test
    void groupsThatCannotReachEachOthersWorkersAreBoundApart() {
        // The round trip between the sites takes 2 * 0.6 s, more than the deadline of 1 s.
        EdgeTopology topology = topology(
                site("s", "", Link.NONE, link(0), worker("w", variant("m", 50, 0.1))),
                site("t", "s", link(0.6), link(0), worker("x", variant("m", 50, 0.1))));
        // 30/s at s for a worker of 10/s, 5/s at t for another: (10 + 5) / 35.
        List<StreamClass> classes = List.of(periodic("a", 5, 1));
        assertEquals(
                15 / 35.0,
                share(
                        topology,
                        classes,
                        client(0, 0),
                        client(0, 0),
                        client(0, 0),
                        client(0, 0),
                        client(0, 0),
                        client(0, 0),
                        client(0, 1)),
                EXACT);
    }

    @Test
    void groupsThatReachACommonWorkerShareIt() {
        EdgeTopology topology = topology(
                site("s", "", Link.NONE, link(0), worker("w", variant("m", 50, 0.1))),
                site("t", "s", link(0.1), link(0), worker("x", variant("m", 50, 0.1))));
        List<StreamClass> classes = List.of(periodic("a", 5, 1));
        assertEquals(
                20 / 25.0,
                share(topology, classes, client(0, 0), client(0, 0), client(0, 0), client(0, 0), client(0, 1)),
                EXACT);
    }

    @Test
    void whatNoVariantCanServeIsNotServed() {
        EdgeTopology topology = topology(site("s", "", Link.NONE, link(0), worker("w", variant("m", 50, 0.1))));
        StreamClass hopeless = detection("hopeless", QueryProcess.periodic(2), 1, 51);
        assertEquals(0, share(topology, List.of(hopeless), client(0, 0)), EXACT);
        StreamClass easy = detection("easy", QueryProcess.periodic(2), 1, 50);
        assertEquals(0.5, share(topology, List.of(hopeless, easy), client(0, 0), client(1, 0)), EXACT);
    }

    @Test
    void replayedClientsCountWhereTheyAreEvenIfNoneWouldBeDrawnThere() {
        Site top = site("s", "", Link.NONE, link(0), worker("w", variant("m", 50, 0.1)));
        Site quiet = new Site("q", Tier.EDGE, "s", link(0.6), link(0), 0, List.of());
        // Too far from the worker, so that only the half at s can be served.
        assertEquals(0.5, share(topology(top, quiet), List.of(periodic("a", 5, 1)), client(0, 0), client(0, 1)), EXACT);
    }

    @Test
    void withoutQueriesNothingIsLost() {
        EdgeTopology topology = topology(site("s", "", Link.NONE, link(0), worker("w", variant("m", 50, 0.1))));
        ServingScenario scenario = scenario(topology, List.of(periodic("a", 20, 1)), client(0, 0));
        ServingStatistics none = new ServingEngine(scenario, new LeastImpedance(), 1).statistics();
        assertEquals(1, new ServableBound(scenario).share(none));
    }

    private static EdgeTopology topology(Site... sites) {
        return new EdgeTopology(List.of(sites));
    }

    private static StreamClass periodic(String name, double rate, double size) {
        return new StreamClass(name, Samples.DETECTION, 1, QueryProcess.periodic(rate), size, 0, 0, 1, 0, 60);
    }

    private static Client client(int streamClass, int site) {
        return new Client(0, streamClass, site, 2 * SECONDS);
    }

    private static ServingScenario scenario(EdgeTopology topology, List<StreamClass> classes, Client... clients) {
        ServingSettings settings = new ServingSettings(
                SECONDS, 0, ServingSettings.Binding.STREAM, 1, 0, JitterModel.none(), ServiceLaw.deterministic(), 10);
        return new ServingScenario(
                "small", topology, Workload.replay(classes, Arrays.asList(clients)), settings, List.of());
    }

    private static double share(EdgeTopology topology, List<StreamClass> classes, Client... clients) {
        ServingScenario scenario = scenario(topology, classes, clients);
        ServingStatistics statistics = new ServingEngine(scenario, new LeastImpedance(), 1).finish();
        for (int k = 0; k < classes.size(); k++) {
            int of = k;
            double senders =
                    Arrays.stream(clients).filter(c -> c.streamClass() == of).count();
            assertEquals(senders * classes.get(k).rate() * SECONDS, statistics.offered(k), "queries sent");
        }
        return new ServableBound(scenario).share(statistics);
    }
}
