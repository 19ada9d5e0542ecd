// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;

/**
 * A kind of elastic task.
 *
 * @param name for reports
 * @param minimum units without which a task makes no progress; of some kind at least 1
 * @param cap units that one task may hold at most, not below the minimum; at most {@value #MOST_ALLOCATIONS} allocations
 *     from nothing to the cap
 * @param progress gain per timestep, known for every allocation from minimum to cap
 * @param noise full width of the even noise added to each gain, from 0; 0.2 means plus or minus 0.1
 */
public record TaskType(String name, Units minimum, Units cap, ProgressModel progress, double noise) {
    /** The most allocations that are looked at for one type. */
    public static final int MOST_ALLOCATIONS = 100_000;

    /** A task is to be complete within this many timesteps. */
    private static final double MOST_TIMESTEPS = 1e6;

    /**
     * Checks the type.
     *
     * @throws InvalidInputException if the minimum exceeds the cap, the cap allows too many allocations, the noise is
     *     negative, the model does not know an allocation, or the minimum does not let the task be complete within a
     *     million timesteps
     */
    public TaskType {
        Checks.named("name of a task type", name);
        Objects.requireNonNull(progress);
        if (minimum.kinds() != cap.kinds() || minimum.isNone() || !cap.covers(minimum)) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "minimum of task type %s must be above nothing and within its cap %s, was %s",
                    name,
                    cap,
                    minimum));
        }
        Checks.notNegative("noise of task type " + name, noise);
        double allocations =
                Arrays.stream(cap.toArray()).mapToDouble(units -> units + 1.0).reduce(1, (a, b) -> a * b);
        Checks.atMost(
                String.format(Locale.ROOT, "allocations up to the cap %s of task type %s", cap, name),
                allocations,
                MOST_ALLOCATIONS);
        Units.between(minimum, cap, units -> {
            if (!progress.knows(units)) {
                throw new InvalidInputException(String.format(
                        Locale.ROOT,
                        "progress of task type %s must be known for every allocation from %s to %s, is not for %s",
                        name,
                        minimum,
                        cap,
                        units));
            }
        });
        double gain = progress.largestGain(minimum) + noise / 2;
        if (!(gain * MOST_TIMESTEPS >= 1 && gain <= Checks.LARGEST)) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "minimum of task type %s must let it make progress, at least 1e-6 in a timestep, was %s with a gain of %s",
                    name,
                    minimum,
                    gain));
        }
    }
}
