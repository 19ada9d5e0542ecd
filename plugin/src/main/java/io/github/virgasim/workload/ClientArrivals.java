// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.workload;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * When new clients arrive. An instance is a description; {@link #times} opens a sequence of arrival times for one run.
 */
public final class ClientArrivals {
    /** The most draws that may be behind one client on the mean; more would seem to stand still. */
    private static final double MOST_DRAWS_PER_CLIENT = 1e6;

    private final String name;
    private final double meanRate;
    private final double drawRate;
    private final DoubleUnaryOperator expected;
    private final Function<UniformRandomProvider, Times> opener;
    private final Function<Double, ClientArrivals> scaler;

    /** The arrival times of one run. */
    @FunctionalInterface
    public interface Times {
        /**
         * Returns the next arrival time.
         *
         * @param until how far the run goes [s]; arrivals after it need not be found
         * @return [s], not before the one returned last; if none is left up to {@code until}, any time after it
         */
        double next(double until);
    }

    private ClientArrivals(
            String name,
            double meanRate,
            double drawRate,
            DoubleUnaryOperator expected,
            Function<UniformRandomProvider, Times> opener,
            Function<Double, ClientArrivals> scaler) {
        this.name = name;
        this.meanRate = Checks.positive("mean rate [clients/s] of arrivals", meanRate);
        this.drawRate = drawRate;
        Checks.atMost(
                String.format(
                        Locale.ROOT,
                        "number of draws for each client of arrivals, at a mean of %s clients/s",
                        meanRate),
                drawRate / meanRate,
                MOST_DRAWS_PER_CLIENT);
        this.expected = expected;
        this.opener = opener;
        this.scaler = scaler;
    }

    /**
     * Makes a Poisson process.
     *
     * @param rate [clients/s], positive
     * @return the process
     */
    public static ClientArrivals poisson(double rate) {
        Checks.positive("rate [clients/s] of Poisson arrivals", rate);
        return new ClientArrivals(
                "poisson",
                rate,
                rate,
                until -> rate * until,
                random -> poissonTimes(rate, random),
                ClientArrivals::poisson);
    }

    /**
     * Makes bursts: a Poisson process that switches between two rates after exponentially distributed times (a
     * two-state Markov-modulated Poisson process). It starts in
     * either state, as often as it is in it.
     *
     * @param onRate [clients/s] in the on state, positive
     * @param offRate [clients/s] in the off state, not negative
     * @param meanOn mean length of the on state [s], positive
     * @param meanOff mean length of the off state [s], positive
     * @return the process
     * @throws InvalidInputException if a value breaks its rule, or the state changes more than a million times for each
     *     client
     */
    public static ClientArrivals onOff(double onRate, double offRate, double meanOn, double meanOff) {
        Checks.positive("on rate [clients/s] of on-off arrivals", onRate);
        Checks.notNegative("off rate [clients/s] of on-off arrivals", offRate);
        Checks.positive("mean on time [s] of on-off arrivals", meanOn);
        Checks.positive("mean off time [s] of on-off arrivals", meanOff);
        double mean = (onRate * meanOn + offRate * meanOff) / (meanOn + meanOff);
        return new ClientArrivals(
                "on-off",
                mean,
                mean + 2 / (meanOn + meanOff),
                until -> mean * until,
                random -> new OnOffTimes(onRate, offRate, meanOn, meanOff, random),
                rate -> onOff(onRate * rate / mean, offRate * rate / mean, meanOn, meanOff));
    }

    /**
     * Makes a Poisson process whose rate follows a repeating profile, for example the hours of a day.
     *
     * @param rate mean rate over a period [clients/s], positive
     * @param period length of the profile [s], positive
     * @param factors rate in each of equally long parts of the period, relative to each other; not negative, not all 0
     * @return the process
     * @throws InvalidInputException if a value breaks its rule, or the peak is above a million times the mean
     */
    public static ClientArrivals profile(double rate, double period, double[] factors) {
        Checks.positive("rate [clients/s] of profile arrivals", rate);
        Checks.positive("period [s] of profile arrivals", period);
        double sum = 0;
        double max = 0;
        for (double factor : factors) {
            sum += Checks.notNegative("factor of profile arrivals", factor);
            max = Math.max(max, factor);
        }
        if (sum == 0) {
            throw new InvalidInputException("factors of profile arrivals must not all be 0");
        }
        double peak = rate * max * factors.length / sum;
        Checks.positive("peak rate [clients/s] of profile arrivals", peak);
        double highest = max;
        double[] shape = factors.clone();
        return new ClientArrivals(
                "profile",
                rate,
                peak,
                until -> rate * period * periods(until / period, shape),
                random -> thinned(peak, period, shape, highest, random),
                r -> profile(r, period, shape));
    }

