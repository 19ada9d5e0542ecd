// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.input.JsonFile;
import io.github.virgasim.input.YamlNode;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * Turns a topology of iFogSim2 into a scenario file. One that {@link FogExport} has made becomes the scenario that it was made
 * of. For any other, GPUs, models, deadlines and sizes are assumed, and the notes say so.
 */
public final class FogImport {
    /**
     * What has been made.
     *
     * @param scenario text of the scenario file
     * @param clients text of the file of clients that the scenario names, or the empty text
     * @param notes what the scenario does not hold, or holds though the topology does not
     * @param origins where values of the scenario come from, by the beginning of their keys there; the empty key stands for all
     *     others
     */
    public record Result(String scenario, String clients, List<String> notes, Map<String, Origin> origins) {
        /** Copies notes and origins. */
        public Result {
            notes = List.copyOf(notes);
            origins = Map.copyOf(origins);
        }

        /**
         * Returns where a value comes from.
         *
         * @param key in the scenario, for example "sites[0].uplink"
         * @return nothing if it is assumed
         */
        public Optional<Origin> origin(String key) {
            return origins.keySet().stream()
                    .filter(beginning -> beginning.isEmpty()
                            || key.equals(beginning)
                            || key.startsWith(beginning + ".")
                            || key.startsWith(beginning + "["))
                    .max(Comparator.comparingInt(String::length))
                    .map(beginning -> {
                        Origin of = origins.get(beginning);
                        String rest = key.substring(beginning.length());
                        String dot = beginning.isEmpty() && !rest.isEmpty() ? "." : "";
                        return new Origin(of.inApplication(), of.key() + dot + rest);
                    });
        }
    }

    /**
     * Where a value stands.
     *
     * @param inApplication whether in the application, and not in the topology
     * @param key there
     */
    public record Origin(boolean inApplication, String key) {}

    /** Stands where a file's name does in messages of what is parsed here. */
    private static final String WITHIN = "keys of Virga";

    private FogImport() {}

    /**
     * Returns the unit of time of a topology that an export has written.
     *
     * @param topology the topology
     * @return [s]; nothing if the topology has no keys of Virga
     * @throws InvalidInputException if the unit is not a number above 0
     */
    public static OptionalDouble timeUnit(FogTopology topology) {
        String extra = topology.extra().get(FogExport.KEY);
        return extra == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(placed(
                        () -> parsed(extra, FogExport.KEY).number("time_unit_s", Double.MIN_VALUE, Double.MAX_VALUE)));
    }

    /**
     * Returns the files that the scenario of an exported topology names, and that stand beside the topology.
     *
     * @param topology the topology
     * @return SHA-256 of each at the export, by its path from the topology's folder; none, if the topology has no keys of Virga
     * @throws InvalidInputException if a path leads out of the folder
     */
    public static Map<String, String> files(FogTopology topology) {
        return placed(() -> filesOf(topology));
    }

    private static Map<String, String> filesOf(FogTopology topology) {
        Map<String, String> files = new LinkedHashMap<>();
        String extra = topology.extra().get(FogExport.KEY);
        YamlNode key = extra == null ? null : parsed(extra, FogExport.KEY);
        if (key == null || !key.has(FogExport.FILES)) {
            return files;
        }
        YamlNode named = key.get(FogExport.FILES);
        for (String path : named.keys()) {
            boolean inside;
            try {
                Path file = Path.of(path);
                inside = !file.isAbsolute() && file.equals(file.normalize()) && !file.startsWith("..");
            } catch (InvalidPathException e) {
                inside = false;
            }
            if (!inside || path.isBlank()) {
                throw new InvalidInputException(
                        named.place() + ": must name files beside the topology or below, was '" + path + "'");
            }
            files.put(path, named.text(path));
        }
        return files;
    }

