// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.sharing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.virgasim.catalog.DnnModel;
import io.github.virgasim.catalog.InferenceTask;
import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.gpu.GpuSharing;
import io.github.virgasim.gpu.GpuSpec;
import io.github.virgasim.gpu.LinearInterference;
import io.github.virgasim.gpu.MigCard;
import io.github.virgasim.gpu.MigSpeed;
import io.github.virgasim.gpu.SharingMode;
import io.github.virgasim.report.TextTable;
import io.github.virgasim.scheduling.RandomProportionalLoad;
import io.github.virgasim.serving.JitterModel;
import io.github.virgasim.serving.ServiceLaw;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingSettings;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.MigSlice;
import io.github.virgasim.topology.Site;
import io.github.virgasim.topology.Tier;
import io.github.virgasim.topology.Worker;
import io.github.virgasim.workload.Client;
import io.github.virgasim.workload.QueryProcess;
import io.github.virgasim.workload.StreamClass;
import io.github.virgasim.workload.Workload;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The measured tenants of a shared A100, served by the engine with the shipped defaults. Skipped without measurements. */
class EngineTenantsTest {
    private static final InferenceTask TASK = new InferenceTask("detection", "mAP", "image", 1, "test");
    private static final GpuSpec A100 =
            new GpuSpec("a100", GpuSpec.Kind.DATACENTER, 76293, 32, 131072, 120, 438, "test");
    private static final MigCard CARD = MigCard.named("a100-80gb");

    @Test
    void everyModeAndNumberOfTenantsIsWithinFivePercent() {
        TenantTimes times = Measurements.tenants();
        double alone = SharingRecalibrationTest.aloneOnTheWholeCard(times);
        TextTable table = new TextTable("mode", "tenants", "measured [ms]", "engine [ms]", "error [%]");
        for (TenantTimes.Point point : times.points()) {
            double served = secondsPerQuery(point.mode(), point.tenants(), alone);
            double error = served / point.seconds() - 1;
            table.row(
                    point.mode().text(),
                    Integer.toString(point.tenants()),
                    TextTable.number(1000 * point.seconds(), 1),
                    TextTable.number(1000 * served, 1),
                    TextTable.number(100 * error, 1));
            assertEquals(0, error, 0.05, point.toString());
        }
        System.out.println(table);
    }

    /** Returns the mean time of a query when each tenant always has one under way. */
    private static double secondsPerQuery(SharingMode mode, int tenants, double alone) {
        ServingEngine engine = new ServingEngine(saturated(mode, tenants, alone), new RandomProportionalLoad(), 1);
        engine.advance(20);
        long before = engine.processed();
        engine.advance(220);
        return 200.0 * tenants / (engine.processed() - before);
    }

    private static ServingScenario saturated(SharingMode mode, int tenants, double alone) {
        double fixed = MigSpeed.measured("yolos-small").fixedShare() * alone;
        List<Worker> workers = mode == SharingMode.MIG
                ? MigSlice.cut(
                        "a100",
                        A100,
                        32,
                        131072,
                        CARD,
                        Collections.nCopies(
                                tenants,
                                new MigSlice(
                                        "1g.10gb",
                                        List.of(tenant(0, fixed, alone - fixed)),
                                        List.of(),
                                        GpuSharing.exclusive())))
                : List.of(new Worker(
                        "a100",
                        A100,
                        32,
                        131072,
                        A100.gpuMemoryMib(),
                        IntStream.range(0, tenants)
                                .mapToObj(i -> tenant(i, fixed, alone - fixed))
                                .toList(),
                        List.of(),
                        new GpuSharing(mode, LinearInterference.measured(mode))));
        Site site = new Site("s", Tier.DATA_CENTER, "", Link.NONE, Link.NONE, 1, workers);
        StreamClass images = new StreamClass("images", TASK, 1, QueryProcess.periodic(30), 1, 0, 0, 1e9, 0, 1e6);
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < 20 * tenants; i++) {
            clients.add(new Client(0, 0, 0, 1e6));
        }
        ServingSettings settings = new ServingSettings(
                300, 0, ServingSettings.Binding.STREAM, 1e9, 0, JitterModel.none(), ServiceLaw.deterministic(), 100);
        return new ServingScenario(
                "tenants",
                new EdgeTopology(List.of(site)),
                Workload.replay(List.of(images), clients),
                settings,
                List.of());
    }

    private static ModelVariant tenant(int number, double fixed, double work) {
        DnnModel model = new DnnModel("yolos-small-" + number, TASK, 36, 31, "test");
        return new ModelVariant(model, A100, fixed, work, 0, 1 / (fixed + work), 1000, 1, 1, "test");
    }
}
