// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.topology.Instance;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.special.Erf;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import org.apache.commons.rng.sampling.distribution.LogNormalSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * How times stray from their mean, those of batches from D_v or the overheads of queries from their constants: a random factor
 * with mean 1. Factors are independent unless the law has a correlation time.
 */
public final class ServiceLaw {
    private static final double LARGEST_CV = 100;

    private final String name;
    private final double cv;
    private final Map<String, ServiceQuantiles> quantiles;
    private final double correlationTime;

    private ServiceLaw(String name, double cv, Map<String, ServiceQuantiles> quantiles, double correlationTime) {
        this.name = name;
        this.cv = cv;
        this.quantiles = quantiles;
        this.correlationTime = correlationTime;
    }

    private ServiceLaw(String name, double cv) {
        this(name, cv, Map.of(), 0);
    }

    /**
     * Lets nothing stray.
     *
     * @return the law
     */
    public static ServiceLaw deterministic() {
        return new ServiceLaw("deterministic", 0);
    }

    /**
     * Makes times exponentially distributed.
     *
     * @return the law
     */
    public static ServiceLaw exponential() {
        return new ServiceLaw("exponential", 1);
    }

    /**
     * Makes times log-normally distributed.
     *
     * @param cv coefficient of variation, above 0, at most 100
     * @return the law
     */
    public static ServiceLaw logNormal(double cv) {
        Checks.positive("coefficient of variation of service times", cv);
        return new ServiceLaw("log-normal", Checks.atMost("coefficient of variation of service times", cv, LARGEST_CV));
    }

    /**
     * Makes times as they were measured.
     *
     * @param quantiles by name of the variant, model@device; others do not stray
     * @return the law
     * @throws InvalidInputException if there is none
     */
    public static ServiceLaw quantiles(Map<String, ServiceQuantiles> quantiles) {
        Checks.atLeastOne("number of variants with quantiles", quantiles.size());
        return new ServiceLaw("quantiles", Double.NaN, Map.copyOf(quantiles), 0);
    }

    /**
     * Makes neighbouring factors of an instance alike: each follows from a Gaussian process with correlation
     * {@code exp(-dt / tau)} between times that are dt apart, as the network's jitter does ({@link JitterModel}). The factors'
     * distribution stays, cut at 4 standard deviations of the Gaussian.
     *
     * @param tau correlation time [s], positive
     * @return the law
     * @throws InvalidInputException if this law lets nothing stray, or tau is out of range
     */
    public ServiceLaw correlated(double tau) {
        if (name.equals("deterministic")) {
            throw new InvalidInputException("times that do not stray must not have a correlation time");
        }
        return new ServiceLaw(name, cv, quantiles, Checks.positive("correlation time [s] of service times", tau));
    }

    /**
     * Returns the law's name.
     *
     * @return deterministic, exponential, log-normal or quantiles
     */
    public String name() {
        return name;
    }

    /**
     * Returns the coefficient of variation.
     *
     * @return standard deviation over mean; NaN where each variant has its own
     */
    public double cv() {
        return cv;
    }

    /**
     * Returns the correlation time.
     *
     * @return [s]; 0 where factors are independent
     */
    public double correlationTime() {
        return correlationTime;
    }

    /**
     * Returns the variants that have quantiles of their own.
     *
     * @return quantiles by name of the variant; empty for other laws
     */
    public Map<String, ServiceQuantiles> quantiles() {
        return quantiles;
    }

    /** Opens the factors of one run; null if nothing strays. */
    ServiceFactors factors(List<Instance> instances, UniformRandomProvider random) {
        if (name.equals("deterministic")) {
            return null;
        }
        if (correlationTime > 0) {
            return correlated(instances, random);
        }
        if (name.equals("quantiles")) {
            ServiceQuantiles[] of = instances.stream()
                    .map(instance -> quantiles.get(instance.variant().name()))
                    .toArray(ServiceQuantiles[]::new);
            return (instance, now) -> of[instance] == null ? 1 : of[instance].factor(random.nextDouble());
        }
        ContinuousSampler sampler;
        if (name.equals("exponential")) {
            sampler = ZigguratSampler.Exponential.of(random);
        } else {
            double variance = Math.log1p(cv * cv);
            sampler = LogNormalSampler.of(
                    ZigguratSampler.NormalizedGaussian.of(random), -variance / 2, Math.sqrt(variance));
        }
        return (instance, now) -> sampler.sample();
    }

    private ServiceFactors correlated(List<Instance> instances, UniformRandomProvider random) {
        int n = instances.size();
        JitterModel.Process[] processes = new JitterModel.Process[n];
        for (int i = 0; i < n; i++) {
            DoubleUnaryOperator factor = ofGaussian(instances.get(i).variant().name());
            processes[i] = factor == null
                    ? null
                    : JitterModel.autocorrelated(shape(factor), correlationTime).start(random);
        }
        double[] state = new double[n];
        double[] last = new double[n];
        // The first factor of an instance depends on nothing.
        Arrays.fill(last, Double.NEGATIVE_INFINITY);
        return (instance, now) -> {
            JitterModel.Process process = processes[instance];
            if (process == null) {
                return 1;
            }
            state[instance] = process.draw(state[instance], process.correlation(now - last[instance]));
            last[instance] = now;
            return process.forward;
        };
    }

    /** Returns the factor as a function of a standard Gaussian; null if it is always 1. */
    private DoubleUnaryOperator ofGaussian(String variant) {
        switch (name) {
            case "exponential":
                return z -> -Math.log(above(z));
            case "log-normal":
                double variance = Math.log1p(cv * cv);
                return z -> Math.exp(Math.sqrt(variance) * z - variance / 2);
            default:
                ServiceQuantiles of = quantiles.get(variant);
                return of == null ? null : z -> of.factor(above(-z));
        }
    }

    /** Returns the probability that a standard Gaussian is above a value. */
    private static double above(double z) {
        return Erf.erfc(z / Math.sqrt(2)) / 2;
    }

    /** Returns factors over the Gaussian as {@link JitterModel} takes them, with mean 1. */
    private static double[] shape(DoubleUnaryOperator factor) {
        double[] shape = new double[JitterModel.SHAPE];
        double mean = 0;
        for (int i = 0; i < shape.length; i++) {
            double z = JitterModel.FIRST + i * JitterModel.STEP;
            shape[i] = factor.applyAsDouble(z);
            double from = i == 0 ? 1 : above(z - JitterModel.STEP / 2);
            double to = i == shape.length - 1 ? 0 : above(z + JitterModel.STEP / 2);
            mean += (from - to) * shape[i];
        }
        double of = mean;
        Arrays.setAll(shape, i -> shape[i] / of);
        return shape;
    }
}