    /**
     * Imports a topology.
     *
     * @param topology the topology
     * @param name the scenario's name, unless the topology has one
     * @param clientsFile name of the file of clients, for the scenario to name
     * @param timeUnit what a unit of time stands for [s], unless the topology says so; positive
     * @return the scenario, and what it does not hold
     * @throws InvalidInputException if what stands in keys of Virga is not what an export writes
     */
    public static Result of(FogTopology topology, String name, String clientsFile, double timeUnit) {
        return of(topology, name, clientsFile, timeUnit, Optional.empty(), Optional.empty());
    }

    /**
     * Imports a topology, and for one that knows nothing of Virga the load of an application and of users who move. One that an
     * export has made has its own load.
     *
     * @param topology the topology; with users, that of their resources
     * @param name the scenario's name, unless the topology has one
     * @param clientsFile name of the file of clients, for the scenario to name
     * @param timeUnit what a unit of time stands for [s], unless the topology says so; positive
     * @param application what becomes of the sensors' tuples
     * @param users who are the clients, instead of one for each sensor
     * @return the scenario, and what it does not hold
     * @throws InvalidInputException if what stands in keys of Virga is not what an export writes, or a sensor's type is none of
     *     the application's
     */
    public static Result of(
            FogTopology topology,
            String name,
            String clientsFile,
            double timeUnit,
            Optional<FogApplication> application,
            Optional<FogUsers> users) {
        Checks.positive("time unit [s]", timeUnit);
        if (topology.extra().containsKey(FogExport.KEY)) {
            return placed(() -> exported(topology));
        }
        return placed(() -> new ForeignTopology(topology, timeUnit, application, users).scenario(name, clientsFile));
    }

    /**
     * Checks what an application says of classes, as far as it must be known before a topology without keys of Virga is
     * imported with it.
     *
     * @param application the application
     * @throws InvalidInputException if no sensor has an edge, or a task is none for which models are assumed; the message names
     *     the key in the application
     */
    public static void check(FogApplication application) {
        placed(() -> {
            ForeignTopology.check(application);
            return application;
        });
    }

    private static Result exported(FogTopology topology) {
        YamlNode extra = parsed(topology.extra().get(FogExport.KEY), FogExport.KEY);
        YamlNode rest = extra.get("scenario");
        if (rest.has("sites")) {
            throw new InvalidInputException("key '" + FogExport.KEY
                    + ".scenario.sites' must not be there: sites stand in keys '" + FogExport.KEY + "' of the devices");
        }
        Map<String, Origin> origins = new HashMap<>();
        origins.put("", new Origin(false, FogExport.KEY + ".scenario"));
        StringBuilder text = new StringBuilder();
        for (String key : rest.keys()) {
            text.append(key.matches("\\w+") ? key : JsonFile.quote(key))
                    .append(": ")
                    .append(JsonFile.write(rest.get(key)))
                    .append('\n');
        }
        text.append("sites:\n");
        for (FogNode.Device device : topology.devices()) {
            String site = device.extra().get(FogExport.KEY);
            if (site == null) {
                throw new InvalidInputException(
                        "device '" + device.name() + "' must have a key '" + FogExport.KEY
                                + "', as the topology has; it may have been added, or saved by iFogSim2, which drops such keys");
            }
            text.append("  - ").append(site).append('\n');
            String key = "nodes[" + topology.nodes().indexOf(device) + "]." + FogExport.KEY;
            origins.put("sites[" + (origins.size() - 1) + "]", new Origin(false, key));
        }
        return new Result(text.toString(), "", topology.furtherKeys(), origins);
    }

    /** Takes out the place within what was parsed here, and leaves its key. */
    private static <T> T placed(Supplier<T> reader) {
        try {
            return reader.get();
        } catch (InvalidInputException e) {
            throw new InvalidInputException(e.getMessage().replace(WITHIN + ", line 1, ", ""));
        }
    }

    /** Returns what stands under a key; messages name keys below it, and no line, as what was written on it is not known. */
    static YamlNode parsed(String json, String key) {
        String begin = "{" + JsonFile.quote(key) + ": ";
        try {
            return JsonFile.read(new StringReader(begin + json + "}"), WITHIN).get(key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
