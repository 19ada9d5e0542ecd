// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.virgasim.datasets.Datasets;
import io.github.virgasim.ifogsim.FogExport;
import io.github.virgasim.ifogsim.FogLink;
import io.github.virgasim.ifogsim.FogNode;
import io.github.virgasim.ifogsim.FogTopology;
import io.github.virgasim.ifogsim.FogTopologyFile;
import io.github.virgasim.input.YamlNode;
import io.github.virgasim.scenario.Scenarios;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Calendar;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cloudbus.cloudsim.Log;
import org.cloudbus.cloudsim.core.CloudSim;
import org.cloudbus.cloudsim.core.SimEntity;
import org.fog.entities.FogDevice;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both of iFogSim2's readers take topologies that Virga has written, and find the same nodes and links. */
class GuiReaderTest {
    @TempDir
    Path folder;

    @BeforeEach
    void iFogSim2IsThere() {
        RealIFogSim.assumeThere();
    }

    static List<String> scenarios() {
        return Scenarios.names();
    }

    private FogTopology exported(String name) throws Exception {
        try (var reader = new InputStreamReader(Datasets.open("scenarios/" + name + ".yaml"), StandardCharsets.UTF_8)) {
            return FogExport.of(YamlNode.read(reader, name), Scenarios.named(name), 1e-3)
                    .topology();
        }
    }

    private Path written(FogTopology topology) throws Exception {
        return Files.writeString(folder.resolve("topology.json"), FogTopologyFile.write(topology));
    }

    /** Returns nodes and links in a form in which the order of the file and the direction of links do not count. */
    private static Set<String> parts(FogTopology topology) {
        Set<String> parts = new TreeSet<>();
        for (FogNode node : topology.nodes()) {
            parts.add(
                    node instanceof FogNode.Device d
                            ? new FogNode.Device(
                                            d.name(),
                                            d.mips(),
                                            d.ram(),
                                            d.upBandwidth(),
                                            d.downBandwidth(),
                                            d.level(),
                                            d.ratePerMips(),
                                            Map.of())
                                    .toString()
                            : node instanceof FogNode.Sensor s
                                    ? new FogNode.Sensor(s.name(), s.sensorType(), s.distribution(), Map.of())
                                            .toString()
                                    : new FogNode.Actuator(
                                                    node.name(), ((FogNode.Actuator) node).actuatorType(), Map.of())
                                            .toString());
        }
        for (FogLink link : topology.links()) {
            parts.add(new TreeSet<>(Set.of(link.source(), link.destination())) + " " + link.latency());
        }
        return parts;
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void theGraphicalInterfaceHasTheSameNodesAndLinks(String name) throws Exception {
        FogTopology topology = exported(name);
        Class<?> bridge = Class.forName("org.fog.gui.core.Bridge");
        Object graph = bridge.getMethod("jsonToGraph", String.class, int.class)
                .invoke(null, written(topology).toString(), 0);
        String saved =
                (String) bridge.getMethod("graphToJson", graph.getClass()).invoke(null, graph);
        FogTopology again = FogTopologyFile.read(Files.writeString(folder.resolve("saved.json"), saved));
        assertEquals(parts(topology), parts(again));
        assertEquals(
                topology.nodes().size() + topology.links().size(), parts(again).size());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void theSimulatorHasTheSameDevicesSensorsAndParents(String name) throws Exception {
        FogTopology topology = exported(name);
        Log.disable();
        CloudSim.init(1, Calendar.getInstance(TimeZone.getTimeZone("UTC"), Locale.ROOT), false, 0.1);
        Class<?> reader = Class.forName("org.fog.utils.JsonToTopology");
        for (String list : List.of("fogDevices", "sensors", "actuators")) {
            // It keeps what it has read before.
            var field = reader.getDeclaredField(list);
            field.setAccessible(true);
            ((List<?>) field.get(null)).clear();
        }
        Object read = reader.getMethod("getPhysicalTopology", int.class, String.class, String.class)
                .invoke(null, 1, "app", written(topology).toString());
        List<FogDevice> devices = list(read, "getFogDevices", FogDevice.class);
        Map<Integer, String> names = devices.stream().collect(Collectors.toMap(FogDevice::getId, FogDevice::getName));
        Set<String> expected = new TreeSet<>();
        Map<String, String> above = topology.links().stream()
                .filter(link -> isDevice(topology, link.source()) && isDevice(topology, link.destination()))
                .collect(Collectors.toMap(link -> below(topology, link), link -> other(link, below(topology, link))));
        topology.devices().forEach(device -> expected.add(device.name() + " below " + above.get(device.name())));
        assertEquals(
                expected,
                devices.stream()
                        .map(device -> device.getName() + " below " + names.get(device.getParentId()))
                        .collect(Collectors.toCollection(TreeSet::new)));
        assertEquals(
                topology.sensors().stream().map(FogNode.Sensor::name).collect(Collectors.toSet()),
                list(read, "getSensors", SimEntity.class).stream()
                        .map(SimEntity::getName)
                        .collect(Collectors.toSet()));
    }

    private static <T> List<T> list(Object topology, String getter, Class<T> kind) throws Exception {
        return ((List<?>) topology.getClass().getMethod(getter).invoke(topology))
                .stream().map(kind::cast).toList();
    }

    private static boolean isDevice(FogTopology topology, String name) {
        return topology.devices().stream().anyMatch(device -> device.name().equals(name));
    }

    private static int level(FogTopology topology, String name) {
        return topology.devices().stream()
                .filter(device -> device.name().equals(name))
                .findFirst()
                .orElseThrow()
                .level();
    }

    private static String below(FogTopology topology, FogLink link) {
        return level(topology, link.source()) > level(topology, link.destination())
                ? link.source()
                : link.destination();
    }

    private static String other(FogLink link, String end) {
        return link.source().equals(end) ? link.destination() : link.source();
    }
}
