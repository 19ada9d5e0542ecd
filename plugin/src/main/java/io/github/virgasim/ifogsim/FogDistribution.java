// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim;

import io.github.virgasim.input.Checks;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The times between a sensor's tuples [time units of the study]. */
public sealed interface FogDistribution {
    /**
     * Returns the number that stands for the kind in files.
     *
     * @return 1 to 3
     */
    int code();

    /**
     * Returns the mean time between tuples.
     *
     * @return [time units]
     */
    double mean();

    /**
     * Returns what the file says besides the kind.
     *
     * @return values by key, in order
     */
    Map<String, Double> values();

    /**
     * Returns the values with their names, as they are told.
     *
     * @return for example "mean 30.0, stdDev 3.0"
     */
    default String words() {
        return values().entrySet().stream()
                .map(one -> one.getKey() + " " + one.getValue())
                .collect(Collectors.joining(", "));
    }

    /**
     * A normal distribution.
     *
     * @param mean [time units], positive
     * @param standardDeviation [time units], not negative
     */
    record Normal(double mean, double standardDeviation) implements FogDistribution {
        /** Checks the values. */
        public Normal {
            Checks.positive("mean of sensor", mean);
            Checks.notNegative("standard deviation of sensor", standardDeviation);
        }

        @Override
        public int code() {
            return 1;
        }

        @Override
        public Map<String, Double> values() {
            return ordered("mean", mean, "stdDev", standardDeviation);
        }
    }

    /**
     * Equal times.
     *
     * @param value [time units], positive
     */
    record Deterministic(double value) implements FogDistribution {
        /** Checks the value. */
        public Deterministic {
            Checks.positive("value of sensor", value);
        }

        @Override
        public int code() {
            return 2;
        }

        @Override
        public double mean() {
            return value;
        }

        @Override
        public Map<String, Double> values() {
            return Map.of("value", value);
        }
    }

    /**
     * A uniform distribution. iFogSim2 reads it and fails when the first time is drawn.
     *
     * @param min [time units], not negative
     * @param max [time units], positive, at least the minimum
     */
    record Uniform(double min, double max) implements FogDistribution {
        /** Checks the values. */
        public Uniform {
            Checks.notNegative("min of sensor", min);
            Checks.within("max of sensor", Checks.positive("max of sensor", max), min, Checks.LARGEST);
        }

        @Override
        public int code() {
            return 3;
        }

        @Override
        public double mean() {
            return (min + max) / 2;
        }

        @Override
        public Map<String, Double> values() {
            return ordered("min", min, "max", max);
        }
    }

    private static Map<String, Double> ordered(String key, double value, String next, double other) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(key, value);
        values.put(next, other);
        return values;
    }
}
