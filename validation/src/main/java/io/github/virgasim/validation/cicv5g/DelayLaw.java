// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.cicv5g;

import io.github.virgasim.serving.JitterModel;
import io.github.virgasim.validation.calibration.JitterFit;
import io.github.virgasim.validation.calibration.JitterTable;
import io.github.virgasim.validation.source.Calibration;
import io.github.virgasim.validation.source.Parameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * The delays of drives that send so often: a network answers later when it gets a message every 10 ms, and when it has gone to
 * sleep between two.
 *
 * @param intervalMs median time between two messages, over the drives [ms]
 * @param meanMs mean round trip [ms]
 * @param sdMs its standard deviation [ms]
 * @param jitter measured quantiles and correlation of neighbours
 */
record DelayLaw(double intervalMs, double meanMs, double sdMs, JitterModel jitter) {
    /** Drives send equally often if their intervals, put in order, are no further apart than this factor. */
    static final double APART = 1.25;

    private static final int RESAMPLES = 50;
    private static final String INTERVAL = "/interval";

    /** Groups drives by how often they send, in order; those of a single message, or all at one time, are in the first group. */
    static List<List<Drive>> byInterval(List<Drive> drives) {
        Map<Drive, Double> intervals = new LinkedHashMap<>();
        drives.forEach(drive -> intervals.put(drive, interval(drive)));
        List<List<Drive>> groups = new ArrayList<>();
        double before = 0;
        for (Drive drive : drives.stream()
                .sorted(Comparator.comparingDouble(intervals::get))
                .toList()) {
            double interval = intervals.get(drive);
            if (groups.isEmpty() || before > 0 && interval > APART * before) {
                groups.add(new ArrayList<>());
            }
            groups.get(groups.size() - 1).add(drive);
            before = interval;
        }
        return groups;
    }

    private static double interval(Drive drive) {
        double interval = drive.intervalMs();
        return interval > 0 ? interval : 0;
    }

    /** Fits the drives on one kind of road in one band, a law for each group of them. */
    static List<Parameter> fit(String kind, List<Drive> drives) {
        List<Parameter> parameters = new ArrayList<>();
        for (List<Drive> group : byInterval(drives)) {
            double interval = Parameter.median(
                    group.stream().mapToDouble(DelayLaw::interval).toArray());
            String name = kind + "/every " + interval + " ms";
            JitterTable table =
                    JitterTable.ofCounts(Drive.byMilliseconds(group)).standardised();
            parameters.add(new Parameter(name + INTERVAL, interval, "ms", Double.NaN, Double.NaN, group.size()));
            double[] power = JitterFit.hermitePower(table);
            parameters.add(resampled(name + "/mean", "ms", Drive::mean, group));
            parameters.add(resampled(name + "/sd", "ms", Drive::deviation, group));
            parameters.add(resampled(
                    name + "/correlation time",
                    "s",
                    drawn -> JitterFit.ofNeighbours(drawn, power),
                    group.stream().filter(Drive::varies).map(Drive::neighbours).toList()));
            double[] shape = table.values();
            for (int row = 0; row < shape.length; row++) {
                parameters.add(new Parameter(
                        name + "/shape/" + JitterTable.score(row),
                        shape[row],
                        "1",
                        Double.NaN,
                        Double.NaN,
                        group.size()));
            }
        }
        return parameters;
    }

    private static <T> Parameter resampled(String name, String unit, ToDoubleFunction<List<T>> figure, List<T> sample) {
        return Parameter.resampled(name, unit, figure.applyAsDouble(sample), resampled(figure, sample), sample.size());
    }

    /** Returns a figure of samples drawn again with replacement. */
    static <T> double[] resampled(ToDoubleFunction<List<T>> figure, List<T> sample) {
        UniformRandomProvider random = RandomSource.SPLIT_MIX_64.create(1L);
        return IntStream.range(0, RESAMPLES)
                .mapToDouble(i -> figure.applyAsDouble(IntStream.range(0, sample.size())
                        .mapToObj(k -> sample.get(random.nextInt(sample.size())))
                        .toList()))
                .toArray();
    }

    /** Finds the laws of a kind of road and band in a calibration; none if it has not seen such. */
    static List<DelayLaw> of(String kind, Calibration used) {
        return used.parameters().stream()
                .filter(p -> p.name().startsWith(kind + "/every ") && p.name().endsWith(INTERVAL))
                .map(p -> {
                    String name = p.name().substring(0, p.name().length() - INTERVAL.length());
                    double[] shape = IntStream.range(0, JitterTable.SIZE)
                            .mapToDouble(row -> used.value(name + "/shape/" + JitterTable.score(row)))
                            .toArray();
                    return new DelayLaw(
                            p.value(),
                            used.value(name + "/mean"),
                            used.value(name + "/sd"),
                            JitterModel.autocorrelated(shape, used.value(name + "/correlation time")));
                })
                .toList();
    }

    /** Finds the law of those drives that send almost as often as one does. */
    static DelayLaw nearest(List<DelayLaw> laws, Drive drive) {
        double interval = interval(drive);
        return laws.stream()
                .min(Comparator.comparingDouble(
                        law -> Math.abs(Math.log(Math.max(law.intervalMs, 1e-9)) - Math.log(Math.max(interval, 1e-9)))))
                .orElseThrow();
    }
}
