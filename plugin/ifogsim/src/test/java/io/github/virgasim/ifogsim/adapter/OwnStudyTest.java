// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.elastic.Units;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.scheduling.Deployment;
import io.github.virgasim.scheduling.Monitoring;
import io.github.virgasim.scheduling.PlacementPolicy;
import io.github.virgasim.serving.ServingScenario;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.fog.application.Application;
import org.fog.entities.FogDevice;
import org.fog.entities.PlacementRequest;
import org.fog.placement.ModuleMapping;
import org.fog.placement.PlacementLogicOutput;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Virga's placement policies in simulations that users have built of iFogSim2's own parts. */
class OwnStudyTest {
    private static final String TASK = "object-detection";

    @TempDir
    Path folder;

    private final List<FogDevice> devices = new ArrayList<>();
    private final ModuleMapping fixed = ModuleMapping.createModuleMapping();

    @BeforeEach
    void build() {
        FogRuns.begin();
        ElasticFogDevice cloud = ElasticFogDevice.cloud();
        devices.add(cloud);
        for (String name : List.of("dc", "hub", "pole-1", "pole-2", "pole-3", "pole-4", "phone")) {
            devices.add(ElasticFogDevice.cluster(name, Units.of(4, 4), cloud));
        }
    }

    private ServingScenario scenario() {
        return Trio.scenario(folder, "0", "0");
    }

    private static Application application(String id, String... modules) {
        Application application = Application.createApplication(id, 1);
        for (String module : modules) {
            application.addAppModule(module, 10);
        }
        return application;
    }

    /** Has models in memory at one site alone. */
    private record OnlyAt(Set<String> sites) implements PlacementPolicy {
        @Override
        public double period() {
            return 1;
        }

        @Override
        public void place(Monitoring monitoring, Deployment deployment) {
            monitoring.topology().instances().forEach(one -> {
                if (sites.contains(
                        monitoring.topology().sites().get(one.siteIndex()).name())) {
                    deployment.load(one.index());
                } else {
                    deployment.evict(one.index());
                }
            });
        }
    }

    private PolicyModulePlacement place(Application application, PlacementPolicy policy) {
        return new PolicyModulePlacement(devices, application, fixed, scenario(), policy);
    }

