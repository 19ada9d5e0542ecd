// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Says with its values what a scenario does not hold of a topology that knows nothing of Virga. */
final class LeftOut {
    private final FogTopology topology;
    private final FogTree tree;
    private final Map<String, FogNode.Device> devices = new HashMap<>();
    private final Set<String> parents = new HashSet<>();

    LeftOut(FogTopology topology) {
        this.topology = topology;
        tree = topology.tree();
        for (FogNode.Device device : topology.devices()) {
            devices.put(device.name(), device);
            parents.add(tree.parent(device.name()));
        }
    }

    List<String> ofDevices() {
        List<String> notes = new ArrayList<>();
        notes.add(
                "mips, ram, ratePerMips and level of the devices are left out: a scenario has GPUs and a tree in their place: "
                        + each(
                                topology,
                                device -> device.mips() + " " + device.ram() + " " + device.ratePerMips() + " "
                                        + device.level()));
        notes.add("names of sensors are left out, downBw of devices without children, and upBw of the root: "
                + topology.sensors().stream().map(FogNode::name).collect(Collectors.joining(", "))
                + topology.devices().stream()
                        .filter(device -> !parents.contains(device.name()))
                        .map(device -> "; downBw " + device.downBandwidth() + " of " + device.name())
                        .collect(Collectors.joining())
                + topology.devices().stream()
                        .filter(device -> tree.parent(device.name()).isEmpty())
                        .map(device -> "; upBw " + device.upBandwidth() + " of " + device.name())
                        .collect(Collectors.joining()));
        return notes;
    }

    List<String> ofLinksAndActuators() {
        List<String> notes = new ArrayList<>();
        String slower = topology.devices().stream()
                .filter(device -> !tree.parent(device.name()).isEmpty())
                .filter(device -> device.upBandwidth() != parentOf(device).downBandwidth())
                .map(device -> device.name() + " (" + device.upBandwidth() + " up, "
                        + parentOf(device).downBandwidth() + " down)")
                .collect(Collectors.joining(", "));
        if (!slower.isEmpty()) {
            notes.add("links are the same in both directions in a scenario, upBw is taken; downBw above differs at "
                    + slower);
        }
        long actuators = topology.nodes().stream()
                .filter(FogNode.Actuator.class::isInstance)
                .count();
        if (actuators > 0) {
            notes.add(actuators + " actuators are left out: answers go back to the clients");
        }
        return notes;
    }

    /** Says which times are random, by the names of the classes. */
    static List<String> ofTimes(Map<String, FogNode.Sensor> classes) {
        String random = classes.entrySet().stream()
                .filter(one -> !(one.getValue().distribution() instanceof FogDistribution.Deterministic))
                .map(one -> one.getKey() + " (" + one.getValue().distribution().words() + ") by "
                        + one.getValue().distribution().mean())
                .collect(Collectors.joining(", "));
        return random.isEmpty()
                ? List.of()
                : List.of("random times between tuples are replaced by their mean: " + random);
    }

    /** Returns something of the devices, and after it the names of those of which it is so. */
    static String each(FogTopology topology, Function<FogNode.Device, String> of) {
        Map<String, String> names = new LinkedHashMap<>();
        topology.devices().forEach(device -> names.merge(of.apply(device), device.name(), (a, b) -> a + ", " + b));
        return names.entrySet().stream()
                .map(one -> one.getKey() + " of " + one.getValue())
                .collect(Collectors.joining("; "));
    }

    private FogNode.Device parentOf(FogNode.Device device) {
        return devices.get(tree.parent(device.name()));
    }
}
