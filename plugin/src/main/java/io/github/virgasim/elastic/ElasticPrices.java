// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import io.github.virgasim.input.InvalidInputException;
import java.util.List;
import java.util.Locale;

/**
 * The numbers by which {@link PricedScheduler} weighs tasks and allocations. Loads are GPU times of waiting tasks per GPU of
 * a cluster.
 *
 * @param gpu logarithm-like price of all GPUs of the largest cluster, see {@link #gpuPrice}
 * @param gpuByLoad what the load adds to it
 * @param cpu the same for CPUs
 * @param patience logarithm of the share, times e^3, by which a start may cost more than in the empty cluster
 * @param patienceByLoad what the load adds to it
 * @param speed weight of a low cost
 * @param age weight of ten timesteps of waiting
 * @param choice weight of each further cluster that could run the task; counts against the task
 * @param excess weight of the share by which the cost exceeds the least one elsewhere; counts against it
 * @param room weight of 16 free GPUs of the cluster
 * @param balance weight of the cluster's load above the least load of the task's other clusters; counts against it
 * @param reserve GPUs left for each waiting task that no unit speeds up, of at most four
 * @param otherPatience logarithm of the share, over e, by which a start may cost more than in the task's largest cluster
 * @param otherPatienceByLoad what the load adds to it
 */
public record ElasticPrices(
        double gpu,
        double gpuByLoad,
        double cpu,
        double patience,
        double patienceByLoad,
        double speed,
        double age,
        double choice,
        double excess,
        double room,
        double balance,
        double reserve,
        double otherPatience,
        double otherPatienceByLoad) {
    /** Names of the numbers, in order. */
    public static final List<String> NAMES = List.of(
            "gpu",
            "gpu_by_load",
            "cpu",
            "patience",
            "patience_by_load",
            "speed",
            "age",
            "choice",
            "excess",
            "room",
            "balance",
            "reserve",
            "other_patience",
            "other_patience_by_load");

    /** A sensible start of a search. */
    public static final ElasticPrices START =
            new ElasticPrices(0.5, 0, 0.1, 0.5, 0.2, 1, 0.1, 0.1, 0.3, 0.3, 0.1, 0.3, 0, 0);

    /** How far around {@link #START} a search looks first, as standard deviations. */
    public static final ElasticPrices SPREAD =
            new ElasticPrices(1, 0.5, 0.3, 1, 0.5, 1, 0.5, 0.5, 0.7, 0.7, 0.5, 0.5, 0.5, 0.5);

    /**
     * Makes prices from numbers.
     *
     * @param values as many as there are names, in their order
     * @return the prices
     * @throws InvalidInputException if there are more or fewer
     */
    public static ElasticPrices of(double[] values) {
        if (values.length != NAMES.size()) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT, "numbers of elastic prices must be %d, were %d", NAMES.size(), values.length));
        }
        int i = 0;
        return new ElasticPrices(
                values[i++],
                values[i++],
                values[i++],
                values[i++],
                values[i++],
                values[i++],
                values[i++],
                values[i++],
                values[i++],
                values[i++],
                values[i++],
                values[i++],
                values[i++],
                values[i]);
    }

    /**
     * Returns the numbers.
     *
     * @return in the order of the names
     */
    public double[] toArray() {
        return new double[] {
            gpu,
            gpuByLoad,
            cpu,
            patience,
            patienceByLoad,
            speed,
            age,
            choice,
            excess,
            room,
            balance,
            reserve,
            otherPatience,
            otherPatienceByLoad
        };
    }

    double gpuPrice(double load) {
        return softplus(gpu + gpuByLoad * load);
    }

    double cpuPrice() {
        return softplus(cpu);
    }

    /** The factor on the cost in the empty cluster above which a task rather waits. */
    double mostHere(double load) {
        return 1 + Math.exp(patience - 3 + patienceByLoad * load);
    }

    /** The factor on the cost in the task's best cluster above which a task rather waits. */
    double mostElsewhere(double load) {
        return 1 + Math.exp(otherPatience + 1 + otherPatienceByLoad * load);
    }

    private static double softplus(double x) {
        return x > 20 ? x : Math.log1p(Math.exp(x));
    }
}
