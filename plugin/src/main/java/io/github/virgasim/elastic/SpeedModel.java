// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

/**
 * Optimus's model of a task's speed: {@code 1 / (a/w + b + c*w/p + d*w + e*p)} with p CPUs (its parameter servers) and w
 * GPUs (its workers), after Peng et al., EuroSys 2018, in the form that TapFinger's runs used.
 *
 * @param a factor of 1/w
 * @param b constant
 * @param c factor of w/p
 * @param d factor of w
 * @param e factor of p
 */
public record SpeedModel(double a, double b, double c, double d, double e) {
    /**
     * Returns the speed.
     *
     * @param cpus above 0
     * @param gpus above 0
     * @return progress per timestep, not bounded
     */
    public double speed(double cpus, double gpus) {
        return 1 / (a / gpus + b + c * gpus / cpus + d * gpus + e * cpus);
    }
}
