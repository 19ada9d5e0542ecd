// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim;

import io.github.virgasim.input.CsvTable;
import io.github.virgasim.input.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The places of a study's devices, as in iFogSim2's data set {@code edgeResources-*.csv}. */
public final class EdgeResources {
    private static final String[] COLUMNS = {
        "ID", "Latitude", "Longitude", "Block", "Level", "Parent", "State", "Details"
    };
    private static final double EARTH_RADIUS_KM = 6371;
    /** As in iFogSim2's examples [time units, bytes per time unit]. */
    private static final double LATENCY_TO_ROOT = 100;

    private static final double LATENCY = 4;
    private static final double SENSOR_LATENCY = 2;
    private static final double PERIOD = 5;
    private static final int BANDWIDTH = 10_000;

    private static final String SENSOR_TYPE = "M-SENSOR";

    private final Map<Integer, EdgeResource> byId = new LinkedHashMap<>();
    private List<String> further = List.of();

    /**
     * Takes resources.
     *
     * @param resources in any order; exactly one without a parent
     * @throws InvalidInputException if ids repeat, a parent is unknown or not one level up, or the one without is not of level 0
     */
    public EdgeResources(List<EdgeResource> resources) {
        resources.forEach(this::add);
        resources.forEach(this::checkParent);
        long roots = resources.stream().filter(one -> one.parent() < 0).count();
        if (roots != 1) {
            throw new InvalidInputException("exactly one resource must have the parent -1, found " + roots);
        }
        for (EdgeResource one : resources) {
            if (one.parent() < 0 && one.level() != 0) {
                throw new InvalidInputException("Level of resource " + one.id()
                        + ", which has no parent, must be 0, was '" + one.level() + "'");
            }
        }
    }

    private void add(EdgeResource resource) {
        if (byId.putIfAbsent(resource.id(), resource) != null) {
            throw new InvalidInputException("ID of resource must not appear twice, was '" + resource.id() + "'");
        }
    }

