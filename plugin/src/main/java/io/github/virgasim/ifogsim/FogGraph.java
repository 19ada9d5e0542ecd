// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim;

import io.github.virgasim.ifogsim.FogApplication.Edge;
import io.github.virgasim.ifogsim.FogApplication.Kind;
import io.github.virgasim.ifogsim.FogApplication.Mapping;
import io.github.virgasim.ifogsim.FogApplication.Module;
import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Puts modules, edges, mappings and loops together, in this order, and says at once which of them does not fit. */
final class FogGraph {
    private final Set<String> modules = new HashSet<>();
    private final Set<String> types = new HashSet<>();
    /** What stands at ends of edges. */
    private final Set<String> parts = new HashSet<>();

    void add(Module module) {
        unique("name of module", module.name(), modules);
    }

    void add(Edge edge) {
        unique("tupleType of edge", edge.tupleType(), types);
        if (edge.kind() != Kind.SENSOR) {
            Checks.oneOf("source of edge " + edge.tupleType(), edge.source(), modules);
        }
        if (edge.kind() != Kind.ACTUATOR) {
            Checks.oneOf("destination of edge " + edge.tupleType(), edge.destination(), modules);
        }
        parts.add(edge.source());
        parts.add(edge.destination());
    }

    void add(Mapping mapping) {
        Checks.oneOf("module of mapping", mapping.module(), modules);
        Checks.oneOf("in of mapping", mapping.in(), types);
        Checks.oneOf("out of mapping", mapping.out(), types);
    }

    void add(List<String> loop) {
        if (loop.size() < 2) {
            throw new InvalidInputException("loop must have at least two parts, was '" + loop + "'");
        }
        loop.forEach(part -> Checks.oneOf("part of loop", part, parts));
    }

    private static void unique(String what, String name, Set<String> seen) {
        if (!seen.add(name)) {
            throw new InvalidInputException(what + " must not appear twice, was '" + name + "'");
        }
    }
}
