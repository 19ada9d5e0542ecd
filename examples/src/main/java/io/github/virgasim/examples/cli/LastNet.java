// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.scheduling.PolicyFaultException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine;

/** Says in one line what went wrong, whatever it was. */
final class LastNet {
    /** Exit code of what failed on the way: a file that cannot be written, too little memory. */
    static final int FAILED = 1;
    /** Exit code of faults of Virga itself, as in sysexits.h. */
    static final int INTERNAL = 70;

    static final String ISSUES = "https://github.com/virgasim/virga/issues";

    private static final List<Class<? extends Throwable>> WRAPPERS = List.of(
            CommandLine.ExecutionException.class,
            ExecutionException.class,
            CompletionException.class,
            UncheckedIOException.class,
            InvocationTargetException.class);

    private LastNet() {}

    /**
     * Reports a problem.
     *
     * @param problem what was thrown
     * @param err is told in one line
     * @param verbose whether the stack trace follows
     * @return the exit code: 2 for bad input, {@link #FAILED} or {@link #INTERNAL}
     */
    static int report(Throwable problem, PrintWriter err, boolean verbose) {
        Throwable cause = cause(problem);
        int exitCode = exitCode(cause);
        err.println("virga: " + text(cause).replaceAll("\\R", " "));
        if (verbose) {
            problem.printStackTrace(err);
        }
        err.flush();
        return exitCode;
    }

    /** Takes off what only hands on another problem, and says nothing of its own. */
    private static Throwable cause(Throwable problem) {
        Throwable cause = problem.getCause();
        boolean wraps = cause != null
                && (WRAPPERS.contains(problem.getClass())
                        || problem.getMessage() == null
                        || problem.getMessage().equals(cause.toString()));
        return wraps ? cause(cause) : problem;
    }

    private static int exitCode(Throwable cause) {
        if (cause instanceof InvalidInputException || cause instanceof InvalidPathException) {
            return CommandLine.ExitCode.USAGE;
        }
        boolean isOthers = cause instanceof IOException
                || cause instanceof OutOfMemoryError
                || cause instanceof PolicyFaultException;
        return isOthers ? FAILED : INTERNAL;
    }

    /** Says in words what went wrong. */
    static String text(Throwable cause) {
        if (cause instanceof InvalidInputException || cause instanceof PolicyFaultException) {
            return cause.getMessage();
        }
        if (cause instanceof InvalidPathException path) {
            return text(path);
        }
        if (cause instanceof IOException of) {
            return text(of);
        }
        if (cause instanceof OutOfMemoryError) {
            return String.format(
                    Locale.ROOT,
                    "out of memory (%s): the JVM may use %d MiB; give it more, for example by java -Xmx%dm -jar virga.jar",
                    cause.getMessage(),
                    mebibytes(),
                    2 * mebibytes());
        }
        String hint = cause instanceof StackOverflowError ? "java -Xss8m may help; " : "";
        return String.format(
                Locale.ROOT,
                "internal error: %s, %s; %splease report it with the command line at %s (--verbose shows all)",
                cause,
                place(cause),
                hint,
                ISSUES);
    }

    /** Says why a path cannot be used: as a rule because the locale's character set has no such letters. */
    static String text(InvalidPathException path) {
        return String.format(
                Locale.ROOT,
                "path '%s' cannot be used (%s); names of files are in %s here, which the variable LC_ALL sets",
                path.getInput(),
                path.getReason(),
                System.getProperty("sun.jnu.encoding"));
    }

    private static String text(IOException problem) {
        if (problem instanceof NoSuchFileException missing) {
            return missing.getFile() + ": no such file";
        }
        if (problem instanceof AccessDeniedException denied) {
            return denied.getFile() + ": permission denied";
        }
        if (problem instanceof FileSystemException of && of.getReason() != null) {
            return of.getFile() + ": " + of.getReason();
        }
        return problem.getMessage() == null ? problem.toString() : problem.getMessage();
    }

    private static long mebibytes() {
        return Runtime.getRuntime().maxMemory() >> 20;
    }

    /** Names the last line of Virga's that ran, and before it that of others, who may be at fault. */
    private static String place(Throwable cause) {
        List<StackTraceElement> frames = Arrays.stream(cause.getStackTrace())
                .filter(frame -> !frame.getClassName().matches("(java|javax|jdk|sun)\\..*"))
                .toList();
        String own = frames.stream()
                .filter(LastNet::isOwn)
                .findFirst()
                .map(frame -> "at " + frame)
                .orElse("not in Virga's own code");
        return frames.isEmpty() || isOwn(frames.get(0))
                ? own
                : "at " + frames.get(0) + " (which is not Virga's), called " + own;
    }

    private static boolean isOwn(StackTraceElement frame) {
        return frame.getClassName().startsWith("io.github.virgasim.");
    }
}