    private String device(int id) {
        return devices.stream()
                .filter(device -> device.getId() == id)
                .map(FogDevice::getName)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void modulesAreFixedOrPlaced() {
        fixed.addModuleToDevice("client", "phone");
        Map<String, Set<String>> placed = new TreeMap<>();
        place(application("app", "client", TASK), new OnlyAt(Set.of("hub", "pole-3")))
                .getDeviceToModuleMap()
                .forEach((id, modules) ->
                        modules.forEach(module -> placed.computeIfAbsent(module.getName(), name -> new TreeSet<>())
                                .add(device(id))));
        assertEquals(Map.of("client", Set.of("phone"), TASK, Set.of("hub", "pole-3")), placed);
    }

    private void assertRefused(String said, Application application, PlacementPolicy policy) {
        String message = assertThrows(InvalidInputException.class, () -> place(application, policy))
                .getMessage();
        assertTrue(message.contains(said), message);
    }

    @Test
    void whatCannotBePlacedIsSaid() {
        OnlyAt hub = new OnlyAt(Set.of("hub"));
        assertRefused("was 'client'", application("app", "client", TASK), hub);
        assertRefused("was '" + TASK + "'", application("app", TASK), new OnlyAt(Set.of()));
        fixed.addModuleToDevice("client", "fone");
        assertRefused("was 'fone'", application("app", "client", TASK), hub);
        fixed.getModuleMapping().clear();
        fixed.addModuleToDevice("cleint", "phone");
        assertRefused("was 'cleint'", application("app", "client", TASK), hub);
        fixed.getModuleMapping().clear();
        fixed.addModuleToDevice(TASK, "phone");
        assertRefused("was '" + TASK + "'", application("app", TASK), hub);
        fixed.getModuleMapping().clear();
        devices.removeIf(device -> device.getName().equals("hub"));
        assertRefused("was 'hub'", application("app", TASK), hub);
    }

    @Test
    void aModuleMustHaveRoom() {
        RealIFogSim.assumeThere();
        Application large = Application.createApplication("app", 1);
        large.addAppModule(TASK, 1_000_000);
        assertRefused("must have room on its device, was placed on 'hub'", large, new OnlyAt(Set.of("hub")));
    }

    private Map<String, Set<String>> launched(PlacementLogicOutput output) {
        Map<String, Set<String>> launched = new TreeMap<>();
        output.getPerDevice()
                .forEach((id, applications) -> applications.forEach((application, configs) ->
                        configs.forEach(config -> launched.computeIfAbsent(device(id), name -> new TreeSet<>())
                                .add(application.getAppId() + " "
                                        + config.getModule().getName()))));
        return launched;
    }

    /** Each application gets its own modules, each once, and every device hears of the nearest. */
    @Test
    void severalApplicationsAndRequestsAreDeployed() {
        Map<String, Application> applications = new LinkedHashMap<>();
        for (Application one :
                List.of(application("one", TASK, "client"), application("two", TASK), application("other", "client"))) {
            applications.put(one.getAppId(), one);
        }
        List<PlacementRequest> requests = List.of(new PlacementRequest("one", 1, 1), new PlacementRequest("two", 2, 1));
        PolicyPlacementLogic logic = new PolicyPlacementLogic(scenario(), new OnlyAt(Set.of("dc", "pole-2")));
        PlacementLogicOutput output = logic.run(devices, applications, Map.of(), requests);
        Set<String> both = Set.of("one " + TASK, "two " + TASK);
        assertEquals(Map.of("dc", both, "pole-2", both), launched(output));
        assertEquals(requests.size(), output.getPrStatus().size());
        assertTrue(output.getPrStatus().values().stream().allMatch(status -> status == -1));
        Map<String, String> heard = output.getServiceDiscoveryInfo().entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> device(entry.getKey()),
                        entry -> device(entry.getValue().get(0).getSecond())));
        assertEquals(
                Map.of("dc", "dc", "hub", "dc", "pole-1", "dc", "pole-2", "pole-2", "pole-3", "dc", "pole-4", "dc"),
                heard);
        PlacementLogicOutput again = logic.run(devices, applications, Map.of(), List.of());
        assertEquals(Map.of(), launched(again));
        assertEquals(Map.of(), again.getServiceDiscoveryInfo());
    }

    /** Users' own devices are no sites, and send queries all the same. */
    @Test
    void aDeviceThatIsNoSiteHearsWhatTheSiteAboveItHears() {
        FogDevice phone = devices.get(devices.size() - 1);
        FogDevice pole = devices.stream()
                .filter(device -> device.getName().equals("pole-2"))
                .findFirst()
                .orElseThrow();
        phone.setParentId(pole.getId());
        PlacementLogicOutput output = new PolicyPlacementLogic(scenario(), new OnlyAt(Set.of("dc", "pole-2")))
                .run(devices, Map.of("one", application("one", TASK)), Map.of(), List.of());
        var heard = output.getServiceDiscoveryInfo().get(phone.getId());
        assertEquals(1, heard.size());
        assertEquals(pole.getId(), heard.get(0).getSecond());
        pole.setParentId(phone.getId());
        new PolicyPlacementLogic(scenario(), new OnlyAt(Set.of("dc")))
                .run(devices, Map.of("one", application("one", TASK)), Map.of(), List.of());
    }

    @Test
    void withoutApplicationsNothingIsDeployed() {
        PolicyPlacementLogic logic = new PolicyPlacementLogic(scenario(), new OnlyAt(Set.of("dc")));
        assertEquals(Map.of(), launched(logic.run(devices, Map.of(), Map.of(), List.of())));
        String message = assertThrows(
                        InvalidInputException.class,
                        () -> new PolicyPlacementLogic(scenario(), new OnlyAt(Set.of("dc")))
                                .run(List.of(), Map.of(), Map.of(), List.of()))
                .getMessage();
        assertTrue(message.contains("was 'dc'"), message);
    }
}
