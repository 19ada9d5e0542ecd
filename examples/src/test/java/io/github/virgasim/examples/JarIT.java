// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        int exitCode = run(log.toFile(), log, "validate", "demo", "--report", "out");
        assertEquals(0, exitCode, Files.readString(log));
        assertTrue(Files.size(folder.resolve("out/errors.csv")) > 0);
    }

    @Test
    void anOutputThatIsFullIsNoSuccess() throws IOException, InterruptedException {
        File full = new File("/dev/full");
        assumeTrue(full.exists());
        Path log = folder.resolve("log.txt");
        assertEquals(1, run(full, log, "schema"));
        assertTrue(Files.readString(log).contains("the standard output could not be written"));
        assertEquals(0, run(folder.resolve("schema.json").toFile(), log, "schema"));
        assertEquals("", Files.readString(log));
    }

    /** Runs the jar with files for its output and for what it says on the standard error; returns the exit code. */
    private int run(File output, Path errors, String... arguments) throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>(List.of(java.toString(), "-jar", System.getProperty("virga.jar")));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectOutput(output);
        boolean together = output.equals(errors.toFile());
        Process process =
                (together ? builder.redirectErrorStream(true) : builder.redirectError(errors.toFile())).start();
        assertTrue(process.waitFor(5, TimeUnit.MINUTES));
        return process.exitValue();
    }
}
