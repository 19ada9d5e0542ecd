// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the tutorial and the README show is what comes out. Blocks of a page are taken in their order: one of yaml or java with a
 * file's name is saved, one of sh has commands behind {@code $} and what they print; {@code ...} stands for any lines.
 */
class PageCommandsTest {
    private static final Pattern BLOCK =
            Pattern.compile("^```(\\w+)(?: (\\S+))?\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final String ANY = "...";

    @TempDir
    private Path folder;

    @Test
    void tutorial() throws Exception {
        assertEquals(5, follow(Path.of("../site/src/site/markdown/tutorial.md")));
        assertTrue(Files.size(folder.resolve("first/figure6.png")) > 10_000, "the figure that the page shows");
    }

    @Test
    void readme() throws Exception {
        assertEquals(1, follow(Path.of("../README.md")));
    }

    private int follow(Path page) throws Exception {
        int commands = 0;
        Matcher blocks = BLOCK.matcher(Files.readString(page));
        while (blocks.find()) {
            if (blocks.group(2) != null) {
                Files.writeString(folder.resolve(blocks.group(2)), blocks.group(3));
            } else if (blocks.group(1).equals("sh")) {
                for (String part : blocks.group(3).split("(?m)^\\$ ")) {
                    if (!part.isBlank()) {
                        int end = part.indexOf('\n');
                        compare(part.substring(0, end), part.substring(end + 1), run(part.substring(0, end)));
                        commands++;
                    }
                }
            }
        }
        return commands;
    }

    private String run(String command) throws Exception {
        List<String> words = new ArrayList<>(
                Arrays.asList(command.replaceFirst("^java -jar \\S+ ", "virga ").split(" ")));
        for (int i = 1; i < words.size(); i++) {
            if (Files.exists(folder.resolve(words.get(i))) || words.get(i - 1).equals("--out")) {
                words.set(i, folder.resolve(words.get(i)).toString());
            }
        }
        String printed;
        if (words.get(0).equals("virga")) {
            if (command.contains(" run ") && !words.contains("--out")) {
                words.addAll(List.of("--out", folder.resolve("results").toString()));
            }
            Console console = Console.execute(words.subList(1, words.size()).toArray());
            assertEquals(0, console.exitCode, command + "\n" + console.err);
            printed = console.out + console.err;
        } else {
            assertEquals("java -cp virga.jar", String.join(" ", words.subList(0, 3)), command);
            printed = runSource(Path.of(words.get(3)), words.subList(4, words.size()));
        }
        return printed.replace(folder + "/", "");
    }

    /** Does what java does with a source file: compiles it, and runs its first class. */
    private String runSource(Path source, List<String> arguments) throws Exception {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int code = ToolProvider.getSystemJavaCompiler()
                .run(null, bytes, bytes, "-proc:none", "-d", classes.toString(), source.toString());
        assertEquals(0, code, () -> bytes.toString(StandardCharsets.UTF_8));
        String name = source.getFileName().toString().replace(".java", "");
        PrintStream console = System.out;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try (var loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            loader.loadClass(name).getMethod("main", String[].class).invoke(null, (Object)
                    arguments.toArray(String[]::new));
        } finally {
            System.setOut(console);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Takes lines without the blanks at their ends, and without empty lines. */
    private static List<String> lines(String text) {
        return text.lines()
                .map(String::stripTrailing)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static String difference(String shown, String printed) {
        List<String> page = lines(shown);
        List<String> real = lines(printed);
        int at = 0;
        for (int i = 0; i < page.size(); i++) {
            if (page.get(i).equals(ANY)) {
                String next = i + 1 < page.size() ? page.get(i + 1) : null;
                at = next == null
                        ? real.size()
                        : at + Math.max(0, real.subList(at, real.size()).indexOf(next));
            } else if (at >= real.size() || !page.get(i).equals(real.get(at++))) {
                return "line '" + page.get(i) + "' of the page is not what is printed";
            }
        }
        return at == real.size() ? null : "the page leaves out '" + real.get(at) + "'";
    }

    private static void compare(String command, String shown, String printed) {
        String difference = difference(shown, printed);
        assertTrue(difference == null, () -> command + ": " + difference + ":\n" + printed);
    }

    @Test
    void differencesAreFound() {
        assertNull(difference("a\n...\nd\n", "a \n\nb\nc\nd\n"));
        assertNull(difference("a\n...\n", "a\nb\n"));
        Stream.of("a\nc\n", "a\n...\nx\n", "a\n", "a\nb\nc\n")
                .forEach(page -> assertTrue(difference(page, "a\nb\n") != null, page));
    }
}
