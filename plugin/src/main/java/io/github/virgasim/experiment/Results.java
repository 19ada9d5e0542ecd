// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.experiment;

import io.github.virgasim.report.ConfidenceInterval;
import io.github.virgasim.report.PairedDifferences;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.ToDoubleFunction;

/**
 * Rows of metrics by what was run, each key's rows in the order of the seeds, which are the same for all keys.
 *
 * @param <K> what was run
 * @param <R> what came out
 */
public final class Results<K, R> {
    private final Map<K, List<R>> rows = new LinkedHashMap<>();

    /** Makes results without rows. */
    public Results() {}

    /**
     * Runs each key under each seed and keeps the rows.
     *
     * @param keys what to run
     * @param seeds of the runs of each key
     * @param trial runs one
     * @param progress is told of each trial that ends
     * @param <K> what is run
     * @param <R> what comes out
     * @return all rows
     */
    public static <K, R> Results<K, R> of(List<K> keys, List<Long> seeds, Trial<K, R> trial, Progress progress) {
        Results<K, R> results = new Results<>();
        try {
            Trials.run(keys, seeds, trial, progress, results::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return results;
    }

    /**
     * Adds a row.
     *
     * @param key what was run
     * @param row what came out
     */
    public void add(K key, R row) {
        rows.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
    }

    /**
     * Returns what was run.
     *
     * @return the keys in the order of their first rows
     */
    public List<K> keys() {
        return List.copyOf(rows.keySet());
    }

    /**
     * Returns all rows.
     *
     * @return in the order of the keys, then the seeds
     */
    public List<R> all() {
        return rows.values().stream().flatMap(List::stream).toList();
    }

    /**
     * Returns the rows of a key.
     *
     * @param key what was run
     * @return in the order of the seeds; none if it was not run
     */
    public List<R> of(K key) {
        return rows.getOrDefault(key, List.of());
    }

    /**
     * Does something with the rows of each key.
     *
     * @param action gets the key and its rows in the order of the seeds
     */
    public void forEach(BiConsumer<K, List<R>> action) {
        rows.forEach(action);
    }

    /**
     * Counts the seeds.
     *
     * @return rows of each key, at least 1; 0 if there are no keys
     */
    public int seeds() {
        return rows.isEmpty() ? 0 : rows.values().iterator().next().size();
    }

    /**
     * Compares a value of all keys with the best one's, in pairs of the same seed.
     *
     * @param value of a row
     * @param highest whether the highest mean is the best, rather than the lowest
     * @return the differences, in the order of the keys
     */
    public PairedDifferences differences(ToDoubleFunction<? super R> value, boolean highest) {
        Map<String, double[]> values = new LinkedHashMap<>();
        rows.keySet().forEach(key -> values.put(key.toString(), values(key, value)));
        return PairedDifferences.of(values, highest);
    }

    /**
     * Returns a value of the rows of a key.
     *
     * @param key what was run
     * @param value of a row
     * @return in the order of the seeds
     */
    public double[] values(K key, ToDoubleFunction<? super R> value) {
        return of(key).stream().mapToDouble(value).toArray();
    }

    /**
     * Estimates the mean of a value over the seeds.
     *
     * @param key what was run
     * @param value of a row
     * @return the mean with its interval
     * @throws io.github.virgasim.input.InvalidInputException if it was not run
     */
    public ConfidenceInterval mean(K key, ToDoubleFunction<? super R> value) {
        return ConfidenceInterval.of(values(key, value));
    }

    /**
     * Estimates by how much a value is above another key's, in pairs of the same seed.
     *
     * @param key what was run
     * @param other with what it is compared
     * @param value of a row
     * @return the mean difference with its interval
     * @throws io.github.virgasim.input.InvalidInputException if one was not run, or not as often as the other
     */
    public ConfidenceInterval difference(K key, K other, ToDoubleFunction<? super R> value) {
        return ConfidenceInterval.ofDifferences(values(key, value), values(other, value));
    }
}
