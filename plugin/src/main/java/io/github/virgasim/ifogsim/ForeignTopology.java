// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim;

import io.github.virgasim.catalog.ModelCatalog;
import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.input.JsonFile;
import io.github.virgasim.input.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A topology that knows nothing of Virga. Its tree, latencies, bandwidths and sensors are kept, and what an application and
 * traces of users say, where they are given; all else that a scenario needs is assumed: a small GPU at each device, a large one
 * at the root, models for the tasks, and object detection where no task is named.
 */
final class ForeignTopology {
    private static final double SHORTEST = 600;
    /** As many as a scenario may have of one stream. */
    private static final double MOST_QUERIES = 1e12;
    /** [s]; longer than any network's, and no danger to sums. */
    private static final double LONGEST_DELAY = 1e9;

    private static final double SHORTEST_DELAY = 1e-30;
    private static final String DEVICE = "xavier-nx";
    private static final String ROOT_DEVICE = "rtx-3090";
    private static final String TASK = "object-detection";
    private static final double REQUEST_KB = 60;
    private static final double RESPONSE_KB = 2;
    private static final double DEADLINE_MS = 500;
    /** By task: the model of each device, and the one that the root has besides. */
    private static final Map<String, List<String>> MODELS = new TreeMap<>(Map.of(
            TASK,
            List.of("yolov8n", "yolov8m"),
            "image-classification",
            List.of("mobilenet-v2-0.5", "efficientnet-b4"),
            "question-answering",
            List.of("mobilebert", "bert-large")));
    /** What an entry of a class says and the topology says too. */
    private static final Set<String> OF_TOPOLOGY =
            Set.of("name", "share", "queries", "rate_qps", "queries_file", "mean_lifetime_s");

    private final FogTopology topology;
    private final FogTree tree;
    private final double unit;
    private final Optional<FogLoad> load;
    private final Optional<FogUsers> users;
    private final double duration;
    private final List<String> notes = new ArrayList<>();
    private final Map<String, FogImport.Origin> origins = new HashMap<>();
    /** By class: a sensor of the kind that makes its queries. */
    private final Map<String, FogNode.Sensor> classes = new LinkedHashMap<>();
    /** Those of the classes. */
    private final Set<String> tasks = new TreeSet<>();
    /** By name of the device: the links to its sensors. */
    private final Map<String, List<FogLink>> terminals = new HashMap<>();

    private final Set<String> parents = new HashSet<>();

    ForeignTopology(FogTopology topology, double unit, Optional<FogApplication> application, Optional<FogUsers> users) {
        this.topology = topology;
        this.unit = unit;
        this.users = users;
        load = application.map(one -> new FogLoad(one, MODELS.keySet()));
        duration = Math.max(SHORTEST, users.map(FogUsers::end).orElse(0.0));
        tree = topology.tree();
        for (FogNode.Device device : topology.devices()) {
            parents.add(tree.parent(device.name()));
        }
        for (FogNode.Sensor sensor : topology.sensors()) {
            terminals
                    .computeIfAbsent(tree.parent(sensor.name()), at -> new ArrayList<>())
                    .add(tree.up(sensor.name()));
        }
        if (terminals.isEmpty()) {
            throw new InvalidInputException("topology must have at least one sensor, as a scenario has clients");
        }
    }

    /** Refuses an application that cannot make classes for any topology. */
    static void check(FogApplication application) {
        for (FogLoad.Served served : new FogLoad(application, MODELS.keySet()).all()) {
            YamlNode entry = entry(served);
            if (entry != null && entry.has("task")) {
                YamlNode task = entry.get("task");
                if (!task.isQuoted() || !MODELS.containsKey(task.text())) {
                    throw task.invalid("must be one for which models are assumed, one of: "
                            + String.join(", ", MODELS.keySet()) + ", in quotes");
                }
            }
        }
    }

