// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim;

import io.github.virgasim.ifogsim.FogApplication.Direction;
import io.github.virgasim.ifogsim.FogApplication.Edge;
import io.github.virgasim.ifogsim.FogApplication.Kind;
import io.github.virgasim.ifogsim.FogApplication.Mapping;
import io.github.virgasim.ifogsim.FogApplication.Module;
import io.github.virgasim.input.Checks;
import io.github.virgasim.input.JsonFile;
import io.github.virgasim.input.YamlNode;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Site;
import io.github.virgasim.topology.Worker;
import io.github.virgasim.workload.StreamClass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Turns a scenario into files for iFogSim2. A site becomes a device, a class of streams at a site a sensor, a task a module.
 * What iFogSim2 has no place for stands in keys named {@value #KEY}, which it ignores, in the words of the scenario file, so
 * that {@link FogImport} gets the same scenario back.
 */
public final class FogExport {
    /** The key of nodes and of the document that iFogSim2 ignores. */
    public static final String KEY = "virga";

    /** Within {@link #KEY}: the files that the scenario names. */
    static final String FILES = "files";

    private static final String TIME_UNIT = "time_unit_s";
    private static final String SCENARIO = "scenario";

    /** What {@link #KEY} holds at the top of the document. */
    static final Set<String> KEYS = Set.of(TIME_UNIT, FILES, SCENARIO);

    static final String ROOT_NAME = "cloud";
    static final String ACTUATOR_TYPE = "ANSWER";
    private static final long MIPS_PER_CPU = 1000;
    private static final int MODULE_RAM = 10;
    private static final long MODULE_SIZE = 10_000;
    /** How many devices of a kind a note names. */
    private static final int NAMED = 5;

    private final YamlNode document;
    private final ServingScenario scenario;
    private final EdgeTopology topology;
    private final double unit;
    private final List<String> notes = new ArrayList<>();
    private final List<FogNode> nodes = new ArrayList<>();
    private final List<FogLink> links = new ArrayList<>();
    private final FogNewNames nodeNames = new FogNewNames();
    /** By the site's name. */
    private final Map<String, String> deviceBySite = new HashMap<>();
    /** By the class's name: what its sensors and tuples are called. */
    private final Map<String, String> typeByClass = new LinkedHashMap<>();

    private final List<String> withoutWorkers = new ArrayList<>();
    private final List<String> narrowed = new ArrayList<>();
    private final List<String> nothingBelow = new ArrayList<>();
    private final FogNewNames types = new FogNewNames();
    /** The largest change of a bandwidth, relative to it. */
    private double rounding;

    /**
     * What has been made.
     *
     * @param topology for iFogSim2's reader
     * @param application its modules, to be built in Java
     * @param notes what iFogSim2's formats hold in another way or not at all
     */
    public record Result(FogTopology topology, FogApplication application, List<String> notes) {
        /** Copies the notes. */
        public Result {
            notes = List.copyOf(notes);
        }
    }

    private FogExport(YamlNode document, ServingScenario scenario, double unit) {
        this.document = document;
        this.scenario = scenario;
        this.unit = unit;
        topology = scenario.topology();
    }

    /**
     * Exports a scenario.
     *
     * @param document the scenario's file
     * @param scenario what has been read from it
     * @param timeUnit what a unit of time in iFogSim2 stands for [s], positive
     * @return topology, application, and what they do not hold
     */
    public static Result of(YamlNode document, ServingScenario scenario, double timeUnit) {
        return of(document, scenario, timeUnit, Map.of());
    }

    /**
     * Exports a scenario that names files.
     *
     * @param document the scenario's file
     * @param scenario what has been read from it
     * @param timeUnit what a unit of time in iFogSim2 stands for [s], positive
     * @param files SHA-256 of each file that will stand beside the topology, by its path from there
     * @return as above; {@link FogImport#files} gets the files back
     */
    public static Result of(YamlNode document, ServingScenario scenario, double timeUnit, Map<String, String> files) {
        return new FogExport(document, scenario, Checks.positive("time unit [s]", timeUnit)).export(files);
    }

    private Result export(Map<String, String> files) {
        nameSites();
        nameClasses();
        int index = 0;
        for (YamlNode entry : document.get("sites").items()) {
            int count = entry.integer("count", 1, 1);
            for (int i = 0; i < count; i++) {
                addSite(index++, entry);
            }
        }
        FogRates rates = new FogRates(scenario);
        for (int site = 0; site < topology.sites().size(); site++) {
            addClients(site, rates);
        }
        notes.add("mips of devices and cpuLength of edges are nominal, " + MIPS_PER_CPU
                + " per CPU core: what GPUs do stands in keys '" + KEY + "'");
        noteMadeUp();
        notes.add("jitter of links, sharing of GPUs, deadlines and settings stand in keys '" + KEY + "' alone");
        notes.add("clients that come and go are sensors that send their mean rate at equal times");
        if (rounding > 0) {
            notes.add(String.format(
                    Locale.ROOT,
                    "bandwidths are rounded to whole bytes per time unit, by up to %.3g %%",
                    100 * rounding));
        }
        Map<String, String> rest = new LinkedHashMap<>();
        for (String key : document.keys()) {
            if (!key.equals("sites")) {
                rest.put(key, JsonFile.write(document.get(key)));
            }
        }
        Map<String, String> extra = new LinkedHashMap<>();
        extra.put(TIME_UNIT, Double.toString(unit));
        if (!files.isEmpty()) {
            Map<String, String> hashes = new LinkedHashMap<>();
            files.forEach((file, hash) -> hashes.put(file, JsonFile.quote(hash)));
            extra.put(FILES, JsonFields.object(hashes));
        }
        extra.put(SCENARIO, JsonFields.object(rest));
        return new Result(new FogTopology(nodes, links, Map.of(KEY, JsonFields.object(extra))), application(), notes);
    }

    private void addSite(int index, YamlNode entry) {
        Site site = topology.sites().get(index);
        String name = fogName(site);
        if (site.workers().isEmpty()) {
            withoutWorkers.add("'" + name + "'");
        }
        double down = downBandwidth(index);
        Link up = site.uplink();
        int level = level(site);
        nodes.add(new FogNode.Device(
                name,
                Math.max(
                        MIPS_PER_CPU,
                        MIPS_PER_CPU
                                * site.workers().stream().mapToInt(Worker::cpus).sum()),
                whole(
                        "ram of '" + name + "' [MB]",
                        site.workers().stream().mapToDouble(Worker::ramMib).sum()),
                bytes("upBw of '" + name + "'", up == Link.NONE ? down : up.bandwidth()),
                bytes("downBw of '" + name + "'", down),
                level,
                0,
                Map.of(KEY, siteText(site, entry))));
        if (!site.parent().isEmpty()) {
            Site parent = topology.sites().get(topology.siteIndex(site.parent()));
            links.add(new FogLink(name, fogName(parent), up.delay() / unit, Map.of()));
        }
    }

    /** Returns the site's entry as it would stand in a file without counts. */
    private static String siteText(Site site, YamlNode entry) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("name", JsonFile.quote(site.name()));
        for (String key : entry.keys()) {
            if (key.equals("uplink")) {
                Map<String, String> uplink = new LinkedHashMap<>();
                entry.get(key)
                        .keys()
                        .forEach(part ->
                                uplink.put(part, JsonFile.write(entry.get(key).get(part))));
                uplink.put("to", JsonFile.quote(site.parent()));
                values.put(key, JsonFields.object(uplink));
            } else if (!key.equals("count") && !key.equals("name")) {
                values.put(key, JsonFile.write(entry.get(key)));
            }
        }
        return JsonFields.object(values);
    }

    /** Gives the root the name that iFogSim2 knows it by, and sites theirs if they can have them. */
    private void nameSites() {
        topology.sites().stream()
                .filter(site -> site.parent().isEmpty())
                .forEach(root -> deviceBySite.put(root.name(), nodeNames.node(ROOT_NAME)));
        for (Site site : topology.sites()) {
            String name = deviceBySite.computeIfAbsent(site.name(), nodeNames::node);
            if (!name.equals(site.name())) {
                notes.add("site '" + site.name() + "' is called '" + name + "' in iFogSim2, which "
                        + (site.parent().isEmpty()
                                ? "knows its root by this name"
                                : "has no blanks in names, no others that differ by the case of letters alone, and no '"
                                        + ROOT_NAME + "' but the root"));
            }
        }
    }

    private void nameClasses() {
        for (StreamClass each : scenario.workload().classes()) {
            String type = typeByClass.computeIfAbsent(each.name(), types::text);
            if (!type.equals(each.name())) {
                notes.add("tuples of class '" + each.name() + "' are of type '" + type
                        + "' in iFogSim2's files, where names can be seen and are not too long");
            }
        }
    }

    private String fogName(Site site) {
        return deviceBySite.get(site.name());
    }

    private int level(Site site) {
        int level = 0;
        for (Site at = site; !at.parent().isEmpty(); at = topology.sites().get(topology.siteIndex(at.parent()))) {
            level++;
        }
        return level;
    }

    /** Returns the narrowest bandwidth below a site; its uplink's if there is nothing below. */
    private double downBandwidth(int index) {
        Site site = topology.sites().get(index);
        double narrowest = site.access().bandwidth();
        double widest = narrowest == Double.POSITIVE_INFINITY ? 0 : narrowest;
        for (Site other : topology.sites()) {
            if (other.parent().equals(site.name())) {
                narrowest = Math.min(narrowest, other.uplink().bandwidth());
                widest = Math.max(widest, other.uplink().bandwidth());
            }
        }
        String name = "'" + fogName(site) + "' ";
        if (narrowest == Double.POSITIVE_INFINITY) {
            nothingBelow.add(name + perUnit(site.uplink().bandwidth()));
            return site.uplink().bandwidth();
        }
        if (widest > narrowest) {
            narrowed.add(name + perUnit(narrowest) + " instead of up to " + perUnit(widest));
        }
        return narrowest;
    }

    private double perUnit(double bitsPerSecond) {
        return bitsPerSecond / 8 * unit;
    }

    /** Tells what iFogSim2 must have and no scenario says. */
    private void noteMadeUp() {
        FogNode.Device root = (FogNode.Device) nodes.stream()
                .filter(node -> node.name().equals(ROOT_NAME))
                .findFirst()
                .orElseThrow();
        notes.add("upBw of '" + ROOT_NAME + "', which has no uplink, is made up: " + root.upBandwidth()
                + " bytes per time unit, as its downBw");
        note("downBw is one for all links below a device, the narrowest one's [bytes per time unit]: ", narrowed);
        note(
                "downBw of a device with nothing below is made up, that of its uplink [bytes per time unit]: ",
                nothingBelow);
        note("mips " + MIPS_PER_CPU + " and ram 1 MB of devices without workers are made up: ", withoutWorkers);
        notes.add("ram " + MODULE_RAM + " MB, mips " + MIPS_PER_CPU + " and size " + MODULE_SIZE
                + " MB of modules are made up, and ratePerMips 0 of devices");
    }

    private void note(String what, List<String> devices) {
        if (!devices.isEmpty()) {
            notes.add(what
                    + devices.stream().limit(NAMED).collect(Collectors.joining(", "))
                    + (devices.size() > NAMED ? " and " + (devices.size() - NAMED) + " more" : ""));
        }
    }

    private int bytes(String what, double bitsPerSecond) {
        double bytes = perUnit(bitsPerSecond);
        int written = whole(what + " [bytes per time unit]", bytes);
        rounding = Math.max(rounding, Math.abs(written - bytes) / bytes);
        return written;
    }

    private int whole(String what, double value) {
        int held = (int) Math.max(1, Math.min(Integer.MAX_VALUE, Math.rint(value)));
        if (value > 0 && Math.abs(held - value) > 0.5) {
            notes.add(what + " is " + value + ", which iFogSim2 cannot hold: " + held + " is written");
        }
        return held;
    }

    private void addClients(int index, FogRates rates) {
        Site site = topology.sites().get(index);
        List<StreamClass> classes = scenario.workload().classes();
        boolean any = false;
        for (int k = 0; k < classes.size(); k++) {
            double rate = rates.queries(index, k);
            if (rate > 0) {
                String type = typeByClass.get(classes.get(k).name());
                String name = nodeNames.node(type + "-at-" + fogName(site));
                nodes.add(new FogNode.Sensor(name, type, new FogDistribution.Deterministic(1 / rate / unit), Map.of()));
                links.add(new FogLink(name, fogName(site), site.access().delay() / unit, Map.of()));
                any = true;
            }
        }
        if (any) {
            String name = nodeNames.node("answers-at-" + fogName(site));
            nodes.add(new FogNode.Actuator(name, ACTUATOR_TYPE, Map.of()));
            links.add(new FogLink(name, fogName(site), site.access().delay() / unit, Map.of()));
        }
    }

    private FogApplication application() {
        List<StreamClass> classes = scenario.workload().classes();
        FogNewNames moduleNames = new FogNewNames();
        Map<String, String> moduleByTask = new LinkedHashMap<>();
        classes.forEach(each -> moduleByTask.computeIfAbsent(each.task().name(), moduleNames::text));
        List<Module> modules = moduleByTask.values().stream()
                .map(name ->
                        new Module(name, MODULE_RAM, MIPS_PER_CPU, MODULE_SIZE, Map.of(KEY, JsonFile.quote("served"))))
                .toList();
        List<Edge> edges = new ArrayList<>();
        List<Mapping> mappings = new ArrayList<>();
        List<List<String>> loops = new ArrayList<>();
        for (int k = 0; k < classes.size(); k++) {
            StreamClass each = classes.get(k);
            String task = moduleByTask.get(each.task().name());
            String type = typeByClass.get(each.name());
            String answer = types.text(type + "-answer");
            edges.add(new Edge(
                    type,
                    task,
                    0,
                    nominalWork(each),
                    each.requestBytes(),
                    type,
                    Direction.UP,
                    Kind.SENSOR,
                    Map.of(KEY, JsonFile.write(document.get("classes").items().get(k)))));
            edges.add(new Edge(
                    task, ACTUATOR_TYPE, 0, 0, each.responseBytes(), answer, Direction.DOWN, Kind.ACTUATOR, Map.of()));
            mappings.add(new Mapping(task, type, answer, 1));
            loops.add(List.of(type, task, ACTUATOR_TYPE));
        }
        return new FogApplication(new FogNewNames().node(scenario.name()), modules, edges, mappings, loops);
    }

    /** Returns what one core would work while the fastest variant for a class is busy with a query. */
    private double nominalWork(StreamClass of) {
        double fastest = topology.instances().stream()
                .map(instance -> instance.variant())
                .filter(variant -> variant.model().task().equals(of.task()))
                .mapToDouble(variant -> variant.processingDelay(of.size()))
                .min()
                .orElse(0);
        return fastest / unit * MIPS_PER_CPU;
    }
}
