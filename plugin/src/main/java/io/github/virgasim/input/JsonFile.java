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
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    private static final int DEEPEST = 200;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();

    private static final Pattern UNQUOTED =
            Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?|true|false|null");

    private JsonFile() {}

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
        try (JsonParser parser = FACTORY.createParser(reader)) {
            if (parser.nextToken() == null) {
                throw new InvalidInputException(file + ": is empty, must hold a JSON document");
            }
            Node root = value(parser);
            if (parser.nextToken() != null) {
                throw malformed(file, parser.currentTokenLocation().getLineNr(), "text follows after the document");
            }
            return YamlNode.root(file, root);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw malformed(file, line, e.getOriginalMessage());
        }
    }

    private static InvalidInputException malformed(String file, int line, String why) {
        return new InvalidInputException(
                String.format(Locale.ROOT, "%s, line %d: is not well-formed JSON (%s)", file, line, why));
    }

    private static Node value(JsonParser parser) throws IOException {
        Mark mark = mark(parser);
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            List<NodeTuple> tuples = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                Node key = text(parser.currentName(), mark(parser), DumperOptions.ScalarStyle.DOUBLE_QUOTED);
                parser.nextToken();
                tuples.add(new NodeTuple(key, value(parser)));
            }
            return new MappingNode(Tag.MAP, true, tuples, mark, mark(parser), DumperOptions.FlowStyle.FLOW);
        }
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            List<Node> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(value(parser));
            }
            return new SequenceNode(Tag.SEQ, true, items, mark, mark(parser), DumperOptions.FlowStyle.FLOW);
        }
        boolean quoted = parser.currentToken() == JsonToken.VALUE_STRING;
        return text(
                parser.getText(),
                mark,
                quoted ? DumperOptions.ScalarStyle.DOUBLE_QUOTED : DumperOptions.ScalarStyle.PLAIN);
    }

    private static Node text(String text, Mark mark, DumperOptions.ScalarStyle style) {
        return new ScalarNode(Tag.STR, text, mark, mark, style);
    }

    private static Mark mark(JsonParser parser) {
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
     */
    public static String quote(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
