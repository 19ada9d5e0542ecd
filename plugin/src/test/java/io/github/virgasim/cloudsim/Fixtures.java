// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import io.github.virgasim.catalog.DnnModel;
import io.github.virgasim.catalog.InferenceTask;
import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.gpu.GpuSpec;
import io.github.virgasim.serving.Disturbance;
import io.github.virgasim.serving.JitterModel;
import io.github.virgasim.serving.ServiceLaw;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingSettings;
import io.github.virgasim.serving.ServingSettings.Binding;
import io.github.virgasim.serving.ServingStatistics;
import io.github.virgasim.serving.Timeline;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Site;
import io.github.virgasim.topology.Tier;
import io.github.virgasim.topology.Worker;
import io.github.virgasim.workload.ClientArrivals;
import io.github.virgasim.workload.QueryProcess;
import io.github.virgasim.workload.StreamClass;
import io.github.virgasim.workload.Workload;
import java.util.List;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.util.Log;

/** A small edge with four workers in three tiers, and workloads that overload it at times. */
public final class Fixtures {
    public static final GpuSpec BOARD = new GpuSpec("board", GpuSpec.Kind.EDGE, 8192, 6, 8192, 0.5, 15, "test");
    public static final GpuSpec CARD = new GpuSpec("card", GpuSpec.Kind.DATACENTER, 24576, 16, 65536, 100, 300, "test");

    private static final InferenceTask DETECT = new InferenceTask("detect", "mAP", "megapixels", 1, "test");
    private static final DnnModel SMALL = new DnnModel("small", DETECT, 40, 3, "test");
    private static final DnnModel LARGE = new DnnModel("large", DETECT, 55, 30, "test");
    private static final ModelVariant SMALL_BOARD =
            new ModelVariant(SMALL, BOARD, 0.010, 0.010, 0.002, 45, 1000.5, 1, 1, "test");
    private static final ModelVariant LARGE_BOARD =
            new ModelVariant(LARGE, BOARD, 0.030, 0.040, 0.002, 14, 3000, 2, 1, "test");
    private static final ModelVariant SMALL_CARD =
            new ModelVariant(SMALL, CARD, 0.004, 0.004, 0.001, 200, 1000, 4, 2, "test");
    private static final ModelVariant LARGE_CARD =
            new ModelVariant(LARGE, CARD, 0.010, 0.015, 0.001, 50, 4000, 4, 1, "test");

    private static final Link ACCESS = new Link(0.004, 0.001, 100e6);

    public static final EdgeTopology TOPOLOGY = new EdgeTopology(List.of(
            new Site(
                    "cloud",
                    Tier.DATA_CENTER,
                    "",
                    Link.NONE,
                    Link.NONE,
                    0,
                    List.of(new Worker("cloud-1", CARD, 16, 32768, 24000, List.of(SMALL_CARD, LARGE_CARD)))),
            new Site(
                    "office",
                    Tier.CENTRAL_OFFICE,
                    "cloud",
                    new Link(0.020, 0.004, 1e9),
                    ACCESS,
                    1,
                    List.of(new Worker("office-1", CARD, 16, 32768, 24000, List.of(SMALL_CARD)))),
            new Site(
                    "east",
                    Tier.EDGE,
                    "office",
                    new Link(0.006, 0.002, 1e9),
                    ACCESS,
                    2,
                    List.of(new Worker("east-1", BOARD, 6, 8000, 8000, List.of(SMALL_BOARD, LARGE_BOARD)))),
            new Site(
                    "west",
                    Tier.EDGE,
                    "office",
                    new Link(0.006, 0.002, 1e9),
                    ACCESS,
                    2,
                    List.of(new Worker("west-1", BOARD, 6, 8000, 8000, List.of(SMALL_BOARD, LARGE_BOARD))))));

    public static final int EAST_1 = TOPOLOGY.workerIndex("east-1");

    // Mean rates are whole numbers, so that sums of loads are exact in whatever order they are added.
    public static final List<StreamClass> CLASSES = List.of(
            new StreamClass("headset", DETECT, 2, QueryProcess.periodic(10), 1, 50_000, 2_000, 0.1, 30, 20),
            new StreamClass("camera", DETECT, 1, QueryProcess.poisson(4), 2, 100_000, 1_000, 0.4, 50, 40),
            new StreamClass(
                    "drone",
                    DETECT,
                    1,
                    QueryProcess.trace(new double[] {0.125, 0.375, 0.25, 0.25}),
                    0.5,
                    20_000,
                    500,
                    0.08,
                    30,
                    15));

    public static final List<Disturbance> DISTURBANCES = List.of(
            new Disturbance(30, Disturbance.Kind.FAIL, EAST_1, 1),
            new Disturbance(40, Disturbance.Kind.FAIL, TOPOLOGY.workerIndex("cloud-1"), 1),
            new Disturbance(44, Disturbance.Kind.RECOVER, TOPOLOGY.workerIndex("cloud-1"), 1),
            new Disturbance(50, Disturbance.Kind.SLOW_LINK, TOPOLOGY.siteIndex("office"), 4),
            new Disturbance(70, Disturbance.Kind.RECOVER, EAST_1, 1),
            new Disturbance(90, Disturbance.Kind.SLOW_LINK, TOPOLOGY.siteIndex("office"), 1));

    private Fixtures() {}

    public static ServingScenario scenario(ServingSettings settings, List<Disturbance> disturbances) {
        Workload workload = Workload.random(CLASSES, ClientArrivals.poisson(1.5));
        return new ServingScenario("small", TOPOLOGY, workload, settings, disturbances);
    }

    public static ServingScenario scenario() {
        return scenario(settings(Binding.STREAM, 0, JitterModel.none(), ServiceLaw.deterministic()), List.of());
    }

    public static ServingSettings settings(Binding binding, double monitoring, JitterModel jitter, ServiceLaw service) {
        return new ServingSettings(120, 10, binding, 0.9, monitoring, jitter, service, 5);
    }

    public static CloudSimPlus simulation() {
        Log.setLevel(Level.OFF);
        return new CloudSimPlus();
    }

    public static void assertSame(ServingEngine expected, ServingEngine actual) {
        ServingStatistics one = expected.statistics();
        ServingStatistics other = actual.statistics();
        for (int k = 0; k < CLASSES.size(); k++) {
            assertEquals(one.offered(k), other.offered(k));
            assertEquals(one.served(k), other.served(k));
            assertEquals(one.late(k), other.late(k));
            assertEquals(one.rejected(k), other.rejected(k));
            assertEquals(one.meanLatency(k), other.meanLatency(k));
            assertEquals(one.latency(k), other.latency(k));
            for (int site = 0; site < TOPOLOGY.sites().size(); site++) {
                assertEquals(one.offeredAt(site, k), other.offeredAt(site, k));
            }
        }
        assertEquals(one.lost(), other.lost());
        for (int worker = 0; worker < TOPOLOGY.workers().size(); worker++) {
            assertEquals(expected.busyTime(worker), actual.busyTime(worker));
        }
        assertSame(one.timeline(), other.timeline());
    }

    private static void assertSame(Timeline one, Timeline other) {
        assertEquals(one.length(), other.length());
        for (int line = 0; line < one.length(); line++) {
            assertEquals(one.offered(line), other.offered(line));
            assertEquals(one.served(line), other.served(line));
            assertEquals(one.late(line), other.late(line));
            assertEquals(one.rejected(line), other.rejected(line));
            assertEquals(one.utilization(line), other.utilization(line));
            assertEquals(one.clients(line), other.clients(line));
            assertEquals(one.bound(line), other.bound(line));
        }
    }
}
