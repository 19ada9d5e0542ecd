// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Submits the jar to Spark as spark-submit does, in a JVM of its own. */
class SparkSweepIT {
    /** A warm-up of 9 s does not fit into 5 s, so that a sixth of the runs fail; there are runs for several tasks. */
    private static final String PLAN = """
            sweep: small
            scenarios: [aset-full-edge]
            policies: [closest, least-impedance]
            parameters:
              serving.duration_s: [10, 5]
              serving.warmup_s: [1, 4, 9]
              clients.lambda_per_min: [600]
            seeds: {first: 3, count: 5}
            """;

    /** What spark-submit opens for Spark. */
    private static final List<String> OPENED = List.of(
            "java.io",
            "java.lang",
            "java.lang.invoke",
            "java.lang.reflect",
            "java.net",
            "java.nio",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "sun.nio.ch",
            "sun.nio.cs",
            "sun.security.action",
            "sun.util.calendar");

    @TempDir
    private Path folder;

    @BeforeEach
    void plan() throws IOException {
        Files.writeString(folder.resolve("plan.yaml"), PLAN);
    }

    private String java(int expected, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(arguments));
        File log = folder.resolve("log.txt").toFile();
        Process child = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        assertTrue(child.waitFor(5, TimeUnit.MINUTES), "takes too long");
        String printed = Files.readString(log.toPath());
        assertEquals(expected, child.exitValue(), printed);
        return printed;
    }

    private String submit(int expected) throws IOException, InterruptedException {
        // Spark and what it needs; Virga and its commands come from the jar.
        String spark = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar") && !entry.matches(".*(virga|logback|picocli|encog)[^/]*"))
                .collect(Collectors.joining(File.pathSeparator));
        return java(
                expected,
                Stream.of(
                                OPENED.stream().map(name -> "--add-opens=java.base/" + name + "=ALL-UNNAMED"),
                                Stream.of("-cp", spark, "org.apache.spark.deploy.SparkSubmit", "--master", "local[*]"),
                                Stream.of("--conf", "spark.ui.enabled=false", "--conf", "spark.driver.host=localhost"),
                                Stream.of("--class", SparkSweep.class.getName(), System.getProperty("virga-spark.jar")),
                                Stream.of("plan.yaml", "--out", "spark"))
                        .flatMap(part -> part)
                        .toArray(String[]::new));
    }

    @Test
    void rowsAreTheSameBytesAsWithoutSpark() throws IOException, InterruptedException {
        java(0, "-jar", System.getProperty("virga.jar"), "sweep", "plan.yaml", "--out", "here");
        String printed = submit(0);
        for (String table : List.of("sweep.csv", "means.csv")) {
            assertArrayEquals(
                    Files.readAllBytes(folder.resolve("here").resolve(table)),
                    Files.readAllBytes(folder.resolve("spark").resolve(table)),
                    table);
        }
        assertEquals(61, Files.readAllLines(folder.resolve("spark/sweep.csv")).size());
        assertTrue(printed.contains("60 runs; 10 failed"), printed);
        assertTrue(printed.contains("not looked at   load and batches of the runs"), printed);
    }

    @Test
    void aBadPlanIsRefusedBeforeSparkStarts() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("plan.yaml"), PLAN.replace("closest", "clos"));
        String printed = submit(2);
        assertTrue(printed.contains("policies must be one of"), printed);
        assertFalse(printed.contains("SparkContext"), printed);
        assertFalse(Files.exists(folder.resolve("spark")));
    }
}
