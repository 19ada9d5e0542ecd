// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.experiment.Metric;
import io.github.virgasim.report.ConfidenceInterval;
import io.github.virgasim.report.ResultTable;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** A figure of an episode: what it is called in tables and in files of published results. */
enum TapFingerMetric {
    /** Mean completion time. */
    MEAN("mean JCT", "mean_jct", "", "mean_jct", 2, TapFingerEpisode::meanCompletionTime),
    /** Median completion time. */
    MEDIAN("p50 JCT", "p50_jct", "", "median_jct", 1, episode -> episode.quantile(0.5)),
    /** The completion time that one task in twenty exceeds. */
    P95("p95 JCT", "p95_jct", "", "p95_jct", 1, episode -> episode.quantile(0.95)),
    /** Mean number of tasks alive at the end of a timestep. */
    ACCUMULATION("accumulation", "accumulation", "tasks", "mean_accum", 2, TapFingerEpisode::meanAccumulation),
    /** Share of the CPUs that are in use. */
    CPU("CPU use %", "cpu", "percent", "mean_cpu_frac", 1, episode -> 100 * episode.used(0)),
    /** Share of the GPUs that are in use. */
    GPU("GPU use %", "gpu", "percent", "mean_gpu_frac", 1, episode -> 100 * episode.used(1));

    private final Metric<TapFingerEpisode> metric;
    private final String publishedColumn;

    TapFingerMetric(
            String title,
            String name,
            String unit,
            String publishedColumn,
            int decimals,
            ToDoubleFunction<TapFingerEpisode> value) {
        metric = new Metric<>(title, name, unit, decimals, value);
        this.publishedColumn = publishedColumn;
    }

    /** Returns the name for people. */
    String title() {
        return metric.title();
    }

    /** Returns the column in files of published results. */
    String publishedColumn() {
        return publishedColumn;
    }

    private boolean isShare() {
        return this == CPU || this == GPU;
    }

    /** Returns by what a published value is multiplied to have this metric's unit. */
    double publishedFactor() {
        return isShare() ? 100 : 1;
    }

    /** Returns what no value exceeds; infinity if there is no such limit. */
    double limit() {
        return isShare() ? 100 : Double.POSITIVE_INFINITY;
    }

    /** Returns the number of decimals worth showing. */
    int decimals() {
        return metric.decimals();
    }

    /** Returns the value of an episode. */
    double of(TapFingerEpisode episode) {
        return metric.of(episode);
    }

    /** Returns the mean over the episodes of one scheduler, at least one, with its interval. */
    ConfidenceInterval over(List<TapFingerEpisode> episodes) {
        return metric.over(episodes);
    }

    /** Returns the mean over the episodes of one scheduler for people. */
    String text(List<TapFingerEpisode> episodes) {
        return metric.text(episodes);
    }

    /** Adds a column for each metric to a table whose rows have episodes. */
    static <R> void addTo(ResultTable<R> table, Function<R, TapFingerEpisode> episode) {
        for (TapFingerMetric metric : values()) {
            table.column(metric.metric.name(), metric.metric.unit(), row -> metric.of(episode.apply(row)));
        }
    }

    /** Adds columns for the mean of this metric, and for the half width of its interval; NaN without episodes. */
    <R> void addMeanTo(ResultTable<R> table, Function<R, List<TapFingerEpisode>> episodes) {
        table.column(column(), row -> interval(episodes.apply(row)).mean());
        table.column(
                column() + "_halfwidth", row -> interval(episodes.apply(row)).halfWidth());
    }

    private ConfidenceInterval interval(List<TapFingerEpisode> episodes) {
        return episodes.isEmpty() ? ConfidenceInterval.of(Double.NaN) : over(episodes);
    }

    /** Returns the column in result files. */
    String column() {
        return metric.column().header();
    }
}
