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
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads and writes applications of iFogSim2 as JSON of our own: {@code application}, {@code modules}, {@code edges},
 * {@code mappings} and {@code loops}, with the names of iFogSim2's builder methods.
 */
public final class FogApplicationFile {
    private static final double ANY = Double.POSITIVE_INFINITY;
    private static final Set<String> MODULE_KEYS = Set.of("name", "ram", "mips", "size");
    private static final List<String> EDGE_KEYS =
            List.of("source", "destination", "period", "cpuLength", "nwLength", "tupleType", "direction", "edgeType");

    private FogApplicationFile() {}

    /**
     * Reads an application.
     *
     * @param file the JSON file
     * @return the application
     * @throws io.github.virgasim.input.InvalidInputException if something is missing or breaks a rule; the message names
     *     file, line, key, value and rule
     */
    public static FogApplication read(Path file) {
        YamlNode root = JsonFile.read(file).allowOnly("application", "modules", "edges", "mappings", "loops");
        FogGraph graph = new FogGraph();
        List<Module> modules = each(root.get("modules").items(), FogApplicationFile::module, graph::add);
        List<Edge> edges = each(root.get("edges").items(), FogApplicationFile::edge, graph::add);
        List<Mapping> mappings = each(root.get("mappings").itemsIfAny(), FogApplicationFile::mapping, graph::add);
        List<List<String>> loops = each(
                root.get("loops").itemsIfAny(),
                loop -> loop.items().stream().map(YamlNode::text).toList(),
                graph::add);
        return root.make(
                () -> new FogApplication(JsonFields.text(root, "application"), modules, edges, mappings, loops));
    }

    private static <T> List<T> each(List<YamlNode> items, Function<YamlNode, T> reader, Consumer<T> fits) {
        return items.stream()
                .map(item -> item.make(() -> {
                    T one = reader.apply(item);
                    fits.accept(one);
                    return one;
                }))
                .toList();
    }

    private static Module module(YamlNode item) {
        return new Module(
                JsonFields.text(item, "name"),
                JsonFields.integer(item, "ram", 1),
                JsonFields.decimal(item, "mips", 0, ANY),
                JsonFields.whole(item, "size", 1, Long.MAX_VALUE),
                JsonFields.others(item, MODULE_KEYS));
    }

    private static Edge edge(YamlNode item) {
        item.allowOnly(
                Stream.concat(EDGE_KEYS.stream(), Stream.of(FogExport.KEY)).toArray(String[]::new));
        Kind kind = constant(item.get("edgeType"), Kind.values());
        if (item.has(FogExport.KEY)) {
            YamlNode entry = item.get(FogExport.KEY);
            if (kind != Kind.SENSOR) {
                throw entry.invalid("must stand with an edge of edgeType SENSOR, whose class it describes");
            }
            entry.keys();
        }
        return new Edge(
                JsonFields.text(item, "source"),
                JsonFields.text(item, "destination"),
                JsonFields.decimal(item, "period", 0, ANY),
                JsonFields.decimal(item, "cpuLength", 0, ANY),
                JsonFields.decimal(item, "nwLength", 0, ANY),
                JsonFields.text(item, "tupleType"),
                constant(item.get("direction"), Direction.values()),
                kind,
                JsonFields.others(item, Set.copyOf(EDGE_KEYS)));
    }

    private static <E extends Enum<E>> E constant(YamlNode value, E[] all) {
        List<String> names = Arrays.stream(all).map(Enum::name).toList();
        String name = value.make(() -> Checks.oneOf("value", value.text(), names));
        return all[names.indexOf(name)];
    }

    private static Mapping mapping(YamlNode item) {
        item.allowOnly("module", "in", "out", "selectivity");
        return new Mapping(
                JsonFields.text(item, "module"),
                JsonFields.text(item, "in"),
                JsonFields.text(item, "out"),
                JsonFields.decimal(item, "selectivity", 0, 1));
    }

    /**
     * Writes an application.
     *
     * @param application the application
     * @return JSON that is read as an equal application
     */
    public static String write(FogApplication application) {
        return "{\n\"application\": " + JsonFile.quote(application.name())
                + ",\n\"modules\": " + lines(application.modules(), FogApplicationFile::text)
                + ",\n\"edges\": " + lines(application.edges(), FogApplicationFile::text)
                + ",\n\"mappings\": " + lines(application.mappings(), FogApplicationFile::text)
                + ",\n\"loops\": " + lines(application.loops(), FogApplicationFile::text)
                + "\n}\n";
    }

    private static <T> String lines(List<T> items, Function<T, String> text) {
        return items.stream().map(text).collect(Collectors.joining(",\n  ", "[\n  ", "\n]"));
    }

    static String text(Module module) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("name", JsonFile.quote(module.name()));
        values.put("ram", Integer.toString(module.ram()));
        values.put("mips", Double.toString(module.mips()));
        values.put("size", Long.toString(module.size()));
        values.putAll(module.extra());
        return JsonFields.object(values);
    }

    static String text(Edge edge) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("source", JsonFile.quote(edge.source()));
        values.put("destination", JsonFile.quote(edge.destination()));
        values.put("period", Double.toString(edge.period()));
        values.put("cpuLength", Double.toString(edge.cpuLength()));
        values.put("nwLength", Double.toString(edge.networkLength()));
        values.put("tupleType", JsonFile.quote(edge.tupleType()));
        values.put("direction", JsonFile.quote(edge.direction().name()));
        values.put("edgeType", JsonFile.quote(edge.kind().name()));
        values.putAll(edge.extra());
        return JsonFields.object(values);
    }

    private static String text(Mapping mapping) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("module", JsonFile.quote(mapping.module()));
        values.put("in", JsonFile.quote(mapping.in()));
        values.put("out", JsonFile.quote(mapping.out()));
        values.put("selectivity", Double.toString(mapping.selectivity()));
        return JsonFields.object(values);
    }

    private static String text(List<String> loop) {
        return loop.stream().map(JsonFile::quote).collect(Collectors.joining(", ", "[", "]"));
    }
}
