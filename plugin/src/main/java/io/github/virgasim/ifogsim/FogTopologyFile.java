// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.JsonFile;
import io.github.virgasim.input.YamlNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads and writes topologies in the JSON of iFogSim2's graphical interface. Whole numbers stand without a decimal point there
 * and all others with one; latencies are in the study's time unit. What is read is what iFogSim2's own reader takes, but
 * for what it would pass over in silence: links to unknown nodes, unlinked nodes and nodes of other kinds are refused.
 */
public final class FogTopologyFile {
    private static final double ANY = Double.POSITIVE_INFINITY;
    private static final double ABOVE_ZERO = Double.MIN_VALUE;
    private static final List<String> TYPES = List.of("FOG_DEVICE", "SENSOR", "ACTUATOR");
    private static final Set<String> DEVICE_KEYS =
            Set.of("type", "name", "mips", "ram", "upBw", "downBw", "level", "ratePerMips");
    private static final Set<String> SENSOR_KEYS = Set.of("type", "name", "sensorType", "distribution");
    private static final Set<String> ACTUATOR_KEYS = Set.of("type", "name", "actuatorType");
    private static final Set<String> LINK_KEYS = Set.of("source", "destination", "latency");

    private FogTopologyFile() {}

    /**
     * Reads a topology.
     *
     * @param file the JSON file
     * @return the topology
     * @throws io.github.virgasim.input.InvalidInputException if something is missing or breaks a rule; the message names
     *     file, line, key, value and rule
     */
    public static FogTopology read(Path file) {
        YamlNode root = JsonFile.read(file);
        FogTree tree = new FogTree();
        List<FogNode> nodes = new ArrayList<>();
        for (YamlNode item : root.get("nodes").items()) {
            FogNode node = item.make(() -> node(item));
            item.get("name").make(() -> {
                tree.add(node);
                return node;
            });
            nodes.add(node);
        }
        List<FogLink> links = new ArrayList<>();
        for (YamlNode item : root.get("links").itemsIfAny()) {
            FogLink link = new FogLink(
                    end(item, "source", tree),
                    end(item, "destination", tree),
                    JsonFields.decimal(item, "latency", 0, ANY),
                    JsonFields.others(item, LINK_KEYS));
            item.make(() -> {
                tree.link(link);
                return link;
            });
            links.add(link);
        }
        return root.get("links")
                .make(() -> new FogTopology(nodes, links, JsonFields.others(root, Set.of("nodes", "links"))));
    }

    private static String end(YamlNode item, String key, FogTree tree) {
        String name = JsonFields.text(item, key);
        return item.get(key).make(() -> tree.end(key, name)).name();
    }

    private static FogNode node(YamlNode item) {
        YamlNode kind = item.get("type");
        String type = kind.make(() -> Checks.oneOf("type of node", kind.text(), TYPES));
        String name = JsonFields.text(item, "name");
        return switch (type) {
            case "FOG_DEVICE" ->
                new FogNode.Device(
                        name,
                        JsonFields.whole(item, "mips", 1, Long.MAX_VALUE),
                        JsonFields.integer(item, "ram", 1),
                        JsonFields.integer(item, "upBw", 1),
                        JsonFields.integer(item, "downBw", 1),
                        JsonFields.integer(item, "level", 0),
                        JsonFields.decimal(item, "ratePerMips", 0, ANY),
                        JsonFields.others(item, DEVICE_KEYS));
            case "SENSOR" -> sensor(item, name);
            default ->
                new FogNode.Actuator(
                        name, JsonFields.text(item, "actuatorType"), JsonFields.others(item, ACTUATOR_KEYS));
        };
    }

    private static FogNode.Sensor sensor(YamlNode item, String name) {
        String type = JsonFields.text(item, "sensorType");
        FogDistribution distribution = distribution(item);
        Set<String> known = new HashSet<>(SENSOR_KEYS);
        known.addAll(distribution.values().keySet());
        return new FogNode.Sensor(name, type, distribution, JsonFields.others(item, known));
    }

    private static FogDistribution distribution(YamlNode item) {
        int kind = (int) JsonFields.whole(item, "distribution", 1, 3);
        return switch (kind) {
            case 1 ->
                new FogDistribution.Normal(
                        JsonFields.decimal(item, "mean", ABOVE_ZERO, ANY), JsonFields.decimal(item, "stdDev", 0, ANY));
            case 2 -> new FogDistribution.Deterministic(JsonFields.decimal(item, "value", ABOVE_ZERO, ANY));
            default ->
                new FogDistribution.Uniform(
                        JsonFields.decimal(item, "min", 0, ANY), JsonFields.decimal(item, "max", ABOVE_ZERO, ANY));
        };
    }

    /**
     * Writes a topology.
     *
     * @param topology the topology
     * @return JSON with one node or link on each line, which is read as an equal topology
     */
    public static String write(FogTopology topology) {
        StringBuilder text = new StringBuilder("{\n");
        topology.extra()
                .forEach((key, value) -> text.append(JsonFile.quote(key))
                        .append(": ")
                        .append(value)
                        .append(",\n"));
        return text.append("\"nodes\": ")
                .append(lines(topology.nodes(), FogTopologyFile::text))
                .append(",\n\"links\": ")
                .append(lines(topology.links(), FogTopologyFile::text))
                .append("\n}\n")
                .toString();
    }

    private static <T> String lines(List<T> items, Function<T, String> text) {
        return items.stream().map(text).collect(Collectors.joining(",\n  ", "[\n  ", "\n]"));
    }

    private static String text(FogNode node) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("name", JsonFile.quote(node.name()));
        if (node instanceof FogNode.Device device) {
            values.put("type", JsonFile.quote("FOG_DEVICE"));
            values.put("level", Integer.toString(device.level()));
            values.put("mips", Long.toString(device.mips()));
            values.put("ram", Integer.toString(device.ram()));
            values.put("upBw", Integer.toString(device.upBandwidth()));
            values.put("downBw", Integer.toString(device.downBandwidth()));
            values.put("ratePerMips", Double.toString(device.ratePerMips()));
        } else if (node instanceof FogNode.Sensor sensor) {
            values.put("type", JsonFile.quote("SENSOR"));
            values.put("sensorType", JsonFile.quote(sensor.sensorType()));
            values.put("distribution", Integer.toString(sensor.distribution().code()));
            sensor.distribution().values().forEach((key, value) -> values.put(key, Double.toString(value)));
        } else if (node instanceof FogNode.Actuator actuator) {
            values.put("type", JsonFile.quote("ACTUATOR"));
            values.put("actuatorType", JsonFile.quote(actuator.actuatorType()));
        }
        values.putAll(node.extra());
        return JsonFields.object(values);
    }

    private static String text(FogLink link) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("source", JsonFile.quote(link.source()));
        values.put("destination", JsonFile.quote(link.destination()));
        values.put("latency", Double.toString(link.latency()));
        values.putAll(link.extra());
        return JsonFields.object(values);
    }
}