    /** Returns the entry of a class; null if there is none. */
    private static YamlNode entry(FogLoad.Served served) {
        return served.entry().isEmpty() ? null : FogImport.parsed(served.entry(), served.key());
    }

    FogImport.Result scenario(String name, String clientsFile) {
        topology.sensors().forEach(this::classOf);
        List<String> entries = new ArrayList<>();
        classes.forEach((each, sensor) -> entries.add(streamClass(each, sensor, entries.size())));
        StringBuilder text = new StringBuilder("scenario: " + JsonFile.quote(name) + "\nsites:\n");
        for (FogNode.Device device : topology.devices()) {
            text.append("  - ").append(site(device)).append('\n');
        }
        text.append("clients: {arrivals: trace, file: ")
                .append(JsonFile.quote(clientsFile))
                .append("}\nclasses:\n");
        entries.forEach(entry -> text.append("  - ").append(entry).append('\n'));
        text.append("serving: {duration_s: " + duration + ", binding: query, jitter: none}\n");
        note();
        return new FogImport.Result(
                text.toString(),
                users.map(them -> them.clients(classes.keySet(), duration)).orElseGet(this::clients),
                notes,
                origins);
    }

    /** Returns a client for each sensor, which stays. */
    private String clients() {
        StringBuilder clients = new StringBuilder("time_s,class,site,lifetime_s\n");
        for (FogNode.Sensor sensor : topology.sensors()) {
            clients.append("0,")
                    .append(CsvText.cell(classOf(sensor)))
                    .append(',')
                    .append(CsvText.cell(tree.parent(sensor.name())))
                    .append(',')
                    .append(duration)
                    .append('\n');
        }
        return clients.toString();
    }

    /** Returns the class of a sensor: its type, numbered where sensors of one type send at different times. */
    private String classOf(FogNode.Sensor sensor) {
        String name = sensor.sensorType();
        for (int number = 2; classes.containsKey(name) && !same(classes.get(name), sensor); number++) {
            name = sensor.sensorType() + "-" + number;
        }
        if (classes.putIfAbsent(name, sensor) == null && !name.equals(sensor.sensorType())) {
            notes.add("sensors of type '" + sensor.sensorType() + "' send at different times: '" + sensor.name()
                    + "' and those that send as it does, "
                    + sensor.distribution().words() + ", are of class '" + name
                    + "'");
        }
        return name;
    }

    private static boolean same(FogNode.Sensor one, FogNode.Sensor other) {
        return one.sensorType().equals(other.sensorType()) && one.distribution().equals(other.distribution());
    }

    private String streamClass(String name, FogNode.Sensor sensor, int number) {
        Optional<FogLoad.Served> served = load.map(one -> one.of(sensor.sensorType()));
        double chance = served.map(FogLoad.Served::chance).orElse(1.0);
        Map<String, String> values = new LinkedHashMap<>();
        values.put("name", JsonFile.quote(name));
        values.put("task", JsonFile.quote(TASK));
        values.put("share", "1");
        values.put("queries", "\"periodic\"");
        values.put("rate_qps", Double.toString(rate(sensor, chance)));
        values.put("request_kb", Double.toString(REQUEST_KB));
        values.put("response_kb", Double.toString(RESPONSE_KB));
        values.put("deadline_ms", Double.toString(DEADLINE_MS));
        values.put("min_accuracy", "0");
        values.put("mean_lifetime_s", Double.toString(duration));
        values.put("input_size", "");
        served.ifPresent(one -> serve(values, one, number));
        String task = ofModels(values.get("task"));
        tasks.add(task);
        if (values.get("input_size").isEmpty()) {
            double size = ModelCatalog.embedded().task(task).referenceSize();
            values.put("input_size", Double.toString(size));
        }
        return JsonFields.object(values);
    }

