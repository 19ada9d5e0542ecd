// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.input;

import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A value in a YAML document that knows its file, line and key, so that every complaint names them. The kind of value
 * that is needed is checked where it is asked for.
 */
public final class YamlNode implements Fields {
    /** What a number looks like, as a regular expression of Java and of ECMAScript. */
    public static final String NUMBER = "[-+]?(NaN|Infinity|(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?)";

    private final String file;
    private final String key;
    private final int line;
    private final Node node;

    /** Makes a node that starts where {@code start} does: its key if it has one. */
    private YamlNode(String file, String key, Node start, Node node) {
        this.file = file;
        this.key = key;
        line = line(start.getStartMark());
        this.node = node;
    }

    /**
     * Reads a file with one YAML document.
     *
     * @param path the file, UTF-8
     * @return the document's root
     * @throws InvalidInputException if the file is missing, empty, truncated or otherwise malformed
     */
    public static YamlNode read(Path path) {
        return InputFile.read(path, reader -> read(reader, path.toString()));
    }

    /**
     * Reads a text with one YAML document.
     *
     * @param reader the text; it is not closed
     * @param file the name used in messages
     * @return the document's root
     * @throws InvalidInputException if the text is empty, truncated or otherwise malformed
     */
    public static YamlNode read(Reader reader, String file) {
        try {
            Node root = new Yaml(new LoaderOptions()).compose(reader);
            if (root == null) {
                throw new InvalidInputException(file + ": is empty, must hold a YAML document");
            }
            return new YamlNode(file, "", root, root);
        } catch (MarkedYAMLException e) {
            String context =
                    e.getContextMark() == null ? "" : e.getContext() + ", line " + line(e.getContextMark()) + ": ";
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "%s, line %d: is not well-formed YAML (%s%s)",
                    file,
                    line(e.getProblemMark()),
                    context,
                    e.getProblem()));
        } catch (YAMLException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw new InvalidInputException(file + ": is not UTF-8 text");
            }
            throw new InvalidInputException(file + ": is not well-formed YAML (" + e.getMessage() + ")");
        }
    }

    /**
     * Replaces a plain value in the document, or adds one to a map. All nodes of the document see it.
     *
     * @param path the value's keys from here on, with points between them, for example "serving.max_utilization"; an entry of
     *     a list goes by its value of the key "name", for example "classes.camera.deadline_ms"
     * @param value the new value
     * @throws InvalidInputException if a key but the last is missing, or something else than a plain value is there
     */
    public void set(String path, String value) {
        YamlNode parent = this;
        String[] keys = path.split("\\.", -1);
        for (int i = 0; i < keys.length - 1; i++) {
            parent = parent.node instanceof SequenceNode ? parent.named(keys[i]) : parent.get(keys[i]);
        }
        String last = keys[keys.length - 1];
        if (!parent.isMap() || last.isBlank()) {
            throw parent.invalid("must be a map of keys to values, so that '" + path + "' can be set");
        }
        if (parent.has(last)) {
            parent.get(last).text();
        }
        List<NodeTuple> tuples = ((MappingNode) parent.node).getValue();
        Node start = parent.node;
        Node text = new ScalarNode(
                Tag.STR, value, start.getStartMark(), start.getEndMark(), DumperOptions.ScalarStyle.DOUBLE_QUOTED);
        Node key = new ScalarNode(
                Tag.STR, last, start.getStartMark(), start.getEndMark(), DumperOptions.ScalarStyle.PLAIN);
        for (int i = 0; i < tuples.size(); i++) {
            if (((ScalarNode) tuples.get(i).getKeyNode()).getValue().equals(last)) {
                tuples.set(i, new NodeTuple(tuples.get(i).getKeyNode(), text));
                return;
            }
        }
        tuples.add(new NodeTuple(key, text));
    }

    private YamlNode named(String name) {
        return items().stream()
                .filter(item -> item.isMap() && item.text("name", "").equals(name))
                .findFirst()
                .orElseThrow(() -> invalid("must have an entry with the name '" + name + "'"));
    }

    /** Makes the root of a document that has been read elsewhere. */
    static YamlNode root(String file, Node root) {
        return new YamlNode(file, "", root, root);
    }

    /** Returns what SnakeYAML knows of this value. */
    Node node() {
        return node;
    }

    private static int line(Mark mark) {
        return mark == null ? 1 : mark.getLine() + 1;
    }

    @Override
    public String place() {
        return String.format(Locale.ROOT, "%s, line %d%s", file, line, key.isEmpty() ? "" : ", key '" + key + "'");
    }

    /**
     * Makes the complaint about this value.
     *
     * @param rule what the value must be, starting with a verb
     * @return the exception, to be thrown by the caller
     */
    public InvalidInputException invalid(String rule) {
        String value = node instanceof ScalarNode scalar ? ": value '" + scalar.getValue() + "' " : ": ";
        return new InvalidInputException(place() + value + rule);
    }

    /**
     * Tells whether this is a map of keys to values.
     *
     * @return false for a plain value or a list
     */
    public boolean isMap() {
        return node instanceof MappingNode;
    }

    /**
     * Tells whether this is a plain value in quotes.
     *
     * @return false for numbers and names without quotes, for maps and lists
     */
    public boolean isQuoted() {
        return node instanceof ScalarNode scalar && scalar.getScalarStyle() != DumperOptions.ScalarStyle.PLAIN;
    }

    private Map<String, YamlNode> entries() {
        if (!(node instanceof MappingNode mapping)) {
            throw invalid("must be a map of keys to values");
        }
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
                throw invalid("must have plain keys");
            }
            String path = key.isEmpty() ? name.getValue() : key + "." + name.getValue();
            YamlNode value = new YamlNode(file, path, name, tuple.getValueNode());
            if (entries.put(name.getValue(), value) != null) {
                throw value.invalid("must not appear twice");
            }
        }
        return entries;
    }

    /**
     * Returns a map's keys.
     *
     * @return in the order of the document
     * @throws InvalidInputException if this is no map, or one key is there twice
     */
    public List<String> keys() {
        return List.copyOf(entries().keySet());
    }

    /**
     * Requires a map that has no other keys than these.
     *
     * @param known every key allowed
     * @return this node
     * @throws InvalidInputException if this is no map, or another key is there
     */
    public YamlNode allowOnly(String... known) {
        for (Map.Entry<String, YamlNode> entry : entries().entrySet()) {
            if (!Set.of(known).contains(entry.getKey())) {
                throw new InvalidInputException(entry.getValue().place() + ": is unknown here, known keys are "
                        + String.join(", ", new TreeSet<>(Set.of(known))));
            }
        }
        return this;
    }

    /**
     * Tells whether a map has a key.
     *
     * @param name the key
     * @return true if it is there
     * @throws InvalidInputException if this is no map
     */
    @Override
    public boolean has(String name) {
        return entries().containsKey(name);
    }

    /**
     * Returns the value of a key that must be there.
     *
     * @param name the key
     * @return its value
     * @throws InvalidInputException if this is no map, or the key is missing
     */
    public YamlNode get(String name) {
        YamlNode value = entries().get(name);
        if (value == null) {
            throw new InvalidInputException(place() + ": key '" + name + "' is missing");
        }
        return value;
    }

    /**
     * Returns the entries of a list.
     *
     * @return at least one
     * @throws InvalidInputException if this is no list, or an empty one
     */
    public List<YamlNode> items() {
        List<YamlNode> items = itemsIfAny();
        if (items.isEmpty()) {
            throw invalid("must not be an empty list");
        }
        return items;
    }

    /**
     * Returns the entries of a list that may be empty.
     *
     * @return possibly none
     * @throws InvalidInputException if this is no list
     */
    public List<YamlNode> itemsIfAny() {
        if (!(node instanceof SequenceNode sequence)) {
            throw invalid("must be a list");
        }
        List<YamlNode> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(new YamlNode(file, key + "[" + items.size() + "]", item, item));
        }
        return items;
    }

    /**
     * Returns this value's text.
     *
     * @return not blank
     * @throws InvalidInputException if this is a map, a list or blank
     */
    public String text() {
        if (!(node instanceof ScalarNode scalar)) {
            throw invalid("must be a plain value");
        }
        if (scalar.getValue().isBlank() || scalar.getTag().equals(Tag.NULL)) {
            throw invalid("must not be empty");
        }
        return scalar.getValue();
    }

    /**
     * Returns the text of a key.
     *
     * @param name the key
     * @param otherwise what to return if the key is not there
     * @return the text
     */
    public String text(String name, String otherwise) {
        return has(name) ? get(name).text() : otherwise;
    }

    @Override
    public String text(String name) {
        return get(name).text();
    }

    /**
     * Returns this value's number.
     *
     * @param low the smallest value allowed; {@link Double#MIN_VALUE} for "above 0"
     * @param high the largest value allowed; infinity allows every finite number
     * @return a finite number inside the interval
     * @throws InvalidInputException if this is no finite number or outside the interval
     */
    public double number(double low, double high) {
        double value;
        try {
            value = Ranges.parse(text());
        } catch (NumberFormatException e) {
            throw invalid("must be a number");
        }
        String broken = Ranges.broken(value, low, high);
        if (broken != null) {
            throw invalid(broken);
        }
        return value;
    }

    @Override
    public double number(String name, double low, double high) {
        return get(name).number(low, high);
    }

    /**
     * Returns the number of a key that may be left out.
     *
     * @param name the key
     * @param low the smallest value allowed
     * @param high the largest value allowed
     * @param otherwise what to return if the key is not there
     * @return a finite number inside the interval
     */
    public double number(String name, double low, double high, double otherwise) {
        return has(name) ? get(name).number(low, high) : otherwise;
    }

    @Override
    public int integer(String name, int low) {
        double value = number(name, low, Integer.MAX_VALUE);
        if (value != Math.rint(value)) {
            throw get(name).invalid("must be a whole number");
        }
        return (int) value;
    }

    /**
     * Returns the whole number of a key that may be left out.
     *
     * @param name the key
     * @param low the smallest value allowed
     * @param otherwise what to return if the key is not there
     * @return the number
     */
    public int integer(String name, int low, int otherwise) {
        return has(name) ? integer(name, low) : otherwise;
    }
}
