// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar that holds all it needs: other tests have the libraries on their class path, whether or not they are in it. */
class JarIT {
    @TempDir
    private Path folder;

    @Test
    void validatesWithTheLibrariesInItAlone() throws IOException, InterruptedException {
        Path log = folder.resolve("log.txt");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(
                        java.toString(), "-jar", System.getProperty("virga.jar"), "validate", "demo", "--report", "out")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertTrue(process.waitFor(5, TimeUnit.MINUTES));
        assertEquals(0, process.exitValue(), Files.readString(log));
        assertTrue(Files.size(folder.resolve("out/errors.csv")) > 0);
    }
}
