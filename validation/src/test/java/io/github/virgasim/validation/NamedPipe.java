// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A named pipe in the place of a file, into which somebody writes what the file had. */
public final class NamedPipe {
    private static final int PIECE = 777;

    private final Thread writer;

    private NamedPipe(Thread writer) {
        this.writer = writer;
    }

    /** Puts one there; the test is skipped where that cannot be done. */
    public static NamedPipe inPlaceOf(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.delete(file);
        make(file);
        Thread writer = new Thread(() -> write(file, bytes));
        writer.setDaemon(true);
        writer.start();
        return new NamedPipe(writer);
    }

    /** Makes one into which nobody writes; the test is skipped where that cannot be done. */
    public static void make(Path file) {
        try {
            assertEquals(
                    0, new ProcessBuilder("mkfifo", file.toString()).start().waitFor());
        } catch (IOException | InterruptedException e) {
            abort("skipped: named pipes cannot be made here (" + e.getMessage() + ")");
        }
    }

    private static void write(Path file, byte[] bytes) {
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < bytes.length; i += PIECE) {
                out.write(bytes, i, Math.min(PIECE, bytes.length - i));
                out.flush();
                Thread.yield();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Asserts that all was read. */
    public void assertRead() throws InterruptedException {
        writer.join(10_000);
        assertFalse(writer.isAlive(), "some of the pipe was not read");
    }
}
