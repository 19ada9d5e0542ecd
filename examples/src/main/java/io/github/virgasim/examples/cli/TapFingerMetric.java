// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.report.ConfidenceInterval;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** A figure of an episode: what it is called in tables and in files of published results. */
enum TapFingerMetric {
    /** Mean completion time. */
    MEAN("mean JCT", "mean_jct", "mean_jct", 1, 2, TapFingerEpisode::meanCompletionTime),
    /** Median completion time. */
    MEDIAN("p50 JCT", "p50_jct", "median_jct", 1, 1, episode -> episode.quantile(0.5)),
    /** The completion time that one task in twenty exceeds. */
    P95("p95 JCT", "p95_jct", "p95_jct", 1, 1, episode -> episode.quantile(0.95)),
    /** Mean number of tasks alive at the end of a timestep. */
    ACCUMULATION("accumulation", "accumulation_tasks", "mean_accum", 1, 2, TapFingerEpisode::meanAccumulation),
    /** Share of the CPUs that are in use. */
    CPU("CPU use %", "cpu_percent", "mean_cpu_frac", 100, 1, episode -> 100 * episode.used(0)),
    /** Share of the GPUs that are in use. */
    GPU("GPU use %", "gpu_percent", "mean_gpu_frac", 100, 1, episode -> 100 * episode.used(1));

    private final String title;
    private final String column;
    private final String publishedColumn;
    private final double publishedFactor;
    private final int decimals;
    private final ToDoubleFunction<TapFingerEpisode> value;

    TapFingerMetric(
            String title,
            String column,
            String publishedColumn,
            double publishedFactor,
            int decimals,
            ToDoubleFunction<TapFingerEpisode> value) {
        this.title = title;
        this.column = column;
        this.publishedColumn = publishedColumn;
        this.publishedFactor = publishedFactor;
        this.decimals = decimals;
        this.value = value;
    }

    /** Returns the name for people. */
    String title() {
        return title;
    }

    /** Returns the column in result files. */
    String column() {
        return column;
    }

    /** Returns the column in files of published results. */
    String publishedColumn() {
        return publishedColumn;
    }

    /** Returns by what a published value is multiplied to have this metric's unit. */
    double publishedFactor() {
        return publishedFactor;
    }

    /** Returns what no value exceeds; infinity if there is no such limit. */
    double limit() {
        return this == CPU || this == GPU ? 100 : Double.POSITIVE_INFINITY;
    }

    /** Returns the number of decimals worth showing. */
    int decimals() {
        return decimals;
    }

    /** Returns the value of an episode. */
    double of(TapFingerEpisode episode) {
        return value.applyAsDouble(episode);
    }

    /** Returns the mean over the episodes of one scheduler, at least one, with its interval. */
    ConfidenceInterval over(List<TapFingerEpisode> episodes) {
        return ConfidenceInterval.of(episodes.stream().mapToDouble(this::of).toArray());
    }
}
