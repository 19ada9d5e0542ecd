// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TerminalProgressTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final AtomicLong seconds = new AtomicLong(5);

    private TerminalProgress begin() {
        return new TerminalProgress(
                "sweep",
                10_000,
                new PrintStream(written, true, StandardCharsets.UTF_8),
                () -> 1_000_000_000L * seconds.get());
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    @Test
    void tellsTheRemainingTimeEachMinute() {
        try (TerminalProgress progress = begin()) {
            for (int i = 0; i < 125; i++) {
                seconds.incrementAndGet();
                progress.step();
            }
        }
        // A second for each step.
        assertEquals("""
                virga: sweep: 60 of 10000 done, 2:45:40 left
                virga: sweep: 120 of 10000 done, 2:44:40 left
                """, text());
    }

    @Test
    void stepsFromBeforeAnInterruptionTookNoTime() {
        try (TerminalProgress progress = begin()) {
            progress.skip(9_000);
            seconds.addAndGet(60);
            progress.step();
        }
        assertEquals("virga: sweep: 9001 of 10000 done, 16:39:00 left\n", text());
    }
}
