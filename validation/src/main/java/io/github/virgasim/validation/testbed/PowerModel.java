// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.testbed;

import io.github.virgasim.validation.source.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * Power by what runs: an idle part, and for the time of each batch alone a part that grows with how much of the GPU it fills,
 * alpha + beta u. Batches beside others take longer but no more energy.
 */
final class PowerModel {
    /** Occupancies that differ by less tell no slope. */
    private static final double SPREAD = 0.1;
    /** alpha over beta where no model of a recording was run with batches that differ (H100, four models together). */
    private static final double USUAL_RATIO = 0.08;

    private record Point(String model, double occupancy, double watts) {}

    private PowerModel() {}

    /** Finds the parameters, all of them from runs in which one batch was repeated alone. */
    static List<Parameter> calibrate(Recording recording, List<SharedRun> runs, Profile profile) {
        RunPower power = recording.runPower();
        List<Double> idle = power.idle();
        if (idle.isEmpty()) {
            return List.of();
        }
        List<Parameter> found = new ArrayList<>();
        Parameter base = Parameter.of("power/idle", "W", idle);
        found.add(base);
        List<Point> points = new ArrayList<>();
        Times times = profile.times();
        for (SharedRun run : runs) {
            OptionalDouble watts = power.of(run.id());
            if (run.isSolo() && watts.isPresent()) {
                SharedRun.Member m = run.members().get(0);
                double above = Math.max(0, watts.getAsDouble() - base.value());
                String name = "power/energy/" + run.shareAndLimit() + "/" + m.work();
                if (found.stream().noneMatch(p -> p.name().equals(name))) {
                    double joules = above * m.mean();
                    found.add(new Parameter(name, joules, "J", Double.NaN, Double.NaN, 1));
                }
                if (run.shareAndLimit().equals("ts") && run.isGraph() && profile.covers(m, "ts")) {
                    double fills = times.occupancy(m.model(), m.size().size(), m.batch());
                    points.add(new Point(m.model(), fills, above));
                }
            }
        }
        for (RunPower.Steady run : power.busy()) {
            if (times.hasGraph(run.model())) {
                double above = Math.max(0, power.of(run.run()).orElse(0) - base.value());
                double fills = times.occupancy(run.model(), times.mainSize(run.model()), run.batch());
                points.add(new Point(run.model(), fills, above));
            }
        }
        laws(points, found);
        return found;
    }

    private static void laws(List<Point> points, List<Parameter> found) {
        Map<String, List<Point>> byModel = new TreeMap<>();
        points.forEach(
                p -> byModel.computeIfAbsent(p.model, m -> new ArrayList<>()).add(p));
        double[] together = line(points);
        double ratio = together == null || together[1] <= 0 ? USUAL_RATIO : Math.max(0, together[0]) / together[1];
        byModel.forEach((model, own) -> {
            double[] line = line(own);
            if (line == null) {
                double watts = own.stream().mapToDouble(Point::watts).average().orElse(0);
                double filled =
                        own.stream().mapToDouble(Point::occupancy).average().orElse(0);
                double beta = watts / (ratio + filled);
                line = new double[] {ratio * beta, beta};
            }
            found.add(new Parameter("power/alpha/" + model, line[0], "W", Double.NaN, Double.NaN, own.size()));
            found.add(new Parameter("power/beta/" + model, line[1], "W", Double.NaN, Double.NaN, own.size()));
        });
    }

    /** Returns constant and slope over the occupancy; null where occupancies hardly differ. */
    private static double[] line(List<Point> points) {
        double lowest = points.stream().mapToDouble(Point::occupancy).min().orElse(0);
        double highest = points.stream().mapToDouble(Point::occupancy).max().orElse(0);
        if (highest - lowest < SPREAD) {
            return null;
        }
        SimpleRegression line = new SimpleRegression();
        points.forEach(p -> line.addData(p.occupancy, p.watts));
        return new double[] {line.getIntercept(), line.getSlope()};
    }
}
