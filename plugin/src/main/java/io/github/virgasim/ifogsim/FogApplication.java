// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim;

import io.github.virgasim.input.Checks;
import java.util.List;
import java.util.Map;

/**
 * An application of iFogSim2: modules, and the tuples that go between them, sensors and actuators. iFogSim2 builds
 * applications in Java and has no file for them; {@link FogApplicationFile} has one of our own with the same parts.
 *
 * @param name of the application
 * @param modules what runs on devices, with different names
 * @param edges the kinds of tuples, with different types
 * @param mappings what a module makes of its tuples
 * @param loops paths whose latency is measured, each a list of names from its first to its last part
 */
public record FogApplication(
        String name, List<Module> modules, List<Edge> edges, List<Mapping> mappings, List<List<String>> loops) {

    /** Where the tuples of an edge go. */
    public enum Direction {
        /** From a child to its parent. */
        UP,
        /** From a parent to its children. */
        DOWN,
        /** To an actuator of the device. */
        ACTUATOR
    }

    /** What stands at one end of an edge. */
    public enum Kind {
        /** The edge begins at a sensor. */
        SENSOR,
        /** The edge ends at an actuator. */
        ACTUATOR,
        /** There are modules at both ends. */
        MODULE
    }

    /**
     * A module.
     *
     * @param name unique among modules
     * @param ram [MB], positive
     * @param mips speed that it asks for, not negative
     * @param size [MB], positive
     * @param extra what iFogSim2 knows nothing of: JSON on one line, by key
     */
    public record Module(String name, int ram, double mips, long size, Map<String, String> extra) {
        /** Checks the values. */
        public Module {
            FogNames.text("name of module", name);
            Checks.atLeastOne("ram of module " + name, ram);
            Checks.notNegative("mips of module " + name, mips);
            Checks.within("size of module " + name, size, 1, Long.MAX_VALUE);
            extra = Map.copyOf(extra);
        }
    }

    /**
     * A kind of tuple on its way.
     *
     * @param source name of a module, or type of a sensor
     * @param destination name of a module, or type of an actuator
     * @param period between tuples that a module sends by itself [time units]; 0 for tuples that follow from others
     * @param cpuLength work at the destination [million instructions], not negative
     * @param networkLength size on the network [byte], not negative
     * @param tupleType unique among edges
     * @param direction where its tuples go
     * @param kind what stands at its ends
     * @param extra what iFogSim2 knows nothing of: JSON on one line, by key; {@value FogExport#KEY} alone is read from a file
     */
    public record Edge(
            String source,
            String destination,
            double period,
            double cpuLength,
            double networkLength,
            String tupleType,
            Direction direction,
            Kind kind,
            Map<String, String> extra) {
        /** Checks the values. */
        public Edge {
            FogNames.text("tupleType of edge", tupleType);
            String of = " of edge " + tupleType;
            FogNames.text("source" + of, source);
            FogNames.text("destination" + of, destination);
            Checks.notNegative("period" + of, period);
            Checks.notNegative("cpuLength" + of, cpuLength);
            Checks.notNegative("nwLength" + of, networkLength);
            extra = Map.copyOf(extra);
        }
    }

    /**
     * What a module makes of a tuple.
     *
     * @param module name of the module
     * @param in type of the tuple that comes
     * @param out type of the tuple that goes
     * @param selectivity chance that a tuple that comes makes one go, 0 to 1
     */
    public record Mapping(String module, String in, String out, double selectivity) {
        /** Checks the value. */
        public Mapping {
            Checks.within("selectivity of mapping " + in + " - " + out, selectivity, 0, 1);
        }
    }

    /**
     * Checks the values together.
     *
     * @throws io.github.virgasim.input.InvalidInputException if a name or type repeats or is unknown
     */
    public FogApplication {
        FogNames.text("name of application", name);
        modules = List.copyOf(modules);
        edges = List.copyOf(edges);
        mappings = List.copyOf(mappings);
        loops = loops.stream().map(List::copyOf).toList();
        FogGraph graph = new FogGraph();
        modules.forEach(graph::add);
        edges.forEach(graph::add);
        mappings.forEach(graph::add);
        loops.forEach(graph::add);
    }

    /**
     * Returns the types of sensors that edges begin at.
     *
     * @return each once, in the order of the edges
     */
    public List<String> sensorTypes() {
        return edges.stream()
                .filter(edge -> edge.kind() == Kind.SENSOR)
                .map(Edge::source)
                .distinct()
                .toList();
    }
}
