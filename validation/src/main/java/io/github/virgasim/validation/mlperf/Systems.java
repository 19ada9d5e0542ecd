// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.mlperf;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Joins names of systems with those of their configurations, which are spelt in other ways: by letters and digits alone. */
final class Systems {
    private static final List<String> VARIANTS = List.of("HighAccuracy", "Hetero", "Triton", "MaxQ");

    private Systems() {}

    /** What a system runs besides its device: the suffixes that change how fast it is. */
    static boolean has(String name, String variant) {
        return name.contains(variant);
    }

    /** Returns letters and digits in lower case, with "1xT4" as "T4x1". */
    static String letters(String name) {
        return name.replaceAll("(?<![A-Za-z0-9.])(\\d)x([A-Z][A-Za-z]*\\d+)", "$2x$1")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]", "");
    }

    /** Returns the device of a configuration: its name without the suffixes. */
    static String device(String config) {
        String rest = config;
        for (String variant : VARIANTS) {
            rest = rest.replace("_" + variant, "");
        }
        return letters(rest);
    }

    /** Finds the configuration of a system: of those with the same suffixes the one with the longest name that is part of it. */
    static Optional<Configuration> of(Summary run, List<Configuration> all, String scenario) {
        String system = letters(run.system());
        return all.stream()
                .filter(c -> c.scenario().equals(scenario) && c.benchmark().equals(run.family()))
                .filter(c -> has(c.config(), "HighAccuracy") == run.isAccurate())
                .filter(c -> has(c.config(), "Hetero") == has(run.system(), "Hetero")
                        && has(c.config(), "Triton") == has(run.system(), "Triton"))
                .filter(c -> system.contains(device(c.config())))
                .max(Comparator.comparingInt(
                                (Configuration c) -> device(c.config()).length())
                        .thenComparing(Configuration::config));
    }

    /** Tells whether two systems are the same device with the same suffixes. */
    static boolean alike(String device, String system, String other) {
        return letters(other).contains(device)
                && has(system, "Triton") == has(other, "Triton")
                && has(system, "MaxQ") == has(other, "MaxQ");
    }
}
