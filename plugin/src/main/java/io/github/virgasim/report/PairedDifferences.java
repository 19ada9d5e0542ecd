// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import io.github.virgasim.input.Checks;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is compared, less the best of it, in pairs of runs under the same seed. What a seed does to all of them cancels out,
 * so that a difference is known better than the two means. Best is what has the best mean over these runs, in hindsight.
 *
 * @param best name of the best; the first of several that are equal
 * @param differences mean differences to the best with their intervals, by name, without the best itself
 */
public record PairedDifferences(String best, Map<String, ConfidenceInterval> differences) {
    /** Copies the differences. */
    public PairedDifferences {
        differences = Collections.unmodifiableMap(new LinkedHashMap<>(differences));
    }

    /**
     * Compares values with those of the best.
     *
     * @param values by name, one for each seed, in the same order of seeds everywhere; at least one name
     * @param highest whether the highest mean is the best, rather than the lowest
     * @return the differences, in the order of the names
     * @throws io.github.virgasim.input.InvalidInputException if there are no values or the numbers of values differ
     */
    public static PairedDifferences of(Map<String, double[]> values, boolean highest) {
        Checks.atLeastOne("number of compared names", values.size());
        String best = null;
        double bestMean = 0;
        for (Map.Entry<String, double[]> entry : values.entrySet()) {
            double mean =
                    (highest ? 1 : -1) * ConfidenceInterval.of(entry.getValue()).mean();
            if (best == null || mean > bestMean) {
                best = entry.getKey();
                bestMean = mean;
            }
        }
        return to(best, values);
    }

    /**
     * Compares values with those of one name.
     *
     * @param best the name
     * @param values as in {@link #of}
     * @return the differences, in the order of the names
     */
    public static PairedDifferences to(String best, Map<String, double[]> values) {
        Map<String, ConfidenceInterval> differences = new LinkedHashMap<>();
        values.forEach((name, ofName) -> {
            if (!name.equals(best)) {
                differences.put(name, ConfidenceInterval.ofDifferences(ofName, values.get(best)));
            }
        });
        return new PairedDifferences(best, differences);
    }
}
