// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A topology as the graphical interface of iFogSim2 keeps it: a tree of devices, with sensors and actuators at them.
 *
 * @param nodes in the order of the file, with different names
 * @param links in the order of the file; one for each node but the root
 * @param extra what iFogSim2 ignores at the top of the file: JSON on one line, by key
 */
public record FogTopology(List<FogNode> nodes, List<FogLink> links, Map<String, String> extra) {
    /** How many places of a key are told by name. */
    private static final int NAMED = 5;

    private static final String DOCUMENT = "the document";

    /**
     * Checks the values together.
     *
     * @throws io.github.virgasim.input.InvalidInputException if names repeat, a link has an unknown end, joins equal levels or
     *     is a second way up, or not all nodes form one tree
     */
    public FogTopology {
        nodes = List.copyOf(nodes);
        links = List.copyOf(links);
        extra = Collections.unmodifiableMap(new LinkedHashMap<>(extra));
        tree(nodes, links);
    }

    private static FogTree tree(List<FogNode> nodes, List<FogLink> links) {
        FogTree tree = new FogTree();
        nodes.forEach(tree::add);
        links.forEach(tree::link);
        tree.finish();
        return tree;
    }

    FogTree tree() {
        return tree(nodes, links);
    }

    /**
     * Returns the devices.
     *
     * @return in the order of the nodes
     */
    public List<FogNode.Device> devices() {
        return only(FogNode.Device.class);
    }

    /**
     * Returns the sensors.
     *
     * @return in the order of the nodes
     */
    public List<FogNode.Sensor> sensors() {
        return only(FogNode.Sensor.class);
    }

    /**
     * Says which keys a scenario has no place for, and where; none, if there are no others than those of iFogSim2 and those of
     * Virga where an export writes them.
     */
    List<String> furtherKeys() {
        Map<String, List<String>> places = new TreeMap<>();
        boolean isExported = extra.containsKey(FogExport.KEY);
        if (isExported) {
            FogImport.parsed(extra.get(FogExport.KEY), "key '" + FogExport.KEY + "'").keys().stream()
                    .filter(key -> !FogExport.KEYS.contains(key))
                    .forEach(key -> at(places, FogExport.KEY + "." + key).add(DOCUMENT));
        }
        extra.keySet().stream()
                .filter(key -> !key.equals(FogExport.KEY))
                .forEach(key -> at(places, key).add(DOCUMENT));
        for (FogNode node : nodes) {
            boolean isSite = isExported && node instanceof FogNode.Device;
            node.extra().keySet().stream()
                    .filter(key -> !isSite || !key.equals(FogExport.KEY))
                    .forEach(key -> at(places, key).add("node '" + node.name() + "'"));
        }
        links.forEach(link -> link.extra()
                .keySet()
                .forEach(key -> at(places, key).add("link " + link.source() + " - " + link.destination())));
        return places.entrySet().stream()
                .map(entry -> "unknown key is left out: " + entry.getKey() + " of " + some(entry.getValue()))
                .toList();
    }

    private static List<String> at(Map<String, List<String>> places, String key) {
        return places.computeIfAbsent(key, of -> new ArrayList<>());
    }

    private static String some(List<String> places) {
        String named = places.stream().limit(NAMED).collect(Collectors.joining(", "));
        return places.size() <= NAMED ? named : named + " and " + (places.size() - NAMED) + " more";
    }

    private <T extends FogNode> List<T> only(Class<T> kind) {
        return nodes.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
