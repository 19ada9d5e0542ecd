// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.report.ServingRun;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.scheduling.PolicyFaultException;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.scheduling.StreamRequest;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.topology.EdgeTopology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Calendar;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import org.cloudbus.cloudsim.core.CloudSim;
import org.fog.utils.MicroservicePlacementConfig;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scenarios at the edge of what is allowed, in iFogSim2. */
class HostileFogTest {
    private static final double MILLISECOND = 1e-3;

    @TempDir
    Path folder;

    @BeforeEach
    void iFogSim2IsThere() {
        RealIFogSim.assumeThere();
    }

    private ServingScenario scenario(String... changes) throws IOException {
        String text = Trio.PLAIN.replace("ACCESS", "4").replace("REQUEST", "60");
        for (int i = 0; i < changes.length; i += 2) {
            assertTrue(text.contains(changes[i]), changes[i]);
            text = text.replace(changes[i], changes[i + 1]);
        }
        return Scenarios.read(Files.writeString(folder.resolve("s.yaml"), text));
    }

    private static ServingRun run(ServingScenario scenario, String policy) {
        IFogSimStudy study = new IFogSimStudy(scenario, MILLISECOND);
        return Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(120), () -> study.run(StaticPolicies.named(policy), 2));
    }

    /** What iFogSim2 adds up by its power model is what Virga's workers draw, at each device. */
    @ParameterizedTest
    @ValueSource(strings = {"closest", "farthest"})
    void devicesShowTheEnergyOfTheirWorkers(String policy) throws IOException {
        ServingScenario scenario = scenario();
        IFogSimStudy study = new IFogSimStudy(scenario, MILLISECOND);
        assertEquals(List.of(), study.deviceEnergies());
        ServingRun run = study.run(StaticPolicies.named(policy), 3);
        EdgeTopology topology = scenario.topology();
        double[] bySite = new double[topology.sites().size()];
        for (int worker = 0; worker < topology.workers().size(); worker++) {
            bySite[topology.siteOfWorker(worker)] += run.energies().get(worker);
        }
        for (int site = 0; site < bySite.length; site++) {
            assertTrue(bySite[site] > 0);
            assertEquals(bySite[site], study.deviceEnergies().get(site), 1e-9 * bySite[site]);
        }
    }

    @Test
    void aDeviceWithoutGpusDrawsNothingAndPassesQueriesOn() throws IOException {
        ServingScenario scenario =
                scenario(",\n     workers: [{name: gpu, device: agx-orin, models: [yolov8n, yolov8m]}]}", "}");
        IFogSimStudy study = new IFogSimStudy(scenario, MILLISECOND);
        ServingRun run = study.run(StaticPolicies.named("farthest"), 3);
        assertTrue(run.statistics().served() > 10_000);
        assertEquals(0, study.deviceEnergies().get(scenario.topology().siteIndex("hub")));
    }

    @Test
    void withoutClientsARunEndsAndServesNothing() throws IOException {
        ServingRun run = run(scenario("lambda_per_min: 60", "lambda_per_min: 0.000001"), "closest");
        assertEquals(0, run.statistics().offered());
        assertTrue(Double.isNaN(run.summary().meanLatency()));
    }

    /** Answers that take longer than the run is long are waited for, and counted. */
    @Test
    void queriesUnderWayAtTheEndAreCounted() throws IOException {
        ServingRun run = run(
                scenario(
                        "delay_ms: 20,", "delay_ms: 40000,",
                        "deadline_ms: 200", "deadline_ms: 200000",
                        "deadline_ms: 300", "deadline_ms: 300000",
                        "duration_s: 120, warmup_s: 20", "duration_s: 10, warmup_s: 0"),
                "farthest");
        assertTrue(run.statistics().offered() > 50);
        assertEquals(
                run.statistics().offered(),
                run.statistics().served()
                        + run.statistics().late()
                        + run.statistics().rejected());
        assertTrue(run.summary().meanLatency() > 79, "mean " + run.summary().meanLatency());
    }

    /** Of several tasks each is a module of its own. */
    @Test
    void severalTasksAreServed() {
        ServingRun run = new IFogSimStudy(
                        Scenarios.named("aset-full-edge", Map.of("serving.duration_s", "30", "serving.warmup_s", "5")),
                        MILLISECOND)
                .run(StaticPolicies.named("least-impedance"), 1);
        assertTrue(run.statistics().served() > 1000);
    }

    /** A fault of a policy ends the run with its name, not the JVM, and the next run is as if nothing had been. */
    @Test
    void aPolicyThatFailsEndsTheRunAlone() throws IOException {
        ServingScenario scenario = scenario();
        IFogSimStudy study = new IFogSimStudy(scenario, MILLISECOND);
        var expected = study.run(StaticPolicies.named("closest"), 2).summary();
        SchedulingPolicy bad = new SchedulingPolicy() {
            private int left = 500;

            @Override
            public String name() {
                return "bad";
            }

            @Override
            public int choose(StreamRequest request, ServingView view) {
                left--;
                return left > 0 ? REJECT : 4711;
            }
        };
        String message = assertThrows(PolicyFaultException.class, () -> study.run(bad, 2))
                .getMessage();
        assertTrue(message.contains("bad") && message.contains("4711"), message);
        assertEquals(expected, study.run(StaticPolicies.named("closest"), 2).summary());
    }

    /** iFogSim2 itself would say that it has not been initialised. */
    @Test
    void aPolicyThatThrowsIsSaidToHaveThrown() throws IOException {
        SchedulingPolicy bad = new SchedulingPolicy() {
            @Override
            public String name() {
                return "bad";
            }

            @Override
            public int choose(StreamRequest request, ServingView view) {
                throw new IllegalArgumentException("weights do not fit");
            }
        };
        IFogSimStudy study = new IFogSimStudy(scenario(), MILLISECOND);
        String message = assertThrows(IllegalStateException.class, () -> study.run(bad, 2))
                .getMessage();
        assertTrue(message.contains("weights do not fit"), message);
    }

    /** A study of the user's own may have said when iFogSim2 is to end, and iFogSim2 remembers. */
    @Test
    void whatAnEarlierSimulationLeftBehindChangesNothing() throws IOException {
        ServingScenario scenario = scenario();
        var expected = run(scenario, "closest").summary();
        CloudSim.init(1, Calendar.getInstance(TimeZone.getTimeZone("UTC"), Locale.ROOT), false, 0.1);
        CloudSim.terminateSimulation(5);
        CloudSim.startSimulation();
        MicroservicePlacementConfig.PR_PROCESSING_MODE = "Periodic";
        assertEquals(expected, run(scenario, "closest").summary());
        assertEquals("Periodic", MicroservicePlacementConfig.PR_PROCESSING_MODE);
    }

    @Test
    void resultsAreThoseOfEachLocale() throws IOException {
        ServingScenario scenario = scenario();
        Locale before = Locale.getDefault();
        var expected = run(scenario, "least-impedance").summary();
        try {
            for (String tag : List.of("ar-EG-u-nu-arab", "tr-TR", "de-DE")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                assertEquals(expected, run(scenario, "least-impedance").summary());
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    /** Names that a scenario may have and iFogSim2 not. */
    @Test
    void namesWithBlanksAreServed() throws IOException {
        assertTrue(run(scenario("name: hub", "name: \"the hub\"", "to: hub", "to: \"the hub\""), "closest")
                        .statistics()
                        .served()
                > 10_000);
    }
}
