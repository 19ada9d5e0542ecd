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

/** The places of a study's devices, as in iFogSim2's data set {@code edgeResources-*.csv}. */
public final class EdgeResources {
    private static final String[] COLUMNS = {
        "ID", "Latitude", "Longitude", "Block", "Level", "Parent", "State", "Details"
    };
    private static final double EARTH_RADIUS_KM = 6371;

    private final Map<Integer, EdgeResource> byId = new LinkedHashMap<>();

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
        EdgeResource parent = byId.get(resource.parent());
        if (resource.parent() >= 0 && (parent == null || parent.level() != resource.level() - 1)) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "Parent of resource %d must be the ID of one of level %d, was '%d'",
                    resource.id(),
                    resource.level() - 1,
                    resource.parent()));
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
        return table.rows().get(0).make(() -> new EdgeResources(resources));
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
        int lowest = byId.values().stream().mapToInt(EdgeResource::level).max().orElseThrow();
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
     * Makes a topology of the resources, called {@code cloud} and {@code res_ID}, with a sensor at each of the lowest level.
     * What the data set does not say is as in iFogSim2's examples: 100 time units up to the data centre and 4 elsewhere, 10,000
     * bytes per time unit, 2,800 MIPS and 4,000 MB (44,800 and 40,000 in the data centre), a tuple every 5 time units.
     *
     * @return the topology
     */
    public FogTopology topology() {
        int lowest = byId.values().stream().mapToInt(EdgeResource::level).max().orElseThrow();
        List<FogNode> nodes = new ArrayList<>();
        List<FogLink> links = new ArrayList<>();
        for (EdgeResource one : byId.values()) {
            boolean root = one.parent() < 0;
            nodes.add(new FogNode.Device(
                    name(one), root ? 44_800 : 2_800, root ? 40_000 : 4_000, 10_000, 10_000, one.level(), 0, Map.of()));
            if (!root) {
                links.add(new FogLink(name(one), name(byId.get(one.parent())), one.level() == 1 ? 100 : 4, Map.of()));
            }
            if (one.level() == lowest) {
                String user = "usr_" + one.id();
                nodes.add(new FogNode.Sensor(user, "M-SENSOR", new FogDistribution.Deterministic(5), Map.of()));
                links.add(new FogLink(user, name(one), 2, Map.of()));
            }
        }
        return new FogTopology(nodes, links, Map.of());
    }

    private static String name(EdgeResource one) {
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
