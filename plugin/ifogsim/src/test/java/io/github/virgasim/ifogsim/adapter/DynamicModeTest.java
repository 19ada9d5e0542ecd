// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.ifogsim.FogDistribution;
import io.github.virgasim.random.RandomStreams;
import io.github.virgasim.scheduling.PlacementPolicy;
import io.github.virgasim.serving.ServingScenario;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cloudbus.cloudsim.Pe;
import org.cloudbus.cloudsim.core.CloudSim;
import org.cloudbus.cloudsim.core.SimEvent;
import org.cloudbus.cloudsim.power.PowerHost;
import org.cloudbus.cloudsim.provisioners.RamProvisionerSimple;
import org.cloudbus.cloudsim.sdn.overbooking.BwProvisionerOverbooking;
import org.cloudbus.cloudsim.sdn.overbooking.PeProvisionerOverbooking;
import org.fog.application.AppEdge;
import org.fog.application.Application;
import org.fog.entities.FogDevice;
import org.fog.entities.FogDeviceCharacteristics;
import org.fog.entities.MicroserviceFogDevice;
import org.fog.entities.PlacementRequest;
import org.fog.entities.Sensor;
import org.fog.entities.Tuple;
import org.fog.policy.AppModuleAllocationPolicy;
import org.fog.scheduler.StreamOperatorScheduler;
import org.fog.utils.Config;
import org.fog.utils.FogUtils;
import org.fog.utils.MicroservicePlacementConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A placement policy under iFogSim2's own controller, in both of its modes. */
class DynamicModeTest {
    private static final String TASK = "object-detection";
    private static final double UP_LATENCY = 7;
    private static final double BANDWIDTH = 10_000;
    /** Bytes of iFogSim2's own messages about placement. */
    private static final double MESSAGE = 50;

    @TempDir
    Path folder;

    /** By device, when the module of the task was launched there first, and how often it worked. */
    private final Map<String, Double> launched = new TreeMap<>();

    private final Map<String, Integer> worked = new TreeMap<>();
    private final Map<String, FogDevice> devices = new LinkedHashMap<>();
    private final List<Double> asked = new ArrayList<>();
    private String mode;
    private String processing;
    private int end;

    @BeforeEach
    void begin() {
        RealIFogSim.assumeThere();
        mode = MicroservicePlacementConfig.SIMULATION_MODE;
        processing = MicroservicePlacementConfig.PR_PROCESSING_MODE;
        end = Config.MAX_SIMULATION_TIME;
        FogRuns.begin();
    }

    /** What iFogSim2 keeps in static fields. */
    @AfterEach
    void restore() {
        if (mode != null) {
            MicroservicePlacementConfig.SIMULATION_MODE = mode;
            MicroservicePlacementConfig.PR_PROCESSING_MODE = processing;
            MicroservicePlacementConfig.MODULE_DEPLOYMENT_TIME = 0;
            Config.MAX_SIMULATION_TIME = end;
        }
    }

    /** iFogSim2's own device, which is looked at. */
    private final class Watched extends MicroserviceFogDevice {
        private final String name;

        Watched(String name, PowerHost machine, String type) throws Exception {
            super(
                    name,
                    new FogDeviceCharacteristics("x86", "Linux", "Xen", machine, 10, 3, 0.05, 0.001, 0),
                    new AppModuleAllocationPolicy(List.of(machine)),
                    new ArrayList<>(),
                    10,
                    BANDWIDTH,
                    BANDWIDTH,
                    BANDWIDTH,
                    UP_LATENCY,
                    0,
                    type);
            this.name = name;
        }

        @Override
        public void processEvent(SimEvent event) {
            super.processEvent(event);
            List<String> here = appToModulesMap.getOrDefault("watch", List.of());
            if (here.contains(TASK)) {
                launched.putIfAbsent(name, CloudSim.clock());
            }
        }

        @Override
        protected void executeTuple(SimEvent event, String module) {
            if (module.equals(TASK)) {
                worked.merge(name, 1, Integer::sum);
            }
            super.executeTuple(event, module);
        }
    }

    private void device(String name, String parent, String type) throws Exception {
        List<Pe> cores = List.of(new Pe(0, new PeProvisionerOverbooking(10_000)));
        PowerHost machine = new PowerHost(
                FogUtils.generateEntityId(),
                new RamProvisionerSimple(10_000),
                new BwProvisionerOverbooking(1_000_000),
                1_000_000,
                cores,
                new StreamOperatorScheduler(cores),
                utilization -> 0);
        FogDevice device = new Watched(name, machine, type);
        device.setParentId(parent.isEmpty() ? -1 : devices.get(parent).getId());
        devices.put(name, device);
    }

    /** Has models where the next name says, each time that it is asked. */
    private PlacementPolicy inTurn(String... sites) {
        return new ModulePlanTest.Told(1, (monitoring, deployment) -> {
            String site = sites[Math.min(asked.size(), sites.length - 1)];
            asked.add(CloudSim.clock());
            monitoring.topology().instances().forEach(one -> {
                if (monitoring.topology().sites().get(one.siteIndex()).name().equals(site)) {
                    deployment.load(one.index());
                } else {
                    deployment.evict(one.index());
                }
            });
        });
    }

