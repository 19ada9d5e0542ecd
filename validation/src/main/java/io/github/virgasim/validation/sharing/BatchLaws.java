// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.sharing;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.validation.calibration.CsvRows;
import io.github.virgasim.validation.calibration.LatencyFit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * The law "time of a batch = intercept + slope x queries" against a profile over all batch sizes (Triton on Jetson boards;
 * github.com/iloudaros/LoudVA, MIT).
 *
 * @param fit the line over all batch sizes
 * @param largestBatch the largest batch of the profile
 * @param medianError median |line - measured| / measured
 * @param worstError largest of them
 * @param errorOfSingle signed error of the line at batch 1, relative to the measured time
 * @param medianErrorBeyondEight median |line through batches 1 to 8 - measured| / measured over larger batches
 */
public record BatchLaws(
        LatencyFit fit,
        int largestBatch,
        double medianError,
        double worstError,
        double errorOfSingle,
        double medianErrorBeyondEight) {
    /** The largest of the small batches [queries]. */
    private static final double SMALL = 8;

    /**
     * Fits a board at its highest GPU frequency.
     *
     * @param csv the profile, columns Latency [s], Batch Size, Frequency [Hz], Directory
     * @param board "AGX", "NX" or "Nano"
     * @return the line and its errors
     * @throws InvalidInputException if the file cannot be read, a column is missing, a number not positive, a batch size stands twice or is
     *     missing that the fits need
     */
    public static BatchLaws read(Path csv, String board) {
        TreeMap<Double, TreeMap<Double, Double>> byFrequency = new TreeMap<>();
        CsvRows.forEach(csv, List.of("Latency", "Batch Size", "Frequency", "Directory"), row -> {
            if (row.text("Directory").equals(board)
                    && byFrequency
                                    .computeIfAbsent(row.positive("Frequency"), frequency -> new TreeMap<>())
                                    .put(row.positive("Batch Size"), row.positive("Latency") * 1000)
                            != null) {
                throw new InvalidInputException(String.format(
                        Locale.ROOT,
                        "%s: batch size %s of %s must stand once per frequency",
                        csv.getFileName(),
                        row.text("Batch Size"),
                        board));
            }
        });
        if (byFrequency.isEmpty()) {
            throw new InvalidInputException(csv.getFileName() + ": has no row of " + board);
        }
        TreeMap<Double, Double> times = byFrequency.lastEntry().getValue();
        if (!times.containsKey(1.0) || times.headMap(SMALL, true).size() < 2) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "%s: must have batch size 1 and another one up to %.0f of %s, has %s",
                    csv.getFileName(),
                    SMALL,
                    board,
                    times.keySet()));
        }
        LatencyFit fit = fit(times.headMap(times.lastKey(), true));
        LatencyFit small = fit(times.headMap(SMALL, true));
        double[] errors = errors(fit, times);
        return new BatchLaws(
                fit,
                times.lastKey().intValue(),
                new Median().evaluate(errors),
                StatUtils.max(errors),
                fit.at(1) / times.get(1.0) - 1,
                new Median().evaluate(errors(small, times.tailMap(SMALL, false))));
    }

    private static LatencyFit fit(SortedMap<Double, Double> times) {
        return LatencyFit.of(
                times.keySet().stream().mapToDouble(Double::doubleValue).toArray(),
                times.values().stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static double[] errors(LatencyFit line, SortedMap<Double, Double> times) {
        List<Double> errors = new ArrayList<>();
        times.forEach((batch, millis) -> errors.add(Math.abs(line.at(batch) / millis - 1)));
        return errors.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
