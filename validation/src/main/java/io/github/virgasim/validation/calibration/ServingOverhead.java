// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.calibration;

import io.github.virgasim.input.InvalidInputException;
import java.util.ArrayList;
import java.util.List;

/**
 * The constant time of a request that does not occupy the device: what a client sees beyond the isolated time of the
 * model and the wait in an M/D/1 queue.
 */
public final class ServingOverhead {

    /** The load at which the overhead is fitted, as a share of the maximum sustainable throughput. */
    public static final double FITTED_AT = 0.25;

    private ServingOverhead() {}

    /**
     * Mean wait in a queue with Poisson arrivals and constant service time (Pollaczek and Khinchine).
     *
     * @param perSecond arrivals per second, at least 0
     * @param serviceMs service time [ms], positive
     * @return the mean wait [ms]
     * @throws InvalidInputException if the queue is not stable
     */
    public static double waitMs(double perSecond, double serviceMs) {
        double load = perSecond * serviceMs / 1000;
        if (!(load >= 0 && load < 1)) {
            throw new InvalidInputException("load must be at least 0 and below 1, was " + load);
        }
        return load * serviceMs / (2 * (1 - load));
    }

    /**
     * Fits the overhead of a device: the median over its models of (mean latency at 25 % load - isolated time - wait),
     * with medians over the repeats of a model.
     *
     * @param isolated isolated times of any devices
     * @param serving runs of any devices
     * @param device code name of the device
     * @param mode index of the power mode
     * @return the overhead [ms]
     * @throws InvalidInputException if no model of the device has both an isolated time and runs at 25 % load
     */
    public static double fitMs(
            List<EnergyGridReader.Isolated> isolated, List<EnergyGridReader.Serving> serving, String device, int mode) {
        List<Double> perModel = new ArrayList<>();
        for (EnergyGridReader.Isolated profile : isolated) {
            if (!profile.device().equals(device) || profile.mode() != mode) {
                continue;
            }
            List<EnergyGridReader.Serving> runs = serving.stream()
                    .filter(run -> run.device().equals(device)
                            && run.mode() == mode
                            && run.model().equals(profile.model())
                            && run.loadFraction() == FITTED_AT)
                    .toList();
            if (!runs.isEmpty()) {
                double mean = Numbers.median(
                        runs.stream().map(EnergyGridReader.Serving::meanMs).toList());
                double rate = Numbers.median(
                        runs.stream().map(EnergyGridReader.Serving::achievedRps).toList());
                perModel.add(mean - profile.meanMs() - waitMs(rate, profile.meanMs()));
            }
        }
        if (perModel.isEmpty()) {
            throw new InvalidInputException(
                    "no model has an isolated time and runs at 25 % load on " + device + " in power mode " + mode);
        }
        return Numbers.median(perModel);
    }
}
