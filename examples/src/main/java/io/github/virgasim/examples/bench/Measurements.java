// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;

/** The iterations of a benchmark's cases, and the figures made of them. */
final class Measurements {
    private final Collection<RunResult> results;

    Measurements(Collection<RunResult> results) {
        this.results = results;
    }

    /** Returns the values of a parameter, of those cases that have it, or the names of the benchmark methods for "method". */
    List<String> values(String parameter) {
        return results.stream()
                .map(result -> value(result.getParams(), parameter))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** Returns the median over the iterations of the case that has all these parameter values. */
    double median(ToDoubleFunction<IterationResult> figure, String... values) {
        List<Double> figures = new ArrayList<>();
        for (RunResult result : results) {
            if (has(result.getParams(), values)) {
                for (BenchmarkResult fork : result.getBenchmarkResults()) {
                    fork.getIterationResults().forEach(one -> figures.add(figure.applyAsDouble(one)));
                }
            }
        }
        double[] sorted = figures.stream().mapToDouble(x -> x).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static boolean has(BenchmarkParams params, String[] values) {
        List<String> all = new ArrayList<>(List.of(value(params, "method")));
        params.getParamsKeys().forEach(key -> all.add(params.getParam(key)));
        return all.containsAll(Arrays.asList(values));
    }

    private static String value(BenchmarkParams params, String parameter) {
        return parameter.equals("method")
                ? params.getBenchmark().substring(params.getBenchmark().lastIndexOf('.') + 1)
                : params.getParam(parameter);
    }

    static double queriesPerCpuSecond(IterationResult iteration) {
        return counter("queries", iteration) / counter("cpuNanos", iteration) * 1e9;
    }

    static double peersPerCpuSecond(IterationResult iteration) {
        return counter("peerQueries", iteration) / counter("peerNanos", iteration) * 1e9;
    }

    static double bytesPerQuery(IterationResult iteration) {
        return counter("allocatedBytes", iteration) / counter("queries", iteration);
    }

    static double counter(String name, IterationResult iteration) {
        return iteration.getSecondaryResults().get(name).getScore();
    }
}
