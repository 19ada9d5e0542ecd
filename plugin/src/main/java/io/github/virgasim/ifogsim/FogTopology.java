// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A topology as the graphical interface of iFogSim2 keeps it: a tree of devices, with sensors and actuators at them.
 *
 * @param nodes in the order of the file, with different names
 * @param links in the order of the file; one for each node but the root
 * @param extra what iFogSim2 ignores at the top of the file: JSON on one line, by key
 */
public record FogTopology(List<FogNode> nodes, List<FogLink> links, Map<String, String> extra) {
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

    /** Says which keys a scenario has no place for; none, if there are no others than those of iFogSim2 and Virga. */
    List<String> furtherKeys() {
        Set<String> keys = new TreeSet<>(extra.keySet());
        nodes.forEach(node -> keys.addAll(node.extra().keySet()));
        links.forEach(link -> keys.addAll(link.extra().keySet()));
        keys.remove(FogExport.KEY);
        return keys.isEmpty() ? List.of() : List.of("unknown keys are left out: " + String.join(", ", keys));
    }

    private <T extends FogNode> List<T> only(Class<T> kind) {
        return nodes.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
