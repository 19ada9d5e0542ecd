// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.tables;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Kriging of the logarithm of a figure over the logarithm of a size (Rasmussen and Williams, Gaussian Processes for Machine
 * Learning, 2006, chapters 2 and 5): what a series has of its own, and what it has in common with the others of its group, of
 * which the more alike by their features count more. The covariance is Matern's with 3/2. Its few settings are those that
 * predict the fitted cells best, each from all others.
 */
final class Kriging {
    /** So many cells at most choose the settings. */
    private static final int CHOOSING = 240;

    private static final double WORST = 0.5;
    private static final double MEAN_BESIDE_MEDIAN = 0.3;
    /** Prior variances of level and exponent where nothing is known of a series. */
    private static final double LEVEL = 4;

    /** What a series follows before anything is learnt from its cells. */
    enum Trend {
        /** Nothing but a common level. */
        FREE,
        /** A line in x, with errors in percent of y. */
        LINEAR
    }

    private record Settings(double length, double common, double own, double noise, double likeness) {}

    private final Trend kind;
    private final Function<String, double[]> features;
    private final Map<String, Line> lines = new TreeMap<>();
    private final double level;
    private final double middle;
    private final double spread;
    private final double scale;
    private final List<Cell> cells;
    private final Settings settings;
    private final double[] weights;

    /** Relative least squares through a series' cells, nowhere below a part of the smallest of them. */
    private record Line(double intercept, double slope, double least) {
        static Line of(NavigableMap<Double, Double> cells) {
            double ones = 0;
            double first = 0;
            double second = 0;
            double y = 0;
            double xy = 0;
            for (Map.Entry<Double, Double> cell : cells.entrySet()) {
                double weight = 1 / cell.getValue() / cell.getValue();
                ones += weight;
                first += weight * cell.getKey();
                second += weight * cell.getKey() * cell.getKey();
                y += weight * cell.getValue();
                xy += weight * cell.getKey() * cell.getValue();
            }
            double determinant = ones * second - first * first;
            double slope = cells.size() < 2 ? 0 : (ones * xy - first * y) / determinant;
            double least = cells.values().stream().mapToDouble(v -> v).min().orElse(0);
            return new Line((y - slope * first) / ones, slope, 0.3 * least);
        }

        double at(double x) {
            return Math.max(least, intercept + slope * x);
        }
    }

    private Kriging(Trend kind, Function<String, double[]> features, List<Cell> cells) {
        this.kind = kind;
        this.features = features;
        this.cells = cells;
        double[] sizes = cells.stream().mapToDouble(c -> Math.log(c.x())).toArray();
        middle = StatUtils.mean(sizes);
        spread = Math.max(1e-9, Math.sqrt(StatUtils.populationVariance(sizes)));
        if (kind == Trend.LINEAR) {
            Map<String, NavigableMap<Double, Double>> rows = new TreeMap<>();
            cells.forEach(
                    c -> rows.computeIfAbsent(c.series(), s -> new TreeMap<>()).put(c.x(), c.y()));
            rows.forEach((series, row) -> lines.put(series, Line.of(row)));
            level = 0;
        } else {
            level = StatUtils.mean(
                    cells.stream().mapToDouble(c -> Math.log(c.y())).toArray());
        }
        scale = kind == Trend.FREE
                ? 1
                : Math.max(
                        1e-12,
                        StatUtils.populationVariance(
                                cells.stream().mapToDouble(this::rest).toArray()));
        settings = choose();
        weights = solve(cells, settings).toArray();
    }

    /** Learns from cells of one group, at least one. */
    static Kriging of(Trend trend, Function<String, double[]> features, List<Cell> cells) {
        return new Kriging(trend, features, cells);
    }

    private double trend(String series, double x) {
        return kind == Trend.FREE ? level : Math.log(lines.get(series).at(x));
    }

    private double rest(Cell cell) {
        return Math.log(cell.y()) - trend(cell.series(), cell.x());
    }

