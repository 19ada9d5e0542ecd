// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles the examples of the packages' overviews, which would otherwise grow old unseen. */
class PackageExamplesTest {
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final Pattern EXAMPLE = Pattern.compile("<pre>\\{@code\\n(.*?)}</pre>", Pattern.DOTALL);

    /** What a reader starts from: those packages have an example at least. */
    private static final List<String> SHOWN = List.of(
            "analysis",
            "catalog",
            "cloudsim",
            "gpu",
            "ifogsim",
            "scenario",
            "scheduling",
            "serving",
            "topology",
            "workload");

    @TempDir
    private Path classes;

    private static Map<String, String> examples() throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(file -> file.endsWith("package-info.java"))
                    .sorted()
                    .toList()) {
                String name = SOURCES.relativize(file.getParent()).toString().replaceAll("[/\\\\]", ".");
                Matcher example = EXAMPLE.matcher(Files.readString(file).replaceAll("(?m)^ \\* ?", ""));
                while (example.find()) {
                    found.merge(
                            name.replace("io.github.virgasim.", ""), example.group(1), (a, b) -> a + "\n}\n{\n" + b);
                }
            }
        }
        return found;
    }

    private static String imports() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.endsWith("package-info.java"))
                    .map(file -> SOURCES.relativize(file.getParent()).toString().replaceAll("[/\\\\]", "."))
                    .map(name -> "import " + name + ".*;\n")
                    .sorted()
                    .collect(Collectors.joining(
                            "", "", "import java.nio.file.*;\nimport java.util.*;\nimport org.cloudsimplus.core.*;\n"));
        }
    }

    private static JavaFileObject source(String name, String text) {
        return new SimpleJavaFileObject(URI.create("memory:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    @Test
    void everyExampleCompiles() throws IOException {
        String imports = imports();
        List<JavaFileObject> units = examples().entrySet().stream()
                .map(example -> {
                    String name = "Example_" + example.getKey().replace('.', '_');
                    return source(
                            name,
                            imports + "class " + name + " { static void run() throws Exception {{\n"
                                    + example.getValue() + "}}}\n");
                })
                .toList();
        StringWriter said = new StringWriter();
        var compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options = List.of(
                "-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none", "-nowarn");
        assertTrue(compiler.getTask(said, null, null, options, null, units).call(), said::toString);
    }

    @Test
    void whatAReaderStartsFromHasAnExample() throws IOException {
        Set<String> shown = examples().keySet();
        assertEquals(
                Set.of(), SHOWN.stream().filter(name -> !shown.contains(name)).collect(Collectors.toSet()));
    }
}
