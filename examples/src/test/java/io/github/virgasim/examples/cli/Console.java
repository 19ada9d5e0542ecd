// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import java.util.function.Supplier;
import picocli.CommandLine;

/** Executes command lines and keeps what they print. */
public final class Console {
    public final int exitCode;
    public final String out;
    public final String err;

    private Console(int exitCode, String out, String err) {
        this.exitCode = exitCode;
        this.out = out;
        this.err = err;
    }

    public static Console execute(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command =
                Virga.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        String[] texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = arguments[i].toString();
        }
        int exitCode = command.execute(texts);
        return new Console(exitCode, out.toString(), err.toString());
    }

    /** Does something under a locale with other digits and words; results must not show it. */
    static <T> T elsewhere(Supplier<T> action) {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG"));
        try {
            return action.get();
        } finally {
            Locale.setDefault(before);
        }
    }
}
