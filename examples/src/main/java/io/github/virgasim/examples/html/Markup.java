// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.html;

import io.github.virgasim.report.Provenance;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Text that becomes part of a page. */
final class Markup {
    private static final Pattern PLACE = Pattern.compile("@(\\w+)@");
    /** What XML, and so a page that is read as such, cannot have at all. */
    private static final Pattern IMPOSSIBLE = Pattern.compile("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]");

    private Markup() {}

    /** Returns text that stands for itself, between tags as well as in quotes. */
    static String escape(String text) {
        return IMPOSSIBLE
                .matcher(text)
                .replaceAll("\uFFFD")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** Writes a template, each {@code @name@} in it replaced by the part of that name; parts are not looked into. */
    static void fill(String template, Map<String, byte[]> parts, OutputStream out) throws IOException {
        Matcher place = PLACE.matcher(template);
        int done = 0;
        while (place.find()) {
            out.write(template.substring(done, place.start()).getBytes(StandardCharsets.UTF_8));
            out.write(parts.get(place.group(1)));
            done = place.end();
        }
        out.write(template.substring(done).getBytes(StandardCharsets.UTF_8));
    }

    /** Returns a provenance as terms and their values. */
    static String of(Provenance provenance) {
        StringBuilder page = new StringBuilder("<dl>");
        term(page, "Virga", Provenance.version());
        term(page, "command", provenance.command());
        if (!provenance.seeds().isEmpty()) {
            term(page, "seeds", seeds(provenance.seeds()));
        }
        provenance.parameters().forEach((name, value) -> term(page, name, value));
        provenance.warnings().forEach(warning -> term(page, "warning", warning));
        provenance.inputs().forEach((name, hash) -> term(page, "input " + name, "SHA-256 " + hash));
        return page.append("</dl>").toString();
    }

    private static void term(StringBuilder page, String name, String value) {
        page.append("<dt>")
                .append(escape(name))
                .append("</dt><dd>")
                .append(escape(value))
                .append("</dd>\n");
    }

    /** Returns seeds as a range where they follow each other. */
    private static String seeds(List<Long> seeds) {
        long first = seeds.get(0);
        for (int i = 0; i < seeds.size(); i++) {
            if (seeds.get(i) != first + i) {
                return seeds.stream().map(String::valueOf).collect(Collectors.joining(", "));
            }
        }
        return seeds.size() == 1 ? String.valueOf(first) : first + " to " + (first + seeds.size() - 1);
    }
}