    private void checkParent(EdgeResource resource) {
        if (resource.parent() < 0) {
            return;
        }
        EdgeResource parent = byId.get(resource.parent());
        if (parent == null || parent == resource) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "Parent of resource %d must be the ID of another resource, was '%d'",
                    resource.id(),
                    resource.parent()));
        }
        if (parent.level() != resource.level() - 1L) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "Level of resource %d must be one more than that of its parent %d, which is %d; was '%d'",
                    resource.id(),
                    parent.id(),
                    parent.level(),
                    resource.level()));
        }
    }

    /**
     * Reads a file.
     *
     * @param file CSV with the columns ID, Latitude, Longitude, Block, Level, Parent, State and Details, in this order
     * @return the resources
     * @throws InvalidInputException if something is missing or breaks a rule; the message names file, line, field, value
     *     and rule
     */
    public static EdgeResources read(Path file) {
        CsvTable table = CsvTable.read(file, COLUMNS);
        if (!table.columns().subList(0, COLUMNS.length).equals(List.of(COLUMNS))) {
            throw new InvalidInputException(file + ", line 1, header: must begin with " + String.join(",", COLUMNS)
                    + " in this order, by which iFogSim2 finds columns, found " + String.join(",", table.columns()));
        }
        List<EdgeResource> resources = new ArrayList<>();
        Map<Integer, CsvTable.Row> rows = new LinkedHashMap<>();
        for (CsvTable.Row row : table.rows()) {
            EdgeResource resource = row.make(() -> new EdgeResource(
                    CsvText.whole(row, "ID", 0),
                    row.number("Latitude", -90, 90),
                    row.number("Longitude", -180, 180),
                    CsvText.whole(row, "Block", 0),
                    CsvText.whole(row, "Level", 0),
                    CsvText.whole(row, "Parent", -1),
                    row.text("State"),
                    row.has("Details") ? row.text("Details") : ""));
            if (rows.putIfAbsent(resource.id(), row) != null) {
                throw row.invalid("ID", row.text("ID"), "must not appear twice");
            }
            resources.add(resource);
        }
        EdgeResources read = new EdgeResources();
        resources.forEach(read::add);
        resources.forEach(one -> rows.get(one.id()).make(() -> {
            read.checkParent(one);
            return one;
        }));
        EdgeResources checked = table.rows().get(0).make(() -> new EdgeResources(resources));
        checked.further =
                table.columns().subList(COLUMNS.length, table.columns().size());
        return checked;
    }

    private EdgeResources() {}

    /**
     * Writes the resources.
     *
     * @return CSV that is read as equal resources, also by iFogSim2
     */
    public String write() {
        StringBuilder text = new StringBuilder(String.join(",", COLUMNS)).append('\n');
        for (EdgeResource one : byId.values()) {
            text.append(one.id())
                    .append(',')
                    .append(one.latitude())
                    .append(',')
                    .append(one.longitude())
                    .append(',')
                    .append(one.block())
                    .append(',')
                    .append(one.level())
                    .append(',')
                    .append(one.parent())
                    .append(',')
                    .append(one.state())
                    .append(',')
                    .append(one.details())
                    .append('\n');
        }
        return text.toString();
    }

    /**
     * Returns the resources.
     *
     * @return in the order given
     */
    public List<EdgeResource> all() {
        return List.copyOf(byId.values());
    }

    /**
     * Finds the resource of the lowest level that is nearest to a position, over the ground; of equally near ones the first.
     *
     * @param latitude [degrees]
     * @param longitude [degrees]
     * @return the gateway there
     */
    public EdgeResource nearest(double latitude, double longitude) {
        int lowest = lowest();
        EdgeResource nearest = null;
        double least = Double.POSITIVE_INFINITY;
        for (EdgeResource one : byId.values()) {
            double distance = distance(one, latitude, longitude);
            if (one.level() == lowest && distance < least) {
                nearest = one;
                least = distance;
            }
        }
        return nearest;
    }

    /**
     * Makes a topology of the resources, called {@code cloud} and {@code res_ID}, with sensors at each of the lowest level.
     * What the data set does not say is as in iFogSim2's examples; {@link #notes()} lists it.
     *
     * @param sensorTypes types of the sensors at each gateway; none stands for one type, {@code M-SENSOR}
     * @return the topology
     */
    public FogTopology topology(List<String> sensorTypes) {
        List<String> types = sensorTypes.isEmpty() ? List.of(SENSOR_TYPE) : sensorTypes;
        int lowest = lowest();
        List<FogNode> nodes = new ArrayList<>();
        List<FogLink> links = new ArrayList<>();
        for (EdgeResource one : byId.values()) {
            boolean root = one.parent() < 0;
            nodes.add(new FogNode.Device(
                    name(one),
                    root ? 44_800 : 2_800,
                    root ? 40_000 : 4_000,
                    BANDWIDTH,
                    BANDWIDTH,
                    one.level(),
                    0,
                    Map.of()));
            if (!root) {
                double latency = one.level() == 1 ? LATENCY_TO_ROOT : LATENCY;
                links.add(new FogLink(name(one), name(byId.get(one.parent())), latency, Map.of()));
            }
            for (int type = 0; one.level() == lowest && type < types.size(); type++) {
                String sensor = (type == 0 ? "usr_" : "usr" + (type + 1) + "_") + one.id();
                nodes.add(new FogNode.Sensor(
                        sensor, types.get(type), new FogDistribution.Deterministic(PERIOD), Map.of()));
                links.add(new FogLink(sensor, name(one), SENSOR_LATENCY, Map.of()));
            }
        }
        return new FogTopology(nodes, links, Map.of());
    }

    private int lowest() {
        return byId.values().stream().mapToInt(EdgeResource::level).max().orElseThrow();
    }

    /**
     * Says what a topology of the resources does not hold, and what it holds though they do not say it.
     *
     * @return a line for each
     */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        String others = byId.values().stream()
                .filter(one -> !one.state().equals(EdgeResource.READ_STATE))
                .map(one -> one.id() + " (" + one.state() + ")")
                .collect(Collectors.joining(", "));
        notes.add(
                others.isEmpty()
                        ? "all " + byId.size() + " rows are taken"
                        : "all " + byId.size()
                                + " rows are taken, also those that iFogSim2 leaves out as their State is not "
                                + EdgeResource.READ_STATE + ": " + others);
        notes.add("columns Latitude, Longitude, Block, State and Details are left out"
                + (further.isEmpty() ? "" : ", and " + String.join(", ", further) + " too")
                + "; positions decide at which gateways users are, where a trace of users is given");
        notes.add(String.format(
                Locale.ROOT,
                "latencies are assumed: %s time units between level 1 and the data centre, %s between other levels, %s to"
                        + " sensors",
                LATENCY_TO_ROOT,
                LATENCY,
                SENSOR_LATENCY));
        notes.add("bandwidths are assumed: " + BANDWIDTH + " bytes per time unit, both ways");
        notes.add("sensors are assumed: at each of the resources of level " + lowest() + ", a tuple of each type every "
                + PERIOD + " time units");
        return notes;
    }

    /** Returns a resource by its id. */
    EdgeResource of(int id) {
        return byId.get(id);
    }

    /** Returns the name of the device that a topology has for a resource. */
    static String name(EdgeResource one) {
        return one.parent() < 0 ? FogExport.ROOT_NAME : "res_" + one.id();
    }

    /** Returns the great-circle distance by the haversine formula [km]. */
    private static double distance(EdgeResource one, double latitude, double longitude) {
        double north = Math.toRadians(latitude - one.latitude()) / 2;
        double east = Math.toRadians(longitude - one.longitude()) / 2;
        double a = Math.sin(north) * Math.sin(north)
                + Math.cos(Math.toRadians(one.latitude()))
                        * Math.cos(Math.toRadians(latitude))
                        * Math.sin(east)
                        * Math.sin(east);
        return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(a));
    }
}
