// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.containers;

import io.github.virgasim.elastic.DurationProgress;
import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.papers.tapfinger.TracedTypes;
import io.github.virgasim.report.TextTable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * Open-loop replay: every container starts when and where it was recorded to, with the allocation recorded; its exit is
 * predicted. So one wrong prediction does not move any other container, and errors are those of the durations alone.
 *
 * <p>Two predictions are compared. The first is the median duration of containers with the same task and cluster and
 * likewise one or several GPUs under the <em>other</em> schedulers, so that no run predicts itself. The second is the
 * duration of TapFinger's simulator: measured per CPUs and GPUs on another occasion, and 14 s in which a container starts.
 */
public final class ContainerReplay {
    private static final double START_UP_S = 14;

    private final List<ContainerRun> runs;

    /** What distinguishes durations; a second GPU helps, further ones hardly, CPUs are limited to four in any case. */
    private record Kind(String task, int cluster, boolean severalGpus) {
        Kind(ContainerRun run) {
            this(run.task(), run.cluster(), run.units().get(1) > 1);
        }
    }

    /**
     * How far predictions are from one scheduler's containers.
     *
     * @param scheduler its name
     * @param containers how many were compared
     * @param meanPercent mean of the absolute errors, each in percent of the recorded duration
     * @param medianS median absolute error [s]
     * @param p95S the absolute error that one container in twenty exceeds [s]
     */
    public record Errors(String scheduler, int containers, double meanPercent, double medianS, double p95S) {}

    /**
     * Makes the replay.
     *
     * @param runs of at least two schedulers
     * @throws InvalidInputException if there are fewer
     */
    public ContainerReplay(List<ContainerRun> runs) {
        this.runs = List.copyOf(runs);
        Checks.within("schedulers of a replay", schedulers().size(), 2, Integer.MAX_VALUE);
    }

    private Set<String> schedulers() {
        return runs.stream().map(ContainerRun::scheduler).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * Predicts from the other schedulers' containers.
     *
     * @return the errors by scheduler in the order of the runs
     * @throws InvalidInputException if a kind of container ran under one scheduler only
     */
    public List<Errors> fromOtherSchedulers() {
        return schedulers().stream()
                .map(scheduler -> {
                    Map<Kind, Double> medians = mediansWithout(scheduler);
                    return errors(scheduler, run -> {
                        Double median = medians.get(new Kind(run));
                        if (median == null) {
                            throw new InvalidInputException(String.format(
                                    Locale.ROOT,
                                    "no other scheduler than %s ran %s on cluster %d with %s GPUs",
                                    scheduler,
                                    run.task(),
                                    run.cluster(),
                                    run.units().get(1)));
                        }
                        return median;
                    });
                })
                .toList();
    }

    private Map<Kind, Double> mediansWithout(String scheduler) {
        Map<Kind, Double> medians = new HashMap<>();
        runs.stream()
                .filter(run -> !run.scheduler().equals(scheduler))
                .collect(Collectors.groupingBy(Kind::new))
                .forEach((kind, others) -> medians.put(
                        kind,
                        new Median()
                                .evaluate(others.stream()
                                        .mapToDouble(ContainerRun::seconds)
                                        .toArray())));
        return medians;
    }

    /**
     * Predicts from durations per CPUs and GPUs.
     *
     * @param table has all tasks and allocations
     * @return the errors by scheduler in the order of the runs
     * @throws InvalidInputException if a task is not in the table
     */
    public List<Errors> fromTable(TracedTypes table) {
        Map<String, DurationProgress> durations = new HashMap<>();
        return schedulers().stream()
                .map(scheduler -> errors(
                        scheduler,
                        run -> durations
                                .computeIfAbsent(run.task(), task -> table.durations(task, 1, START_UP_S))
                                .durations()
                                .get(run.units())))
                .toList();
    }

    private Errors errors(String scheduler, ToDoubleFunction<ContainerRun> prediction) {
        List<ContainerRun> own =
                runs.stream().filter(run -> run.scheduler().equals(scheduler)).toList();
        double[] errors = own.stream()
                .mapToDouble(run -> Math.abs(prediction.applyAsDouble(run) - run.seconds()))
                .toArray();
        double percent = 0;
        for (int i = 0; i < errors.length; i++) {
            percent += 100 * errors[i] / own.get(i).seconds() / errors.length;
        }
        Arrays.sort(errors);
        double p95 = errors[(int) Math.ceil(0.95 * errors.length) - 1];
        return new Errors(scheduler, errors.length, percent, new Median().evaluate(errors), p95);
    }

    /**
     * Shows errors.
     *
     * @param errors one row each
     * @return a table
     */
    public static TextTable table(List<Errors> errors) {
        TextTable table = new TextTable("scheduler", "containers", "mean error %", "median error s", "p95 error s");
        errors.forEach(of -> table.row(
                of.scheduler(),
                String.valueOf(of.containers()),
                TextTable.number(of.meanPercent(), 1),
                TextTable.number(of.medianS(), 1),
                TextTable.number(of.p95S(), 1)));
        return table;
    }
}
