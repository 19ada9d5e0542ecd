// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.CsvTable;
import io.github.virgasim.input.InvalidInputException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Measured quantiles of the times of one variant, of which only the shape counts: each is divided by the mean that they have
 * together. Between two quantiles times are linear, beyond the first and the last one they are constant.
 */
public final class ServiceQuantiles {
    private final double[] levels;
    private final double[] factors;

    /**
     * Makes quantiles.
     *
     * @param times by level, 0 to 1; at least two, positive, not falling, in any unit
     * @throws InvalidInputException if a rule is broken
     */
    public ServiceQuantiles(Map<Double, Double> times) {
        SortedMap<Double, Double> sorted = new TreeMap<>(times);
        if (sorted.size() < 2) {
            throw new InvalidInputException("number of quantiles must be at least 2, was '" + sorted.size() + "'");
        }
        levels = sorted.keySet().stream().mapToDouble(level -> level).toArray();
        factors = sorted.values().stream().mapToDouble(time -> time).toArray();
        for (int i = 0; i < levels.length; i++) {
            Checks.within("level of quantile", levels[i], 0, 1);
            Checks.positive("time of quantile " + levels[i], factors[i]);
            if (i > 0 && factors[i] < factors[i - 1]) {
                throw new InvalidInputException(String.format(
                        Locale.ROOT,
                        "time of quantile %s must be at least that of quantile %s, was '%s'",
                        levels[i],
                        levels[i - 1],
                        factors[i]));
            }
        }
        double mean = mean();
        Arrays.setAll(factors, i -> factors[i] / mean);
    }

    private double mean() {
        int n = levels.length;
        double mean = factors[0] * levels[0] + factors[n - 1] * (1 - levels[n - 1]);
        for (int i = 1; i < n; i++) {
            mean += (levels[i] - levels[i - 1]) * (factors[i] + factors[i - 1]) / 2;
        }
        return mean;
    }

    /**
     * Reads quantiles of several variants: columns {@code model}, {@code device}, {@code quantile} (0 to 1) and {@code time_ms}.
     *
     * @param file the file
     * @param variants names of the variants that there are
     * @return by name of the variant, model@device
     * @throws InvalidInputException if a row breaks a rule; the message names file, line and field
     */
    public static Map<String, ServiceQuantiles> read(Path file, Collection<String> variants) {
        CsvTable table = CsvTable.read(file, "model", "device", "quantile", "time_ms");
        Set<String> known = Set.copyOf(variants);
        Map<String, Map<Double, Double>> times = new LinkedHashMap<>();
        Map<String, CsvTable.Row> last = new LinkedHashMap<>();
        for (CsvTable.Row row : table.rows()) {
            String variant = row.text("model") + "@" + row.text("device");
            if (!known.contains(variant)) {
                throw row.invalid("model+device", variant, "must be a variant of the catalogue");
            }
            double level = row.number("quantile", 0, 1);
            double time = row.number("time_ms", Double.MIN_VALUE, Double.POSITIVE_INFINITY);
            last.put(variant, row);
            if (times.computeIfAbsent(variant, v -> new TreeMap<>()).put(level, time) != null) {
                throw row.invalid("quantile", row.text("quantile"), "must not appear twice for " + variant);
            }
        }
        Map<String, ServiceQuantiles> all = new LinkedHashMap<>();
        times.forEach((variant, of) -> all.put(variant, last.get(variant).make(() -> new ServiceQuantiles(of))));
        return all;
    }

    /**
     * Returns a quantile of the factor on the mean.
     *
     * @param level 0 to 1
     * @return positive; its mean over all levels is 1
     */
    public double factor(double level) {
        int above = 0;
        while (above < levels.length && levels[above] < level) {
            above++;
        }
        if (above == 0) {
            return factors[0];
        }
        if (above == levels.length) {
            return factors[above - 1];
        }
        double part = (level - levels[above - 1]) / (levels[above] - levels[above - 1]);
        return factors[above - 1] + part * (factors[above] - factors[above - 1]);
    }
}
