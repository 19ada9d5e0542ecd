// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.elastic.Units;
import io.github.virgasim.experiment.Results;
import io.github.virgasim.report.ConfidenceInterval;
import io.github.virgasim.report.Panel;
import io.github.virgasim.report.Panel.Look;
import io.github.virgasim.report.Panel.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Panels of figures: measured schedulers, and published values of the same schedulers and of learned ones. */
final class TapFingerPanels {
    private static final int POINTS = 50;
    private static final double SHOWN = 0.95;
    private static final List<String> NUMBERS = List.of();
    /** Has the look that the published method has, too. */
    private static final String MEASURED_METHOD = "tapfinger";

    private final Map<TapFingerExperiments.Case, Results<String, TapFingerEpisode>> episodes;
    private final TapFingerPublished published;

    /**
     * Makes panels.
     *
     * @param episodes by experiment and scheduler
     * @param published results to stand beside them
     */
    TapFingerPanels(
            Map<TapFingerExperiments.Case, Results<String, TapFingerEpisode>> episodes, TapFingerPublished published) {
        this.episodes = episodes;
        this.published = published;
    }

    /** Makes the panel of measured durations: a line over the CPUs for each of some numbers of GPUs. */
    static Panel durations(TracedTypes measured, String task, int... gpus) {
        Map<Units, Double> seconds = measured.durations(task, 1, 0).durations();
        List<Series> lines = new ArrayList<>();
        for (int gpu : gpus) {
            double[] cpus = IntStream.rangeClosed(1, 16).asDoubleStream().toArray();
            double[] y = Arrays.stream(cpus)
                    .map(cpu -> seconds.get(Units.of((int) cpu, gpu)))
                    .toArray();
            String name = gpu + (gpu == 1 ? " GPU" : " GPUs");
            lines.add(new Series(name, name, Look.MARKED, cpus, values(y)));
        }
        return new Panel(task + " on the test bed", "CPUs", "duration [s]", NUMBERS, lines);
    }

    /** What an episode has in each timestep. */
    @FunctionalInterface
    interface Course {
        double at(TapFingerEpisode episode, int timestep);
    }

    /** Makes the panel of the number of tasks in the system over time: means over seeds and over short stretches. */
    static Panel accumulation(String title, Results<String, TapFingerEpisode> byScheduler, List<Series> beside) {
        return overTime(title, "tasks in the system", byScheduler, TapFingerEpisode::alive, beside);
    }

    /** Makes the panel of a kind of resource that is in use over time, over all clusters, averaged as above. */
    static Panel use(String title, int kind, Results<String, TapFingerEpisode> byScheduler) {
        Course percent = (episode, timestep) -> 100 * episode.used(kind, timestep);
        return overTime(title, "in use [%]", byScheduler, percent, List.of());
    }

    private static Panel overTime(
            String title,
            String yAxis,
            Results<String, TapFingerEpisode> byScheduler,
            Course course,
            List<Series> beside) {
        int timesteps = byScheduler.all().stream()
                .mapToInt(TapFingerEpisode::timesteps)
                .max()
                .orElseThrow();
        int stretch = (timesteps + POINTS - 1) / POINTS;
        double[] x = IntStream.range(0, (timesteps + stretch - 1) / stretch)
                .mapToDouble(point -> point * stretch + (stretch - 1) / 2.0)
                .toArray();
        List<Series> lines = new ArrayList<>();
        byScheduler.forEach((name, measured) -> {
            double[] y = IntStream.range(0, x.length)
                    .mapToDouble(point -> IntStream.range(point * stretch, (point + 1) * stretch)
                            .mapToDouble(timestep -> measured.stream()
                                    .mapToDouble(episode -> course.at(episode, timestep))
                                    .average()
                                    .orElseThrow())
                            .average()
                            .orElseThrow())
                    .toArray();
            lines.add(new Series(name, name, Look.LINE, x, values(y)));
        });
        double[] ends = {0, timesteps};
        beside.forEach(level -> lines.add(new Series(level.name(), level.like(), level.look(), ends, level.y())));
        return new Panel(title, "timestep", yAxis, NUMBERS, lines);
    }

    /** Makes the panel of tasks in the system over time, with the published means. */
    Panel accumulation(TapFingerExperiments.Case of, List<String> learned) {
        List<Series> levels = new ArrayList<>();
        publishedAs(of, learned).forEach((name, like) -> {
            double mean = published.value(of, name, TapFingerMetric.ACCUMULATION);
            levels.add(new Series(name, like, Look.LEVEL, new double[2], values(mean, mean)));
        });
        return accumulation(of.name() + ": tasks in the system", episodes.get(of), levels);
    }

