// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.studies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The site's pages of studies are what their sources say and what they print; with {@code -Dvirga.pages=write} the pages are
 * written instead.
 */
class StudyPagesTest {
    private static final Path SOURCES = Path.of("src/main/java/io/github/virgasim/examples/studies");
    private static final Path SITE = Path.of("../site/src/site/markdown");
    private static final boolean WRITE = "write".equals(System.getProperty("virga.pages"));
    private static final String MADE =
            "<!-- Made from the source by StudyPagesTest -Dvirga.pages=write; change that. -->\n";
    private static final Pattern COMMENT = Pattern.compile("/\\*\\*(.*?)\\*/\\s*public final class", Pattern.DOTALL);
    private static final Pattern INLINE = Pattern.compile("\\{@(?:code|link) ([^}]*)}");

    static List<Class<?>> studies() {
        return List.of(
                TenLineStudy.class,
                BuiltScenarioStudy.class,
                PlainCloudStudyWithVirga.class,
                CustomPolicyStudy.class,
                AutoscalingStudy.class,
                FaultsStudy.class,
                BatchingStudy.class,
                ColdStartStudy.class,
                MpsStudy.class,
                MigStudy.class,
                EnergyStudy.class,
                SweepStudy.class,
                CustomAgentStudy.class,
                ElasticStudy.class,
                FogStudy.class,
                ValidationStudy.class);
    }

    private static String source(String name) throws IOException {
        String text = Files.readString(SOURCES.resolve(name + ".java"));
        return text.substring(text.indexOf("import ")).strip();
    }

    private static String comment(String source) {
        Matcher found = COMMENT.matcher(source);
        assertTrue(found.find(), source);
        String text = found.group(1).replaceAll("(?m)^\\s*\\*? ?", "").strip();
        return INLINE.matcher(text).replaceAll("`$1`").replace("<p>", "");
    }

    private static String words(Class<?> study) {
        String name = study.getSimpleName().replace("Study", "");
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    private static String file(Class<?> study) {
        return words(study).replace(' ', '-');
    }

    private static String title(Class<?> study) {
        String words = words(study);
        String title = Character.toUpperCase(words.charAt(0)) + words.substring(1);
        return title.replace("Mps", "MPS").replace("Mig", "MIG").replace("virga", "Virga");
    }

    private static String page(Class<?> study) throws IOException {
        String source = source(study.getSimpleName());
        StringBuilder page = new StringBuilder(MADE)
                .append("# ")
                .append(title(study))
                .append("\n\n")
                .append(comment(source))
                .append("\n\n    java -cp examples/target/virga.jar ")
                .append(study.getName())
                .append("\n\nprints\n\n```\n");
        StudyRuns.output(study)
                .strip()
                .lines()
                .forEach(line -> page.append(line.stripTrailing()).append('\n'));
        page.append("```\n\n## Source\n\n```java\n").append(source).append("\n```\n");
        for (String helper : List.of("OneCard", "PlainCloudStudy")) {
            if (source.contains(helper + ".")) {
                page.append("\nwith\n\n```java\n").append(source(helper)).append("\n```\n");
            }
        }
        return page.toString();
    }

    private static void compare(Path file, String text) throws IOException {
        if (WRITE) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        assertTrue(Files.exists(file), file + " is missing; run this test with -Dvirga.pages=write");
        assertEquals(text, Files.readString(file), file + " is old; run this test with -Dvirga.pages=write");
    }

    @ParameterizedTest
    @MethodSource("studies")
    void aPageIsWhatItsStudySaysAndPrints(Class<?> study) throws IOException {
        compare(SITE.resolve("studies").resolve(file(study) + ".md"), page(study));
    }

    @Test
    void theListHasAllOfThem() throws IOException {
        StringBuilder list = new StringBuilder(MADE)
                .append(
                        "# Studies\n\nEach is one class of `examples` that runs in some seconds; its page has what it says, prints and"
                                + " is.\n\n| study | shows |\n|---|---|\n");
        for (Class<?> study : studies()) {
            String comment = comment(source(study.getSimpleName())).replaceAll("\\s+", " ");
            list.append(
                    String.format(Locale.ROOT, "| [%s](studies/%s.md) | %s |%n", title(study), file(study), comment));
        }
        compare(SITE.resolve("studies.md"), list.toString());
        try (Stream<Path> pages = Files.list(SITE.resolve("studies"))) {
            assertEquals(studies().size(), pages.count(), "a page without a study, or the other way round");
        }
    }
}
