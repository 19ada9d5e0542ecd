// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.ifogsim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
