// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import io.github.virgasim.serving.ServingEngine;

/** Each worker's mean utilisation and power from tick to tick. */
final class TickMeans {
    private final double[] busyTime;
    private final double[] energy;
    private final double[] utilization;
    private final double[] power;
    private double lastTick;

    TickMeans(int workers) {
        busyTime = new double[workers];
        energy = new double[workers];
        utilization = new double[workers];
        power = new double[workers];
    }

    /** Ends a tick at the engine's time, which must have moved on. */
    void tick(ServingEngine engine) {
        double length = engine.now() - lastTick;
        for (int worker = 0; worker < utilization.length; worker++) {
            double busy = engine.busyTime(worker);
            utilization[worker] = Math.min(1, (busy - busyTime[worker]) / length);
            busyTime[worker] = busy;
            double drawn = engine.energy(worker);
            double idle =
                    engine.scenario().topology().workers().get(worker).device().idlePower();
            power[worker] = Math.max(0, (drawn - energy[worker]) / length - idle);
            energy[worker] = drawn;
        }
        lastTick = engine.now();
    }

    /** Returns a worker's busy share of the last full tick; 0 before. */
    double utilization(int worker) {
        return utilization[worker];
    }

    /** Returns what a worker drew above its idle power in the last full tick [W]; 0 before. */
    double powerAboveIdle(int worker) {
        return power[worker];
    }

    /** Returns the engine's time at the last tick [s]. */
    double lastTick() {
        return lastTick;
    }
}
