// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Where a topology that an export has written was changed since: its keys of Virga hold the scenario, so that changes of what
 * iFogSim2 reads would go unseen.
 */
public final class FogDifferences {
    private static final String TAKEN = "; the scenario goes by the keys '" + FogExport.KEY + "', which say ";

    private FogDifferences() {}

    /**
     * Compares nodes and links, apart from what iFogSim2 ignores.
     *
     * @param file the topology as it stands in a file
     * @param own what an export makes of the scenario in its keys
     * @return a line for each node and link that differs, is missing or has been added
     */
    public static List<String> between(FogTopology file, FogTopology own) {
        List<String> notes = new ArrayList<>();
        compare(notes, "node", named(file.nodes(), FogNode::name), named(own.nodes(), FogNode::name));
        compare(notes, "link", named(file.links(), FogDifferences::ends), named(own.links(), FogDifferences::ends));
        return notes;
    }

    /**
     * Compares applications.
     *
     * @param file the application as it stands in a file
     * @param own what an export makes of the scenario
     * @return a line for each module, edge, mapping and loop that differs, is missing or has been added
     */
    public static List<String> between(FogApplication file, FogApplication own) {
        List<String> notes = new ArrayList<>();
        compare(
                notes,
                "module",
                named(file.modules(), FogApplication.Module::name),
                named(own.modules(), FogApplication.Module::name));
        compare(
                notes,
                "edge",
                named(file.edges(), FogApplication.Edge::tupleType),
                named(own.edges(), FogApplication.Edge::tupleType));
        compare(
                notes,
                "mapping",
                named(file.mappings(), FogDifferences::mapping),
                named(own.mappings(), FogDifferences::mapping));
        compare(notes, "loop", named(file.loops(), Object::toString), named(own.loops(), Object::toString));
        return notes;
    }

    private static <T> Map<String, T> named(List<T> parts, Function<T, String> name) {
        return parts.stream().collect(Collectors.toMap(name, part -> part, (a, b) -> a, LinkedHashMap::new));
    }

    private static String ends(FogLink link) {
        return link.source() + " - " + link.destination();
    }

    private static <T> void compare(List<String> notes, String what, Map<String, T> file, Map<String, T> own) {
        file.forEach((name, part) -> {
            if (!own.containsKey(name)) {
                notes.add(what + " '" + name + "' has been added" + TAKEN + "nothing of it");
            } else if (!text(part).equals(text(own.get(name)))) {
                notes.add(what + " '" + name + "' is " + text(part) + TAKEN + text(own.get(name)));
            }
        });
        own.keySet().stream()
                .filter(name -> !file.containsKey(name))
                .forEach(name -> notes.add(what + " '" + name + "' is missing" + TAKEN + text(own.get(name))));
    }

    private static String text(Object part) {
        if (part instanceof FogNode.Device d) {
            return String.format(
                    Locale.ROOT,
                    "[mips %d, ram %d, upBw %d, downBw %d, level %d, ratePerMips %s]",
                    d.mips(),
                    d.ram(),
                    d.upBandwidth(),
                    d.downBandwidth(),
                    d.level(),
                    d.ratePerMips());
        } else if (part instanceof FogNode.Sensor s) {
            return "[sensorType " + s.sensorType() + ", " + s.distribution().words() + "]";
        } else if (part instanceof FogNode.Actuator a) {
            return "[actuatorType " + a.actuatorType() + "]";
        } else if (part instanceof FogLink link) {
            return "[latency " + link.latency() + "]";
        } else if (part instanceof FogApplication.Mapping) {
            return "[" + mapping(part) + "]";
        } else if (part instanceof List<?> loop) {
            return loop.toString();
        }
        return part instanceof FogApplication.Module module
                ? FogApplicationFile.text(module)
                : FogApplicationFile.text((FogApplication.Edge) part);
    }

    private static String mapping(Object part) {
        FogApplication.Mapping mapping = (FogApplication.Mapping) part;
        return "module " + mapping.module() + ", in " + mapping.in() + ", out " + mapping.out() + ", selectivity "
                + mapping.selectivity();
    }
}
