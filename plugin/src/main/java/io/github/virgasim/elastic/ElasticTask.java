// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** A task that waits or runs; changed by the engine only. */
public final class ElasticTask {
    private final long number;
    private final int typeNumber;
    private final TaskType type;
    private final long arrival;
    private final long[] attained;
    private List<Integer> eligible;
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
        this.typeNumber = arrival.type();
        this.type = type;
        this.eligible = arrival.clusters();
        this.arrival = timestep;
        units = Units.none(type.minimum().kinds());
        attained = new long[units.kinds()];
    }

    private ElasticTask(ElasticTask other) {
        number = other.number;
        typeNumber = other.typeNumber;
        type = other.type;
        eligible = other.eligible;
        arrival = other.arrival;
        attained = other.attained.clone();
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
        return typeNumber;
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
        return eligible;
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
        return attained[kind];
    }

    /** Tells whether the allocation changed since the last timestep, in which the task was running already. */
    boolean isSwitched() {
        return unitsBefore != null && !unitsBefore.equals(units);
    }

    void start(int where, long timestep) {
        cluster = where;
        start = timestep;
    }

    /** Forgets all that was done, as where it was done is gone: the task waits again, for other clusters. */
    void restart(List<Integer> clusters) {
        eligible = clusters;
        progress = 0;
        start = -1;
        cluster = -1;
        hold(Units.none(units.kinds()));
        unitsBefore = null;
        Arrays.fill(attained, 0);
    }

    void hold(Units held) {
        units = held;
        works = held.covers(type.minimum());
        gains = null;
    }

    /** Tells whether the task holds its type's minimum. */
    boolean works() {
        return works;
    }

    /** Returns the expected gain of a timestep; the task must work. */
    double gain() {
        if (gains == null) {
            gains = type.progress().gains(units);
        }
        return gains.applyAsDouble(progress);
    }

    void pass(double gain) {
        progress += gain;
        for (int kind = 0; kind < attained.length; kind++) {
            attained[kind] += units.get(kind);
        }
        unitsBefore = units;
    }

    boolean isComplete() {
        return progress >= 1;
    }

    @Override
    public String toString() {
        return "task " + number;
    }
}
