// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim;

import io.github.virgasim.ifogsim.FogApplication.Edge;
import io.github.virgasim.ifogsim.FogApplication.Kind;
import io.github.virgasim.ifogsim.FogApplication.Mapping;
import io.github.virgasim.ifogsim.FogApplication.Module;
import io.github.virgasim.input.InvalidInputException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What of an application is a load for GPUs. On the way of a sensor's tuples one module is served: the first that is named as a
 * task or has a key of Virga; without one, that which a tuple gives the most work. What comes to it is the request, what it makes
 * of it the response.
 */
final class FogLoad {
    private final FogApplication application;
    private final Set<String> tasks;
    private final Set<String> modulesLeft = new LinkedHashSet<>();
    private final Set<String> edgesLeft = new LinkedHashSet<>();
    private final Map<String, Served> served = new LinkedHashMap<>();
    private final Map<String, Module> modules = new HashMap<>();

    /**
     * What becomes of the tuples of a type of sensor.
     *
     * @param module that is served
     * @param requestBytes to it
     * @param responseBytes from it; 0 if nothing comes of it
     * @param chance that a sensor's tuple comes to it, above 0
     * @param entry of a class in a scenario, JSON on one line, that an export has left; empty if there is none
     * @param key where the entry stands in the application
     */
    record Served(String module, double requestBytes, double responseBytes, double chance, String entry, String key) {}

    /** A kind of tuple on the way from a sensor, and the chance that the sensor's tuple makes one. */
    private record Step(Edge edge, double chance) {}

    /** Looks at an application, where some names are those of tasks. */
    FogLoad(FogApplication application, Set<String> tasks) {
        this.application = application;
        this.tasks = tasks;
        for (Module module : application.modules()) {
            modules.put(module.name(), module);
            modulesLeft.add(module.name());
        }
        application.edges().forEach(edge -> edgesLeft.add(edge.tupleType()));
        for (Edge edge : application.edges()) {
            // iFogSim2's sensors send the last of their edges.
            if (edge.kind() == Kind.SENSOR) {
                served.remove(edge.source());
                served.put(edge.source(), served(edge));
            }
        }
        if (served.isEmpty()) {
            throw new InvalidInputException("application must have an edge from a sensor, as a scenario has queries");
        }
        for (Served each : served.values()) {
            modulesLeft.remove(each.module());
        }
    }

    /** Returns the types of sensors that have an edge. */
    Set<String> sensorTypes() {
        return served.keySet();
    }

    /** Returns what becomes of the tuples of all types of sensors. */
    Collection<Served> all() {
        return served.values();
    }

    /** Returns what becomes of a sensor's tuples. */
    Served of(String sensorType) {
        Served found = served.get(sensorType);
        if (found == null) {
            throw new InvalidInputException("type of sensor must be the source of an edge of the application, one of: "
                    + String.join(", ", served.keySet()) + ", was '" + sensorType + "'");
        }
        return found;
    }

    private Served served(Edge from) {
        List<Step> way = way(from);
        Step chosen = null;
        for (Step step : way) {
            Module module = modules.get(step.edge().destination());
            boolean named = tasks.contains(module.name()) || module.extra().containsKey(FogExport.KEY);
            if (named) {
                chosen = step;
                break;
            }
            if (chosen == null || step.edge().cpuLength() > chosen.edge().cpuLength()) {
                chosen = step;
            }
        }
        edgesLeft.remove(chosen.edge().tupleType());
        double back = 0;
        for (Edge answer : made(chosen.edge())) {
            edgesLeft.remove(answer.tupleType());
            back = answer.networkLength();
            break;
        }
        return new Served(
                chosen.edge().destination(),
                chosen.edge().networkLength(),
                back,
                chosen.chance(),
                from.extra().getOrDefault(FogExport.KEY, ""),
                "edges[" + application.edges().indexOf(from) + "]." + FogExport.KEY);
    }

    /** Returns the edges to modules on the way from a sensor, in the order in which they are reached. */
    private List<Step> way(Edge from) {
        List<Step> way = new ArrayList<>();
        Set<String> seen = new HashSet<>(Set.of(from.tupleType()));
        Queue<Step> next = new ArrayDeque<>(List.of(new Step(from, 1)));
        while (!next.isEmpty()) {
            Step step = next.remove();
            way.add(step);
            for (Mapping mapping : application.mappings()) {
                Edge out = edge(mapping.out());
                if (mapping.module().equals(step.edge().destination())
                        && mapping.in().equals(step.edge().tupleType())
                        && mapping.selectivity() > 0
                        && out.kind() == Kind.MODULE
                        && seen.add(out.tupleType())) {
                    next.add(new Step(out, step.chance() * mapping.selectivity()));
                }
            }
        }
        return way;
    }

    /** Returns what a module makes of a tuple. */
    private List<Edge> made(Edge in) {
        return application.mappings().stream()
                .filter(mapping -> mapping.module().equals(in.destination())
                        && mapping.in().equals(in.tupleType()))
                .map(mapping -> edge(mapping.out()))
                .toList();
    }

    private Edge edge(String tupleType) {
        return application.edges().stream()
                .filter(edge -> edge.tupleType().equals(tupleType))
                .findFirst()
                .orElseThrow();
    }

    /** Says what a scenario does not hold of the application. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        served.forEach((type, one) -> notes.add("of tuples '" + type + "', module '" + one.module() + "' is served: "
                + one.requestBytes() + " bytes to it, " + one.responseBytes() + " back"
                + (one.chance() < 1
                        ? "; the chance that one comes to it, " + one.chance() + ", is taken off the rate"
                        : "")));
        notes.add("of the application, ram, mips, size, cpuLength, selectivity of answers and loops are left out");
        left(notes, "modules of the application are left out: ", modulesLeft);
        left(notes, "edges of the application are left out: ", edgesLeft);
        application.edges().stream()
                .filter(edge -> edge.kind() == Kind.ACTUATOR && modules.containsKey(edge.destination()))
                .forEach(edge ->
                        notes.add("edge '" + edge.tupleType() + "' goes to an actuator, by its edgeType, and not to"
                                + " the module '" + edge.destination() + "'"));
        String periodic = application.edges().stream()
                .filter(edge -> edge.period() > 0)
                .map(Edge::tupleType)
                .collect(Collectors.joining(", "));
        if (!periodic.isEmpty()) {
            notes.add("periods of edges are left out, as a scenario has sensors' tuples alone: " + periodic);
        }
        return notes;
    }

    private static void left(List<String> notes, String what, Set<String> names) {
        if (!names.isEmpty()) {
            notes.add(what + String.join(", ", names));
        }
    }
}