    private Settings choose() {
        List<Cell> some = cells;
        if (cells.size() > CHOOSING) {
            // Whole series, spread evenly over their order.
            List<String> names =
                    cells.stream().map(Cell::series).distinct().sorted().toList();
            int step = (int) Math.ceil((double) cells.size() / CHOOSING);
            some = cells.stream()
                    .filter(c -> names.indexOf(c.series()) % step == 0)
                    .toList();
        }
        Settings best = null;
        double least = Double.POSITIVE_INFINITY;
        boolean linear = kind == Trend.LINEAR;
        boolean alike = features.apply(cells.get(0).series()).length > 0;
        for (double length : linear ? new double[] {0.15, 0.4, 1} : new double[] {0.7, 1.5}) {
            for (double common : linear ? new double[] {0.1, 0.5, 1} : new double[] {0.003, 0.03, 0.3}) {
                for (double own : linear ? new double[] {0.1, 0.5, 1} : new double[] {0.001, 0.01, 0.05}) {
                    for (double noise : linear ? new double[] {0.01, 0.1, 0.5} : new double[] {1e-4, 4e-4, 1.6e-3}) {
                        for (double likeness : alike ? new double[] {0.5, 1.5} : new double[] {1}) {
                            Settings tried = new Settings(length, common, own, noise, likeness);
                            double score = leaveOneOut(some, tried);
                            if (score < least) {
                                least = score;
                                best = tried;
                            }
                        }
                    }
                }
            }
        }
        return best;
    }

    /** Errors of all cells, each from the others, in closed form. */
    private double leaveOneOut(List<Cell> of, Settings with) {
        RealMatrix inverse = new CholeskyDecomposition(covariances(of, with), 1e-9, 0)
                .getSolver()
                .getInverse();
        double[] solved = inverse.operate(rests(of));
        double[] errors = new double[solved.length];
        Arrays.setAll(errors, i -> Math.min(WORST, Math.abs(solved[i] / inverse.getEntry(i, i))));
        return StatUtils.percentile(errors, 50) + MEAN_BESIDE_MEDIAN * StatUtils.mean(errors);
    }

    private double[] rests(List<Cell> of) {
        return of.stream().mapToDouble(this::rest).toArray();
    }

    private RealVector solve(List<Cell> of, Settings with) {
        return new CholeskyDecomposition(covariances(of, with), 1e-9, 0)
                .getSolver()
                .solve(new ArrayRealVector(rests(of), false));
    }

    private RealMatrix covariances(List<Cell> of, Settings with) {
        double[][] all = new double[of.size()][of.size()];
        for (int i = 0; i < all.length; i++) {
            for (int j = 0; j <= i; j++) {
                all[i][j] = covariance(of.get(i), of.get(j).series(), of.get(j).x(), with);
                all[j][i] = all[i][j];
            }
            all[i][i] += scale * with.noise();
        }
        return new Array2DRowRealMatrix(all, false);
    }

    private double covariance(Cell cell, String series, double x, Settings with) {
        double a = (Math.log(cell.x()) - middle) / spread;
        double b = (Math.log(x) - middle) / spread;
        double distance = Math.abs(a - b) / with.length();
        double near = (1 + distance) * Math.exp(-distance);
        boolean same = cell.series().equals(series);
        double own = same ? with.own() * near : 0;
        if (kind == Trend.LINEAR) {
            return scale * (with.common() * near + own);
        }
        double straight = LEVEL + a * b;
        double[] here = features.apply(cell.series());
        if (here.length == 0) {
            return with.common() * near + own + (same ? straight : 0);
        }
        double[] there = features.apply(series);
        double apart = 0;
        for (int i = 0; i < here.length; i++) {
            apart += (here[i] - there[i]) * (here[i] - there[i]);
        }
        double like = Math.exp(-apart / 2 / with.likeness() / with.likeness());
        double common = straight + with.common() * near;
        return common / 2 + like * common + own + (same ? 0.01 : 0);
    }

    /** Predicts a figure of a series that has at least one fitted cell. */
    double at(String series, double x) {
        double sum = trend(series, x);
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * covariance(cells.get(i), series, x, settings);
        }
        return Math.exp(sum);
    }
}
