// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Benchmarks beside each other. */
class BenchCommandTest {
    @TempDir
    private Path folder;

    @Test
    void doesNotMeasureBesideAnotherBenchmark() throws IOException {
        Path mark = Path.of(System.getProperty("java.io.tmpdir"), "jmh.lock");
        Path out = folder.resolve("out");
        // Where somebody else has the lock, that one does.
        try (FileChannel channel = FileChannel.open(mark, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            Console run = Console.execute("bench", "peers", "--quick", "--out", out);
            assertEquals(1, run.exitCode, run.err + (lock == null ? " (others' lock)" : ""));
            assertTrue(run.err.contains("another benchmark is under way"), run.err);
            assertFalse(Files.exists(out));
        }
    }
}
