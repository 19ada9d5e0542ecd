// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim;

import io.github.virgasim.input.InvalidInputException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Puts nodes and links together to a tree, and says at once which of them does not fit. */
final class FogTree {
    private final Map<String, FogNode> nodes = new LinkedHashMap<>();
    private final Map<String, String> nameByLowerCase = new HashMap<>();
    /** By the node below: a device, sensor or actuator. */
    private final Map<String, FogLink> up = new HashMap<>();

    void add(FogNode node) {
        // iFogSim2 finds ends of links whatever the case of their letters.
        String other = nameByLowerCase.putIfAbsent(node.name().toLowerCase(Locale.ROOT), node.name());
        if (node.name().equals(other)) {
            throw new InvalidInputException("name of node must not appear twice, was '" + other + "'");
        }
        if (other != null) {
            throw new InvalidInputException("name of node must differ from '" + other
                    + "' by more than the case of its letters, was '" + node.name() + "'");
        }
        nodes.put(node.name(), node);
    }

    void link(FogLink link) {
        FogNode source = end("source", link.source());
        FogNode destination = end("destination", link.destination());
        FogNode below = below(source, destination);
        FogLink first = up.putIfAbsent(below.name(), link);
        if (first != null) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "link %s - %s must not be a second way up from '%s', which has %s - %s",
                    link.source(),
                    link.destination(),
                    below.name(),
                    first.source(),
                    first.destination()));
        }
    }

    /** Returns the node at an end of a link, or refuses it. */
    FogNode end(String which, String name) {
        FogNode node = nodes.get(name);
        if (node == null) {
            String written = nameByLowerCase.get(name.toLowerCase(Locale.ROOT));
            throw new InvalidInputException(which + " of link must be the name of a node, was '" + name + "'"
                    + (written == null ? "" : "; one is written '" + written + "'"));
        }
        return node;
    }

    private static FogNode below(FogNode source, FogNode destination) {
        if (source instanceof FogNode.Device one && destination instanceof FogNode.Device other) {
            if (one.level() == other.level()) {
                throw new InvalidInputException(String.format(
                        Locale.ROOT,
                        "link %s - %s must join devices of different levels, both have level %d",
                        one.name(),
                        other.name(),
                        one.level()));
            }
            return one.level() > other.level() ? one : other;
        }
        if (source instanceof FogNode.Device) {
            return destination;
        }
        if (destination instanceof FogNode.Device) {
            return source;
        }
        throw new InvalidInputException("link " + source.name() + " - " + destination.name()
                + " must have a device at one end, has two sensors or actuators");
    }

    /** Requires one root, and a link for all others. */
    void finish() {
        List<String> roots = new ArrayList<>();
        for (FogNode node : nodes.values()) {
            if (up.containsKey(node.name())) {
                continue;
            }
            if (!(node instanceof FogNode.Device)) {
                throw new InvalidInputException("node '" + node.name() + "' must be linked to a device");
            }
            roots.add(node.name());
        }
        if (roots.size() != 1) {
            throw new InvalidInputException(
                    "exactly one device must have no link to a smaller level, found " + String.join(", ", roots));
        }
    }

    /** Returns the link up from a node; null at the root. */
    FogLink up(String node) {
        return up.get(node);
    }

    /** Returns the name of the device above a node; the empty text at the root. */
    String parent(String node) {
        FogLink link = up.get(node);
        return link == null ? "" : link.source().equals(node) ? link.destination() : link.source();
    }
}
