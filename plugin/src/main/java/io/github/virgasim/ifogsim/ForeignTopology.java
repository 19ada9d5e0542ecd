// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.input.JsonFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A topology that knows nothing of Virga. Its tree, latencies, bandwidths and sensors are kept; all else that a scenario needs
 * is assumed: a small GPU at each device, a large one at the root, and queries for object detection.
 */
final class ForeignTopology {
    private static final double DURATION = 600;
    private static final String WORKER = "{\"name\": \"gpu\", \"device\": \"xavier-nx\", \"models\": [\"yolov8n\"]}";
    private static final String ROOT_WORKER =
            "{\"name\": \"gpu\", \"device\": \"rtx-3090\", \"models\": [\"yolov8n\", \"yolov8m\"]}";

    private final FogTopology topology;
    private final FogTree tree;
    private final double unit;
    private final List<String> notes = new ArrayList<>();
    /** By class: what makes its queries. */
    private final Map<String, FogDistribution> classes = new LinkedHashMap<>();
    /** By name of the device: the links to its sensors. */
    private final Map<String, List<FogLink>> terminals = new HashMap<>();
    /** By name. */
    private final Map<String, FogNode.Device> devices = new HashMap<>();

    private final Set<String> parents = new HashSet<>();

    ForeignTopology(FogTopology topology, double unit) {
        this.topology = topology;
        this.unit = unit;
        tree = topology.tree();
        for (FogNode.Device device : topology.devices()) {
            devices.put(device.name(), device);
            parents.add(tree.parent(device.name()));
        }
        for (FogNode.Sensor sensor : topology.sensors()) {
            terminals
                    .computeIfAbsent(tree.parent(sensor.name()), at -> new ArrayList<>())
                    .add(tree.up(sensor.name()));
        }
        if (terminals.isEmpty()) {
            throw new InvalidInputException("topology must have at least one sensor, as a scenario has clients");
        }
    }

    FogImport.Result scenario(String name, String clientsFile) {
        StringBuilder clients = new StringBuilder("time_s,class,site,lifetime_s\n");
        for (FogNode.Sensor sensor : topology.sensors()) {
            clients.append("0,")
                    .append(CsvText.cell(classOf(sensor)))
                    .append(',')
                    .append(CsvText.cell(tree.parent(sensor.name())))
                    .append(',')
                    .append(DURATION)
                    .append('\n');
        }
        StringBuilder text = new StringBuilder("scenario: " + JsonFile.quote(name) + "\nsites:\n");
        for (FogNode.Device device : topology.devices()) {
            text.append("  - ").append(site(device)).append('\n');
        }
        text.append("clients: {arrivals: trace, file: ")
                .append(JsonFile.quote(clientsFile))
                .append("}\nclasses:\n");
        classes.forEach((each, distribution) ->
                text.append("  - ").append(streamClass(each, distribution)).append('\n'));
        text.append("serving: {duration_s: " + DURATION + ", binding: query, jitter: none}\n");
        note();
        return new FogImport.Result(text.toString(), clients.toString(), notes);
    }

    /** Returns the class of a sensor: its type, numbered where sensors of one type send at different times. */
    private String classOf(FogNode.Sensor sensor) {
        String name = sensor.sensorType();
        for (int number = 2; classes.containsKey(name) && !classes.get(name).equals(sensor.distribution()); number++) {
            name = sensor.sensorType() + "-" + number;
        }
        classes.put(name, sensor.distribution());
        return name;
    }

    private String streamClass(String name, FogDistribution distribution) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("name", JsonFile.quote(name));
        values.put("task", "\"object-detection\"");
        values.put("share", "1");
        values.put("queries", "\"periodic\"");
        values.put("rate_qps", Double.toString(1 / (distribution.mean() * unit)));
        values.put("input_size", "0.4096");
        values.put("request_kb", "60");
        values.put("response_kb", "2");
        values.put("deadline_ms", "500");
        values.put("min_accuracy", "0");
        values.put("mean_lifetime_s", Double.toString(DURATION));
        return JsonFields.object(values);
    }

    private String site(FogNode.Device device) {
        List<FogLink> here = terminals.getOrDefault(device.name(), List.of());
        String parent = tree.parent(device.name());
        Map<String, String> values = new LinkedHashMap<>();
        values.put("name", JsonFile.quote(device.name()));
        values.put("tier", JsonFile.quote(tier(device, parent)));
        if (!parent.isEmpty()) {
            Map<String, String> uplink = new LinkedHashMap<>();
            uplink.put("to", JsonFile.quote(parent));
            link(uplink, tree.up(device.name()).latency(), device.upBandwidth());
            values.put("uplink", JsonFields.object(uplink));
        }
        if (!here.isEmpty()) {
            double mean = here.stream().mapToDouble(FogLink::latency).average().orElse(0);
            if (here.stream().anyMatch(one -> one.latency() != mean)) {
                notes.add("latencies of the sensors at '" + device.name()
                        + "' differ, a site has one access link: their mean is taken, " + mean + " time units");
            }
            Map<String, String> access = new LinkedHashMap<>();
            link(access, mean, device.upBandwidth());
            values.put("access", JsonFields.object(access));
            values.put("client_weight", Integer.toString(here.size()));
        }
        values.put("workers", "[" + (parent.isEmpty() ? ROOT_WORKER : WORKER) + "]");
        return JsonFields.object(values);
    }

    private String tier(FogNode.Device device, String parent) {
        return parent.isEmpty() ? "data-center" : parents.contains(device.name()) ? "central-office" : "edge";
    }

    private void link(Map<String, String> values, double latency, double bandwidth) {
        values.put("delay_ms", Double.toString(latency * unit * 1000));
        values.put("jitter_ms", "0");
        values.put("bandwidth_mbps", Double.toString(bandwidth / unit * 8 / 1e6));
    }

    private void note() {
        notes.add("a time unit is taken as " + unit + " s, bandwidths as bytes per time unit");
        notes.add("GPUs and models are assumed: no device has a key '" + FogExport.KEY + "'");
        notes.add("task, sizes, deadline and accuracy of the classes are assumed");
        notes.add("mips, ram and ratePerMips of the devices are left out: a scenario has GPUs in their place");
        String slower = topology.devices().stream()
                .filter(device -> !tree.parent(device.name()).isEmpty())
                .filter(device -> device.upBandwidth() != parentOf(device).downBandwidth())
                .map(FogNode::name)
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
        if (classes.values().stream().anyMatch(one -> !(one instanceof FogDistribution.Deterministic))) {
            notes.add("random times between tuples are replaced by their mean");
        }
        Set<String> others = topology.nodes().stream()
                .flatMap(node -> node.extra().keySet().stream())
                .collect(Collectors.toCollection(java.util.TreeSet::new));
        if (!others.isEmpty()) {
            notes.add("unknown keys are left out: " + String.join(", ", others));
        }
    }

    private FogNode.Device parentOf(FogNode.Device device) {
        return devices.get(tree.parent(device.name()));
    }
}
