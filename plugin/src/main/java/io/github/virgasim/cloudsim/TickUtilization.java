// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import io.github.virgasim.serving.ServingEngine;

/** Each worker's mean utilisation from tick to tick. */
final class TickUtilization {
    private final double[] busyTime;
    private final double[] mean;
    private double lastTick;

    TickUtilization(int workers) {
        busyTime = new double[workers];
        mean = new double[workers];
    }

    /** Ends a tick at the engine's time, which must have moved on. */
    void tick(ServingEngine engine) {
        for (int worker = 0; worker < mean.length; worker++) {
            double busy = engine.busyTime(worker);
            mean[worker] = Math.min(1, (busy - busyTime[worker]) / (engine.now() - lastTick));
            busyTime[worker] = busy;
        }
        lastTick = engine.now();
    }

    /** Returns a worker's busy share of the last full tick; 0 before. */
    double mean(int worker) {
        return mean[worker];
    }

    /** Returns the engine's time at the last tick [s]. */
    double lastTick() {
        return lastTick;
    }
}
