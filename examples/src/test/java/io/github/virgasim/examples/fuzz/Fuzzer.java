// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.fuzz;

import io.github.virgasim.input.InvalidInputException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Lets mutants be used, each in a thread of its own with a limit on its CPU time, and collects what breaks a rule. */
final class Fuzzer {
    /** The most CPU time that a mutant may take [s]; on a busy machine the clock would say little. */
    private static final double MOST_CPU_SECONDS = 20;

    private final Path kept;
    private final Map<String, List<String>> faults = new LinkedHashMap<>();
    private int accepted;
    private int refused;

    /** Makes a fuzzer that leaves its finds in a folder. */
    Fuzzer(Path kept) {
        this.kept = kept;
    }

    /** Uses a mutant, known by a name; what it was made of is written down if it breaks a rule. */
    void run(String name, byte[] mutant, Runnable use) {
        FutureTask<Void> task = new FutureTask<>(use, null);
        Thread thread = new Thread(null, task, name, 1 << 20);
        thread.setDaemon(true);
        thread.start();
        try {
            await(task, thread);
            accepted++;
        } catch (ExecutionException e) {
            if (e.getCause().getClass() == InvalidInputException.class) {
                refused++;
            } else {
                keep(name, mutant, signature(e.getCause()));
            }
        } catch (TimeoutException e) {
            keep(name, mutant, "does not end, " + place(thread.getStackTrace()));
            thread.interrupt();
        }
    }

    private static void await(FutureTask<Void> task, Thread thread) throws ExecutionException, TimeoutException {
        while (true) {
            try {
                task.get(100, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                double used = ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId()) / 1e9;
                if (used > MOST_CPU_SECONDS) {
                    throw e;
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void keep(String name, byte[] mutant, String signature) {
        List<String> alike = faults.computeIfAbsent(signature, s -> new ArrayList<>());
        alike.add(name);
        if (alike.size() <= 3) {
            try {
                Files.createDirectories(kept);
                Files.write(kept.resolve(name.replaceAll("[^\\w.-]+", "_")), mutant);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Returns what tells one fault from another: the exception, and where in Virga it came from. */
    private static String signature(Throwable fault) {
        String text = fault.toString();
        return (text.length() > 300 ? text.substring(0, 300) + "..." : text).replaceAll("\\d+", "N") + " "
                + place(fault.getStackTrace());
    }

    private static String place(StackTraceElement[] trace) {
        return Arrays.stream(trace)
                .filter(frame -> frame.getClassName().startsWith("io.github.virgasim"))
                .limit(4)
                .map(frame -> "at " + frame.getFileName() + ":" + frame.getLineNumber())
                .toList()
                .toString();
    }

    /** Returns how many mutants were used without complaint. */
    int accepted() {
        return accepted;
    }

    /** Returns how many were refused in the one way that users can handle. */
    int refused() {
        return refused;
    }

    /** Returns all faults with the names of the mutants that show them, one on a line. */
    String faults() {
        StringBuilder text = new StringBuilder();
        faults.forEach((signature, names) -> text.append(String.format(
                Locale.ROOT,
                "\n%d x %s\n    in %s",
                names.size(),
                signature,
                names.subList(0, Math.min(3, names.size())))));
        return text.toString();
    }

    static byte[] utf8(List<String> words) {
        return String.join("\n", words).getBytes(StandardCharsets.UTF_8);
    }
}
