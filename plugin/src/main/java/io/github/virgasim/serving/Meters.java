// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.topology.Worker;
import java.util.Arrays;
import java.util.List;

/**
 * What each worker does, over time. Its work rate is the sum of the speeds of its batches: 1 for one batch alone on a
 * GPU; batches side by side may together make more. Utilisation and power follow the work rate up to their caps. A worker
 * that is down draws nothing.
 */
final class Meters {
    /** Length of a worker's record, and places in it. */
    private static final int RECORD = 8;

    private static final int RATE = 0;
    private static final int BUSY_TIME = 1;
    /** Integral of the power's share between idle and maximum [s]. */
    private static final int POWER_TIME = 2;
    /** Up to when the integrals go [s]. */
    private static final int SINCE = 3;
    /** Rise of the power's share with the work rate. */
    private static final int STEEPNESS = 4;

    /** What the start and end of a batch need, side by side for each worker: with many, each of them is in no near cache. */
    private final double[] records;

    /** How long each worker had power until it was last switched off [s]. */
    private final double[] pastUpTime;
    /** When it was last switched on; NaN while it is off. */
    private final double[] upSince;

    private final double[] idle;
    private final double[] dynamic;
    /** What each worker's batches draw beside the idle power [W], where they have laws of their own; null if none has. */
    private double[] watts;

    Meters(List<Worker> workers) {
        int n = workers.size();
        records = new double[RECORD * n];
        pastUpTime = new double[n];
        upSince = new double[n];
        idle = workers.stream().mapToDouble(w -> w.device().idlePower()).toArray();
        dynamic = new double[n];
        Arrays.setAll(dynamic, w -> workers.get(w).device().maxPower() - idle[w]);
        for (int w = 0; w < n; w++) {
            records[RECORD * w + STEEPNESS] =
                    dynamic[w] == 0 ? 1 : workers.get(w).device().powerSlope() / dynamic[w];
        }
    }

    double rate(int worker) {
        return records[RECORD * worker + RATE];
    }

    /** Lets power follow {@link #draw} instead of the work rate. */
    void keepWatts() {
        watts = new double[idle.length];
    }

    /** Returns what a worker's batches draw beside the idle power [W], before the cap. */
    double drawn(int worker) {
        return watts[worker];
    }

    /** Sets what a worker's batches draw from the time of the last {@link #set} on. */
    void draw(int worker, double newWatts) {
        // What rounding leaves draws nothing.
        watts[worker] = rate(worker) == 0 ? 0 : newWatts;
    }

    void set(int worker, double newRate, double now) {
        double busy = busyTime(worker, now);
        double power = powerTime(worker, now);
        records[RECORD * worker + BUSY_TIME] = busy;
        records[RECORD * worker + POWER_TIME] = power;
        records[RECORD * worker + SINCE] = now;
        // What is left of sums like 1/3 + 1/3 + 1/3 - 1 is no work.
        records[RECORD * worker + RATE] = newRate < 1e-9 ? 0 : newRate;
    }

    /** Switches a worker on or off, which is the other way now and has no work. */
    void switchPower(int worker, boolean on, double now) {
        pastUpTime[worker] = upTime(worker, now);
        upSince[worker] = on ? now : Double.NaN;
    }

    private boolean isOn(int worker) {
        return upSince[worker] >= 0;
    }

    /** Returns how long a worker has been up from 0 to now [s]. */
    double upTime(int worker, double now) {
        return isOn(worker) ? pastUpTime[worker] + (now - upSince[worker]) : pastUpTime[worker];
    }

    /** Returns a worker's utilisation now, 0 to 1. */
    double utilization(int worker) {
        return Math.min(1, rate(worker));
    }

    /** Returns the integral of a worker's utilisation from 0 to now [s]. */
    double busyTime(int worker, double now) {
        return records[RECORD * worker + BUSY_TIME] + utilization(worker) * (now - records[RECORD * worker + SINCE]);
    }

    private double powerTime(int worker, double now) {
        return records[RECORD * worker + POWER_TIME] + share(worker) * (now - records[RECORD * worker + SINCE]);
    }

    /** Returns a worker's power now as a share of the way from idle to maximum. */
    private double share(int worker) {
        if (watts == null) {
            return Math.min(1, rate(worker) * records[RECORD * worker + STEEPNESS]);
        }
        return dynamic[worker] == 0 ? 0 : Math.min(1, watts[worker] / dynamic[worker]);
    }

    /** Returns a worker's power now [W]. */
    double power(int worker) {
        return isOn(worker) ? idle[worker] + dynamic[worker] * share(worker) : 0;
    }

    /** Returns the integral of a worker's power from 0 to now [J]. */
    double energy(int worker, double now) {
        return idle[worker] * upTime(worker, now) + dynamic[worker] * powerTime(worker, now);
    }
}
