// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.ifogsim;

import io.github.virgasim.ifogsim.adapter.IFogSim;
import io.github.virgasim.ifogsim.adapter.IFogSimStudy;
import io.github.virgasim.report.TextTable;
import io.github.virgasim.scenario.ScenarioBuilder;
import io.github.virgasim.scenario.SiteBuilder;
import io.github.virgasim.scenario.StreamClassBuilder;
import io.github.virgasim.scenario.WorkerBuilder;
import io.github.virgasim.scheduling.DemandPlacement;
import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingSettings;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Tier;
import io.github.virgasim.workload.ClientArrivals;
import io.github.virgasim.workload.QueryProcess;

/**
 * The shape of iFogSim2's surveillance example: areas of cameras below a proxy and the cloud, with GPUs in place of MIPS. A
 * policy of Virga chooses where each frame is analysed; the models of the areas are loaded where frames were missed, through
 * iFogSim2's placement logic.
 */
public final class DcnsStudy {
    private static final double MILLISECOND = 1e-3;
    private static final int AREAS = 2;
    private static final double LIFETIME = 60;

    private DcnsStudy() {}

    /** Returns the scenario, of some seconds and with some cameras: latencies are those of iFogSim2's example. */
    static ServingScenario scenario(double duration, double warmup, double cameras) {
        var scenario = new ScenarioBuilder("dcns")
                .site(new SiteBuilder("cloud", Tier.DATA_CENTER)
                        .worker(new WorkerBuilder("card", "rtx-3090").models("yolov8n", "yolov8m")))
                .site(new SiteBuilder("proxy", Tier.CENTRAL_OFFICE)
                        .uplink("cloud", new Link(0.1, 0, 1e9))
                        .worker(new WorkerBuilder("jetson", "agx-orin").models("yolov8n", "yolov8m")));
        for (int area = 0; area < AREAS; area++) {
            scenario.site(new SiteBuilder("area-" + area, Tier.EDGE)
                    .uplink("proxy", new Link(0.002, 0, 1e9))
                    .clients(1, new Link(0.002, 0, 1e9))
                    .worker(new WorkerBuilder("jetson", "xavier-nx").loadable("yolov8n", "yolov8s")));
        }
        return scenario.streamClass(new StreamClassBuilder("camera", "object-detection")
                        .queries(QueryProcess.periodic(10), 0.4096)
                        .bytes(60_000, 2_000)
                        .deadline(0.1)
                        .minAccuracy(35)
                        .meanLifetime(LIFETIME))
                .clients(ClientArrivals.poisson(cameras / LIFETIME))
                .binding(ServingSettings.Binding.QUERY)
                .duration(duration)
                .warmup(warmup)
                .build();
    }

    /** Returns a row for each policy. */
    static TextTable table() {
        IFogSimStudy study = new IFogSimStudy(scenario(120, 20, 90), MILLISECOND);
        study.place(IFogSimStudy.Seam.PLACEMENT_LOGIC, () -> new DemandPlacement(5));
        TextTable table =
                new TextTable("policy", "in time %", "rejected %", "mean ms", "95th percentile ms", "energy kJ");
        for (String policy : StaticPolicies.names()) {
            var run = IFogSim.muted(() -> study.run(StaticPolicies.named(policy), 1))
                    .summary();
            table.row(
                    policy,
                    TextTable.number(100 * run.servedShare(), 2),
                    TextTable.number(100 * run.rejectedShare(), 2),
                    TextTable.number(1000 * run.meanLatency(), 2),
                    TextTable.number(1000 * run.p95Latency(), 2),
                    TextTable.number(run.energy() / 1000, 2));
        }
        return table;
    }

    /**
     * Runs the study and prints a table.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        StudyMain.print(() -> table());
    }
}
