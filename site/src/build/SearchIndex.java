// SPDX-License-Identifier: GPL-3.0-or-later

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the index of the site's search: the sections of all pages, as a script that needs no server. Run by the site's build. */
public final class SearchIndex {
    private SearchIndex() {}

    /**
     * Writes the index.
     *
     * @param args the folder of the pages' Markdown; the file to be written
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        Path pages = Path.of(args[0]);
        List<Path> files;
        try (Stream<Path> all = Files.walk(pages)) {
            files = all.filter(file -> file.toString().endsWith(".md")).sorted().collect(Collectors.toList());
        }
        StringBuilder script = new StringBuilder("const SECTIONS = [\n");
        for (Path file : files) {
            String name = pages.relativize(file).toString().replace('\\', '/').replaceAll("\\.md$", ".html");
            String page = "";
            for (String section : Files.readString(file).split("(?m)^(?=#{1,3} )")) {
                if (!section.startsWith("#")) {
                    continue;
                }
                String[] parts = section.split("\n", 2);
                String title = parts[0].replaceFirst("#+ ", "");
                page = page.isEmpty() ? title : page;
                String text = (parts.length < 2 ? "" : parts[1]).replaceAll("\\s+", " ").trim();
                script.append(Stream.of(name, page, title, text).map(SearchIndex::quoted).collect(Collectors.joining(", ", "[", "],\n")));
            }
        }
        Path out = Path.of(args[1]);
        Files.createDirectories(out.getParent());
        Files.writeString(out, script.append("];\n"));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("<", "\\u003c") + '"';
    }
}
