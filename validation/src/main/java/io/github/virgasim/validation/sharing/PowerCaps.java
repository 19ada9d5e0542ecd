// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.sharing;

import io.github.virgasim.validation.calibration.CsvRows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * The cap of the power law against training runs under power limits (github.com/ml-energy/zeus, Apache-2.0): is the mean
 * power under a limit the smaller one of the limit and the power under the highest limit?
 *
 * @param runs number of runs under a lower limit than the highest
 * @param errorWithCap median |predicted - measured| / measured of min(limit, power under the highest limit)
 * @param errorWithoutCap the same of the power under the highest limit
 */
public record PowerCaps(int runs, double errorWithCap, double errorWithoutCap) {
    /**
     * Compares.
     *
     * @param csv the file of one card
     * @return the errors
     * @throws io.github.virgasim.input.InvalidInputException if the file cannot be read, a column is missing or a number not positive
     */
    public static PowerCaps read(Path csv) {
        Map<List<String>, TreeMap<Double, Double>> trainings = new HashMap<>();
        CsvRows.forEach(
                csv,
                List.of("dataset", "network", "batch_size", "optimizer", "power_limit", "average_power"),
                row -> trainings
                        .computeIfAbsent(
                                List.of(
                                        row.text("dataset"),
                                        row.text("network"),
                                        row.text("batch_size"),
                                        row.text("optimizer")),
                                training -> new TreeMap<>())
                        .put(row.positive("power_limit"), row.positive("average_power")));
        List<Double> with = new ArrayList<>();
        List<Double> without = new ArrayList<>();
        for (TreeMap<Double, Double> powers : trainings.values()) {
            double unlimited = powers.lastEntry().getValue();
            powers.headMap(powers.lastKey()).forEach((limit, power) -> {
                with.add(Math.abs(Math.min(limit, unlimited) - power) / power);
                without.add(Math.abs(unlimited - power) / power);
            });
        }
        return new PowerCaps(with.size(), median(with), median(without));
    }

    private static double median(List<Double> values) {
        return new Median()
                .evaluate(values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
