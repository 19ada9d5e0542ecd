// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Builds and runs the study of {@code plugin/bom/study}, which knows Virga by its coordinates only. It finds the artifact in
 * the local repository, so this test needs {@code mvn install}, where the plugin is installed before the examples are tested.
 */
class SeparateStudyIT {
    private static final List<String> PROPERTIES = List.of(
            "virga.version",
            "junit.version",
            "maven-resources-plugin.version",
            "maven-compiler-plugin.version",
            "maven-surefire-plugin.version");

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void aStudyOfItsOwnBuildsAndRunsAgainstTheInstalledArtifact() throws IOException, InterruptedException {
        Path study = Path.of("..", "plugin", "bom", "study");
        Path folder = Path.of(System.getProperty("virga.it.dir"), "separate-study");
        String test = "src/test/java/org/example/SeparateStudyTest.java";
        copy(study.resolve("pom.xml"), folder.resolve("pom.xml"));
        copy(study.resolve(test), folder.resolve(test));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                "-o",
                "-B",
                "-Dmaven.repo.local=" + System.getProperty("maven.repo.local")));
        PROPERTIES.forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        command.add("test");
        Path log = folder.resolve("build.log");
        Process maven = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertTrue(maven.waitFor(5, TimeUnit.MINUTES), "the build takes too long");
        String output = Files.readString(log);
        assertEquals(0, maven.exitValue(), "is virga installed? This test needs 'mvn install'.\n" + output);
        assertTrue(output.contains("Tests run: 3, Failures: 0, Errors: 0, Skipped: 0"), output);
    }
}
