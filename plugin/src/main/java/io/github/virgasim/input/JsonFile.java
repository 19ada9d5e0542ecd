// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * JSON documents as {@link YamlNode}s, which know their lines and keys. A parser of JSON reads them, since one of YAML
 * refuses tabs and the escape {@code \/} that JSON may have, and takes much that is no JSON.
 */
public final class JsonFile {
    /** Deeper than any file of use, and no danger to what walks through it. */
    static final int DEEPEST = 200;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();

    private static final Pattern UNQUOTED =
            Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?|true|false|null");

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final JsonParser parser;
    private final String file;

    private JsonFile(JsonParser parser, String file) {
        this.parser = parser;
        this.file = file;
    }

    /**
     * Reads a file with one JSON document.
     *
     * @param path the file, UTF-8
     * @return the document's root; text is quoted, numbers, true, false and null are not
     * @throws InvalidInputException if the file is missing, empty, truncated or otherwise malformed
     */
    public static YamlNode read(Path path) {
        return InputFile.read(path, reader -> read(reader, path.toString()));
    }

    /**
     * Reads a text with one JSON document.
     *
     * @param reader the text; it is not closed
     * @param file the name used in messages
     * @return the document's root
     * @throws InvalidInputException if the text is empty, truncated or otherwise malformed
     * @throws IOException if the text cannot be read
     */
    public static YamlNode read(Reader reader, String file) throws IOException {
        PushbackReader text = new PushbackReader(reader);
        int first = text.read();
        if (first >= 0 && first != BYTE_ORDER_MARK) {
            text.unread(first);
        }
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new InvalidInputException(file + ": is empty, must hold a JSON document");
            }
            Node root = new JsonFile(parser, file).value("");
            if (parser.nextToken() != null) {
                throw malformed(file, parser.currentTokenLocation().getLineNr(), "text follows after the document");
            }
            return YamlNode.root(file, root);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw malformed(file, line, JsonErrors.words(e));
        }
    }

    private static InvalidInputException malformed(String file, int line, String why) {
        return new InvalidInputException(
                String.format(Locale.ROOT, "%s, line %d: is not well-formed JSON (%s)", file, line, why));
    }

    /** Reads on to the end of the present value, which stands under a key. */
    private Node value(String key) throws IOException {
        Mark mark = mark();
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            List<NodeTuple> tuples = new ArrayList<>();
            Set<String> names = new HashSet<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                String path = key.isEmpty() ? name : key + "." + name;
                Node node = text(name, path, mark(), DumperOptions.ScalarStyle.DOUBLE_QUOTED);
                if (!names.add(name)) {
                    throw invalid(path, "must not appear twice");
                }
                parser.nextToken();
                tuples.add(new NodeTuple(node, value(path)));
            }
            return new MappingNode(Tag.MAP, true, tuples, mark, mark(), DumperOptions.FlowStyle.FLOW);
        }
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            List<Node> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(value(key + "[" + items.size() + "]"));
            }
            return new SequenceNode(Tag.SEQ, true, items, mark, mark(), DumperOptions.FlowStyle.FLOW);
        }
        boolean quoted = parser.currentToken() == JsonToken.VALUE_STRING;
        return text(
                parser.getText(),
                key,
                mark,
                quoted ? DumperOptions.ScalarStyle.DOUBLE_QUOTED : DumperOptions.ScalarStyle.PLAIN);
    }

    private Node text(String text, String key, Mark mark, DumperOptions.ScalarStyle style) {
        if (hasHalfPair(text)) {
            throw invalid(key, "must have no half of a surrogate pair, which is no character");
        }
        return new ScalarNode(Tag.STR, text, mark, mark, style);
    }

    private static boolean hasHalfPair(String text) {
        return text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE);
    }

    private InvalidInputException invalid(String key, String rule) {
        return new InvalidInputException(String.format(
                Locale.ROOT,
                "%s, line %d, key '%s': %s",
                file,
                parser.currentTokenLocation().getLineNr(),
                key,
                rule));
    }

    private Mark mark() {
        return new Mark("", 0, parser.currentTokenLocation().getLineNr() - 1, 0, new int[0], 0);
    }

    /**
     * Writes a value.
     *
     * @param value from a JSON or YAML document
     * @return JSON on one line, which reads as the same value; also as YAML
     */
    public static String write(YamlNode value) {
        return write(value.node());
    }

    private static String write(Node node) {
        if (node instanceof MappingNode map) {
            return map.getValue().stream()
                    .map(entry ->
                            quote(((ScalarNode) entry.getKeyNode()).getValue()) + ": " + write(entry.getValueNode()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (node instanceof SequenceNode list) {
            return list.getValue().stream().map(JsonFile::write).collect(Collectors.joining(", ", "[", "]"));
        }
        ScalarNode scalar = (ScalarNode) node;
        boolean plain = scalar.getScalarStyle() == DumperOptions.ScalarStyle.PLAIN;
        return plain && UNQUOTED.matcher(scalar.getValue()).matches() ? scalar.getValue() : quote(scalar.getValue());
    }

    /**
     * Writes a text.
     *
     * @param text any
     * @return in quotes, with what JSON asks to be escaped
     * @throws InvalidInputException if the text has half of a surrogate pair, which no file can hold
     */
    public static String quote(String text) {
        if (hasHalfPair(text)) {
            throw new InvalidInputException(
                    "text must have no half of a surrogate pair, which is no character, was '" + text + "'");
        }
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
