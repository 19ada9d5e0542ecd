// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the command in a JVM of its own, for what a JVM takes from outside once and for all. */
final class ChildJvm {
    final int exitCode;
    final String out;
    final String err;

    private ChildJvm(int exitCode, String out, String err) {
        this.exitCode = exitCode;
        this.out = out;
        this.err = err;
    }

    /**
     * Runs the command to its end.
     *
     * @param folder where it runs
     * @param locale value of the variable LC_ALL
     * @param options of the JVM
     * @param arguments of the command
     */
    static ChildJvm execute(Path folder, String locale, List<String> options, Object... arguments)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("virga", ".out");
        Path err = Files.createTempFile("virga", ".err");
        try {
            ProcessBuilder builder = builder(folder, options, arguments)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().put("LC_ALL", locale);
            int exitCode = builder.start().waitFor();
            return new ChildJvm(exitCode, text(out), text(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** Starts the command; what it prints is lost. */
    static Process start(Path folder, Object... arguments) throws IOException {
        return builder(folder, List.of(), arguments)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Starts the command with pipes to its standard input and from its standard output. */
    static Process piped(Object... arguments) throws IOException {
        return builder(Path.of("").toAbsolutePath(), List.of(), arguments)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static ProcessBuilder builder(Path folder, List<String> options, Object... arguments) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
        words.addAll(options);
        words.add(Virga.class.getName());
        for (Object argument : arguments) {
            words.add(argument.toString());
        }
        return new ProcessBuilder(words).directory(folder.toFile());
    }

    /** Reads what was printed, in whatever character set. */
    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
