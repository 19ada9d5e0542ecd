// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.gpu;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Time slicing as it is on current cards: the processes' batches take turns on the whole GPU, first come first served, and
 * each change from one process to another costs time. A batch that runs for longer than a slice yields to one that waits and
 * goes on behind it. So a short batch beside long ones is slowed down much, and the long ones little, which no slope per
 * co-runner can tell.
 *
 * <p>The engine follows the turns themselves; {@link #among}, for those who ask beforehand without knowing batches, gives
 * the fair share among equals. Copies that {@link io.github.virgasim.catalog.BatchTimes} tell of overlap the others' turns.
 *
 * @param switchCost what a turn costs when another process had the GPU before it [s], not negative
 * @param slice how long a batch runs before it yields [s], positive; infinity if it never does
 * @param yieldCost what it costs besides when a batch yields, after its slice [s], not negative
 * @param range how far it was measured
 */
public record Turns(double switchCost, double slice, double yieldCost, MeasuredRange range) implements Interference {
    /** As measured on an H100 under driver defaults, with CUDA graphs (this project's recordings, CC0). */
    public static final Turns MEASURED =
            new Turns(0.121e-3, 2.09e-3, 0.08e-3, new MeasuredRange(4, Double.POSITIVE_INFINITY, Integer.MAX_VALUE, 0));

    /** Checks the values. */
    public Turns {
        Checks.notNegative("switch cost of turns [s]", switchCost);
        Checks.notNegative("yield cost of turns [s]", yieldCost);
        if (!(slice > 0)) {
            throw new InvalidInputException(
                    String.format(Locale.ROOT, "slice of turns [s] must be positive, was '%s'", slice));
        }
    }

    /**
     * Makes turns of which nobody knows how far they were measured.
     *
     * @param switchCost what a turn costs when another process had the GPU before it [s], not negative
     * @param slice how long a batch runs before it yields [s], positive; infinity if it never does
     * @param yieldCost what it costs besides when a batch yields, after its slice [s], not negative
     */
    public Turns(double switchCost, double slice, double yieldCost) {
        this(switchCost, slice, yieldCost, MeasuredRange.UNKNOWN);
    }

    /**
     * Reads what a recording of a testbed has said.
     *
     * @param calibration CSV with the columns parameter and value, in which turns/switch, turns/slice and turns/yield stand
     *     [s], and turns/most_tenants and turns/longest_batch [s] may, as {@code virga calibrate} writes it
     * @return the turns
     * @throws InvalidInputException if it cannot be read or a parameter is missing
     */
    public static Turns read(Path calibration) {
        CalibratedValues values = CalibratedValues.read(calibration);
        return new Turns(
                values.of("turns/switch"), values.of("turns/slice"), values.of("turns/yield"), values.range("turns"));
    }

    @Override
    public Slowdown among(List<String> models) {
        return (model, running) -> CoRunners.count(running);
    }
}
