// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.random.RandomStreams;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class JitterModelTest {
    private static double[] series(JitterModel model, int length, double gap) {
        JitterModel.Process process = model.start(new RandomStreams(5).stream("network"));
        double correlation = process.correlation(gap);
        double z = process.draw(0, 0);
        double[] series = new double[length];
        for (int i = 0; i < length; i++) {
            series[i] = process.forward;
            z = process.draw(z, correlation);
        }
        return series;
    }

    private static double mean(double[] x) {
        return Arrays.stream(x).average().orElseThrow();
    }

    private static double autocovariance(double[] x, int lag) {
        double mean = mean(x);
        double sum = 0;
        for (int i = 0; i + lag < x.length; i++) {
            sum += (x[i] - mean) * (x[i + lag] - mean);
        }
        return sum / (x.length - lag);
    }

    @Tag("slow")
    @Test
    void measuredJitterIsStandardisedHeavyTailedAndAutocorrelated() {
        double[] x = series(JitterModel.measured(), 4_000_000, 0.055);
        assertEquals(0, mean(x), 0.02);
        double variance = autocovariance(x, 0);
        assertEquals(1, variance, 0.05);
        // The autocorrelation that the fit reports for these lags in the header of the data set.
        assertEquals(0.660, autocovariance(x, 1) / variance, 0.03);
        assertEquals(0.223, autocovariance(x, 5) / variance, 0.03);
        Arrays.sort(x);
        // Measured percentiles 16, 30 and 220 ms with mean 17.65 and deviation 11.07 (10.90 after the cut).
        assertEquals((16 - 17.65) / 10.90, x[x.length / 2], 0.05);
        assertEquals((30 - 17.65) / 10.90, x[(int) (0.99 * x.length)], 0.1);
        assertEquals((220 - 17.65) / 10.90, x[(int) (0.999 * x.length)], 2);
    }

    @Test
    void jitterForgetsOverLongGaps() {
        double[] x = series(JitterModel.measured(), 200_000, 60);
        assertTrue(Math.abs(autocovariance(x, 1) / autocovariance(x, 0)) < 0.02);
    }

    @Test
    void gaussianDirectionsAreIndependent() {
        JitterModel.Process process = JitterModel.gaussian().start(new RandomStreams(1).stream("network"));
        double product = 0;
        double square = 0;
        int n = 200_000;
        for (int i = 0; i < n; i++) {
            process.draw(0, 0.9);
            product += process.forward * process.back;
            square += process.forward * process.forward;
        }
        assertEquals(0, product / n, 0.01);
        assertEquals(1, square / n, 0.02);
    }

    @Test
    void constantDelaysStayConstant() {
        assertEquals(
                0,
                Arrays.stream(series(JitterModel.none(), 100, 1)).map(Math::abs).sum());
    }

    /** A shape of 2 Z: with full correlation a query meets the network where the last one left it. */
    @Test
    void shapesAreInterpolatedAndEndAtTheirEnds() {
        double[] shape = new double[129];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = 2 * (-4 + 0.0625 * i);
        }
        JitterModel.Process process = start(JitterModel.autocorrelated(shape, 0.5));
        for (double z = -6; z <= 6; z += 0.01) {
            assertEquals(z, process.draw(z, 1));
            assertEquals(Math.max(-8, Math.min(8, 2 * z)), process.forward, 1e-12);
            assertEquals(process.forward, process.back);
        }
        assertEquals(Math.exp(-3), process.correlation(1.5), 1e-15);
        assertEquals(1, process.correlation(0));
        assertEquals(0, start(JitterModel.gaussian()).correlation(1));
    }

    /** Z is 0.6 times the last one and 0.8 times something new and standard normal. */
    @Test
    void partOfTheStateIsNewWithEachQuery() {
        double[] shape = new double[129];
        Arrays.setAll(shape, i -> -4 + 0.0625 * i);
        JitterModel.Process process = start(JitterModel.autocorrelated(shape, 0.5));
        double sum = 0;
        double squares = 0;
        int draws = 40_000;
        for (int i = 0; i < draws; i++) {
            double z = process.draw(2, 0.6);
            sum += z - 1.2;
            squares += (z - 1.2) * (z - 1.2);
        }
        assertEquals(0, sum / draws, 5 * 0.8 / Math.sqrt(draws));
        assertEquals(0.64, squares / draws, 0.03);
    }

    private static JitterModel.Process start(JitterModel model) {
        return model.start(new RandomStreams(5).stream("network"));
    }

    @Test
    void modelsAreFoundByTheirNames() {
        for (String name : List.of("none", "gaussian", "measured")) {
            assertEquals(name, JitterModel.named(name).name());
        }
    }

    @Test
    void refusesFallingShapesAndUnknownNames() {
        double[] falling = TestScenarios.MEASURED_LIKE.clone();
        falling[5] = -10;
        assertThrows(InvalidInputException.class, () -> JitterModel.autocorrelated(falling, 1));
        assertThrows(InvalidInputException.class, () -> JitterModel.autocorrelated(new double[3], 1));
        assertThrows(InvalidInputException.class, () -> JitterModel.named("brownian"));
    }
}
