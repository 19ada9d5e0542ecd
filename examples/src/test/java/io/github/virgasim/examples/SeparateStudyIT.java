// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Builds and runs a Maven project of its own that knows Virga by its coordinates only. It finds the artifact in the local
 * repository, so this test needs {@code mvn install}, where the plugin is installed before the examples are tested.
 */
class SeparateStudyIT {
    private static final String POM = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>org.example</groupId>
              <artifactId>separate-study</artifactId>
              <version>1</version>
              <properties>
                <maven.compiler.release>17</maven.compiler.release>
                <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
              </properties>
              <dependencies>
                <dependency>
                  <groupId>io.github.virgasim</groupId>
                  <artifactId>virga</artifactId>
                  <version>@virga.version@</version>
                </dependency>
                <dependency>
                  <groupId>org.junit.jupiter</groupId>
                  <artifactId>junit-jupiter</artifactId>
                  <version>@junit.version@</version>
                  <scope>test</scope>
                </dependency>
              </dependencies>
              <build>
                <plugins>
                  <plugin>
                    <artifactId>maven-resources-plugin</artifactId>
                    <version>@maven-resources-plugin.version@</version>
                  </plugin>
                  <plugin>
                    <artifactId>maven-compiler-plugin</artifactId>
                    <version>@maven-compiler-plugin.version@</version>
                  </plugin>
                  <plugin>
                    <artifactId>maven-surefire-plugin</artifactId>
                    <version>@maven-surefire-plugin.version@</version>
                  </plugin>
                </plugins>
              </build>
            </project>
            """;

    private static final String STUDY = """
            package org.example;

            import static org.junit.jupiter.api.Assertions.assertEquals;
            import static org.junit.jupiter.api.Assertions.assertTrue;

            import io.github.virgasim.cloudsim.EdgeDatacenter;
            import io.github.virgasim.cloudsim.InferenceBroker;
            import io.github.virgasim.scenario.Scenarios;
            import io.github.virgasim.scheduling.StaticPolicies;
            import org.cloudsimplus.core.CloudSimPlus;
            import org.cloudsimplus.util.Log;
            import org.junit.jupiter.api.Test;

            class SeparateStudyTest {
                @Test
                void servesQueries() {
                    Log.setLevel(ch.qos.logback.classic.Level.OFF);
                    var simulation = new CloudSimPlus();
                    var scenario = Scenarios.named("aset-full-edge").withLambda(20);
                    EdgeDatacenter.forScenario(simulation, scenario.topology());
                    var broker = new InferenceBroker(simulation, scenario, StaticPolicies.named("closest"), 1);
                    simulation.start();
                    var result = broker.getStatistics();
                    assertTrue(result.served() > 100_000, "served " + result.served());
                    assertEquals(result.offered(), result.served() + result.late() + result.rejected());
                }
            }
            """;

    @Test
    void aStudyOfItsOwnBuildsAndRunsAgainstTheInstalledArtifact() throws IOException, InterruptedException {
        Path folder = Path.of(System.getProperty("virga.it.dir"), "separate-study");
        Path sources = Files.createDirectories(folder.resolve("src/test/java/org/example"));
        String pom = POM;
        for (String name : List.of(
                "virga.version",
                "junit.version",
                "maven-resources-plugin.version",
                "maven-compiler-plugin.version",
                "maven-surefire-plugin.version")) {
            pom = pom.replace("@" + name + "@", System.getProperty(name));
        }
        Files.writeString(folder.resolve("pom.xml"), pom);
        Files.writeString(sources.resolve("SeparateStudyTest.java"), STUDY);
        Path log = folder.resolve("build.log");
        Process maven = new ProcessBuilder(
                        Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                        "-o",
                        "-B",
                        "-Dmaven.repo.local=" + System.getProperty("maven.repo.local"),
                        "test")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertTrue(maven.waitFor(5, TimeUnit.MINUTES), "the build takes too long");
        String output = Files.readString(log);
        assertEquals(0, maven.exitValue(), "is virga installed? This test needs 'mvn install'.\n" + output);
        assertTrue(output.contains("Tests run: 1, Failures: 0, Errors: 0, Skipped: 0"), output);
    }
}
