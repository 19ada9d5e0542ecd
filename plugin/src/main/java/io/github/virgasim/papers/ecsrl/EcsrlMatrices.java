// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import io.github.virgasim.gpu.Interference.Slowdown;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.topology.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * The degradation of a model that is added on one device, as ECSRL's Fig. 1 shows it, and its mean over equal numbers of
 * running workloads, as Fig. 2 does.
 *
 * @param device name of the worker
 * @param added name of the model that is added
 * @param others names of the device's two models, which count rows and columns
 * @param cells {@code cells.get(r).get(m)}: degradation beside r of the first and m of the second model; infinite where
 *     the memory is exceeded; rows and columns that are infinite throughout are left out
 */
record EcsrlMatrices(String device, String added, List<String> others, List<List<Double>> cells) {
    /** More workloads than this do not fit on any device. */
    private static final int MOST = 100;

    /**
     * The line through the means over equal numbers of workloads.
     *
     * @param counts numbers of workloads that run before the added one, rising from 0
     * @param means mean degradation for each of them, over the finite cells
     * @param intercept of the line
     * @param slope of the line: degradation for each further workload
     * @param rSquared share of the variance that the line explains
     */
    record Line(List<Integer> counts, List<Double> means, double intercept, double slope, double rSquared) {}

    /** Reads the matrices off all shared workers with two models. */
    static List<EcsrlMatrices> of(ServingScenario scenario) {
        List<EcsrlMatrices> all = new ArrayList<>();
        for (Worker worker : scenario.topology().workers()) {
            if (worker.isShared() && worker.allVariants().size() == 2) {
                List<String> models = worker.allVariants().stream()
                        .map(variant -> variant.model().name())
                        .toList();
                for (int added = 0; added < 2; added++) {
                    all.add(new EcsrlMatrices(
                            worker.device().name(), models.get(added), models, cells(worker.slowdown(), added)));
                }
            }
        }
        return all;
    }

    private static List<List<Double>> cells(Slowdown slowdown, int added) {
        List<List<Double>> cells = new ArrayList<>();
        int columns = 0;
        while (columns < MOST && cell(slowdown, added, 0, columns) < Double.POSITIVE_INFINITY) {
            columns++;
        }
        for (int r = 0; r < MOST && cell(slowdown, added, r, 0) < Double.POSITIVE_INFINITY; r++) {
            List<Double> row = new ArrayList<>();
            for (int m = 0; m < columns; m++) {
                row.add(cell(slowdown, added, r, m));
            }
            cells.add(row);
        }
        return cells;
    }

    private static double cell(Slowdown slowdown, int added, int first, int second) {
        int[] running = {first, second};
        running[added]++;
        return slowdown.of(added, running);
    }

    /** Fits the line of Fig. 2. */
    Line line() {
        TreeMap<Integer, List<Double>> byCount = new TreeMap<>();
        for (int r = 0; r < cells.size(); r++) {
            for (int m = 0; m < cells.get(r).size(); m++) {
                double cell = cells.get(r).get(m);
                if (cell < Double.POSITIVE_INFINITY) {
                    byCount.computeIfAbsent(r + m, n -> new ArrayList<>()).add(cell);
                }
            }
        }
        SimpleRegression fit = new SimpleRegression();
        List<Double> means = new ArrayList<>();
        byCount.forEach((count, values) -> {
            double mean = values.stream().mapToDouble(v -> v).average().orElseThrow();
            means.add(mean);
            fit.addData(count, mean);
        });
        return new Line(List.copyOf(byCount.keySet()), means, fit.getIntercept(), fit.getSlope(), fit.getRSquare());
    }
}
