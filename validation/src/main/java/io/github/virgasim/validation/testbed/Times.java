// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.testbed;

import io.github.virgasim.catalog.BatchTimes;
import io.github.virgasim.input.InvalidInputException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The profiles of a calibration: medians by model, mode and input size, and what copies take.
 *
 * @param seconds by {@code model/mode/size}, then batch [s]
 * @param spread coefficient of variation by {@code model/mode/size}, of those whose repetitions differ as a rule
 * @param weights time of reading the weights by model, of those that tell [s]
 * @param queryBytes input of one query by {@code model/size}
 * @param copyIntercept of a copy to the device [s]
 * @param copyPerByte [s/byte]
 */
record Times(
        Map<String, NavigableMap<Integer, Double>> seconds,
        Map<String, Double> spread,
        Map<String, Double> weights,
        Map<String, Double> queryBytes,
        double copyIntercept,
        double copyPerByte) {
    /** What names of the parameters begin with that tell a table's spread. */
    static final String SPREAD = "spread/";

    static final String WEIGHTS = "weights/";

    /** What the host does before a batch, besides its copy, while the GPU may work for others [s] (H100 recording). */
    private static final double HOST = 20e-6;

    /** Above this the recording's server pads to the next batch of its table. */
    private static final int PADDED_BEYOND = 8;

    /** Returns the input size that a model was profiled at with the most batches. */
    String mainSize(String model) {
        return sizes(model).stream()
                .max(Comparator.comparing(
                                (String size) -> table(model, "graph", size).size())
                        .thenComparing(Comparator.reverseOrder()))
                .orElseThrow(() -> new InvalidInputException("no profile of model '" + model + "'"));
    }

    /** Returns the input sizes that a model was profiled at with graphs, in the order of their names. */
    List<String> sizes(String model) {
        String begin = model + "/graph/";
        return seconds.keySet().stream()
                .filter(key -> key.startsWith(begin))
                .map(key -> key.substring(begin.length()))
                // Names of models may have slashes.
                .filter(size -> size.indexOf('/') < 0)
                .sorted()
                .toList();
    }

    /** Tells whether a model was profiled with graphs, from which its occupancy is read. */
    boolean hasGraph(String model) {
        return !sizes(model).isEmpty();
    }

    boolean knows(String model, String mode, String size) {
        return seconds.containsKey(model + "/" + mode + "/" + size);
    }

    /** Returns the coefficient of variation of a batch's time; 0 where repetitions differ by outliers only. */
    double spread(String model, String mode, String size) {
        return spread.getOrDefault(model + "/" + mode + "/" + size, 0.0);
    }

    private NavigableMap<Integer, Double> table(String model, String mode, String size) {
        NavigableMap<Integer, Double> found = seconds.get(model + "/" + mode + "/" + size);
        if (found == null) {
            throw new InvalidInputException(
                    "no profile of model '" + model + "' in mode " + mode + " at input size " + size);
        }
        return found;
    }

    /** Returns the time of a batch without copies [s]. */
    double alone(String model, String mode, String size, double batch) {
        return BatchTimes.of(table(model, mode, size)).seconds(batch);
    }

    /** Returns how much of the GPU a batch fills, 0 to 1. */
    double occupancy(String model, String size, int batch) {
        return BatchTimes.of(table(model, "graph", size))
                .withWeights(weights(model))
                .occupancy(batch);
    }

    /** Returns how much longer a batch takes than a single query, at least 1. */
    double length(String model, String size, int batch) {
        return Math.max(1, alone(model, "graph", size, batch) / alone(model, "graph", size, 1));
    }

    /** Returns how long reading a model's weights keeps the memory busy [s]; 0 where nothing tells. */
    double weights(String model) {
        return weights.getOrDefault(model, 0.0);
    }

    double copy(String model, String size, int batch) {
        return copyIntercept + batch * copyPerByte * queryBytes.getOrDefault(model + "/" + size, 0.0);
    }

    /** Returns the table of a server that copies each batch; beside others its copies overlap. */
    BatchTimes server(String model, String mode, String size) {
        return server(model, mode, size, served(model, mode, size));
    }

    /**
     * Returns the table of a server whose full batches take as long as its own process has measured. Steady processes differ
     * by a constant for every batch; where times spread, others take a share of the device from all of them alike. Full
     * batches also hold what the host does for each query, so that those of several sizes each tell of the batches near them.
     *
     * @param fullBatches what full batches take [s], by size; not empty
     */
    BatchTimes anchored(String model, String mode, String size, NavigableMap<Integer, Double> fullBatches) {
        NavigableMap<Integer, Double> table = served(model, mode, size);
        BatchTimes profiled = server(model, mode, size);
        boolean spreads = spread(model, mode, size) > 0;
        NavigableMap<Integer, Double> change = new TreeMap<>();
        fullBatches.forEach((batch, full) ->
                change.put(batch, spreads ? full / profiled.seconds(batch) : full - profiled.seconds(batch)));
        table.replaceAll((batch, time) ->
                spreads ? time * between(change, batch) : Math.max(time / 2, time + between(change, batch)));
        return server(model, mode, size, table);
    }

    /** Returns a value between its neighbours, or that of the nearest end. */
    private static double between(NavigableMap<Integer, Double> values, int at) {
        Map.Entry<Integer, Double> below = values.floorEntry(at);
        Map.Entry<Integer, Double> above = values.ceilingEntry(at);
        if (below == null || above == null || below.getKey().equals(above.getKey())) {
            return below == null ? above.getValue() : below.getValue();
        }
        double part = (at - below.getKey()) / (double) (above.getKey() - below.getKey());
        return below.getValue() + part * (above.getValue() - below.getValue());
    }

    private BatchTimes server(String model, String mode, String size, NavigableMap<Integer, Double> table) {
        return new BatchTimes(table, paddedBeyond(mode), copyPerBatch(), copyPerQuery(model, size))
                .withWeights(weights(model));
    }

    /** Returns the times of batches with their copies [s]. */
    NavigableMap<Integer, Double> served(String model, String mode, String size) {
        NavigableMap<Integer, Double> table = new TreeMap<>();
        if (mode.equals("graph") && knows(model, "graph_e2e", size)) {
            table.putAll(table(model, "graph_e2e", size));
        }
        // Batches that were profiled without copies only.
        table(model, mode, size).forEach((batch, time) -> table.putIfAbsent(batch, time + copy(model, size, batch)));
        if (mode.equals("graph")) {
            for (int batch : new int[] {12, 16, 24, 32}) {
                if (batch < table.lastKey()) {
                    BatchTimes measured = BatchTimes.of(Map.copyOf(table));
                    table.putIfAbsent(batch, measured.seconds(batch));
                }
            }
        }
        return table;
    }

    static double paddedBeyond(String mode) {
        return mode.equals("graph") ? PADDED_BEYOND : Double.POSITIVE_INFINITY;
    }

    /** Returns what host and copy take before any batch [s]. */
    double copyPerBatch() {
        return copyIntercept + HOST;
    }

    double copyPerQuery(String model, String size) {
        return copyPerByte * queryBytes.getOrDefault(model + "/" + size, 0.0);
    }

    /** Tells whether a batch lies within what was profiled. */
    boolean covers(String model, String mode, String size, int batch) {
        NavigableMap<Integer, Double> table = seconds.get(model + "/" + mode + "/" + size);
        return table != null && batch >= table.firstKey() && batch <= table.lastKey();
    }
}
