// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.ifogsim;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** Drops what iFogSim2 prints while it runs: a line for each module, and more. */
final class Muted {
    private Muted() {}

    static <T> T run(Supplier<T> what) {
        PrintStream before = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            return what.get();
        } finally {
            System.setOut(before);
        }
    }
}