    /** Returns a sensor's queries per second, of which a scenario allows a certain number. */
    private double rate(FogNode.Sensor sensor, double chance) {
        double rate = chance / (sensor.distribution().mean() * unit);
        if (rate * duration > MOST_QUERIES) {
            throw new InvalidInputException(sensorKeys(sensor) + " must be at least "
                    + chance * duration / MOST_QUERIES / unit + " time units of " + unit + " s, so that at most "
                    + MOST_QUERIES + " tuples come in " + duration + " s, was '"
                    + sensor.distribution().mean() + "'");
        }
        if (rate < Checks.SMALLEST) {
            throw new InvalidInputException(sensorKeys(sensor) + " must be at most "
                    + chance / Checks.SMALLEST / unit + " time units of " + unit + " s, as " + chance
                    + " of the tuples are served, was '" + sensor.distribution().mean() + "'");
        }
        return rate;
    }

    private static String sensorKeys(FogNode.Sensor sensor) {
        FogDistribution of = sensor.distribution();
        return (of instanceof FogDistribution.Uniform
                        ? "mean of the keys 'min' and 'max'"
                        : "key '" + of.values().keySet().iterator().next() + "'")
                + " of sensor '" + sensor.name() + "'";
    }

    private static String ofModels(String quoted) {
        return MODELS.keySet().stream()
                .filter(task -> JsonFile.quote(task).equals(quoted))
                .findFirst()
                .orElseThrow(() ->
                        new InvalidInputException("task of class must be one for which models are assumed, one of: "
                                + String.join(", ", MODELS.keySet()) + ", was " + quoted));
    }

    /** Puts in what the application says of a class. */
    private void serve(Map<String, String> values, FogLoad.Served served, int number) {
        if (MODELS.containsKey(served.module())) {
            values.put("task", JsonFile.quote(served.module()));
        } else if (served.entry().isEmpty()) {
            notes.add("module '" + served.module() + "' is named as no task: " + TASK + " is assumed");
        }
        values.put("request_kb", Double.toString(served.requestBytes() / 1000));
        values.put("response_kb", Double.toString(served.responseBytes() / 1000));
        YamlNode entry = entry(served);
        if (entry != null) {
            for (String key : entry.keys()) {
                if (!OF_TOPOLOGY.contains(key)) {
                    take(values, key, JsonFile.write(entry.get(key)));
                    origins.put("classes[" + number + "]." + key, new FogImport.Origin(true, served.key() + "." + key));
                }
            }
        }
    }

    /** Takes a value of an entry, unless the application was changed since. */
    private void take(Map<String, String> values, String key, String value) {
        boolean size = key.equals("request_kb") || key.equals("response_kb");
        if (size && Math.abs(Double.parseDouble(values.get(key)) - number(value)) > 1e-9 * number(value)) {
            notes.add(key + " is " + values.get(key) + " by nwLength, which is taken; the key '" + FogExport.KEY
                    + "' of the edge says " + value);
        } else {
            values.put(key, value);
        }
    }

