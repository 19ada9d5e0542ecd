// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.ifogsim;

import io.github.virgasim.ifogsim.adapter.IFogSim;
import io.github.virgasim.ifogsim.adapter.IFogSimStudy;
import io.github.virgasim.ifogsim.adapter.SeededSelectivity;
import io.github.virgasim.random.RandomStreams;
import io.github.virgasim.report.ServingRun;
import io.github.virgasim.report.TextTable;
import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.serving.ServingScenario;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.fog.application.AppEdge;
import org.fog.application.AppLoop;
import org.fog.application.Application;
import org.fog.entities.FogDevice;
import org.fog.entities.Tuple;
import org.fog.placement.Controller;
import org.fog.placement.ModuleMapping;
import org.fog.placement.ModulePlacementMapping;
import org.fog.utils.distribution.DeterministicDistribution;

/**
 * How many queries a second of CPU time simulates: by the bare engine, by iFogSim2 with Virga's policies and workers, and by
 * iFogSim2 alone, where as many cameras on the same tree send frames to a module in their area, which MIPS work on.
 */
public final class SpeedStudy {
    private static final int RUNS = 5;
    private static final int AREAS = 2;
    /** About as many as clients of the scenario at a time, in the mean from its empty beginning on. */
    private static final int CAMERAS_OF_AREA = 23;

    private static final String APPLICATION = "dcns";

    private SpeedStudy() {}

    /** All that iFogSim2's classes are needed for, so that {@link #main} can say where they are missing. */
    private static final class Alone {
        private Alone() {}

        static long queries(int units) {
            FogParts parts = new FogParts();
            FogDevice cloud = parts.device("cloud", -1, 0, 44_800, 0);
            FogDevice proxy = parts.device("proxy", cloud.getId(), 1, 44_800, 100);
            ModuleMapping fixed = ModuleMapping.createModuleMapping();
            for (int area = 0; area < AREAS; area++) {
                FogDevice gateway = parts.device("area-" + area, proxy.getId(), 2, 100_000, 2);
                fixed.addModuleToDevice("detector", gateway.getName());
                parts.actuator("screen-" + area, "SCREEN", gateway, APPLICATION, 2);
                for (int camera = 0; camera < CAMERAS_OF_AREA; camera++) {
                    parts.sensor(
                            "camera-" + area + "-" + camera,
                            "CAMERA",
                            gateway,
                            APPLICATION,
                            2 + 100.0 * camera / CAMERAS_OF_AREA,
                            new DeterministicDistribution(100));
                }
            }
            AppLoop loop = new AppLoop(List.of("CAMERA", "detector", "SCREEN"));
            Application application = Application.createApplication(APPLICATION, parts.user);
            application.addAppModule("detector", 10);
            application.addAppEdge("CAMERA", "detector", 100, 600, "CAMERA", Tuple.UP, AppEdge.SENSOR);
            application.addAppEdge("detector", "SCREEN", 1, 20, "SHOW", Tuple.DOWN, AppEdge.ACTUATOR);
            application.addTupleMapping(
                    "detector", "CAMERA", "SHOW", new SeededSelectivity(1, new RandomStreams(0).stream("shows")));
            application.setLoops(List.of(loop));
            new Controller("controller", parts.devices, parts.sensors, parts.actuators)
                    .submitApplication(application, new ModulePlacementMapping(parts.devices, application, fixed));
            FogParts.run(units);
            return FogParts.count(loop);
        }
    }

    private static void row(TextTable table, String simulator, LongSupplier run) {
        double[] speeds = new double[RUNS];
        long queries = 0;
        for (int i = 0; i < RUNS; i++) {
            double begin = PoliciesStudy.cpu();
            queries = IFogSim.muted(run::getAsLong);
            speeds[i] = queries / (PoliciesStudy.cpu() - begin);
        }
        Arrays.sort(speeds);
        table.row(
                simulator,
                Long.toString(queries),
                TextTable.number(speeds[RUNS / 2], 0),
                TextTable.number(speeds[0], 0),
                TextTable.number(speeds[RUNS - 1], 0));
    }

    /** Returns a row for each simulator. */
    static TextTable table(double seconds) {
        ServingScenario scenario = DcnsStudy.scenario(seconds, 0, 90);
        IFogSimStudy study = new IFogSimStudy(scenario, 1e-3);
        TextTable table = new TextTable("simulator", "queries", "per CPU s: median", "least", "most");
        row(
                table,
                "bare engine",
                () -> ServingRun.execute(scenario, StaticPolicies.named("closest"), 1)
                        .summary()
                        .offered());
        row(
                table,
                "iFogSim2 with Virga",
                () -> study.run(StaticPolicies.named("closest"), 1).summary().offered());
        row(table, "iFogSim2 alone", () -> Alone.queries((int) Math.round(seconds * 1000)));
        return table;
    }

    /**
     * Runs the study and prints a table; each figure is one of {@value #RUNS} runs.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        StudyMain.print(() -> table(120));
    }
}
