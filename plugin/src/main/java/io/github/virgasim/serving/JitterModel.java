// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.gpu.ShippedTable;
import io.github.virgasim.input.Checks;
import io.github.virgasim.input.CsvTable;
import io.github.virgasim.input.InvalidInputException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.special.Erf;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * How the one-way delay of a path strays from its mean, in units of the path's standard deviation sigma.
 *
 * <p>A query's delay is {@code max(0, d + sigma * x)}, where x has mean 0 and variance 1. The measured model draws x from
 * a Gaussian process Z with correlation {@code exp(-dt / tau)} between queries of one stream that are dt apart, and maps
 * it through the measured quantile function: heavy-tailed and autocorrelated. A query's two directions meet the network
 * in the same state, since a round trip is much shorter than tau.
 */
public final class JitterModel {
    static final double STEP = 0.0625;
    static final double FIRST = -4;
    /** Number of values of a shape. */
    static final int SHAPE = 129;

    private final String name;
    private final double[] shape;
    private final double correlationTime;

    private JitterModel(String name, double[] shape, double correlationTime) {
        this.name = name;
        this.shape = shape;
        this.correlationTime = correlationTime;
    }

    /**
     * Makes delays constant.
     *
     * @return x = 0 always
     */
    public static JitterModel none() {
        return new JitterModel("none", null, 0);
    }

    /**
     * Makes delays independent and Gaussian, in each direction of each query.
     *
     * @return x standard normal
     */
    public static JitterModel gaussian() {
        return new JitterModel("gaussian", null, 0);
    }

    /**
     * Makes delays as heavy-tailed and autocorrelated as those of a public 5G network: the shape and correlation time
     * fitted to 5G round trips of CICV5G (CC BY 4.0), which ship as data sets "network/jitter-5g.csv" and
     * "network/jitter-5g-parameters.csv".
     *
     * @return the measured model
     */
    public static JitterModel measured() {
        List<CsvTable.Row> rows =
                ShippedTable.open("network/jitter-5g.csv", "z", "value").rows();
        double[] shape = new double[rows.size()];
        Arrays.setAll(shape, i -> rows.get(i).number("value", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
        for (CsvTable.Row row : ShippedTable.open("network/jitter-5g-parameters.csv", "parameter", "value")
                .rows()) {
            if (row.text("parameter").equals("correlation_time")) {
                return autocorrelated(shape, row.number("value", Double.MIN_VALUE, Double.POSITIVE_INFINITY));
            }
        }
        throw new InvalidInputException("network/jitter-5g-parameters.csv: row 'correlation_time' is missing");
    }

    /**
     * Makes delays of a given shape.
     *
     * @param shape x at Z = -4, -3.9375, .. 4: 129 values, not falling
     * @param correlationTime tau [s], positive
     * @return the model
     * @throws InvalidInputException if the shape has another length, falls or is not finite
     */
    public static JitterModel autocorrelated(double[] shape, double correlationTime) {
        Checks.within("number of values of jitter shape", shape.length, SHAPE, SHAPE);
        Checks.positive("correlation time [s] of jitter", correlationTime);
        for (int i = 0; i < shape.length; i++) {
            Checks.within(
                    String.format(Locale.ROOT, "value %d of jitter shape", i),
                    shape[i],
                    i == 0 ? -1e9 : shape[i - 1],
                    1e9);
        }
        return new JitterModel("measured", shape.clone(), correlationTime);
    }

    /**
     * Finds a model by name.
     *
     * @param name measured, gaussian or none
     * @return the model
     * @throws InvalidInputException if the name is unknown
     */
    public static JitterModel named(String name) {
        return switch (Checks.oneOf("jitter model", name, List.of("measured", "gaussian", "none"))) {
            case "measured" -> measured();
            case "gaussian" -> gaussian();
            default -> none();
        };
    }

    /**
     * Returns the model's name.
     *
     * @return measured, gaussian or none
     */
    public String name() {
        return name;
    }

    /**
     * Returns how likely the two directions' x add up to more than a value.
     *
     * @param sum any value
     * @return 0 to 1, regardless of delays that would be negative
     */
    double exceedance(double sum) {
        if (name.equals("gaussian")) {
            return upperTail(sum / Math.sqrt(2));
        }
        if (shape == null) {
            return sum < 0 ? 1 : 0;
        }
        // The shape's last value that is not above half the sum, and how far it is to the next one.
        double x = sum / 2;
        int cell = 0;
        while (cell < shape.length && shape[cell] <= x) {
            cell++;
        }
        if (cell == 0 || cell == shape.length) {
            return cell == 0 ? 1 : 0;
        }
        double within = (x - shape[cell - 1]) / (shape[cell] - shape[cell - 1]);
        return upperTail(FIRST + STEP * (cell - 1 + within));
    }

    private static double upperTail(double z) {
        return 0.5 * Erf.erfc(z / Math.sqrt(2));
    }

    Process start(UniformRandomProvider random) {
        return new Process(ZigguratSampler.NormalizedGaussian.of(random));
    }

    /** The jitter of one run; after {@link #draw} the fields hold x for both directions. */
    final class Process {
        private final ZigguratSampler.NormalizedGaussian gaussian;
        double forward;
        double back;

        private Process(ZigguratSampler.NormalizedGaussian gaussian) {
            this.gaussian = gaussian;
        }

        /** Returns exp(-gap / tau), the correlation over a gap. */
        double correlation(double gap) {
            return correlationTime == 0 ? 0 : Math.exp(-gap / correlationTime);
        }

        /** Returns the standard deviation of what a correlation leaves open. */
        static double deviation(double correlation) {
            return Math.sqrt(1 - correlation * correlation);
        }

        /** Draws for the next query of a stream and returns its new Z, given the last Z and the correlation with it. */
        double draw(double z, double correlation) {
            return draw(z, correlation, deviation(correlation));
        }

        /** The same, given the correlation's {@link #deviation} besides. */
        double draw(double z, double correlation, double deviation) {
            if (shape != null) {
                double next = correlation * z + deviation * gaussian.sample();
                forward = interpolate(next);
                back = forward;
                return next;
            }
            if (name.equals("gaussian")) {
                forward = gaussian.sample();
                back = gaussian.sample();
            }
            return 0;
        }

        private double interpolate(double z) {
            double position = (z - FIRST) / STEP;
            if (!(position > 0)) {
                return shape[0];
            }
            int cell = (int) position;
            if (cell >= shape.length - 1) {
                return shape[shape.length - 1];
            }
            return shape[cell] + (position - cell) * (shape[cell + 1] - shape[cell]);
        }
    }
}
