// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Holds the drawing of the packages in the architecture page against the code. A drawing that is out of date is shown beside
 * the right one; {@code -Dvirga.draw=true} puts the right one into the page.
 */
class PackageDrawingTest {
    private static final String ROOT = "io.github.virgasim.";
    private static final Path PAGE = Path.of("..", "site", "src", "site", "markdown", "architecture.md");
    private static final String BEGIN = "<!-- drawn from the code by PackageDrawingTest -->\n\n```\n";
    private static final String END = "```\n";

    /** Returns the room of a class: its package, in which sub-packages of learners and papers have rooms of their own. */
    private static String room(JavaClass javaClass) {
        String[] parts = javaClass.getPackageName().substring(ROOT.length()).split("\\.");
        boolean isHouse = parts[0].equals("papers") || parts[0].equals("learn");
        return parts.length > 1 && isHouse ? parts[0] + "." + parts[1] : parts[0];
    }

    private static Map<String, Set<String>> arrows() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.github.virgasim");
        Map<String, Set<String>> arrows = new LinkedHashMap<>();
        for (JavaClass javaClass : classes) {
            Set<String> used = arrows.computeIfAbsent(room(javaClass), room -> new TreeSet<>());
            javaClass.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(target -> target.getPackageName().startsWith(ROOT))
                    .map(PackageDrawingTest::room)
                    .filter(room -> !room.equals(room(javaClass)))
                    .forEach(used::add);
        }
        return arrows;
    }

    /** Puts rooms below those that use them; among equals the order is that of the names. */
    private static List<String> floors(Map<String, Set<String>> arrows) {
        List<String> order = new ArrayList<>();
        Set<String> left = new TreeSet<>(arrows.keySet());
        while (!left.isEmpty()) {
            List<String> floor = left.stream()
                    .filter(room -> order.containsAll(arrows.get(room)))
                    .toList();
            assertEquals(false, floor.isEmpty(), () -> "a circle among " + left);
            order.addAll(floor);
            floor.forEach(left::remove);
        }
        return order;
    }

    private static String drawing() {
        Map<String, Set<String>> arrows = arrows();
        List<String> rooms = floors(arrows);
        StringBuilder text = new StringBuilder("                       ");
        for (int i = 0; i < rooms.size(); i++) {
            text.append(String.format(Locale.ROOT, "%3d", i + 1));
        }
        text.append('\n');
        for (int i = rooms.size() - 1; i >= 0; i--) {
            Set<String> used = arrows.get(rooms.get(i));
            String row = rooms.subList(0, i).stream()
                    .map(room -> used.contains(room) ? "  x" : "  .")
                    .collect(Collectors.joining());
            text.append(String.format(Locale.ROOT, "%2d %-20s%s\n", i + 1, rooms.get(i), row));
        }
        return text.toString().replaceAll(" +\n", "\n");
    }

    @Test
    void thePageShowsThePackagesAsTheyAre() throws IOException {
        assumeTrue(Files.exists(PAGE), "the documentation is beside the module");
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END, begin);
        String drawing = drawing();
        if (Boolean.getBoolean("virga.draw")) {
            Files.writeString(PAGE, page.substring(0, begin) + drawing + page.substring(end));
            return;
        }
        assertEquals(drawing, page.substring(begin, end));
    }
}
