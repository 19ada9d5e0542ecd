// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.studies;

import io.github.virgasim.report.ServingRun;
import io.github.virgasim.report.TextTable;
import io.github.virgasim.scenario.ScenarioBuilder;
import io.github.virgasim.scenario.SiteBuilder;
import io.github.virgasim.scenario.StreamClassBuilder;
import io.github.virgasim.scenario.WorkerBuilder;
import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Tier;
import io.github.virgasim.workload.ClientArrivals;
import io.github.virgasim.workload.QueryProcess;

/** A scenario that is built in Java rather than read from a file: cameras at a street, near a small GPU and far from a large one. */
public final class BuiltScenarioStudy {
    private BuiltScenarioStudy() {}

    /**
     * Runs the study and prints a table.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        var street = new SiteBuilder("street", Tier.EDGE)
                .uplink("cloud", new Link(0.015, 0.002, 1e9))
                .clients(1, new Link(0.004, 0.001, 200e6))
                .worker(new WorkerBuilder("jetson", "xavier-nx").models("yolov8n"));
        var cloud = new SiteBuilder("cloud", Tier.DATA_CENTER)
                .worker(new WorkerBuilder("card", "rtx-3090").models("yolov8n", "yolov8m"));
        var camera = new StreamClassBuilder("camera", "object-detection")
                .queries(QueryProcess.periodic(15), 0.4096)
                .bytes(60_000, 2_000)
                .deadline(0.1)
                .minAccuracy(35)
                .meanLifetime(60);
        var scenario = new ScenarioBuilder("street")
                .site(street)
                .site(cloud)
                .streamClass(camera)
                .clients(ClientArrivals.poisson(0.5))
                .duration(300)
                .warmup(120)
                .build();
        TextTable table = new TextTable("policy", "served %", "late %", "rejected %");
        for (String policy : StaticPolicies.names()) {
            var run = ServingRun.execute(scenario, StaticPolicies.named(policy), 1)
                    .summary();
            table.row(
                    policy,
                    TextTable.number(100 * run.servedShare(), 2),
                    TextTable.number(100 * run.lateShare(), 2),
                    TextTable.number(100 * run.rejectedShare(), 2));
        }
        System.out.print(table);
    }
}
