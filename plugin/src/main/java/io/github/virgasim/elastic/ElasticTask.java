// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** A task that waits or runs; changed by the engine only. */
public final class ElasticTask {
    private final long number;
    private final TaskType type;
    private final long arrival;
    private Arrival origin;
    /** Service attained before the present units were held, null if there was none. */
    private long[] attainedBefore;
    /** Timesteps with the present units. */
    private int held;

    private double progress;
    private long start = -1;
    private int cluster = -1;
    private Units units;
    private Units unitsBefore;
    /** What a timestep gains with the present units, or null if nobody has asked yet. */
    private DoubleUnaryOperator gains;

    private boolean works;

    ElasticTask(long number, Arrival arrival, TaskType type, long timestep) {
        this.number = number;
        this.type = type;
        origin = arrival;
        this.arrival = timestep;
        units = Units.none(type.minimum().kinds());
    }

    private ElasticTask(ElasticTask other) {
        number = other.number;
        type = other.type;
        arrival = other.arrival;
        origin = other.origin;
        attainedBefore = other.attainedBefore == null ? null : other.attainedBefore.clone();
        held = other.held;
        progress = other.progress;
        start = other.start;
        cluster = other.cluster;
        units = other.units;
        unitsBefore = other.unitsBefore;
        works = other.works;
    }

    ElasticTask copy() {
        return new ElasticTask(this);
    }

    /**
     * Returns the place in the order of arrival.
     *
     * @return from 0
     */
    public long number() {
        return number;
    }

    /**
     * Returns the number of the type.
     *
     * @return from 0
     */
    public int typeNumber() {
        return origin.type();
    }

    /**
     * Returns the type.
     *
     * @return its minimum, cap and progress
     */
    public TaskType type() {
        return type;
    }

    /**
     * Returns the clusters that may run the task, of those that are not lost.
     *
     * @return their numbers, ascending
     */
    public List<Integer> eligible() {
        return origin.clusters();
    }

    /** Returns the clusters that may run the task, not to be changed. */
    int[] places() {
        return origin.places();
    }

    /**
     * Returns the timestep before whose decisions the task arrived.
     *
     * @return from 0
     */
    public long arrival() {
        return arrival;
    }

    /**
     * Returns how far the task is.
     *
     * @return from 0; complete from 1 on
     */
    public double progress() {
        return progress;
    }

    /**
     * Returns the timestep in which the task was started.
     *
     * @return from 0, or -1 if it waits
     */
    public long start() {
        return start;
    }

    /**
     * Returns the cluster that runs the task.
     *
     * @return its number, or -1 if the task waits
     */
    public int cluster() {
        return cluster;
    }

    /**
     * Returns what the task holds.
     *
     * @return units, none while it waits or is preempted
     */
    public Units units() {
        return units;
    }

    /**
     * Returns the service that the task attained.
     *
     * @param kind of resource, from 0
     * @return units times timesteps
     */
    public long attained(int kind) {
        return (attainedBefore == null ? 0 : attainedBefore[kind]) + (long) held * units.get(kind);
    }

    /** Tells whether the allocation changed since the last timestep, in which the task was running already. */
    boolean isSwitched() {
        return held == 0 && unitsBefore != null && !unitsBefore.equals(units);
    }

    void start(int where, long timestep) {
        cluster = where;
        start = timestep;
    }

    /** Forgets all that was done, as where it was done is gone: the task waits again, for other clusters. */
    void restart(List<Integer> clusters) {
        origin = new Arrival(origin.type(), clusters);
        progress = 0;
        start = -1;
        cluster = -1;
        hold(Units.none(units.kinds()));
        unitsBefore = null;
        attainedBefore = null;
    }

    void hold(Units next) {
        if (held > 0) {
            if (attainedBefore == null) {
                attainedBefore = new long[units.kinds()];
            }
            for (int kind = 0; kind < attainedBefore.length; kind++) {
                attainedBefore[kind] += (long) held * units.get(kind);
            }
            held = 0;
        }
        units = next;
        works = next.covers(type.minimum());
        gains = null;
    }

    /** Tells whether the task holds its type's minimum. */
    boolean works() {
        return works;
    }

    /** Returns the expected gain of a timestep; the task must work. */
    double gain(Gains all) {
        if (gains == null) {
            gains = all.of(origin.type(), units);
        }
        return gains.applyAsDouble(progress);
    }

    void pass(double gain) {
        progress += gain;
        if (held == 0) {
            unitsBefore = units;
        }
        held++;
    }

    boolean isComplete() {
        return progress >= 1;
    }

    @Override
    public String toString() {
        return "task " + number;
    }
}