    /** Makes the panel of the distribution of completion times, with the published medians and 95th percentiles. */
    Panel distribution(TapFingerExperiments.Case of, List<String> learned) {
        int longest = episodes.get(of).all().stream()
                .mapToInt(episode -> (int) episode.quantile(SHOWN))
                .max()
                .orElseThrow();
        List<Series> lines = new ArrayList<>();
        double[] x = IntStream.rangeClosed(0, longest).asDoubleStream().toArray();
        episodes.get(of).forEach((name, measured) -> {
            List<ConfidenceInterval> y = Arrays.stream(x)
                    .mapToObj(time -> ConfidenceInterval.of(measured.stream()
                            .mapToDouble(episode -> episode.completedWithin((int) time))
                            .toArray()))
                    .toList();
            lines.add(new Series(name, name, Look.LINE, x, y));
        });
        publishedAs(of, learned).forEach((name, like) -> {
            double median = published.value(of, name, TapFingerMetric.MEDIAN);
            double p95 = published.value(of, name, TapFingerMetric.P95);
            lines.add(new Series(name, like, Look.POINTS, new double[] {median, p95}, values(0.5, 0.95)));
        });
        return new Panel(
                of.name() + ": distribution of completion times",
                "completion time [timesteps]",
                "share of tasks",
                1,
                NUMBERS,
                lines);
    }

    /** Makes the panel of some metrics of the same unit by scheduler. */
    Panel metrics(TapFingerExperiments.Case of, List<String> learned, String yAxis, TapFingerMetric... metrics) {
        Map<String, String> names = new LinkedHashMap<>();
        episodes.get(of)
                .keys()
                .forEach(name ->
                        names.put(name, TapFingerPublished.nameOf(of, name).orElse("")));
        publishedAs(of, learned).forEach((name, like) -> {
            if (learned.contains(name)) {
                names.put(name, name);
            }
        });
        List<Series> series = new ArrayList<>();
        double[] x = IntStream.range(0, names.size()).asDoubleStream().toArray();
        for (TapFingerMetric metric : metrics) {
            List<ConfidenceInterval> y = names.keySet().stream()
                    .map(name -> measured(of, name, metric))
                    .toList();
            series.add(new Series(metric.title(), metric.title(), Look.MARKED, x, y));
        }
        for (TapFingerMetric metric : metrics) {
            double[] y = names.values().stream()
                    .mapToDouble(name -> published.value(of, name, metric))
                    .toArray();
            series.add(new Series(metric.title(), metric.title(), Look.POINTS, x, values(y)));
        }
        return new Panel(of.name() + ": " + yAxis, "", yAxis, metrics[0].limit(), List.copyOf(names.keySet()), series);
    }

    private ConfidenceInterval measured(TapFingerExperiments.Case of, String scheduler, TapFingerMetric metric) {
        List<TapFingerEpisode> measured = episodes.get(of).of(scheduler);
        return measured.isEmpty() ? ConfidenceInterval.of(Double.NaN) : metric.over(measured);
    }

    /** Makes the panel of one metric over several experiments, whose abscissas rise. */
    Panel across(List<TapFingerExperiments.Case> cases, double[] x, String xAxis, TapFingerMetric metric) {
        List<Series> series = new ArrayList<>();
        for (String name : TapFingerSchedulers.names()) {
            List<ConfidenceInterval> y =
                    cases.stream().map(of -> measured(of, name, metric)).toList();
            series.add(new Series(name, name, Look.MARKED, x, y));
        }
        publishedAs(cases.get(0), List.of(TapFingerPublished.METHOD)).forEach((name, like) -> {
            double[] y = cases.stream()
                    .mapToDouble(of -> published.value(of, name, metric))
                    .toArray();
            series.add(new Series(name, like, Look.POINTS, x, values(y)));
        });
        return new Panel(metric.title() + " by " + xAxis, xAxis, metric.title(), metric.limit(), NUMBERS, series);
    }

    /** Returns the published schedulers of an experiment, each with the name of the measured one, or its own if learned. */
    private Map<String, String> publishedAs(TapFingerExperiments.Case of, List<String> learned) {
        Map<String, String> names = new LinkedHashMap<>();
        for (String scheduler : TapFingerSchedulers.names()) {
            TapFingerPublished.nameOf(of, scheduler).ifPresent(name -> names.put(name, scheduler));
        }
        learned.forEach(name -> names.put(name, name.equals(TapFingerPublished.METHOD) ? MEASURED_METHOD : name));
        names.keySet().removeIf(name -> Double.isNaN(published.value(of, name, TapFingerMetric.MEAN)));
        return names;
    }

    private static List<ConfidenceInterval> values(double... values) {
        return Arrays.stream(values).mapToObj(ConfidenceInterval::of).toList();
    }
}
