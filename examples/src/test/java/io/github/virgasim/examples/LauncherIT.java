// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Starts a copy of the launcher. */
@DisabledOnOs(OS.WINDOWS)
class LauncherIT {
    private static final String MAKING = "making the archive";

    @TempDir
    private Path folder;

    @BeforeEach
    void copy() throws IOException {
        Files.createDirectory(folder.resolve("bin"));
        Files.createDirectory(folder.resolve("target"));
        Files.copy(Path.of("bin", "virga"), folder.resolve("bin/virga"));
        Files.createSymbolicLink(folder.resolve("target/virga.jar"), Path.of(System.getProperty("virga.jar")));
    }

    private String start(Path jvm, String options) throws IOException, InterruptedException {
        ProcessBuilder launcher =
                new ProcessBuilder("sh", folder.resolve("bin/virga").toString(), "list");
        launcher.environment().putAll(Map.of("JAVA_HOME", jvm.toString(), "VIRGA_JAVA_OPTS", options));
        Path log = folder.resolve("log.txt");
        Process process =
                launcher.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        assertTrue(process.waitFor(2, TimeUnit.MINUTES));
        String printed = Files.readString(log);
        assertEquals(0, process.exitValue(), printed);
        assertTrue(printed.contains("aset-full-edge"), printed);
        return printed;
    }

    private List<String> archives() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("target"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jsa"))
                    .toList();
        }
    }

    /** Stands for a JVM of another kind: makes an archive, or lists a scenario. */
    private Path otherJvm() throws IOException {
        Path other = Files.createDirectories(folder.resolve("other/bin")).getParent();
        Files.writeString(other.resolve("release"), "JAVA_VERSION=\"99\"\n");
        Path java = Files.writeString(other.resolve("bin/java"), """
                #!/bin/sh
                for option; do
                    case $option in
                        -XX:ArchiveClassesAtExit=*) echo > "${option#*=}"; exit 0 ;;
                    esac
                done
                echo aset-full-edge
                """);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        return other;
    }

    @Test
    void classesComeFromAnArchiveOfThisJvmAndJar() throws IOException, InterruptedException {
        Path jvm = Path.of(System.getProperty("java.home"));
        assertTrue(start(jvm, "").contains(MAKING));
        assertEquals(1, archives().size());
        String again = start(jvm, "-Xlog:class+load");
        assertFalse(again.contains(MAKING), again);
        assertTrue(
                Arrays.stream(again.split("\n"))
                        .anyMatch(line -> line.contains("io.github.virgasim.examples.cli.Virga ")
                                && line.contains("shared objects file (top)")),
                again);

        // The JVM would pass over an archive of another one, and of another jar, without a word.
        Path other = otherJvm();
        assertTrue(start(other, "").contains(MAKING));
        assertEquals(2, archives().size());
        assertFalse(start(other, "").contains(MAKING));
        for (String archive : archives()) {
            Files.setLastModifiedTime(folder.resolve("target").resolve(archive), FileTime.fromMillis(0));
        }
        assertTrue(start(other, "").contains(MAKING));
    }
}