    /** Runs for 400 time units: a phone at pole-1 whose client module asks for the task, and requests after some delays. */
    private void run(PlacementPolicy policy, int... delays) throws Exception {
        device("dc", "", MicroserviceFogDevice.CLOUD);
        device("hub", "dc", MicroserviceFogDevice.FON);
        for (int i = 1; i <= 4; i++) {
            device("pole-" + i, "hub", MicroserviceFogDevice.FCN);
        }
        device("phone", "pole-1", MicroserviceFogDevice.CLIENT);
        Application application = Application.createApplication("watch", 1);
        application.addAppModule("client", 10);
        application.addAppModule(TASK, 10);
        application.addAppEdge("EYE", "client", 10, 50, "EYE", Tuple.UP, AppEdge.SENSOR);
        application.addAppEdge("client", TASK, 1_000, 500, "FRAME", Tuple.UP, AppEdge.MODULE);
        application.addTupleMapping(
                "client", "EYE", "FRAME", new SeededSelectivity(1, new RandomStreams(1).stream("s")));
        application.setLoops(List.of());
        Sensor eye = new Sensor(
                "eye",
                "EYE",
                1,
                "watch",
                new SeededTimes(new FogDistribution.Deterministic(5), new RandomStreams(1).stream("t")));
        FogDevice phone = devices.get("phone");
        eye.setGatewayDeviceId(phone.getId());
        eye.setLatency(1.0);
        eye.setApp(application);
        ServingScenario scenario = Trio.scenario(folder, "0", "0");
        PolicyController controller = new PolicyController(
                "controller",
                List.copyOf(devices.values()),
                List.of(eye),
                List.of(application),
                new PolicyPlacementLogic(scenario, policy));
        for (int i = 0; i < delays.length; i++) {
            controller.submitPlacementRequests(
                    List.of(new PlacementRequest("watch", i + 1, phone.getId(), Map.of("client", phone.getId()))),
                    delays[i]);
        }
        // iFogSim2's controller would end the JVM at its own end.
        Config.MAX_SIMULATION_TIME = 1000;
        CloudSim.terminateSimulation(400);
        CloudSim.startSimulation();
    }

    /**
     * In dynamic mode requests and modules travel: the request goes up two links to the hub, and the module waits for its
     * deployment; one for a pole goes down a link before.
     */
    @ParameterizedTest
    @CsvSource({"hub, Periodic", "hub, Sequential", "pole-3, Periodic", "pole-3, Sequential"})
    void aDynamicRequestIsPlacedByThePolicyAfterItsWays(String site, String how) throws Exception {
        MicroservicePlacementConfig.SIMULATION_MODE = "DYNAMIC";
        boolean periodic = how.equals("Periodic");
        MicroservicePlacementConfig.PR_PROCESSING_MODE =
                periodic ? MicroservicePlacementConfig.PERIODIC : MicroservicePlacementConfig.SEQUENTIAL;
        MicroservicePlacementConfig.MODULE_DEPLOYMENT_TIME = 30;
        run(inTurn(site), 0);
        double link = UP_LATENCY + MESSAGE / BANDWIDTH;
        double there = 2 * link;
        assertEquals(1, asked.size());
        assertEquals(periodic ? Math.ceil(there) : there, asked.get(0), 1e-9);
        double down = site.equals("hub") ? 0 : link;
        assertEquals(Map.of(site, asked.get(0) + down + 30), launched);
        assertEquals(List.of(site), List.copyOf(worked.keySet()));
        assertTrue(worked.get(site) > 50, "worked " + worked);
    }

    @Test
    void theSameRequestIsPlacedAtOnceInStaticMode() throws Exception {
        MicroservicePlacementConfig.SIMULATION_MODE = "STATIC";
        MicroservicePlacementConfig.PR_PROCESSING_MODE = MicroservicePlacementConfig.SEQUENTIAL;
        MicroservicePlacementConfig.MODULE_DEPLOYMENT_TIME = 30;
        run(inTurn("pole-3"), 0);
        assertEquals(List.of(0.0), asked);
        assertEquals(Map.of("pole-3", 0.0), launched);
        assertTrue(worked.get("pole-3") > 50, "worked " + worked);
    }

    /** A later request is another decision; iFogSim2 then balances between the places, as it cannot be told to give one back. */
    @Test
    void aLaterRequestIsDecidedAnew() throws Exception {
        MicroservicePlacementConfig.SIMULATION_MODE = "DYNAMIC";
        MicroservicePlacementConfig.PR_PROCESSING_MODE = MicroservicePlacementConfig.SEQUENTIAL;
        run(inTurn("hub", "dc"), 0, 200);
        double link = UP_LATENCY + MESSAGE / BANDWIDTH;
        assertEquals(2, asked.size());
        assertEquals(200 + 2 * link, asked.get(1), 1e-9);
        assertEquals(List.of("dc", "hub"), List.copyOf(launched.keySet()));
        assertEquals(200 + 3 * link, launched.get("dc"), 1e-9);
        assertTrue(worked.get("dc") > 10 && worked.get("hub") > worked.get("dc"), "worked " + worked);
    }
}
