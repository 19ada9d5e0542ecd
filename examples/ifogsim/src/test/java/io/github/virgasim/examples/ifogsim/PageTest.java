// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.ifogsim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The code on the site's page of iFogSim2 is that of the studies, which are compiled. Needs no iFogSim2. */
class PageTest {
    private static final Path SOURCES = Path.of("src/main/java/io/github/virgasim/examples/ifogsim");
    private static final Path PAGE = Path.of("../../site/src/site/markdown/ifogsim.md");
    private static final Pattern CODE = Pattern.compile("```java\\R(.*?)\\R```", Pattern.DOTALL);
    private static final Pattern COMMENT = Pattern.compile("/\\*\\*.*?\\*/\\s*", Pattern.DOTALL);

    private static String source(String study) throws IOException {
        String text = Files.readString(SOURCES.resolve(study + ".java"));
        return COMMENT.matcher(text.substring(text.indexOf("import ")))
                .replaceAll("")
                .strip();
    }

    private static List<String> blocks() throws IOException {
        return CODE.matcher(Files.readString(PAGE))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void theFirstExampleHasTwentyLinesAtMost() throws IOException {
        String first = blocks().get(0);
        assertEquals(source("FirstStudy"), first);
        assertTrue(first.lines().count() <= 20, first);
    }

    @Test
    void theLinesForAStudyOfOnesOwnAreOnesThatRun() throws IOException {
        String lines = source("VrGameStudy").lines().map(String::strip).collect(Collectors.joining("\n"));
        assertTrue(lines.contains(blocks().get(1)), blocks().get(1));
        assertEquals(2, blocks().size());
    }

    /** A user who has forgotten the jar is told so, without the places of the program. */
    @Test
    void aStudyWithoutIFogSim2SaysWhatIsMissing() throws Exception {
        String path = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("stubs") && !entry.equals(System.getProperty("ifogsim.jar")))
                .collect(Collectors.joining(File.pathSeparator));
        for (String study : List.of("VrGameStudy", "PoliciesStudy")) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            path,
                            "io.github.virgasim.examples.ifogsim." + study)
                    .redirectErrorStream(true)
                    .start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(2, process.waitFor(), printed);
            assertTrue(printed.startsWith("virga: iFogSim2 must be on the class path"), printed);
            assertEquals(1, printed.lines().count(), printed);
        }
    }
}
