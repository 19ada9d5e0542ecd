// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.recorder;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What the machine is, without its name, addresses and paths. */
final class Machine {
    private static final String UNKNOWN = "unknown";
    private static final Path CPU = Path.of("/proc/cpuinfo");
    /** Processes that ask a driver end within a second. */
    private static final long SECONDS = 20;

    private Machine() {}

    /** Returns the names of the models of its processors, each once. */
    static List<String> processors() {
        if (Files.isReadable(CPU)) {
            try (Stream<String> lines = Files.lines(CPU)) {
                List<String> models = lines.filter(line -> line.matches("(model name|Model|Hardware)\\s*:.*"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .distinct()
                        .toList();
                if (!models.isEmpty()) {
                    return models;
                }
            } catch (IOException e) {
                return List.of(UNKNOWN);
            }
        }
        return List.of(System.getenv().getOrDefault("PROCESSOR_IDENTIFIER", UNKNOWN));
    }

    /** Returns how many processors this process may use. */
    static int processorCount() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** Returns the load average of the last minute; below 0 where there is none. */
    static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /** Describes system and JVM. */
    static Map<String, Object> software() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("os", property("os.name") + " " + property("os.version") + " " + property("os.arch"));
        facts.put("java", property("java.vm.name") + " " + property("java.runtime.version"));
        return facts;
    }

    private static String property(String name) {
        return System.getProperty(name, UNKNOWN);
    }

    /**
     * Asks the driver of a GPU what it is.
     *
     * @param tool name or path of nvidia-smi
     * @return model and version of the driver, as the tool writes them; "unknown" if it does not answer
     */
    static String gpu(String tool) {
        try {
            Process process = new ProcessBuilder(tool, "--query-gpu=name,driver_version", "--format=csv,noheader")
                    .redirectErrorStream(true)
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean done = process.waitFor(SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
            return done ? text.lines().findFirst().orElse(UNKNOWN).strip() : UNKNOWN;
        } catch (IOException e) {
            return UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return UNKNOWN;
        }
    }
}