    /** Returns how many periods at the mean rate have as many clients as some, not necessarily whole ones, of a profile. */
    private static double periods(double some, double[] shape) {
        double sum = Arrays.stream(shape).sum();
        double whole = Math.floor(some);
        double parts = (some - whole) * shape.length;
        double begun = 0;
        for (int i = 0; i < shape.length; i++) {
            begun += shape[i] * Math.max(0, Math.min(1, parts - i));
        }
        return whole + begun / sum;
    }

    /**
     * Returns the kind of process.
     *
     * @return poisson, on-off or profile
     */
    public String name() {
        return name;
    }

    /**
     * Returns the long-run rate.
     *
     * @return [clients/s]
     */
    public double meanRate() {
        return meanRate;
    }

    /**
     * Returns how many clients are to be expected.
     *
     * @param until end of the time from 0 on [s], not negative
     * @return mean number; for a profile, that of the parts of it that come
     */
    public double expectedClients(double until) {
        return expected.applyAsDouble(until);
    }

    /**
     * Returns how many random events have to be drawn for a second of simulated time: clients, candidates for them, and
     * changes of state.
     *
     * @return [1/s], at least {@link #meanRate()}
     */
    public double drawRate() {
        return drawRate;
    }

    /**
     * Returns the same process at another mean rate.
     *
     * @param rate [clients/s], positive
     * @return the scaled process
     */
    public ClientArrivals withMeanRate(double rate) {
        return scaler.apply(Checks.positive("arrival rate [clients/s]", rate));
    }

    /**
     * Opens the arrival times of one run.
     *
     * @param random where to draw from; only this sequence may use it
     * @return the times, from 0 on
     */
    public Times times(UniformRandomProvider random) {
        return opener.apply(random);
    }

    private static Times poissonTimes(double rate, UniformRandomProvider random) {
        var exponential = ZigguratSampler.Exponential.of(random, 1 / rate);
        double[] now = {0};
        return until -> now[0] += exponential.sample();
    }

    /** Lewis and Shedler's thinning: candidates at the peak rate, each kept with probability rate / peak. */
    private static Times thinned(
            double peak, double period, double[] shape, double highest, UniformRandomProvider random) {
        Times candidates = poissonTimes(peak, random);
        return until -> {
            while (true) {
                double time = candidates.next(until);
                if (time > until) {
                    return time;
                }
                int part = (int) (time % period / period * shape.length);
                if (random.nextDouble() * highest < shape[Math.min(part, shape.length - 1)]) {
                    return time;
                }
            }
        };
    }

    private static final class OnOffTimes implements Times {
        private final double onRate;
        private final double offRate;
        private final double meanOn;
        private final double meanOff;
        private final ZigguratSampler.Exponential exponential;
        private double now;
        private double phaseEnd;
        private boolean on;

        OnOffTimes(double onRate, double offRate, double meanOn, double meanOff, UniformRandomProvider random) {
            this.onRate = onRate;
            this.offRate = offRate;
            this.meanOn = meanOn;
            this.meanOff = meanOff;
            exponential = ZigguratSampler.Exponential.of(random);
            on = random.nextDouble() * (meanOn + meanOff) < meanOn;
            phaseEnd = exponential.sample() * (on ? meanOn : meanOff);
        }

        @Override
        public double next(double until) {
            while (now <= until) {
                double rate = on ? onRate : offRate;
                double candidate = rate == 0 ? Double.POSITIVE_INFINITY : now + exponential.sample() / rate;
                if (candidate <= phaseEnd) {
                    now = candidate;
                    return now;
                }
                // Exponential gaps have no memory: start afresh at the switch.
                now = phaseEnd;
                on = !on;
                phaseEnd = now + exponential.sample() * (on ? meanOn : meanOff);
            }
            return now;
        }
    }
}
