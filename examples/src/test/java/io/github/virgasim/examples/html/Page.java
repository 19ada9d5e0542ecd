// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.html;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/**
 * A report as a browser takes it apart: scripts and styles end with the first end tag, whatever stands in them; the rest must be
 * well-formed.
 */
record Page(String text, Document markup, JsonNode data, JsonNode trace) {
    private static final Pattern RAW = Pattern.compile("(<(script|style)[^>]*>).*?(</\\2>)", Pattern.DOTALL);

    static Page read(Path folder) throws Exception {
        String text = Files.readString(folder.resolve("report.html"));
        String markup = RAW.matcher(text).replaceAll("$1$3").replaceFirst("<!DOCTYPE html>", "");
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(markup)));
        return new Page(text, document, block(text, "data"), block(text, "trace"));
    }

    private static JsonNode block(String text, String id) throws IOException {
        String begin = "<script type=\"application/json\" id=\"" + id + "\">";
        int from = text.indexOf(begin) + begin.length();
        return new ObjectMapper().readTree(text.substring(from, text.indexOf("</script>", from)));
    }

    JsonNode table(String name) {
        for (JsonNode table : data.get("tables")) {
            if (table.get("name").asText().equals(name)) {
                return table;
            }
        }
        throw new AssertionError("table " + name + " is missing");
    }

    int count(String tag) {
        return markup.getElementsByTagName(tag).getLength();
    }
}