    private static double number(String json) {
        try {
            return Double.parseDouble(json);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private String site(FogNode.Device device) {
        List<FogLink> here = terminals.getOrDefault(device.name(), List.of());
        String parent = tree.parent(device.name());
        Map<String, String> values = new LinkedHashMap<>();
        values.put("name", JsonFile.quote(device.name()));
        values.put("tier", JsonFile.quote(tier(device, parent)));
        if (!parent.isEmpty()) {
            Map<String, String> uplink = new LinkedHashMap<>();
            uplink.put("to", JsonFile.quote(parent));
            link(uplink, latency(tree.up(device.name())), device.upBandwidth());
            values.put("uplink", JsonFields.object(uplink));
        }
        if (!here.isEmpty()) {
            double mean = here.stream().mapToDouble(this::latency).average().orElse(0);
            if (here.stream().anyMatch(one -> one.latency() != mean)) {
                notes.add("latencies of the sensors at '" + device.name()
                        + "' differ, a site has one access link: their mean is taken, " + mean + " time units, of "
                        + here.stream()
                                .map(one -> Double.toString(one.latency()))
                                .collect(Collectors.joining(", ")));
            }
            Map<String, String> access = new LinkedHashMap<>();
            link(access, mean, device.upBandwidth());
            values.put("access", JsonFields.object(access));
            values.put("client_weight", Integer.toString(here.size()));
        }
        values.put("workers", "[" + worker(parent.isEmpty()) + "]");
        return JsonFields.object(values);
    }

    private String worker(boolean root) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("name", JsonFile.quote("gpu"));
        values.put("device", JsonFile.quote(root ? ROOT_DEVICE : DEVICE));
        values.put("models", models(root).map(JsonFile::quote).collect(Collectors.joining(", ", "[", "]")));
        return JsonFields.object(values);
    }

    private Stream<String> models(boolean root) {
        return tasks.stream().flatMap(task -> MODELS.get(task).stream().limit(root ? 2 : 1));
    }

    private String tier(FogNode.Device device, String parent) {
        return parent.isEmpty() ? "data-center" : parents.contains(device.name()) ? "central-office" : "edge";
    }

    /** Returns a latency that is none or one that a scenario can hold [time units]. */
    private double latency(FogLink link) {
        double seconds = link.latency() * unit;
        if (seconds > LONGEST_DELAY || link.latency() > 0 && seconds < SHORTEST_DELAY) {
            throw new InvalidInputException("key 'latency' of link " + link.source() + " - " + link.destination()
                    + " must be 0 or between " + SHORTEST_DELAY / unit + " and " + LONGEST_DELAY / unit
                    + " time units of " + unit + " s, was '" + link.latency() + "'");
        }
        return link.latency();
    }

    private void link(Map<String, String> values, double latency, double bandwidth) {
        values.put("delay_ms", Double.toString(latency * unit * 1000));
        values.put("jitter_ms", "0");
        values.put("bandwidth_mbps", Double.toString(bandwidth / unit * 8 / 1e6));
    }

    private void note() {
        notes.add("a time unit is taken as " + unit
                + " s, bandwidths as bytes per time unit; sensors' links, which have none,"
                + " are taken as wide as upBw of their device");
        notes.add(
                "GPUs and models are assumed, as no device has a key '" + FogExport.KEY + "': " + ROOT_DEVICE + " with "
                        + models(true).collect(Collectors.joining(", ")) + " at the root, " + DEVICE + " with "
                        + models(false).collect(Collectors.joining(", ")) + " at all others");
        String assumed = "deadline " + DEADLINE_MS + " ms, least accuracy 0 %, inputs of the task's reference size";
        notes.add(
                load.isPresent()
                        ? "of the classes is assumed what no key '" + FogExport.KEY + "' of an edge says: " + assumed
                        : "of the classes, whose names are the sensors' types, is assumed: task " + TASK
                                + ", requests of " + REQUEST_KB + " kB, responses of " + RESPONSE_KB + " kB, "
                                + assumed);
        notes.add("a duration of " + duration + " s is assumed"
                + (users.isPresent() ? ", or until the last position of a user is over" : ", for which sensors send"));
        notes.add(
                "tiers are taken from the tree, data-center for the root, central-office where there are devices below, edge for"
                        + " all others: "
                        + LeftOut.each(topology, device -> tier(device, tree.parent(device.name()))));
        notes.add(
                "binding 'query', no jitter, and a client for each sensor that sends at equal times from 0 s on are assumed");
        LeftOut left = new LeftOut(topology);
        notes.addAll(left.ofDevices());
        load.ifPresent(one -> notes.addAll(one.notes()));
        users.ifPresent(them -> {
            notes.add("clients are users where they are nearest to, of each class one for each stay at a gateway: "
                    + String.join(", ", them.traces().keySet()));
            notes.addAll(them.notes());
        });
        notes.addAll(left.ofLinksAndActuators());
        notes.addAll(LeftOut.ofTimes(classes));
        notes.addAll(topology.furtherKeys());
    }
}
