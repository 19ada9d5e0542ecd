// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.gpu;

import io.github.virgasim.input.InvalidInputException;
import java.util.Locale;

/**
 * How a GPU is shared, and what that costs.
 *
 * @param mode the way of sharing
 * @param interference of batches that run at the same time; under MIG, of batches in other slices of the card. Ignored,
 *     and none, when {@code mode} is exclusive
 * @param copiesOverlap whether the copies of the next batch are made while one runs, in exclusive mode; false in all others,
 *     whose interference says so itself
 */
public record GpuSharing(SharingMode mode, Interference interference, boolean copiesOverlap) {
    /**
     * Makes a sharing without overlap.
     *
     * @param mode the way of sharing
     * @param interference of batches that run at the same time
     */
    public GpuSharing(SharingMode mode, Interference interference) {
        this(mode, interference, false);
    }

    /**
     * Drops the interference of exclusive use.
     *
     * @throws InvalidInputException if mode or interference is missing, or copies overlap in another mode than exclusive
     */
    public GpuSharing {
        if (mode == null || interference == null) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "sharing of a GPU must have a mode and an interference, was '%s' and '%s'",
                    mode,
                    interference));
        }
        if (copiesOverlap && mode != SharingMode.EXCLUSIVE) {
            throw new InvalidInputException("copies must not overlap where sharing is " + mode.text());
        }
        interference = mode == SharingMode.EXCLUSIVE ? new NoInterference() : interference;
    }

    /**
     * One batch at a time.
     *
     * @return the sharing
     */
    public static GpuSharing exclusive() {
        return new GpuSharing(SharingMode.EXCLUSIVE, new NoInterference());
    }

    /**
     * One batch at a time, and meanwhile the copies of the next one.
     *
     * @return the sharing
     */
    public static GpuSharing overlappingCopies() {
        return new GpuSharing(SharingMode.EXCLUSIVE, new NoInterference(), true);
    }

    /**
     * All take turns.
     *
     * @param interference of batches that run at the same time
     * @return the sharing
     */
    public static GpuSharing timeSlicing(Interference interference) {
        return new GpuSharing(SharingMode.TIME_SLICING, interference);
    }

    /**
     * Kernels side by side.
     *
     * @param interference of batches that run at the same time
     * @param threadPercentage most of the compute units that a client may use [%], above 0, at most 100
     * @return the sharing
     * @throws InvalidInputException if the percentage is outside its range
     */
    public static GpuSharing mps(Interference interference, double threadPercentage) {
        return new GpuSharing(SharingMode.MPS, new ThreadLimit(interference, threadPercentage));
    }

    /**
     * Slices with their own compute units and memory.
     *
     * @param neighbours what batches in other slices of the card cost
     * @return the sharing
     */
    public static GpuSharing mig(Interference neighbours) {
        return new GpuSharing(SharingMode.MIG, neighbours);
    }

    /**
     * Returns a mode as it was measured and validated on an H100: turns of batches under time-slicing, occupancy under MPS;
     * MIG slices with the slopes that ship ({@link LinearInterference#measured}).
     *
     * @param mode the way of sharing
     * @return the sharing; MPS without a limit on threads
     */
    public static GpuSharing defaults(SharingMode mode) {
        return switch (mode) {
            case EXCLUSIVE -> exclusive();
            case TIME_SLICING -> timeSlicing(Turns.MEASURED);
            case MPS -> mps(Occupancy.MPS, 100);
            case MIG -> mig(LinearInterference.measured(mode));
        };
    }

    /**
     * Returns the interference without a limit on threads.
     *
     * @return what a limit, if there is one, is laid on
     */
    public Interference law() {
        return interference instanceof ThreadLimit limit ? limit.interference() : interference;
    }

    /**
     * Returns the share of the compute units that each client may use.
     *
     * @return above 0; 1 without a limit
     */
    public double threadShare() {
        return interference instanceof ThreadLimit limit ? limit.percentage() / 100 : 1;
    }
}
