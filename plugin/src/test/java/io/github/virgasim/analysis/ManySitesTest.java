// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.ChildJvm;
import io.github.virgasim.catalog.ModelVariant;
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
import io.github.virgasim.topology.Worker;
import io.github.virgasim.workload.Client;
import io.github.virgasim.workload.QueryProcess;
import io.github.virgasim.workload.SampleClasses;
import io.github.virgasim.workload.StreamClass;
import io.github.virgasim.workload.Workload;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Topologies of many sites with five workers of two variants each, in small heaps. */
class ManySitesTest {
    private static final double SECONDS = 3;

    @Test
    void twoThousandSitesServeTheirClientsInLittleMemory() throws IOException, InterruptedException {
        String[] result = run("96m", 2000, 9500);
        assertTrue(Integer.parseInt(result[0]) > 50_000, "offered " + result[0]);
        assertTrue(Integer.parseInt(result[1]) > 30_000, "served " + result[1]);
    }

    /** The bound of 20,000 sites is found in a time that leaves room for slow machines. */
    @Test
    void theBoundOfTwentyThousandSitesIsFoundInSeconds() throws IOException, InterruptedException {
        String[] result = run("512m", 20_000, 40_000);
        double share = Double.parseDouble(result[2]);
        double served = Double.parseDouble(result[1]) / Double.parseDouble(result[0]);
        assertTrue(served <= share && share < 1, served + " of " + share);
        assertTrue(Double.parseDouble(result[3]) < 60, result[3] + " s of CPU time");
    }

    private static String[] run(String heap, int sites, int clients) throws IOException, InterruptedException {
        ChildJvm.Outcome outcome =
                ChildJvm.run(heap, ManySitesTest.class, String.valueOf(sites), String.valueOf(clients));
        assertEquals(0, outcome.exit(), outcome.output());
        return outcome.output().strip().split(" ");
    }

    /** Prints queries offered and served, the bound, and the CPU time that the bound takes. */
    public static void main(String[] arguments) {
        ServingScenario scenario = scenario(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
        ServingStatistics result = new ServingEngine(scenario, new LeastImpedance(), 1).finish();
        double before = cpuTime();
        double share = new ServableBound(scenario).share(result);
        System.out.printf(Locale.ROOT, "%d %d %s %.2f%n", result.offered(), result.served(), share, cpuTime() - before);
    }

    private static double cpuTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }

    /** A core, an office for each fifty sites, and clients all over; near ones are served by better models. */
    private static ServingScenario scenario(int count, int clients) {
        ModelVariant quick = Samples.variant("quick", 40, 0.02);
        ModelVariant good = Samples.variant("good", 60, 0.08);
        List<Site> sites = new ArrayList<>();
        sites.add(new Site("core", Tier.DATA_CENTER, "", Link.NONE, Link.NONE, 0, List.of()));
        for (int i = 0; i < count / 50; i++) {
            Link uplink = new Link(0.01, 0.001, 1e10);
            sites.add(new Site("office-" + i, Tier.CENTRAL_OFFICE, "core", uplink, Link.NONE, 0, List.of()));
        }
        for (int i = 0; i < count; i++) {
            List<Worker> workers = new ArrayList<>();
            for (int w = 0; w < 5; w++) {
                workers.add(Samples.worker("edge-" + i + "/" + w, quick, good));
            }
            Link uplink = new Link(0.002, 0.0003, 1e9);
            Link access = new Link(0.004, 0.0025, 2e8);
            sites.add(new Site("edge-" + i, Tier.EDGE, "office-" + i / 50, uplink, access, 1, workers));
        }
        List<StreamClass> classes = new ArrayList<>();
        for (int k = 0; k < 4; k++) {
            double deadline = 0.1 + 0.01 * k;
            classes.add(SampleClasses.detection("class-" + k, QueryProcess.periodic(6 + 6 * k), deadline, 20 * k));
        }
        Random random = new Random(1);
        List<Client> arrivals = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            int site = 1 + count / 50 + (int) (count * Math.pow(random.nextDouble(), 3));
            arrivals.add(new Client(0.5 * i / clients, random.nextInt(classes.size()), site, SECONDS));
        }
        ServingSettings settings = new ServingSettings(
                SECONDS,
                0,
                ServingSettings.Binding.STREAM,
                1,
                0,
                JitterModel.measured(),
                ServiceLaw.deterministic(),
                1);
        return new ServingScenario(
                "many-sites", new EdgeTopology(sites), Workload.replay(classes, arrivals), settings, List.of());
    }
}
