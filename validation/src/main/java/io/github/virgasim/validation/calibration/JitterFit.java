// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.calibration;

import io.github.virgasim.input.InvalidInputException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * The jitter of a network as a standard normal process pushed through a table: an Ornstein-Uhlenbeck process Z with
 * correlation {@code exp(-dt / tau)} and the delay {@code mean + sd * table(Z)}.
 *
 * @param meanMs mean of the measured delays [ms]
 * @param sdMs their standard deviation [ms]
 * @param samples how many there are
 * @param rawTable the measured quantile function [ms]
 * @param correlationTimeS tau [s]
 * @param lagMs median time between two samples 1, 2, ... apart [ms]
 * @param measured measured autocorrelation at these lags
 * @param modelled autocorrelation of the process at these lags
 */
public record JitterFit(
        double meanMs,
        double sdMs,
        int samples,
        JitterTable rawTable,
        double correlationTimeS,
        double[] lagMs,
        double[] measured,
        double[] modelled) {

    /** Lags that the correlation time is fitted to. */
    public static final int LAGS = 10;

    /** Sampling interval of the series that the correlation time is fitted to, lower bound [ms]. */
    public static final double MIN_INTERVAL_MS = 45;

    /** Sampling interval of the series that the correlation time is fitted to, upper bound [ms]. */
    public static final double MAX_INTERVAL_MS = 65;

    private static final int HERMITE_TERMS = 80;

    /**
     * Fits table and correlation time. The table takes all series; the correlation time those with a median sampling
     * interval of {@value #MIN_INTERVAL_MS} to {@value #MAX_INTERVAL_MS} ms, by least squares over {@value #LAGS} lags.
     *
     * @param series the drives
     * @return the fit
     * @throws InvalidInputException if there is no series with such an interval or the delays do not vary
     */
    public static JitterFit of(List<RttReader.Series> series) {
        double[] all =
                series.stream().flatMapToDouble(s -> DoubleStream.of(s.rttMs())).toArray();
        double mean = Arrays.stream(all).average().orElseThrow();
        double variance =
                Arrays.stream(all).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
        JitterTable table = JitterTable.ofQuantiles(all);
        List<RttReader.Series> regular = series.stream()
                .filter(s -> intervalMs(s) >= MIN_INTERVAL_MS && intervalMs(s) <= MAX_INTERVAL_MS)
                .toList();
        if (regular.isEmpty()) {
            throw new InvalidInputException(
                    "no series has a sampling interval of " + MIN_INTERVAL_MS + " to " + MAX_INTERVAL_MS + " ms");
        }
        double[] lagMs = new double[LAGS];
        double[] measured = new double[LAGS];
        double interval = new Median()
                .evaluate(regular.stream().mapToDouble(JitterFit::intervalMs).toArray());
        for (int k = 1; k <= LAGS; k++) {
            lagMs[k - 1] = k * interval;
            measured[k - 1] = autocorrelation(regular, k, interval);
        }
        double[] power = hermitePower(table.standardised());
        UnivariateFunction misfit = tauMs -> {
            double sum = 0;
            for (int i = 0; i < LAGS; i++) {
                double error = measured[i] - correlation(power, Math.exp(-lagMs[i] / tauMs));
                sum += error * error;
            }
            return sum;
        };
        double tauMs = minimum(misfit);
        double[] modelled = Arrays.stream(lagMs)
                .map(lag -> correlation(power, Math.exp(-lag / tauMs)))
                .toArray();
        return new JitterFit(mean, Math.sqrt(variance), all.length, table, tauMs / 1000, lagMs, measured, modelled);
    }

    /**
     * What a series has of neighbours.
     *
     * @param squares sum of its squares about its mean [ms2], positive
     * @param intervalMs median time between two messages [ms], positive
     * @param correlation of neighbouring delays, -1 to 1
     */
    public record Neighbours(double squares, double intervalMs, double correlation) {}

    /**
     * Fits the correlation time to neighbours alone: measured autocorrelations fall faster than exponentially, so that a fit
     * to many lags is off at the first one, which is what bursts of late answers depend on. Each series counts with its own
     * median interval and in proportion to its sum of squares, as in the autocorrelation of all together.
     *
     * @param points what each series has of neighbours, at least one
     * @param power of what the process is pushed through
     * @return tau [s]
     * @see #hermitePower
     */
    public static double ofNeighbours(List<Neighbours> points, double[] power) {
        UnivariateFunction misfit = tauMs -> points.stream()
                .mapToDouble(p -> {
                    double error = p.correlation - correlation(power, Math.exp(-p.intervalMs / tauMs));
                    return p.squares * error * error;
                })
                .sum();
        return minimum(misfit) / 1000;
    }

    private static double minimum(UnivariateFunction misfit) {
        return new BrentOptimizer(1e-9, 1e-9)
                .optimize(
                        new UnivariateObjectiveFunction(misfit),
                        GoalType.MINIMIZE,
                        new SearchInterval(1, 60_000, 500),
                        new MaxEval(1000))
                .getPoint();
    }

    /**
     * The table that the process is pushed through.
     *
     * @return the measured quantile function, shifted and scaled to mean 0 and standard deviation 1
     */
    public JitterTable table() {
        return rawTable.standardised();
    }

    /**
     * The time between two messages.
     *
     * @param series a drive
     * @return median [ms]; NaN of a single message
     */
    public static double intervalMs(RttReader.Series series) {
        double[] sent = series.sentMs();
        double[] gaps = new double[Math.max(0, sent.length - 1)];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = sent[i + 1] - sent[i];
        }
        return new Median().evaluate(gaps);
    }

    /** Pooled over the series, about each one's own mean; pairs within 25 % of the nominal distance only. */
    private static double autocorrelation(List<RttReader.Series> series, int lag, double intervalMs) {
        double products = 0;
        double squares = 0;
        long pairs = 0;
        long points = 0;
        for (RttReader.Series one : series) {
            double mean = Arrays.stream(one.rttMs()).average().orElseThrow();
            double[] x = Arrays.stream(one.rttMs()).map(v -> v - mean).toArray();
            for (double v : x) {
                squares += v * v;
            }
            points += x.length;
            for (int i = 0; i + lag < x.length; i++) {
                double distance = one.sentMs()[i + lag] - one.sentMs()[i];
                if (Math.abs(distance / (lag * intervalMs) - 1) <= 0.25) {
                    products += x[i] * x[i + lag];
                    pairs++;
                }
            }
        }
        if (pairs == 0 || squares == 0) {
            throw new InvalidInputException(
                    "no autocorrelation at lag " + lag + ": " + pairs + " pairs, sum of squares " + squares);
        }
        return products / pairs / (squares / points);
    }

    /**
     * Takes a table apart.
     *
     * @param table standardised
     * @return its squared coefficients in normalised Hermite polynomials; what is left over goes to the last
     */
    public static double[] hermitePower(JitterTable table) {
        double[] coefficients = new double[HERMITE_TERMS];
        double step = 1e-3;
        for (double z = -8; z <= 8; z += step) {
            double weighted = table.at(z) * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * step;
            double before = 0;
            double now = 1;
            for (int k = 0; k < HERMITE_TERMS; k++) {
                coefficients[k] += weighted * now;
                double next = (z * now - Math.sqrt(k) * before) / Math.sqrt(k + 1.0);
                before = now;
                now = next;
            }
        }
        double[] power = new double[HERMITE_TERMS];
        double rest = 1;
        for (int k = 1; k < HERMITE_TERMS; k++) {
            power[k] = coefficients[k] * coefficients[k];
            rest -= power[k];
        }
        power[HERMITE_TERMS - 1] += Math.max(0, rest);
        return power;
    }

    /** Correlation of the pushed-through process where the normal one has correlation rho (Mehler's formula). */
    private static double correlation(double[] power, double rho) {
        double sum = 0;
        double factor = 1;
        for (double share : power) {
            sum += share * factor;
            factor *= rho;
        }
        return sum;
    }
}
