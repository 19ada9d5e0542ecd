// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import io.github.virgasim.serving.EngineState;
import java.util.Arrays;

/** Each worker's mean utilisation and power, and the share of the time that it was up, from tick to tick. */
final class TickMeans {
    private final double[] busyTime;
    private final double[] upTime;
    private final double[] energy;
    private final double[] utilization;
    private final double[] up;
    private final double[] power;
    private double lastTick;

    TickMeans(int workers) {
        busyTime = new double[workers];
        upTime = new double[workers];
        energy = new double[workers];
        utilization = new double[workers];
        up = new double[workers];
        Arrays.fill(up, 1);
        power = new double[workers];
    }

    /** Ends a tick at the engine's time, which must have moved on. */
    void tick(EngineState engine) {
        double length = engine.now() - lastTick;
        for (int worker = 0; worker < utilization.length; worker++) {
            double busy = engine.busyTime(worker);
            utilization[worker] = Math.min(1, (busy - busyTime[worker]) / length);
            busyTime[worker] = busy;
            double upUntilNow = engine.upTime(worker);
            up[worker] = Math.min(1, (upUntilNow - upTime[worker]) / length);
            upTime[worker] = upUntilNow;
            double drawn = engine.energy(worker);
            double idle =
                    engine.scenario().topology().workers().get(worker).device().idlePower();
            power[worker] = Math.max(0, (drawn - energy[worker]) / length - idle * up[worker]);
            energy[worker] = drawn;
        }
        lastTick = engine.now();
    }

    /** Returns a worker's busy share of the last full tick; 0 before. */
    double utilization(int worker) {
        return utilization[worker];
    }

    /** Returns the share of the last full tick in which a worker was up and drew idle power; 1 before. */
    double upShare(int worker) {
        return up[worker];
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
